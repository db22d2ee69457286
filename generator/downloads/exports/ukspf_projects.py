"""`ukspf-projects.csv`: the projects of the UK Shared Prosperity Fund, in the fields that people ask councils for by FOI.

A project is an approved award that names an intervention of the fund, one of its priorities, or the fund itself, as its amendments
leave it. A blank cell says that the publisher does not state it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from generator.artefacts import Artefact, Offer
from generator.downloads.exports import grant_orgs
from generator.downloads.exports.giving_grants import payments_of
from generator.downloads.exports.grants import Grant, is_individual, standing
from generator.downloads.exports.lgtc_cells import PERSONAL, REDACTED
from generator.downloads.exports.sources import licences, sources
from generator.downloads.exports.writing import Money, table
from generator.model import Portal, Record
from generator.schemas import Schemas
from generator.standing.decisions import decisions, state

FUND: Final = "ukspf"  # its id in the reference data, and in the codelist of priorities
HEADINGS: Final = (
    "Council", "Project reference", "Project name", "Description", "Total budget (£)", "Spent this year (£)", "Financial year",
    "New or pre-existing project", "Main intervention", "Name of intervention", "Location", "Delivery lead",
    "Type of organisation", "Status", "Reason for closure",
)  # fmt: skip
STATUSES: Final = MappingProxyType({"planned": "Planned", "live": "Live", "finished": "Finished", "closed_early": "Closed"})
"""The fund's own four words."""


def ukspf_projects(portal: Portal, schemas: Schemas, name: str, address: str) -> Iterator[Artefact]:
    """The projects as a CSV file; the site's `name` and `address` are not in it.

    "This year" is the financial year of the day on which the portal is judged.
    """
    projects = list(_projects(portal, schemas))
    title = "Projects of the UK Shared Prosperity Fund, in the fields asked for by freedom of information requests (CSV)"
    codes = licences(portal, sources(portal), (one.decision for one in projects))
    offer = Offer("exports", title, "decisions", licences=codes)
    yield from table("ukspf-projects.csv", HEADINGS, (_row(one, portal, schemas) for one in projects), offer)


def _projects(portal: Portal, schemas: Schemas) -> Iterator[Grant]:
    priorities = schemas.codelists["priority"].codes
    own = frozenset(code.code for code in priorities.values() if code.marks.get("fund") == FUND)
    for _, family in decisions(portal):
        one = standing(portal, schemas, family)
        if one.decision.get("decision_type") == "fund_award" and _is_project(one.decision, portal, own):
            yield one


def _is_project(decision: Record, portal: Portal, priorities: frozenset[str]) -> bool:
    ref = grant_orgs.fund(portal, decision)
    of_fund = ref is not None and (ref.publisher, ref.key) == ("", FUND)
    return of_fund or bool(decision.get("intervention_code")) or decision.get("priority") in priorities


def _row(one: Grant, portal: Portal, schemas: Schemas) -> list[Any]:
    decision = one.decision
    code, why = decision.get("intervention_code"), decision.withheld.get("recipient_name", "")
    status = STATUSES.get(state(portal, (decision, *one.amended_by)[-1]), "")
    return [
        portal.publishers[decision.publisher].name,
        decision.key,
        decision.get("title"),
        decision.get("summary"),
        _pounds(decision),
        spent(payments_of(one, portal), portal.as_of),
        financial_year(portal.as_of),
        _titled(schemas, decision, "project_continuation"),
        code,
        _titled(schemas, decision, "intervention_code") if code in schemas.codelists["interventions"].codes else None,
        "; ".join(_places(decision, portal)),
        PERSONAL if is_individual(decision) else decision.get("recipient_name") or REDACTED.get(why),
        _titled(schemas, decision, "recipient_type"),
        status,
        decision.get("status_reason") if status == "Closed" else None,
    ]


def _pounds(decision: Record) -> Money | None:
    amount = decision.get("amount_awarded")
    return Money(amount) if amount is not None and decision.get("currency") in {None, "GBP"} else None


def _titled(schemas: Schemas, decision: Record, name: str) -> str | None:
    value = decision.get(name)
    return schemas.codelist_of(schemas.kinds["decisions"].by_name[name]).title(value) if value else None


def _places(decision: Record, portal: Portal) -> Iterator[str]:
    for code in decision.get("area_codes") or ():
        ref = portal.resolve(decision.publisher, "areas", code)
        name = portal.index[ref].get("name") if ref else None
        yield f"{name} ({code})" if name else code


def spent(payments: Iterable[Record], day: date) -> Money | None:
    """What was paid in the financial year of a day, refunds taken off; None where no payment is published at all."""
    paid = [(payment.get("date"), payment.get("amount") or 0) for payment in payments]
    year = financial_year(day)
    return Money(sum(pence for on, pence in paid if on and financial_year(on) == year)) if paid else None


def financial_year(day: date) -> str:
    """The financial year of a day, from 1 April: 2025-26."""
    first = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"
