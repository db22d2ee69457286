"""Codes of areas that are no more are pointed out."""

from datetime import date
from typing import Any

import pytest

from generator.checks.portal.retired_area import check
from generator.model import Record
from tests.checks.making import portal, row, told


def area(**values: Any) -> Record:
    """An area that another replaced in 2023."""
    stated = {"code": "E07000026", "name": "Allerdale", "end": date(2023, 3, 31), "replaced_by": ("E06000063",), **values}
    return row("areas", of="", **stated)


def test_a_replaced_code_in_a_later_record_is_reported() -> None:
    """What took its place is named."""
    decision = row("decisions", decision_id="A1", decision_date=date(2023, 4, 1), area_codes=("E07000026",))
    assert told(check, portal(area(), decision)) == [
        'Row 2, area_codes: "E07000026" (Allerdale) ended on 2023-03-31. It was replaced by E06000063. Use the code of now.'
    ]
    assert len(told(check, portal(area(), row("services", service_id="club", area_codes=("E07000026",))))) == 1


def test_a_code_without_an_end_is_retired_by_its_successor() -> None:
    """Where boundaries changed, the list may not know the day."""
    moved = area(end=None, replaced_by=("E08000038", "E08000039"))
    moved = Record("areas", "", moved.key, {name: value for name, value in moved.values.items() if value}, origin=moved.origin)
    assert told(check, portal(moved, row("communities", community_id="board", area_codes=("E07000026",)))) == [
        'Row 2, area_codes: "E07000026" (Allerdale) is no longer in use. It was replaced by E08000038 and E08000039. Use the code of now.'
    ]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("decisions", {"decision_date": date(2023, 3, 31)}),
        ("services", {"end_date": date(2020, 1, 1)}),
        ("decisions", {"decision_date": date(2022, 1, 1)}),
    ],
)
def test_records_of_its_own_time_are_fine(kind: str, values: dict[str, Any]) -> None:
    """A decision of a time when the code held is right to have it."""
    assert told(check, portal(area(), row(kind, key="A1", area_codes=("E07000026",), **values))) == []


@pytest.mark.parametrize("change", [{"end": date(2028, 3, 31)}, {"replaced_by": ()}])
def test_areas_that_are_not_replaced_are_fine(change: dict[str, Any]) -> None:
    """An end to come is no end, and without a successor there is nothing to do."""
    assert told(check, portal(area(**change), row("services", service_id="club", area_codes=("E07000026",)))) == []
