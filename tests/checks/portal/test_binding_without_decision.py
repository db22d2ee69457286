"""A binding method shows in binding decisions."""

from datetime import date
from typing import Any

import pytest

from generator.checks.portal.binding_without_decision import check
from generator.model import Record
from tests.checks.making import portal, row, told


def service(**values: Any) -> Record:
    """The service that the power is about."""
    return row("services", service_id="club", name="Club", **values)


def power(**values: Any) -> Record:
    """Binding meetings, in force for long."""
    stated = {
        "service_id": "club",
        "state": "in_force",
        "transfer_method": "binding_meetings",
        "power_level": "3",
        "community_id": "board",
    }
    return row("power", **{**stated, "effective_on": date(2023, 9, 1), "assessed_on": date(2026, 1, 1), **values})


def decision(**values: Any) -> Record:
    """A binding decision about the service."""
    return row(
        "decisions", **{"decision_id": "A1", "service_id": "club", "binding": True, "decision_date": date(2025, 6, 1), **values}
    )


REPORT = [
    "Row 2, transfer_method: meetings with binding decisions are in force since 2023-09-01, but no binding decision of the "
    "last 12 months is published. Add it, or check the method."
]


@pytest.mark.parametrize(
    "others",
    [{"binding": False}, {"decision_date": date(2025, 3, 3)}, {"service_id": "other"}, {"community_id": "another-board"}],
)
def test_a_year_without_a_binding_decision_is_reported(others: dict[str, Any]) -> None:
    """Advice, older decisions, and those about other services or by other bodies show nothing."""
    assert told(check, portal(service(), power())) == REPORT
    assert told(check, portal(service(), power(), decision(**others))) == REPORT


def test_one_binding_decision_is_enough() -> None:
    """By the same body, or by one that is not stated."""
    assert told(check, portal(service(), power(), decision())) == []
    assert told(check, portal(service(), power(), decision(community_id="board", decision_date=date(2025, 3, 4)))) == []


@pytest.mark.parametrize(
    "claim", [{"effective_on": date(2025, 3, 4)}, {"transfer_method": "discussion_meetings"}, {"state": "agreed"}]
)
def test_it_is_too_early_in_the_first_year(claim: dict[str, Any]) -> None:
    """Nor are other methods and claims not yet in force judged."""
    assert told(check, portal(service(), power(**claim))) == []


def test_services_that_have_ended_are_not_judged() -> None:
    """There is nothing left to decide."""
    assert told(check, portal(service(status="defunct"), power())) == []
    assert told(check, portal(service(end_date=date(2026, 1, 1)), power())) == []
