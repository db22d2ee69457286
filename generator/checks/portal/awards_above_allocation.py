"""More awarded from a fund than a publisher was allocated."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from generator.checks.telling import Hit, pounds, told
from generator.model import Portal, Record, Ref
from generator.problems import Problem, quoted
from generator.schemas import Schemas
from generator.standing.decisions import award, decisions

YEAR: Final = re.compile(r"(20[0-9]{2})[-/–](?:20)?[0-9]{2}")


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns where a publisher's awards from a fund, in the years it has allocations for, come to more than these."""
    awards = _awards(portal)
    for (fund, publisher), rows in _allocations(portal).items():
        years = [_year(row.get("financial_year") or "") for row in rows]
        allocated = _allocated(rows)
        if None in years or allocated is None:
            continue
        awarded = sum(amount for day, amount in awards.get((fund, publisher), ()) if _financial_year(day) in years)
        if awarded > allocated:
            amounts = {"awarded": pounds(awarded), "amount": pounds(allocated)}
            details = {"publisher": publisher, "fund": quoted(fund.key), **amounts}
            problem = told(Hit(rows[0], "awards-above-allocation", "amount", "", details))
            # An allocation may stand in the reference data; the finding is the publisher's.
            yield replace(problem, publisher=publisher)


def _awards(portal: Portal) -> dict[tuple[Ref, str], list[tuple[date, int]]]:
    awards: dict[tuple[Ref, str], list[tuple[date, int]]] = {}
    for record, family in decisions(portal):
        awarding = award(family)
        fund = portal.resolve(record.publisher, "funds", record.get("fund_id") or "")
        if fund and awarding and _counts(awarding) and family[0].get("decision_date"):
            entry = (family[0].values["decision_date"], awarding.values["amount_awarded"])
            awards.setdefault((fund, record.publisher), []).append(entry)
    return awards


def _counts(awarding: Record) -> bool:
    # Money that is granted on was counted where it was granted first.
    return awarding.get("currency") in {None, "GBP"} and not awarding.get("regrant_of")


def _allocations(portal: Portal) -> dict[tuple[Ref, str], list[Record]]:
    allocations: dict[tuple[Ref, str], list[Record]] = {}
    for record in portal.records.get("allocations", ()):
        fund = portal.resolve(record.publisher, "funds", record.get("fund_id") or "")
        if fund and record.get("publisher") in portal.publishers:
            allocations.setdefault((fund, record.values["publisher"]), []).append(record)
    return allocations


def _allocated(rows: Sequence[Record]) -> int | None:
    # A year's whole stands for its parts by priority, where both are given; a year without any amount cannot be judged.
    by_year: dict[str, list[Record]] = {}
    for row in rows:
        by_year.setdefault(row.values["financial_year"], []).append(row)
    sums = [_year_sum(members) for members in by_year.values()]
    return sum(one for one in sums if one is not None) if None not in sums else None


def _year_sum(rows: Iterable[Record]) -> int | None:
    amounts = [(bool(row.get("priority") or row.get("intervention_code")), _amount(row)) for row in rows]
    whole = [amount for is_part, amount in amounts if not is_part]
    used = whole or [amount for _, amount in amounts]
    return sum(amount for amount in used if amount is not None) if None not in used else None


def _amount(row: Record) -> int | None:
    if row.get("amount") is not None:
        return int(row.values["amount"])
    parts = [row.values[name] for name in ("capital", "revenue") if name in row.values]
    return sum(parts) if len(parts) == 2 else None


def _year(text: str) -> int | None:
    match = YEAR.fullmatch(text.strip())
    return int(match[1]) if match else None


def _financial_year(day: date) -> int:
    # The financial year of government and councils begins on 1 April.
    return day.year if day.month >= 4 else day.year - 1
