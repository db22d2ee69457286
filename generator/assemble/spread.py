"""How power is spread: running services by way, level, service type and network, in force and ahead, for every scope."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.measures import WHOLE, Place
from generator.model import Portal, Record, Ref
from generator.standing.claims import Claim
from generator.standing.power import powers, prospects, runs, strongest

IN_FORCE = "in_force"


def ahead(portal: Portal) -> Mapping[Ref, tuple[Record, ...]]:
    """What is proposed or agreed for each service that runs."""
    found = ((record.ref, prospects(portal, record.ref)) for record in portal.records["services"] if runs(record, portal.as_of))
    return MappingProxyType({ref: records for ref, records in found if records})


def held(portal: Portal) -> Mapping[Ref, tuple[Record, ...]]:
    """The statements in force over each service, one for each community."""
    grouped: dict[Ref, list[Record]] = {}
    for power, service, _ in powers(portal):
        grouped.setdefault(service, []).append(power)
    return MappingProxyType({service: tuple(members) for service, members in grouped.items()})


def spread(
    portal: Portal, now: Mapping[Ref, Sequence[Record]], coming: Mapping[Ref, Sequence[Record]]
) -> Mapping[Ref, Mapping[Place, int]]:
    """For the whole, each publisher and each area: how many running services stand where.

    A service counts once in force, under the strongest power that a community holds over it, and once as proposed or agreed,
    likewise. One without a statement in force counts as not stated.
    """
    counts: dict[Ref, Counter[Place]] = {WHOLE: Counter()}
    for service in portal.records["services"]:
        if runs(service, portal.as_of):
            places = tuple(_places(service, now.get(service.ref, ()), coming.get(service.ref, ())))
            for scope in scopes(portal, service):
                counts.setdefault(scope, Counter()).update(places)
    return MappingProxyType({scope: MappingProxyType(dict(sorted(found.items()))) for scope, found in counts.items()})


def _places(service: Record, held: Sequence[Record], coming: Sequence[Record]) -> Iterator[Place]:
    now = strongest(held)
    yield _place(IN_FORCE, service, now) if now else Place("", service.get("service_type") or "", "", "", "")
    next_one = strongest(coming)
    if next_one:
        yield _place(next_one.values["state"], service, next_one)


def _place(state: str, service: Record, power: Record) -> Place:
    told = (power.get(name) or "" for name in ("network_type", "transfer_method", "power_level"))
    return Place(state, service.get("service_type") or "", *told)


def scopes(portal: Portal, record: Record) -> tuple[Ref, ...]:
    """The whole, the publisher and the areas that a record counts for."""
    areas = (portal.resolve(record.publisher, "areas", code) for code in record.get("area_codes") or ())
    return (WHOLE, Ref("publishers", "", record.publisher), *dict.fromkeys(area for area in areas if area))


def by_service(claims: Sequence[Claim]) -> Mapping[Ref, tuple[Claim, ...]]:
    """The claims in force over each service."""
    grouped: dict[Ref, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.service, []).append(claim)
    return MappingProxyType({service: tuple(members) for service, members in grouped.items()})
