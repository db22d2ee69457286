"""`open-referral-services.json`: the services as Open Referral UK (HSDS 3) has them, a list of service objects.

The ids are UUIDs made from the addresses of the pages of this site, so that they are always the same. Where a publisher gives no web
page for a service, its page on this site is given. Where the body runs the service itself and names nobody, it is the organisation.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.downloads.exports.grants import lacking
from generator.downloads.exports.left_out import LeftOut
from generator.downloads.exports.mapping import Mapped, mapped, stated
from generator.downloads.exports.sources import licences, sources
from generator.downloads.exports.writing import package
from generator.model import Portal, Record
from generator.organisations import is_registered, organisation
from generator.schemas import Schemas

STANDARD: Final = "openreferral"
INSTANTS: Final = ("service.last_modified",)
STATUSES: Final = {"temporarily_closed": "temporarily closed"}  # the one status that the standard spells in another way
PART: Final = "service."
HERE: Final = frozenset({"service_id", "status", "area_codes"})


class _Ground(NamedTuple):
    portal: Portal
    schemas: Schemas
    address: str
    prefixes: frozenset[str]
    fields: tuple[Mapped, ...]


def open_referral_services(portal: Portal, schemas: Schemas, name: str, address: str) -> Iterator[Artefact]:
    """The services as a JSON list; `address` is the site's. No file where there is no service."""
    own = (field for field in mapped(schemas.kinds["services"], STANDARD, INSTANTS) if field.path.startswith(PART))
    fields = tuple(field._replace(path=field.path.removeprefix(PART)) for field in own if field.name not in HERE)
    ground = _Ground(portal, schemas, address, frozenset(schemas.codelists["org_id_prefixes"].codes), fields)
    services = [service for service in portal.records["services"] if not _reason(service)]
    codes = licences(portal, sources(portal), services)
    offer = Offer("exports", "Services in the form of Open Referral UK (JSON)", "services", licences=codes)
    yield from package("open-referral-services.json", {}, "", (_service(one, ground) for one in services), offer)


def left_out(portal: Portal, schemas: Schemas) -> Iterator[LeftOut]:
    """The services that are not in it, and why."""
    for service in portal.records["services"]:
        if reason := _reason(service):
            yield LeftOut(service, reason)


def _reason(service: Record) -> str:
    for name in ("name", "status"):
        if service.get(name) is None:
            return lacking(service, name, name)
    return ""


def _service(service: Record, ground: _Ground) -> Mapping[str, Any]:
    page = ground.address + urls.service(service.publisher, service.key)
    told = stated(service, ground.fields)
    tree = {"id": _uuid(page), **told, "status": STATUSES.get(service.values["status"], service.values["status"])}
    tree.setdefault("url", page)
    areas = [_area(code, page, service.publisher, ground) for code in service.get("area_codes") or ()]
    body = _organization(service, ground)
    return (
        tree
        | ({"organization_id": body["id"], "organization": body} if body else {})
        | ({"service_areas": areas} if areas else {})
    )


def _area(code: str, page: str, owner: str, ground: _Ground) -> Mapping[str, Any]:
    ref = ground.portal.resolve(owner, "areas", code)
    name = ground.portal.index[ref].get("name") if ref else None
    known = {"uri": ground.address + urls.place(code)} if ref else {}
    return {"id": _uuid(f"{page}#{code}"), "name": name or code, **known}


def _organization(service: Record, ground: _Ground) -> dict[str, Any]:
    name, identifier = service.get("provider_name") or "", service.get("provider_org_id") or ""
    publisher = ground.portal.publishers[service.publisher]
    if not name and not identifier and service.get("delivery_model") == "in_house" and "provider_name" not in service.withheld:
        page = ground.address + urls.publisher(publisher.id)
        website = {"website": publisher.website} if publisher.website else {}
        return {"id": _uuid(page), "name": publisher.name, "description": _described(publisher.name), **website}
    ref = organisation(service.publisher, identifier, name, ground.prefixes)
    names = ground.portal.organisations.get(ref, ()) if ref else ()
    called = name or next(iter(names), "")
    if ref is None or not called or "provider_name" in service.withheld:
        return {}
    page = ground.address + urls.of(ref)
    body = {"id": _uuid(page), "name": called, "description": _described(called)}
    return body | _registered(identifier, page, service.publisher, ground)


def _registered(identifier: str, page: str, owner: str, ground: _Ground) -> dict[str, Any]:
    ref = ground.portal.resolve(owner, "organisations", identifier) if identifier else None
    website = ground.portal.index[ref].get("url") if ref else None
    told: dict[str, Any] = {"website": website} if website else {}
    if is_registered(identifier, ground.prefixes):
        scheme = "-".join(identifier.split("-", 2)[:2])
        register = ground.schemas.codelists["org_id_prefixes"].title(scheme)
        told["organization_identifiers"] = [
            {
                "id": _uuid(f"{page}#{identifier}"),
                "identifier_scheme": scheme,
                "identifier_type": register,
                "identifier": identifier[len(scheme) + 1 :],
            }
        ]
    return told


def _described(name: str) -> str:
    # The standard asks for a description of every organisation; what is said is no more than the data says.
    return f"{name} provides services that are published here."


def _uuid(address: str) -> str:
    return str(uuid5(NAMESPACE_URL, address.encode("utf-8", "backslashreplace").decode()))
