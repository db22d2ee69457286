"""An approved decision says how it stands."""

import pytest

from generator.checks.row.delivery_status import check
from tests.checks.making import row, said


@pytest.mark.parametrize("outcome", ["approved", "approved_with_conditions"])
def test_an_approved_decision_without_a_status_is_reported(outcome: str) -> None:
    """The words it may hold are listed."""
    assert said(check, row("decisions", outcome=outcome)) == [
        "Row 2, delivery_status: is empty, though the decision was approved. Write planned, live, finished or closed_early."
    ]


def test_rejected_decisions_and_other_formats_are_fine() -> None:
    """What was not approved is not delivered, and grants of other standards do not have the field."""
    assert (
        said(check, row("decisions", outcome="rejected"), row("decisions", 3, outcome="approved", delivery_status="live")) == []
    )
    assert said(check, row("decisions", outcome="approved"), native=False) == []
