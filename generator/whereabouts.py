"""Where on the site a record can be seen: its own page, or that of what it belongs to."""

from generator import urls
from generator.model import Portal, Record
from generator.organisations import organisation
from generator.schemas import Schemas


def page_of(record: Record, portal: Portal, schemas: Schemas) -> str:
    """The address of the page that shows a record; its publisher's page where nothing else does, "" where there is none."""
    if record.kind == "organisations":
        prefixes = frozenset(schemas.codelists["org_id_prefixes"].codes)
        found = organisation(record.publisher, record.get("org_id") or "", record.get("name") or "", prefixes)
        return urls.of(found) if found else ""
    return urls.of(record.ref) or _parent(record, portal, schemas)


def _parent(record: Record, portal: Portal, schemas: Schemas) -> str:
    if record.kind == "parties":
        target = portal.resolve(record.publisher, str(record.get("kind")), str(record.get("id")))
        return urls.of(target) if target else ""
    for field in schemas.kinds[record.kind].fields:
        if field.reads == "ref" and field.refers_to in urls.PAGES and record.get(field.name):
            target = portal.resolve(record.publisher, field.refers_to, str(record.get(field.name)))
            if target:
                return urls.of(target)
    return urls.publisher(record.publisher) if record.publisher else ""
