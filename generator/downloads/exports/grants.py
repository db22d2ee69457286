"""Which decisions are grants, as they stand after their amendments.

A grant is an award from a fund that was approved, is not replaced, and holds: nobody still has to confirm it, and it is more than
advice. It keeps the id, the day and the decision-makers of the decision that was approved first; its money, its recipient and its
dates are those that the latest approved amendment states. Money that is granted on is a grant, too, and names the grant it came from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from generator.downloads.exports.left_out import LeftOut
from generator.downloads.exports.sources import Sources, form, sources
from generator.model import Portal, Record
from generator.schemas import Schemas
from generator.standing.decisions import approved, awaits_confirmation, award, decisions
from generator.standing.holders import ADVICE, holder

MONEY: Final = ("amount_awarded", "capital", "revenue")
RECIPIENT: Final = ("recipient_name", "recipient_org_id", "recipient_type")
TERMS: Final = (
    "planned_start", "planned_end", "actual_start", "actual_end", "delivery_status", "status_reason", "contract_ref",
    "match_funding", "last_modified", "papers_url", "minutes_url",
)  # fmt: skip
IN_POUNDS: Final = frozenset({"native", "lgtc-grants", "lgtc-contracts"})
"""The formats whose amounts are in pounds where no currency is stated."""

INDIVIDUAL: Final = "individual"


class Grant(NamedTuple):
    """A grant: the decision first approved with the terms now in force, who holds it, and the later decisions that changed it."""

    decision: Record
    held_by: str
    amended_by: tuple[Record, ...] = ()


@lru_cache(1)  # three exports and the list of what they leave out ask for the same
def awarded(portal: Portal, schemas: Schemas) -> tuple[Grant | LeftOut, ...]:
    """Every approved award that stands, as a grant or with the reason why it is none that can be passed on.

    The order is that of the portal. Each grant has an amount, a currency, a day and a title.
    """
    return tuple(_awarded(portal, schemas, sources(portal)))


def _awarded(portal: Portal, schemas: Schemas, found: Sources) -> Iterator[Grant | LeftOut]:
    for _, family in decisions(portal):
        grant = standing(portal, schemas, family)
        if grant.decision.get("decision_type") == "fund_award":
            reason = _reason(grant, portal, found)
            yield LeftOut(grant.decision, reason) if reason else _in_pounds(grant)


def standing(portal: Portal, schemas: Schemas, family: Sequence[Record]) -> Grant:
    """A decision as its amendments leave it."""
    members = approved(family)
    first = members[0]
    held_by = holder(first, schemas, portal.as_of)
    return Grant(_amended(members), held_by, members[1:]) if len(members) > 1 else Grant(first, held_by)


def _amended(members: tuple[Record, ...]) -> Record:
    values, withheld = dict(members[0].values), dict(members[0].withheld)
    amount = award(members)
    # Fields that belong together come from one decision, so that no recipient gets another's identifier.
    taken = [(MONEY, amount), _recipient(members), *(((name,), _latest(members, (name,))) for name in TERMS)]
    for names, source in taken:
        if source is not None:
            for name in names:
                _take(values, source.values, name)
                _take(withheld, source.withheld, name)
    if amount and amount.get("currency"):
        values["currency"] = amount.values["currency"]
    return replace(members[0], values=MappingProxyType(values), withheld=MappingProxyType(withheld))


def _recipient(members: Sequence[Record]) -> tuple[Sequence[str], Record | None]:
    latest = _latest(members, RECIPIENT[:2])
    if latest is None or latest.get("recipient_name") != members[0].get("recipient_name"):
        return RECIPIENT, latest
    # Of the same recipient, what is not said again still holds.
    return [name for name in RECIPIENT if name in latest.values or name in latest.withheld], latest


def _latest(members: Sequence[Record], names: Sequence[str]) -> Record | None:
    told = (one for one in reversed(members) if any(name in one.values or name in one.withheld for name in names))
    return next(told, None)


def _take(into: dict[str, Any], values: Mapping[str, Any], name: str) -> None:
    into.pop(name, None)
    if name in values:
        into[name] = values[name]


def _in_pounds(grant: Grant) -> Grant:
    decision = grant.decision
    if decision.get("currency"):
        return grant
    return grant._replace(decision=replace(decision, values=MappingProxyType({**decision.values, "currency": "GBP"})))


def _reason(grant: Grant, portal: Portal, found: Sources) -> str:
    decision = grant.decision
    if awaits_confirmation(decision, portal.as_of):
        return "The award does not hold yet: it waits to be confirmed."
    if grant.held_by == ADVICE and not decision.get("ratified_date"):
        return "The decision is advice: it does not bind, and nothing says that it was confirmed."
    for name, said in (("amount_awarded", "amount"), ("decision_date", "day of the award"), ("title", "title")):
        if decision.get(name) is None:
            return lacking(decision, name, said)
    if not decision.get("currency") and form(decision, found) not in IN_POUNDS:
        return lacking(decision, "currency", "currency")
    return ""


def lacking(record: Record, name: str, said: str) -> str:
    """Why a field that a standard needs is not there: nobody states it, or it may not be shown."""
    return f"The {said} may not be shown." if name in record.withheld else f"No {said} is stated."


def is_individual(decision: Record) -> bool:
    """Whether a person receives the money: no export names one."""
    return bool(decision.get("recipient_type") == INDIVIDUAL)
