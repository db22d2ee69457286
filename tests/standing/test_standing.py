"""How decisions and power stand on a day."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.standing.decisions import decisions, state
from generator.standing.power import months_before, powers, prospects
from tests.checks.making import portal, row


def test_decisions_that_amend_each_other_are_one() -> None:
    """The last approved one stands for all; the others are not met on their own."""
    rows = [
        row("decisions", number, decision_id=f"A{number}", outcome=outcome, decision_date=date(2025, number, 1), **amends)
        for number, outcome, amends in ((2, "approved", {}), (3, "approved", {"amends": "A2"}), (4, "rejected", {"amends": "A3"}))
    ]
    alone = row("decisions", 9, decision_id="B1", outcome="approved")
    found = [(record.key, [member.key for member in family]) for record, family in decisions(portal(*rows, alone))]
    assert found == [("A3", ["A2", "A3", "A4"]), ("B1", ["B1"])]


def test_a_ring_of_amendments_ends() -> None:
    """Decisions that amend each other, or themselves, are a slip that must not hang a build."""
    ring = [
        row("decisions", number, decision_id=one, amends=other, outcome="approved")
        for number, one, other in ((2, "A", "B"), (3, "B", "A"), (4, "C", "C"))
    ]
    assert [record.key for record, _ in decisions(portal(*ring))] == ["B", "C"]


def test_what_amends_a_decision_of_a_ring_belongs_to_it() -> None:
    """Whatever the ids are: the same money is not met twice."""
    tail = [
        row("decisions", number, decision_id=one, amends=other, outcome="approved", decision_date=date(2025, number, 1))
        for number, one, other in ((2, "B", "C"), (3, "C", "B"), (4, "A", "B"), (5, "Z", "C"))
    ]
    assert [[member.key for member in family] for _, family in decisions(portal(*tail))] == [["B", "C", "A", "Z"]]


def test_an_amendment_is_younger_than_what_it_amends() -> None:
    """Of one day, without a day, and with an earlier one by mistake; otherwise the days count."""
    rows = [
        row("decisions", number, decision_id=one, outcome="approved", **values)
        for number, (one, values) in enumerate(
            [
                ("D", {"decision_date": date(2025, 5, 5)}),
                ("C", {"amends": "D", "decision_date": date(2025, 5, 5)}),
                ("B", {"amends": "C"}),
                ("A", {"amends": "B", "decision_date": date(2024, 1, 1)}),
                ("E", {"amends": "D", "decision_date": date(2025, 5, 4)}),
                ("F", {"amends": "D", "decision_date": date(2025, 5, 6)}),
            ]
        )
    ]
    assert [[member.key for member in family] for _, family in decisions(portal(*rows))] == [["D", "C", "E", "B", "A", "F"]]


def test_an_amendment_of_nothing_stands_alone() -> None:
    """The reference that leads nowhere is reported elsewhere."""
    assert [record.key for record, _ in decisions(portal(row("decisions", decision_id="A", amends="X", outcome="approved")))] == [
        "A"
    ]


@pytest.mark.parametrize(
    ("days", "expected"), [((), "planned"), ((1,), "live"), ((1, 2), "finished"), ((2, 1), "finished"), ((1, 28), "live")]
)
def test_the_latest_update_is_the_state(days: tuple[int, ...], expected: str) -> None:
    """In whatever order they are written; those of the future say nothing yet."""
    statuses = {1: "live", 2: "finished", 28: "closed_early"}
    updates = [row("updates", day, decision_id="A", date=date(2026, 3, day), status=statuses[day], text=str(day)) for day in days]
    decision = row("decisions", decision_id="A", delivery_status="planned")
    assert state(portal(decision, *updates), decision) == expected


def test_of_two_updates_of_one_day_the_one_written_last_counts() -> None:
    """Whatever they say; and one without a day says nothing."""
    day = date(2026, 3, 1)
    updates = [
        row("updates", number, decision_id="A", status=status, text=status, date=day)
        for number, status in ((2, "live"), (3, "finished"), (4, "closed_early"))
    ]
    undated = row("updates", 9, decision_id="A", status="planned", text="planned")
    decision = row("decisions", decision_id="A")
    assert state(portal(decision, *updates, undated), decision) == "closed_early"
    assert state(portal(decision, *updates[:2]), decision) == "finished"
    assert state(portal(decision, undated), decision) == ""


def test_the_claim_in_force_is_the_latest_of_each_community() -> None:
    """It begins with the first assessment that said the same."""
    service = row("services", service_id="club", name="Club")
    claims = [
        row(
            "power",
            number,
            service_id="club",
            community_id=community,
            state="in_force",
            transfer_method="conversations",
            power_level=level,
            assessed_on=date(year, 1, 1),
        )
        for number, (community, level, year) in enumerate(
            [("a", "1", 2023), ("a", "2", 2024), ("a", "2", 2025), ("b", "1", 2022), ("a", "3", 2030)]
        )
    ]
    found = {
        claim.get("community_id"): (claim.get("assessed_on").year, began.year)
        for claim, _, began in powers(portal(service, *claims))
    }
    assert found == {"a": (2025, 2024), "b": (2022, 2022)}


def in_force(*statements: dict[str, Any]) -> list[tuple[str, date]]:
    """The level of each claim in force over one service, and the day it began."""
    told = [
        row("power", number, service_id="club", **{"state": "in_force", "transfer_method": "conversations", **statement})
        for number, statement in enumerate(statements, 2)
    ]
    service = row("services", service_id="club", name="Club")
    return [(claim.values["power_level"], began) for claim, _, began in powers(portal(service, *told))]


def test_a_claim_that_was_given_up_begins_anew() -> None:
    """What was said before the break is no part of it; the first year is counted from its return."""
    levels = [("3", 2020), ("3", 2021), ("1", 2022), ("3", 2024), ("3", 2025)]
    statements = [{"power_level": level, "assessed_on": date(year, 1, 1)} for level, year in levels]
    assert in_force(*statements) == [("3", date(2024, 1, 1))]
    effective = [{**one, "effective_on": date(one["assessed_on"].year, 4, 1)} for one in statements]
    assert in_force(*effective) == [("3", date(2024, 4, 1))]


@pytest.mark.parametrize(("day", "expected"), [(date(2026, 3, 3), "3"), (date(2026, 3, 4), "1")])
def test_until_a_new_power_is_in_force_the_old_one_is(day: date, expected: str) -> None:
    """A statement may be made before the day from which it holds."""
    old = {"power_level": "1", "assessed_on": date(2024, 1, 1)}
    new = {"power_level": "3", "assessed_on": date(2026, 2, 1), "effective_on": day}
    assert [level for level, _ in in_force(old, new)] == [expected]


def prospective(*told: tuple[str, str, date]) -> list[tuple[str, str]]:
    """The community and state of what is proposed or agreed, of statements of a community, state and day."""
    statements = [
        row("power", number, service_id="club", community_id=community, state=stated, assessed_on=day)
        for number, (community, stated, day) in enumerate(told, 2)
    ]
    service = row("services", service_id="club", name="Club")
    found = prospects(portal(service, *statements), service.ref)
    return [(power.values["community_id"], power.values["state"]) for power in found]


def test_what_is_proposed_stands_until_it_is_in_force() -> None:
    """The latest statement of each community counts, and none of the future."""
    proposed, agreed = ("board", "proposed", date(2025, 1, 1)), ("board", "agreed", date(2025, 6, 1))
    assert prospective(proposed) == [("board", "proposed")]
    assert prospective(agreed, proposed) == [("board", "agreed")]
    assert prospective(proposed, agreed, ("board", "in_force", date(2026, 1, 1))) == []
    assert prospective(("board", "in_force", date(2024, 1, 1)), proposed) == [("board", "proposed")]
    assert prospective(proposed, ("board", "agreed", date(2026, 3, 4))) == [("board", "proposed")]
    assert prospective(proposed, ("board", "agreed", date(2026, 3, 3))) == [("board", "agreed")]
    assert prospective(proposed, ("panel", "in_force", date(2026, 1, 1))) == [("board", "proposed")]


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(0, 240))
def test_months_before_never_leaves_the_month(day: date, months: int) -> None:
    """Counting back keeps the day, or takes the last of a shorter month."""
    earlier = months_before(day, months)
    assert (day.year * 12 + day.month) - (earlier.year * 12 + earlier.month) == months
    assert earlier.day == day.day or (earlier.day < day.day and (earlier + (date(2000, 1, 2) - date(2000, 1, 1))).day == 1)
