"""How decisions and power stand on the day of judgement: amendments, states, and the claim in force."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from generator.model import Portal, Record, Ref

APPROVED: Final = frozenset({"approved", "approved_with_conditions"})


def decisions(portal: Portal) -> Iterator[tuple[Record, tuple[Record, ...]]]:
    """Each decision that was approved and not replaced, with all it stands for: itself and what it amends, oldest first."""
    families = _families(portal)
    for record in portal.records.get("decisions", ()):
        family = families.get(record.ref, (record,))
        approved = [member for member in family if member.get("outcome") in APPROVED]
        if approved and approved[-1] is record:
            yield record, family


def _families(portal: Portal) -> Mapping[Ref, tuple[Record, ...]]:
    # Only decisions that amend, or are amended, are in it; most stand alone.
    roots: dict[Ref, Ref] = {}
    for record in portal.records.get("decisions", ()):
        if record.get("amends"):
            first = _root(portal, record)
            roots[record.ref] = roots[first] = first
    members: dict[Ref, list[Record]] = {}
    for ref, first in roots.items():
        members.setdefault(first, []).append(portal.index[ref])
    ordered = {first: tuple(sorted(family, key=_by_date)) for first, family in members.items()}
    return {ref: ordered[first] for ref, first in roots.items()}


def _root(portal: Portal, record: Record) -> Ref:
    seen = {record.ref}
    while record.get("amends"):
        before = portal.resolve(record.publisher, "decisions", record.values["amends"])
        if before is None:
            break
        if before in seen:
            return min(seen)  # decisions that amend each other in a ring are one family, whichever is met first
        seen.add(before)
        record = portal.index[before]
    return record.ref


def _by_date(record: Record) -> tuple[date, str]:
    return (record.get("decision_date") or date.min, record.key)


def award(family: tuple[Record, ...]) -> Record | None:
    """The decision whose amount holds: the last approved one of a family that states an amount."""
    stated = (member for member in reversed(family) if member.get("outcome") in APPROVED)
    return next((member for member in stated if member.get("amount_awarded") is not None), None)


def state(portal: Portal, decision: Record) -> str:
    """How a decision stands: the status of its latest update, else its delivery_status, else ""."""
    updates = (update for update in portal.children(decision.ref, "updates") if update.get("date"))
    past = [update for update in updates if update.values["date"] <= portal.as_of]
    latest = max(past, key=lambda update: (update.values["date"], update.origin.row), default=None)
    return (latest.get("status") if latest else None) or decision.get("delivery_status") or ""


def powers(portal: Portal) -> Iterator[tuple[Record, Ref, date]]:
    """The claim in force for each service and community, with the service it is about and the day it began."""
    claims: dict[tuple[Ref, str], list[Record]] = {}
    for record in portal.records.get("power", ()):
        service = portal.resolve(record.publisher, "services", record.get("service_id") or "")
        assessed = record.get("assessed_on")
        if service and assessed and assessed <= portal.as_of and record.get("state") == "in_force":
            claims.setdefault((service, record.get("community_id") or ""), []).append(record)
    for (service, _), records in claims.items():
        ordered = sorted(records, key=lambda record: (record.values["assessed_on"], record.key))
        same = [record for record in ordered if _terms(record) == _terms(ordered[-1])]
        began = min(record.get("effective_on") or record.values["assessed_on"] for record in same)
        if began <= portal.as_of:
            yield ordered[-1], service, began


def _terms(record: Record) -> tuple[str | None, str | None]:
    return record.get("transfer_method"), record.get("power_level")


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
