"""Claims against the record: whether the power said to be in force over a service shows in what is published."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from generator.model import Portal, Record, Ref
from generator.schemas import Schemas
from generator.standing.decisions import awaits_confirmation
from generator.standing.power import months_before, powers, runs

EVIDENCED: Final = "evidenced"
NOT_EVIDENCED: Final = "not_evidenced"
CONTRADICTED: Final = "contradicted"
TOO_EARLY: Final = "too_early"
VERDICTS: Final = (EVIDENCED, NOT_EVIDENCED, CONTRADICTED, TOO_EARLY)

RANKS: Final = {"conversation": 1, "discussion": 2, "binding": 3}
ASKED: Final = {"conversations": 1, "discussion_meetings": 2}  # the least kind of meeting that bears each way out
DECIDES: Final = frozenset({"binding_meetings", "legal_control"})
UNDECIDED: Final = frozenset({"deferred", "withdrawn"})
# An award, or the handing over itself, takes no decision out of a community's hands.
ABOUT_THE_SERVICE: Final = frozenset({"priority_setting", "commission_service", "change_service", "end_service", "reallocation"})


class Claim(NamedTuple):
    """A claim in force and what the record of the last 12 months says of it; `shown` is the record that decides the verdict."""

    power: Record
    service: Ref
    began: date
    verdict: str
    shown: Record | None = None


@lru_cache(1)
def claims(portal: Portal, schemas: Schemas) -> Sequence[Claim]:
    """Each claim in force over a service that still runs, but those of no power at all, which nothing could bear out."""
    return tuple(_claims(portal, schemas))


def _claims(portal: Portal, schemas: Schemas) -> Iterator[Claim]:
    first = months_before(portal.as_of, 12)
    for power, service, began in powers(portal):
        if power.get("transfer_method") in {None, "none"} or not runs(portal.index[service], portal.as_of):
            continue
        decided = _decided(portal, service, first)
        against = _against(decided, power, began, schemas)
        shown = _shown(portal, power, service, [one for one in decided if not _is_public(one, power, schemas)], first)
        verdict = EVIDENCED if shown else (TOO_EARLY if began > first else NOT_EVIDENCED)
        yield Claim(power, service, began, CONTRADICTED, against) if against else Claim(power, service, began, verdict, shown)


def _decided(portal: Portal, service: Ref, first: date) -> list[Record]:
    # The decisions on a service in the last 12 months, oldest first. To say no is to decide, too; to put it off is not.
    taken = (one for one in portal.children(service, "decisions") if one.get("outcome") not in UNDECIDED)
    dated = [one for one in taken if one.get("decision_date")]
    recent = [one for one in dated if first < one.values["decision_date"] <= portal.as_of]
    return sorted(recent, key=lambda one: (one.values["decision_date"], one.key))


def _against(decided: Sequence[Record], power: Record, began: date, schemas: Schemas) -> Record | None:
    # Where the community is said to decide, the latest decision must not be the public body's own, or be mere advice.
    since = [one for one in decided if one.values["decision_date"] >= began and one.get("decision_type") in ABOUT_THE_SERVICE]
    if power.get("transfer_method") not in DECIDES or not since:
        return None
    latest = since[-1]
    advice = _is_of(latest, power) and latest.get("binding") is False
    return latest if advice or _is_public(latest, power, schemas) else None


def _is_public(decision: Record, power: Record, schemas: Schemas) -> bool:
    # Whether the public body itself took a decision: such a one speaks against a community's power, and never for it.
    code = schemas.codelists["body_type"].codes.get(decision.get("decided_by_type") or "")
    return code is not None and code.marks.get("held_by") == "body" and not _is_of(decision, power)


def _is_of(decision: Record, power: Record) -> bool:
    return bool(decision.get("community_id")) and decision.get("community_id") == power.get("community_id")


def _may_be_of(record: Record, power: Record) -> bool:
    return _is_of(record, power) or not record.get("community_id") or not power.get("community_id")


def _shown(portal: Portal, power: Record, service: Ref, decided: Sequence[Record], first: date) -> Record | None:
    method = power.values["transfer_method"]
    if method == "legal_control":
        return _terms(portal, power)
    binding = [one for one in decided if _binds(one, power, portal.as_of)]
    if method == "binding_meetings" or binding:
        return binding[-1] if binding else None
    return _meeting(portal, power, service, first, ASKED.get(method, 1))


def _binds(decision: Record, power: Record, as_of: date) -> bool:
    return _may_be_of(decision, power) and bool(decision.get("binding")) and not awaits_confirmation(decision, as_of)


def _terms(portal: Portal, power: Record) -> Record | None:
    # Legal control is borne out by an agreement with the statement itself, or by the body's terms of reference.
    if power.get("evidence_url"):
        return power
    community = portal.resolve(power.publisher, "communities", power.get("community_id") or "")
    body = portal.index.get(community) if community else None
    return body if body and body.get("terms_of_reference_url") else None


def _meeting(portal: Portal, power: Record, service: Ref, first: date, rank: int) -> Record | None:
    community = portal.resolve(power.publisher, "communities", power.get("community_id") or "")
    held = [one for one in portal.children(service, "meetings") if _may_be_of(one, power)]
    held += [one for one in portal.children(community, "meetings") if not one.get("service_id")] if community else []
    shown = [one for one in held if _was_held(one, first, portal.as_of) and RANKS.get(one.get("kind") or "", 0) >= rank]
    return max(shown, key=lambda one: (one.values["starts_at"], one.key), default=None)


def _was_held(meeting: Record, first: date, last: date) -> bool:
    at = meeting.get("starts_at")
    return bool(at) and first < at.date() <= last and meeting.get("status") not in {"cancelled", "planned"}
