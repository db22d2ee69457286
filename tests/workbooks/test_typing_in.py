"""A value stands in a cell as a person would type it, and as text where a spreadsheet would lose some of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from generator.schemas import Field
from generator.workbooks.typing_in import typed


@pytest.mark.parametrize(
    ("reads", "value", "expected"),
    [
        ("money", 123450, 1234.5),
        ("money", -500, -5.0),
        ("number", Decimal("0.5"), 0.5),
        ("number", Decimal("0.50"), "0.50"),
        ("number", Decimal("12345678901234567890.5"), "12345678901234567890.5"),
        ("integer", 42, 42.0),
        ("yes_no", True, "yes"),
        ("yes_no", False, "no"),
        ("date", date(2026, 3, 31), date(2026, 3, 31)),
        ("date", date(1900, 2, 28), "1900-02-28"),
        ("datetime", datetime(2026, 3, 3, 19, 0), datetime(2026, 3, 3, 19, 0)),
        ("datetime", datetime(2026, 3, 3), "2026-03-03 00:00:00"),
        ("codes", ("a", "b"), "a; b"),
        ("refs", ("x" * 2_499, "y" * 2_500), "x" * 2_499 + ";" + "y" * 2_500),
        ("code", "0", "0"),
        ("id", "007", "007"),
        ("text", "=1+1", "=1+1"),
    ],
)
def test_values_are_typed_as_people_type_them(reads: str, value: Any, expected: object) -> None:
    """Pounds, days and numbers are such; noughts at the end, midnight and very old days are text."""
    found = typed(Field("x", "X", "X.", "string", reads, ""), value)
    assert (found, type(found)) == (expected, type(expected))
