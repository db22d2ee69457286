"""Where the community decides, an officer does not."""

from datetime import date
from typing import Any

import pytest

from generator.checks.portal.officer_decides import check
from generator.model import Record
from tests.checks.making import portal, row, told

SERVICE = row("services", service_id="club", name="Club")


def power(number: int = 2, **values: Any) -> Record:
    """A claim in force that the community decides."""
    stated = {"service_id": "club", "state": "in_force", "power_level": "3", "assessed_on": date(2025, 1, 1), **values}
    return row("power", number, **stated)


def decision(**values: Any) -> Record:
    """An officer's decision about the service."""
    stated = {
        "decision_id": "A1",
        "service_id": "club",
        "decided_by_type": "officer_delegated",
        "decision_date": date(2025, 6, 1),
        **values,
    }
    return row("decisions", **stated)


def test_an_officers_decision_contradicts_the_claim() -> None:
    """The decision is named, so that it can be looked up."""
    assert told(check, portal(SERVICE, power(), decision())) == [
        'Row 2, power_level: the community is said to decide (level 3), but an officer took the decision "A1" on 2025-06-01. Check both.'
    ]


@pytest.mark.parametrize(
    ("claim", "taken"),
    [
        ({"power_level": "2"}, {}),
        ({"state": "proposed"}, {}),
        ({"assessed_on": date(2026, 3, 4)}, {}),
        ({}, {"decided_by_type": "neighbourhood_board"}),
        ({}, {"decision_date": date(2024, 12, 31)}),
        ({}, {"service_id": "other"}),
    ],
)
def test_other_levels_deciders_times_and_services_are_fine(claim: dict[str, Any], taken: dict[str, Any]) -> None:
    """Only what was decided about the same service while the claim was in force counts."""
    assert told(check, portal(SERVICE, power(**claim), decision(**taken))) == []


def test_the_latest_assessment_counts_from_its_own_beginning() -> None:
    """A claim that was lowered is no longer made; one that was raised holds from then on."""
    lowered = power(3, assessed_on=date(2025, 9, 1), power_level="2")
    assert told(check, portal(SERVICE, power(), lowered, decision())) == []
    raised = power(3, assessed_on=date(2025, 9, 1), power_level="4")
    assert told(check, portal(SERVICE, power(), raised, decision())) == []
    confirmed = power(3, assessed_on=date(2025, 9, 1))
    assert len(told(check, portal(SERVICE, power(), confirmed, decision()))) == 1
