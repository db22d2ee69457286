"""Binding decisions are acted on in time."""

from datetime import date
from typing import Any

import pytest

from generator.checks.portal.not_acted_on import check
from generator.model import Record
from tests.checks.making import portal, row, told


def decision(**values: Any) -> Record:
    """A binding decision that is still planned."""
    stated = {"decision_id": "A1", "outcome": "approved", "binding": True, "delivery_status": "planned", **values}
    return row("decisions", **stated)


def test_a_day_that_has_passed_is_reported() -> None:
    """The day to act by counts, and where it is not stated the planned start."""
    assert told(check, portal(decision(act_by=date(2026, 3, 2), planned_start=date(2027, 1, 1)))) == [
        "Row 2, act_by: this binding decision should have been acted on by 2026-03-02 and is still called planned. Add an update."
    ]
    assert told(check, portal(decision(planned_start=date(2026, 1, 1)))) == [
        "Row 2, planned_start: this binding decision should have been acted on by 2026-01-01 and is still called planned. Add an update."
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"act_by": date(2026, 3, 3)},
        {"act_by": date(2027, 1, 1), "planned_start": date(2025, 1, 1)},
        {"act_by": date(2025, 1, 1), "binding": False},
        {"act_by": date(2025, 1, 1), "delivery_status": "live"},
        {"act_by": date(2025, 1, 1), "outcome": "rejected"},
        {"act_by": date(2025, 1, 1), "ratified_by": "Cabinet"},
        {},
    ],
)
def test_what_is_not_overdue_is_fine(values: dict[str, Any]) -> None:
    """The day itself, advice, what is under way, what was rejected, and what still awaits confirmation."""
    assert told(check, portal(decision(**values))) == []


def test_an_update_answers_the_question() -> None:
    """The state of a decision is its latest update."""
    live = row("updates", decision_id="A1", date=date(2026, 2, 1), status="live")
    assert told(check, portal(decision(act_by=date(2025, 1, 1)), live)) == []
