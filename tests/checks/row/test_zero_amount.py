"""An amount of nought is worth a look."""

from generator.checks.row.zero_amount import check
from tests.checks.making import row, said


def test_awards_and_payments_of_nothing_are_reported_once_a_column() -> None:
    """Many rows are one finding with the first places."""
    assert said(check, *(row("payments", number, amount=0) for number in (2, 5, 9))) == [
        "Row 2, amount: is 0. Check it, or leave the cell empty if the amount is not known. (The same in 2 more rows: 5, 9.)"
    ]
    assert len(said(check, row("decisions", outcome="approved", amount_awarded=0))) == 1


def test_nothing_for_what_was_rejected_is_fine() -> None:
    """A rejected bid was awarded nothing; a refund, a blank and a free option are no noughts of this kind."""
    assert said(check, row("decisions", outcome="rejected", amount_awarded=0), row("decisions", 3, outcome="approved")) == []
    assert said(check, row("payments", amount=-500)) == []
    assert said(check, row("options", cost=0)) == []
