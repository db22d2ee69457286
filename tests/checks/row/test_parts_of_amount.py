"""Capital and revenue make the amount."""

import pytest

from generator.checks.row.parts_of_amount import check
from tests.checks.making import row, said


def test_parts_that_do_not_make_the_amount_are_reported() -> None:
    """The sum of the parts is named."""
    assert said(check, row("decisions", amount_awarded=600_000, capital=400_000, revenue=100_000)) == [
        "Row 2, amount_awarded: £6,000 is not what capital and revenue make together (£5,000). Check the three amounts."
    ]
    assert len(said(check, row("allocations", amount=600, capital=700))) == 1


@pytest.mark.parametrize(
    "amounts",
    [
        {"amount_awarded": 600, "capital": 400, "revenue": 200},
        {"amount_awarded": 600, "capital": 400},
        {"amount_awarded": 600},
        {"capital": 400, "revenue": 100},
    ],
)
def test_what_is_not_stated_is_not_judged(amounts: dict[str, int]) -> None:
    """A part that is left empty may be whatever is missing."""
    assert said(check, row("decisions", **amounts)) == []
