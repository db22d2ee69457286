"""Awards from a fund should not come to more than the allocation."""

from datetime import date
from typing import Any

from generator.checks.portal.awards_above_allocation import check
from generator.model import Record
from tests.checks.making import SCHEMAS, portal, publisher, row, told

FUND = row("funds", of="", fund_id="ukspf", name="Shared")


def allocation(number: int = 2, year: str = "2025-26", **values: Any) -> Record:
    """Eastmere's allocation for a year."""
    stated = {"fund_id": "ukspf", "publisher": "eastmere", "financial_year": year, **values}
    return row("allocations", number, of="", key=f"a{number}", **stated)


def award(number: int, amount: int, day: date = date(2025, 6, 1), **values: Any) -> Record:
    """An approved award from the fund."""
    stated = {"outcome": "approved", "fund_id": "ukspf", "amount_awarded": amount, "decision_date": day, **values}
    return row("decisions", number, decision_id=f"A{number}", **stated)


def test_more_awarded_than_allocated_is_reported_to_the_publisher() -> None:
    """The allocation may stand in the reference data; the finding is of the publisher that awards."""
    whole = portal(FUND, allocation(amount=15_000_000), award(2, 9_000_000), award(3, 7_000_000))
    assert told(check, whole) == [
        'Row 2, amount: the awards of eastmere from "ukspf" come to £160,000, more than its allocation of £150,000. Check both.'
    ]
    assert [problem.publisher for problem in check(whole, SCHEMAS)] == ["eastmere"]


def test_all_awarded_is_fine() -> None:
    """Also what was rejected, granted on, replaced, or decided in years without an allocation."""
    rejected = award(3, 900, outcome="rejected")
    on = award(4, 900, regrant_of="A2")
    earlier = award(5, 900, date(2025, 3, 31))
    replaced = award(6, 300), award(7, 0, date(2025, 7, 1), amends="A6")
    assert told(check, portal(FUND, allocation(amount=1000), award(2, 1000), rejected, on, earlier, *replaced)) == []


def test_a_years_whole_stands_for_its_parts() -> None:
    """Parts by priority count where no whole is given; years add up."""
    whole, part = allocation(amount=1000), allocation(3, priority="housing", amount=1000)
    assert len(told(check, portal(FUND, whole, part, award(2, 1001)))) == 1
    parts = (
        allocation(4, "2026-27", priority="housing", amount=500),
        allocation(5, "2026-27", priority="cohesion", capital=200, revenue=300),
    )
    assert told(check, portal(FUND, whole, part, *parts, award(2, 2000))) == []
    assert len(told(check, portal(FUND, whole, part, *parts, award(2, 2001)))) == 1


def test_what_is_not_stated_is_not_judged() -> None:
    """An allocation without an amount or with a year that cannot be read, and another publisher's."""
    assert told(check, portal(FUND, allocation(), award(2, 900))) == []
    assert told(check, portal(FUND, allocation(year="first", amount=1), award(2, 900))) == []
    theirs = allocation(publisher="northby", amount=1)
    assert told(check, portal(FUND, theirs, award(2, 900), publishers=[publisher("eastmere"), publisher("northby")])) == []
