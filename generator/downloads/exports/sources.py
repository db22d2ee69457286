"""Which file a record was read from, as far as an export has to know it."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from generator.model import Portal, Record, Source
from generator.schemas import Schemas

Sources = Mapping[str, Source]


def sources(portal: Portal) -> Sources:
    """The source that is published, by the path of its file."""
    return MappingProxyType({account.source.path: account.shown or account.source for account in portal.accounts})


def form(record: Record, found: Sources) -> str:
    """The format a record was written in: "native" where it is our own, or not known."""
    source = found.get(record.origin.path)
    return source.format if source else "native"


def published_on(record: Record, found: Sources) -> date | None:
    """The day of the commit that last touched a record's file, else the day its publisher says it was published."""
    source = found.get(record.origin.path)
    return (source.committed_on or source.published_on) if source else None


def licences(portal: Portal, found: Sources, records: Iterable[Record]) -> tuple[str, ...]:
    """The licences of records: that of the file, else of the publisher."""
    files = {(record.publisher, record.origin.path) for record in records}
    return tuple(sorted({_licence(portal, found, *file) for file in files} - {""}))


def _licence(portal: Portal, found: Sources, owner: str, path: str) -> str:
    source, publisher = found.get(path), portal.publishers.get(owner)
    return (source.licence if source else "") or (publisher.licence if publisher else "")


def licence_address(schemas: Schemas, codes: tuple[str, ...]) -> dict[str, str]:
    """The `license` of a package, whose records all have the same one; nothing where they do not."""
    listed = schemas.codelists["licence"].codes if "licence" in schemas.codelists else {}
    address = listed[codes[0]].marks.get("url") if len(codes) == 1 and codes[0] in listed else None
    return {"license": address} if address else {}
