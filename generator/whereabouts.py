"""Where on the site a record can be seen: its own page, or that of what it belongs to."""

from functools import lru_cache
from typing import Final

from generator import urls
from generator.model import Portal, Record
from generator.organisations import organisation
from generator.schemas import Schemas

REMEMBERED: Final = 2**16  # targets whose page is kept, for many records belong to the same
AT_PLACES: Final = ("services", "decisions", "communities")  # the kinds that a place's page lists


def shown_areas(portal: Portal) -> tuple[Record, ...]:
    """The areas that a service, decision, community or publisher names: others have nothing to show, and no page."""
    return tuple(area for area in portal.records["areas"] if _is_shown(area, portal))


def _is_shown(area: Record, portal: Portal) -> bool:
    return area.key in _homes(portal) or any(portal.children(area.ref, kind) for kind in AT_PLACES)


@lru_cache
def _homes(portal: Portal) -> frozenset[str]:
    return frozenset(publisher.gss for publisher in portal.publishers.values())


def page_of(record: Record, portal: Portal, schemas: Schemas) -> str:
    """The address of the page that shows a record; its publisher's page where nothing else does, "" where there is none."""
    if record.kind == "organisations":
        prefixes = frozenset(schemas.codelists["org_id_prefixes"].codes)
        found = organisation(record.publisher, record.get("org_id") or "", record.get("name") or "", prefixes)
        return urls.of(found) if found else ""
    if record.kind == "areas" and not _is_shown(record, portal):
        return ""
    return urls.of(record.ref) or _parent(record, portal, schemas)


def _parent(record: Record, portal: Portal, schemas: Schemas) -> str:
    values = record.values
    if record.kind == "parties":
        return _page(portal, record.publisher, str(values.get("kind")), str(values.get("id")))
    for name, kind in _parents(schemas, record.kind):
        page = _page(portal, record.publisher, kind, values[name]) if name in values else ""
        if page:
            return page
    return urls.publisher(record.publisher) if record.publisher else ""


@lru_cache
def _parents(schemas: Schemas, kind: str) -> tuple[tuple[str, str], ...]:
    # The fields of a kind that name a record with a page of its own.
    fields = schemas.kinds[kind].fields
    return tuple((field.name, field.refers_to) for field in fields if field.reads == "ref" and field.refers_to in urls.PAGES)


@lru_cache(REMEMBERED)
def _page(portal: Portal, publisher: str, kind: str, identifier: str) -> str:
    target = portal.resolve(publisher, kind, identifier)
    return urls.of(target) if target else ""
