"""An amount far above what its file usually holds is worth a look."""

from generator.checks.row.outlying_amount import check
from tests.checks.making import row, said

USUAL = [row("payments", number, amount=450_000) for number in range(2, 12)]


def test_more_than_a_hundred_times_the_median_is_reported() -> None:
    """The usual amount is named, so that two noughts too many are seen at once."""
    assert said(check, *USUAL, row("payments", 12, amount=45_000_001)) == [
        "Row 12, amount: £450,000.01 is more than 100 times what is usual in this column (£4,500). Check the figure."
    ]


def test_a_hundred_times_and_fewer_than_ten_amounts_are_fine() -> None:
    """Exactly a hundred times is let pass, and few amounts have no usual size."""
    assert said(check, *USUAL, row("payments", 12, amount=45_000_000)) == []
    assert said(check, *USUAL[:8], row("payments", 12, amount=999_999_999)) == []


def test_refunds_and_noughts_do_not_lower_what_is_usual() -> None:
    """The median is that of amounts above nought."""
    refunds = [row("payments", number, amount=amount) for number, amount in enumerate([0, -1] * 20, 20)]
    assert said(check, *USUAL, *refunds) == []
