"""Work that should have ended says so."""

from datetime import date

from generator.checks.portal.live_past_end import check
from tests.checks.making import portal, row, told


def test_live_work_past_its_end_is_reported() -> None:
    """The day it should have ended is named."""
    late = row("decisions", decision_id="A1", outcome="approved", delivery_status="live", planned_end=date(2026, 3, 2))
    assert told(check, portal(late)) == [
        "Row 2, planned_end: the work should have ended on 2026-03-02 and is still called live. Add an update."
    ]


def test_the_last_day_and_an_update_are_fine() -> None:
    """On the planned day it may still run; a later update, also one of closing, answers the question."""
    today = row("decisions", decision_id="A1", outcome="approved", delivery_status="live", planned_end=date(2026, 3, 3))
    late = row("decisions", 3, decision_id="A2", outcome="approved", delivery_status="live", planned_end=date(2026, 1, 1))
    closed = row("updates", decision_id="A2", date=date(2026, 2, 1), status="closed_early")
    coming = row("updates", decision_id="A2", date=date(2027, 2, 1), status="closed_early")
    assert told(check, portal(today, late, closed)) == []
    assert len(told(check, portal(today, late, coming))) == 1, "an update of the future says nothing of today"


def test_a_replaced_decision_is_not_judged() -> None:
    """The amendment gave it a new end."""
    old = row(
        "decisions",
        decision_id="A1",
        outcome="approved",
        delivery_status="live",
        planned_end=date(2025, 1, 1),
        decision_date=date(2024, 1, 1),
    )
    new = row(
        "decisions",
        3,
        decision_id="A2",
        amends="A1",
        outcome="approved",
        delivery_status="live",
        planned_end=date(2027, 1, 1),
        decision_date=date(2025, 1, 1),
    )
    assert told(check, portal(old, new)) == []
