"""More awarded than asked for is worth a look."""

from generator.checks.row.awarded_above_request import check
from tests.checks.making import row, said


def test_more_than_was_asked_for_is_reported() -> None:
    """Both amounts are named."""
    assert said(check, row("decisions", amount_requested=500_000, amount_awarded=500_001)) == [
        "Row 2, amount_awarded: £5,000.01 is more than was asked for (£5,000). Check both amounts."
    ]


def test_all_that_was_asked_for_is_fine() -> None:
    """Equal amounts, and a request that is not stated, say nothing; other kinds have no request."""
    assert said(check, row("decisions", amount_requested=500, amount_awarded=500), row("decisions", 3, amount_awarded=900)) == []
    assert said(check, row("payments", amount=5)) == []
