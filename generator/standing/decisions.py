"""How decisions stand on the day of judgement: amendments, awards and their states."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from generator.model import Portal, Record, Ref

APPROVED: Final = frozenset({"approved", "approved_with_conditions"})


@lru_cache(1)
def decisions(portal: Portal) -> Sequence[tuple[Record, tuple[Record, ...]]]:
    """Each decision that was approved and not replaced, with all it stands for: itself and what it amends, oldest first."""
    return tuple(_standing(portal))


def _standing(portal: Portal) -> Iterator[tuple[Record, tuple[Record, ...]]]:
    families = _families(portal)
    for record in portal.records.get("decisions", ()):
        family = families.get(record.ref)
        if family is None:
            if record.get("outcome") in APPROVED:
                yield record, (record,)
        elif approved(family) and approved(family)[-1] is record:
            yield record, family


def approved(family: Sequence[Record]) -> tuple[Record, ...]:
    """The decisions of a family that were approved, oldest first: the first is the decision, the others change its terms."""
    return tuple([member for member in family if member.values.get("outcome") in APPROVED])


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
    ordered = {first: tuple(sorted(family, key=lambda one: _age(portal, one))) for first, family in members.items()}
    return {ref: ordered[first] for ref, first in roots.items()}


def _root(portal: Portal, record: Record) -> Ref:
    chain, before = _chain(portal, record)
    # Decisions that amend each other in a ring are one family, whichever is met first.
    return min(chain[chain.index(before) :]) if before else chain[-1]


def _age(portal: Portal, record: Record) -> tuple[date, int, str, str]:
    # An amendment comes after what it amends, also where both are of one day.
    chain, _ = _chain(portal, record)
    days = (portal.index[ref].get("decision_date") or date.min for ref in chain)
    return (max(days), len(chain), record.key, record.publisher)


def _chain(portal: Portal, record: Record) -> tuple[list[Ref], Ref | None]:
    # A decision and those it amends in turn; and, where that leads in a ring, the one that is met again.
    chain = [record.ref]
    while record.get("amends"):
        before = portal.resolve(record.publisher, "decisions", record.values["amends"])
        if before is None or before in chain:
            return chain, before
        chain.append(before)
        record = portal.index[before]
    return chain, None


def award(family: Sequence[Record]) -> Record | None:
    """The decision whose amount holds: the last approved one of a family that states an amount."""
    return next((member for member in reversed(approved(family)) if "amount_awarded" in member.values), None)


def granted_on(family: Sequence[Record]) -> bool:
    """Whether the money of a family was granted before, and counts there."""
    return any(member.get("regrant_of") for member in approved(family))


def awaits_confirmation(decision: Record, as_of: date) -> bool:
    """Whether somebody still has to confirm a decision on a day, so that it does not hold yet."""
    confirmed = decision.get("ratified_date")
    return bool(decision.get("ratified_by")) and not (confirmed and confirmed <= as_of)


def state(portal: Portal, decision: Record) -> str:
    """How a decision stands: the status of its latest update, else its delivery_status, else ""."""
    updates = portal.children(decision.ref, "updates")
    past = [update for update in updates if "date" in update.values and update.values["date"] <= portal.as_of]
    latest = max(past, key=lambda update: (update.values["date"], update.origin.row)) if past else None
    return (latest.get("status") if latest else None) or decision.get("delivery_status") or ""
