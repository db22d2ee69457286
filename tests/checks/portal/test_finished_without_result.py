"""Finished work should have a result to show."""

from datetime import date

from generator.checks.portal.finished_without_result import check
from generator.model import Gap
from tests.checks.making import portal, publisher, row, told

FINISHED = row("decisions", decision_id="A1", outcome="approved", delivery_status="finished", decision_date=date(2025, 1, 1))


def test_finished_work_without_a_result_is_reported() -> None:
    """Whether the decision or its latest update says that it is finished."""
    sentence = "Row 2, delivery_status: the work is finished, but no result is published. Add a row to results."
    assert told(check, portal(FINISHED)) == [sentence]
    live = row("decisions", decision_id="A1", outcome="approved", delivery_status="live")
    assert told(check, portal(live, row("updates", decision_id="A1", date=date(2026, 1, 1), status="finished"))) == [sentence]


def test_a_result_and_work_under_way_are_fine() -> None:
    """Also where an earlier form of the decision has the result, or an update that is newer says otherwise."""
    assert told(check, portal(FINISHED, row("results", decision_id="A1", title="Sessions"))) == []
    amended = row(
        "decisions",
        3,
        decision_id="A2",
        amends="A1",
        outcome="approved",
        delivery_status="finished",
        decision_date=date(2025, 2, 1),
    )
    assert told(check, portal(FINISHED, amended, row("results", decision_id="A1", title="Sessions"))) == []
    assert told(check, portal(FINISHED, row("updates", decision_id="A1", date=date(2026, 1, 1), status="live"))) == []


def test_a_declared_gap_is_respected_until_it_ends() -> None:
    """A publisher that says it does not publish results is not told so again."""
    for until, count in ((None, 0), (date(2026, 3, 3), 0), (date(2026, 3, 2), 1)):
        declaring = publisher("eastmere", gaps=(Gap("results", "", "Not collected", until),))
        assert len(told(check, portal(FINISHED, publishers=[declaring]))) == count
