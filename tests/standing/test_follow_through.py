"""What became of binding decisions, with the days on which that changes."""

from datetime import date
from typing import Any

import pytest

from generator.model import Record
from generator.standing.follow_through import FollowThrough, follow_through
from tests.checks.making import portal, row

BEFORE, TODAY, AFTER = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def stands(*updates: tuple[date, str], **values: Any) -> FollowThrough | None:
    """How an approved binding decision stands, after some updates."""
    decision = row("decisions", **{"decision_id": "A1", "outcome": "approved", "binding": True, **values})
    told = [
        row("updates", number, decision_id="A1", date=day, status=status, text=f"{number}")
        for number, (day, status) in enumerate(updates, 2)
    ]
    return follow_through(portal(decision, *told), decision)


@pytest.mark.parametrize(("due", "expected"), [(BEFORE, "overdue"), (TODAY, "in_progress"), (AFTER, "in_progress")])
def test_it_is_overdue_on_the_day_after(due: date, expected: str) -> None:
    """On the day itself there is still time; what has no day to act by is never overdue."""
    assert stands(act_by=due, delivery_status="planned") == (expected, due, None)
    assert stands(planned_start=due, delivery_status="planned") == (expected, due, None)
    assert stands((BEFORE, "planned"), act_by=due) == (expected, due, None)
    assert stands(delivery_status="planned") == ("in_progress", None, None)


def test_the_day_to_act_by_comes_before_the_planned_start() -> None:
    """Which counts only where no day to act by is stated."""
    assert stands(act_by=AFTER, planned_start=BEFORE, delivery_status="planned") == ("in_progress", AFTER, None)
    assert stands(act_by=BEFORE, planned_start=AFTER, delivery_status="planned") == ("overdue", BEFORE, None)


@pytest.mark.parametrize(
    ("begun", "expected"), [(date(2025, 5, 31), "acted_on"), (date(2025, 6, 1), "acted_on"), (date(2025, 6, 2), "late")]
)
def test_it_is_acted_on_if_it_is_live_by_the_day(begun: date, expected: str) -> None:
    """By an update, by the day on which it started, or by the earlier of both."""
    due = date(2025, 6, 1)
    assert stands((begun, "live"), act_by=due) == (expected, due, begun)
    assert stands(act_by=due, delivery_status="live", actual_start=begun) == (expected, due, begun)
    assert stands((date(2025, 9, 9), "live"), act_by=due, actual_start=begun) == (expected, due, begun)
    assert stands((begun, "live"), (date(2025, 9, 9), "live"), planned_start=due, delivery_status="planned") == (
        expected,
        due,
        begun,
    )


def test_what_is_finished_was_acted_on() -> None:
    """However late it began."""
    due = date(2025, 6, 1)
    assert stands((date(2025, 7, 1), "live"), (BEFORE, "finished"), act_by=due) == ("acted_on", due, date(2025, 7, 1))
    assert stands((BEFORE, "finished"), act_by=due) == ("acted_on", due, BEFORE)
    assert stands(act_by=due, delivery_status="finished") == ("acted_on", due, None)


def test_without_a_day_what_is_live_was_acted_on() -> None:
    """It cannot be late for a day that nobody stated."""
    assert stands(delivery_status="live") == ("acted_on", None, None)
    assert stands((BEFORE, "live")) == ("acted_on", None, BEFORE)


@pytest.mark.parametrize(("day", "expected"), [(TODAY, "acted_on"), (AFTER, "in_progress")])
def test_what_is_dated_in_the_future_has_not_happened(day: date, expected: str) -> None:
    """An update of today has; a start of the future is no beginning."""
    found = stands((day, "live"), act_by=AFTER, delivery_status="planned")
    assert found is not None
    assert found.state == expected
    assert stands(delivery_status="live", actual_start=AFTER) == ("acted_on", None, None)


def test_closed_early_is_neither_acted_on_nor_overdue() -> None:
    """Whether it had begun or not."""
    assert stands((BEFORE, "closed_early"), act_by=date(2025, 1, 1)) == ("closed_early", date(2025, 1, 1), None)
    assert stands((date(2025, 5, 1), "live"), (BEFORE, "closed_early")) == ("closed_early", None, date(2025, 5, 1))
    assert stands(delivery_status="closed_early") == ("closed_early", None, None)


def test_without_any_word_it_is_not_stated() -> None:
    """Nobody says how it stands, so nobody can say that nothing was done."""
    assert stands() == ("not_stated", None, None)
    assert stands(act_by=BEFORE) == ("not_stated", BEFORE, None)


@pytest.mark.parametrize(
    ("values", "binds"),
    [
        ({"binding": False}, False),
        ({"binding": None}, False),
        ({"ratified_by": "Cabinet"}, False),
        ({"ratified_by": "Cabinet", "ratified_date": AFTER}, False),
        ({"ratified_by": "Cabinet", "ratified_date": TODAY}, True),
    ],
)
def test_only_what_binds_must_be_acted_on(values: dict[str, Any], binds: bool) -> None:
    """Advice, and what waits for confirmation, is not judged."""
    assert (stands(delivery_status="live", **values) is not None) == binds


def test_updates_of_other_decisions_say_nothing() -> None:
    """Each decision has its own."""
    ours, theirs = (row("decisions", number, decision_id=f"A{number}", binding=True) for number in (1, 2))
    update = row("updates", decision_id="A2", date=BEFORE, status="live", text="Begun")
    whole = portal(ours, theirs, update)

    def state(decision: Record) -> str:
        found = follow_through(whole, decision)
        return found.state if found else ""

    assert (state(ours), state(theirs)) == ("not_stated", "acted_on")
