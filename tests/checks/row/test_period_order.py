"""A period may not end before it starts."""

from datetime import date, datetime

import pytest

from generator.checks.row.period_order import check
from tests.checks.making import row, said


def test_an_end_before_its_start_is_reported_at_the_end() -> None:
    """Both dates are named, so that the wrong one can be found."""
    early = row("decisions", decision_id="A1", planned_start=date(2026, 3, 1), planned_end=date(2025, 3, 1))
    assert said(check, early) == [
        'Row 2, planned_end: "2025-03-01" is before its start, 2026-03-01 (planned_start). Check both dates.'
    ]


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("services", "start_date", "end_date"),
        ("meetings", "starts_at", "ends_at"),
        ("funds", "period_start", "period_end"),
        ("decisions", "actual_start", "actual_end"),
        ("areas", "start", "end"),
    ],
)
def test_every_pair_of_start_and_end_is_looked_at(kind: str, start: str, end: str) -> None:
    """The pairs are found by the names of the schema's fields."""
    first, last = (
        (datetime(2026, 3, 3, 19), datetime(2026, 3, 3, 18)) if kind == "meetings" else (date(2026, 3, 2), date(2026, 3, 1))
    )
    assert len(said(check, row(kind, **{start: first, end: last}))) == 1
    assert said(check, row(kind, **{start: last, end: first})) == []


def test_one_day_and_open_ends_are_fine() -> None:
    """A period of one day, one without an end, and one without a start are no mistakes."""
    day = date(2026, 3, 1)
    assert (
        said(
            check,
            row("services", start_date=day, end_date=day),
            row("services", 3, start_date=day),
            row("services", 4, end_date=day),
        )
        == []
    )
