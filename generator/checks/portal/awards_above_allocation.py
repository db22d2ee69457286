"""More awarded from a fund than a publisher was allocated."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from generator.checks.telling import Hit, pounds, told
from generator.model import Portal, Record, Ref
from generator.problems import Problem, quoted
from generator.schemas import Schemas
from generator.standing.allocations import allocated_to
from generator.standing.decisions import approved, award, decisions, granted_on

YEAR: Final = re.compile(r"(20[0-9]{2})[-/–](?:20)?[0-9]{2}")


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns where a publisher's awards from a fund, in the years it has allocations for, come to more than these."""
    allocations = _allocations(portal)
    awards = _awards(portal, allocations.keys())
    for (fund, publisher), rows in allocations.items():
        years = [_year(row.get("financial_year") or "") for row in rows]
        allocated = allocated_to(rows)
        if None in years or allocated is None:
            continue
        awarded = sum(amount for day, amount in awards.get((fund, publisher), ()) if _financial_year(day) in years)
        if awarded > allocated:
            amounts = {"awarded": pounds(awarded), "amount": pounds(allocated)}
            details = {"publisher": publisher, "fund": quoted(fund.key), **amounts}
            problem = told(Hit(rows[0], "awards-above-allocation", "amount", "", details))
            # An allocation may stand in the reference data; the finding is the publisher's.
            yield replace(problem, publisher=publisher)


def _awards(portal: Portal, allocated: Collection[tuple[Ref, str]]) -> dict[tuple[Ref, str], list[tuple[date, int]]]:
    awards: dict[tuple[Ref, str], list[tuple[date, int]]] = {}
    for record, family in decisions(portal):
        first = approved(family)[0]
        fund = portal.resolve(first.publisher, "funds", first.get("fund_id") or "")
        if not fund or (fund, record.publisher) not in allocated:
            continue
        awarding = award(family)
        counts = awarding and awarding.get("currency") in {None, "GBP"} and not granted_on(family)
        if awarding and counts and first.get("decision_date"):
            entry = (first.values["decision_date"], awarding.values["amount_awarded"])
            awards.setdefault((fund, record.publisher), []).append(entry)
    return awards


def _allocations(portal: Portal) -> dict[tuple[Ref, str], list[Record]]:
    allocations: dict[tuple[Ref, str], list[Record]] = {}
    for record in portal.records.get("allocations", ()):
        fund = portal.resolve(record.publisher, "funds", record.get("fund_id") or "")
        if fund and record.get("publisher") in portal.publishers:
            allocations.setdefault((fund, record.values["publisher"]), []).append(record)
    return allocations


def _year(text: str) -> int | None:
    match = YEAR.fullmatch(text.strip())
    return int(match[1]) if match else None


def _financial_year(day: date) -> int:
    # The financial year of government and councils begins on 1 April.
    return day.year if day.month >= 4 else day.year - 1
