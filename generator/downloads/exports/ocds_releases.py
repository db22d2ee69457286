"""A service under contract as one release of the Open Contracting Data Standard 1.1.5: what is known of the process now.

An ocid that came from an OCDS file, or has the form of one, stays as it is; others are the publisher's ocid prefix and the service's
id, and without a prefix there is no release. Days begin at midnight UTC. No contact person is in it, for none is ever read.

An award is made from a decision about who gets the contract. Where a publisher tells of a contract but of no such decision, the award
that must have been made says only who the supplier is. A file of releases tells of its awards itself, so there nothing is added.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from generator.downloads.exports.contracts import contracted, is_awarded
from generator.downloads.exports.left_out import LeftOut
from generator.downloads.exports.mapping import Mapped, Written, instant, mapped, nameable, nested, stated
from generator.downloads.exports.ocds_awards import STANDARD, Award, Awarding, awarding, awards
from generator.downloads.exports.ocds_contracts import contracts, main_award
from generator.downloads.exports.ocds_parties import Parties, Reference
from generator.downloads.exports.sources import Sources, form, published_on, sources
from generator.model import Portal, Record
from generator.schemas import Schemas

PREFIX: Final = "ocds-"
CATEGORIES: Final = frozenset({"goods", "works", "services"})
ROLES: Final = {
    "procuring_entity": "procuringEntity", "tenderer": "tenderer", "funder": "funder", "payer": "payer", "payee": "payee",
    "review_body": "reviewBody", "interested_party": "interestedParty",
}  # fmt: skip
METHODS: Final = {"direct_award": "direct"}  # the other ways of choosing may be any of several methods
STATUSES: Final = {"active": "active"}  # a service that does not run may wait for its contract, or have ended


class Release(NamedTuple):
    """A service and the release that is made from it."""

    service: Record
    tree: dict[str, Any]


class _Ground(NamedTuple):
    awarding: Awarding
    found: Sources
    prefixes: frozenset[str]
    fields: tuple[Mapped, ...]

    @property
    def portal(self) -> Portal:
        return self.awarding.portal


def released(portal: Portal, schemas: Schemas) -> Iterator[Release | LeftOut]:
    """A release of each service under contract, or the reason why there is none; and the payments that no release can hold."""
    kind = schemas.kinds["services"]
    process = schemas.codelist_of(kind.by_name["process"])
    written: dict[str, Written] = {"process": process.title, "status": STATUSES.get}
    fields = (field._replace(written=written.get(field.name, field.written)) for field in mapped(kind, STANDARD, "*"))
    prefixes = frozenset(schemas.codelists["org_id_prefixes"].codes)
    ground = _Ground(awarding(portal, schemas), sources(portal), prefixes, tuple(fields))
    seen: dict[str, str] = {}
    for service in contracted(portal, ground.found):
        ocid, day = _ocid(service, ground), _day(service, ground)
        if not ocid:
            yield LeftOut(
                service, "The publisher has no registered ocid prefix, with which the standard has every process begin."
            )
        elif day is None:
            yield LeftOut(service, "No day is known on which this was published or last changed.")
        elif ocid in seen:
            yield LeftOut(service, f"A process with this ocid is given already, as {seen[ocid]} publishes it.")
        else:
            seen[ocid] = portal.publishers[service.publisher].name
            yield from _made(service, ocid, day, ground)


def _ocid(service: Record, ground: _Ground) -> str:
    if service.key.startswith(PREFIX) or form(service, ground.found) == STANDARD:
        return service.key
    prefix = ground.portal.publishers[service.publisher].ocid_prefix
    return f"{prefix}-{service.key}" if prefix.startswith(PREFIX) else ""


def _day(service: Record, ground: _Ground) -> date | None:
    told: date | None = service.get("last_modified") or published_on(service, ground.found)
    days = (one.get("decision_date") for one in ground.portal.children(service.ref, "decisions"))
    return told or max((day for day in days if day), default=None)


def _made(service: Record, ocid: str, day: date, ground: _Ground) -> Iterator[Release | LeftOut]:
    parties = Parties(service.publisher, ground.prefixes)
    is_own = form(service, ground.found) != STANDARD
    told = nested(stated(service, ground.fields), frozenset())
    contract = nested({name: value for name, value in told.get("contracts", {}).items() if value is not None}, frozenset())
    buyer = _buyer(service, ground, parties, is_own)
    made = tuple(awards(service, ground.awarding, parties))
    award = main_award(service, made)
    if award is None and is_own and is_awarded(service, ground.portal):
        award = _contract_award(service, ocid, ground, parties)
        made = (*made, award)
    main = _contract(ocid, award, contract) if award and (is_own or _is_told(service, ground.portal)) else None
    signed = contracts(service, main, made, ground.portal, parties, _publisher(service, ground) if is_own else None)
    listed = parties.listed()
    tree = {
        "ocid": ocid,
        "id": f"{ocid}-{day.isoformat()}",
        "date": instant(day),
        "tag": _tags(made, signed.trees),
        "initiationType": "tender",
        "language": next(iter(ground.portal.publishers[service.publisher].languages), "en"),
        "parties": listed,
        "buyer": buyer,
        "tender": _tender(service, ocid, told.get("tender", {}), {} if signed.trees else contract),
        "awards": [one.tree for one in made],
        "contracts": list(signed.trees),
    }
    yield Release(service, {name: value for name, value in tree.items() if value})
    yield from signed.left


def _buyer(service: Record, ground: _Ground, parties: Parties, is_own: bool) -> Reference | None:
    # A file of releases names the buyer; what a register of contracts, or our own format, tells of is bought by its publisher.
    members = ground.awarding.parties.get(service.ref, ())
    for party in members:
        role = ROLES.get(party.get("role") or "")
        if role:
            parties.named(role, *nameable(party, "name", "org_id"))
    told = parties.several("buyer", (nameable(party, "name", "org_id") for party in members if party.get("role") == "buyer"))
    if not told and is_own:
        told = parties.several("buyer", [_publisher(service, ground)])
    return next(iter(told), None)


def _publisher(service: Record, ground: _Ground) -> tuple[str, str]:
    publisher = ground.portal.publishers[service.publisher]
    return publisher.name, publisher.org_id or publisher.id


def _contract_award(service: Record, ocid: str, ground: _Ground, parties: Parties) -> Award:
    members = (party for party in ground.awarding.parties.get(service.ref, ()) if party.get("role") == "supplier")
    named = [nameable(service, "provider_name", "provider_org_id"), *(nameable(party, "name", "org_id") for party in members)]
    suppliers = parties.several("supplier", named)
    tree: dict[str, Any] = {"id": f"{ocid}-award", "status": "active"}
    return Award(tree | ({"suppliers": list(suppliers)} if suppliers else {}), suppliers)


def _is_told(service: Record, portal: Portal) -> bool:
    # Only contracts give a process a status, and only under contracts are there payments.
    reference = service.get("contract_ref")
    paid = portal.children(service.ref, "payments")
    return bool(service.get("status")) or any(reference and payment.get("contract_ref") == reference for payment in paid)


def _contract(ocid: str, award: Award, told: dict[str, Any]) -> dict[str, Any]:
    contract = {"id": f"{ocid}-contract", "awardID": award.tree["id"], **told}
    if "value" in contract:
        contract["value"] = {**contract["value"], "currency": "GBP"}
    return contract


def _tender(service: Record, ocid: str, told: dict[str, Any], contract: dict[str, Any]) -> dict[str, Any]:
    category = service.get("service_category")
    tender = {
        "id": service.get("contract_ref") or ocid,
        **told,
        "procurementMethod": METHODS.get(service.get("process") or ""),
        "mainProcurementCategory": category if category in CATEGORIES else None,
        "contractPeriod": contract.get("period"),
    }
    return {name: value for name, value in tender.items() if value}


def _tags(made: Sequence[Award], signed: Sequence[dict[str, Any]]) -> list[str]:
    paid = any("implementation" in contract for contract in signed)
    told = {"tender": True, "award": bool(made), "contract": bool(signed), "implementation": paid}
    return [tag for tag, is_there in told.items() if is_there]
