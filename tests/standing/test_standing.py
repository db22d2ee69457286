"""How decisions and power stand on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.standing.decisions import decisions, state
from generator.standing.power import months_before, powers
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


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(0, 240))
def test_months_before_never_leaves_the_month(day: date, months: int) -> None:
    """Counting back keeps the day, or takes the last of a shorter month."""
    earlier = months_before(day, months)
    assert (day.year * 12 + day.month) - (earlier.year * 12 + earlier.month) == months
    assert earlier.day == day.day or (earlier.day < day.day and (earlier + (date(2000, 1, 2) - date(2000, 1, 1))).day == 1)
