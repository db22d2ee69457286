"""Ids that lost their leading zeros are pointed out."""

import pytest

from generator.checks.row.lost_zeros import check
from tests.checks.making import row, said


def ids(*values: str) -> list[str]:
    """What is said of decisions with these ids."""
    return said(check, *(row("decisions", number, decision_id=value) for number, value in enumerate(values, 2)))


def test_shorter_ids_among_padded_ones_are_reported() -> None:
    """The number of digits that the others have is named."""
    assert ids("0001", "0002", "17", "0420", "3") == [
        'Row 4, decision_id: "17" seems to have lost its leading zeros; others in this column have 4 digits. '
        "Format the column as Text and re-enter. (The same in 1 more row: 6.)"
    ]


@pytest.mark.parametrize(
    "values",
    [
        ("1", "2", "17"),
        ("0001", "0002", "1234", "12345"),
        ("0001", "2"),
        ("01", "001", "2"),
        ("0001", "0002", "A3"),
        ("0001", "0002", "٣"),
    ],
)
def test_columns_without_a_clear_form_are_fine(values: tuple[str, ...]) -> None:
    """No zeros, none shorter, a single one, several lengths, and ids with letters prove nothing."""
    assert ids(*values) == []


def test_references_in_words_are_looked_at() -> None:
    """A contract's number loses its zeros just as well."""
    rows = [row("payments", number, contract_ref=ref) for number, ref in enumerate(["00123", "00124", "125"], 2)]
    assert len(said(check, *rows)) == 1
