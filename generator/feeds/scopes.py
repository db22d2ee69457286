"""What there is a feed of: the whole, each publisher, each fund and each community; and which changes belong to each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator import urls
from generator.changes import Change, History
from generator.measures import WHOLE
from generator.model import Portal, Record, Ref
from generator.schemas import Schemas

OWN: Final = ("funds", "communities")
"""The kinds whose records have feeds of their own."""


@dataclass(frozen=True, eq=False)
class Telling:
    """Everything that feeds are made from, with the site's name and address."""

    portal: Portal
    schemas: Schemas
    history: History
    name: str
    address: str


class Scope(NamedTuple):
    """What a feed is of. `page` is the address its feeds stand beside, `dates` that of its calendar ("" where it has none).

    `name` and `publisher` are "" for the whole, `publisher` for what publishers share, too.
    """

    ref: Ref
    name: str
    page: str
    dates: str
    publisher: str = ""


def scopes(portal: Portal, schemas: Schemas) -> Iterator[Scope]:
    """The whole, then publishers, funds and communities in their order."""
    yield Scope(WHOLE, "", urls.section("changes"), urls.section("coming-up"))
    for owner in portal.publishers.values():
        page = urls.publisher(owner.id)
        yield Scope(Ref("publishers", "", owner.id), owner.name, page, page, owner.id)
    for kind in OWN:
        for record in portal.records[kind]:
            page = urls.of(record.ref)
            dated = kind == "communities" or portal.children(record.ref, "meetings")
            yield Scope(record.ref, schemas.called(record), page, page if dated else "", record.publisher)


def changes_by_scope(history: History, portal: Portal, schemas: Schemas) -> Mapping[Ref, Sequence[Change]]:
    """The changes of each scope in their order: of a fund and a community its own, and those of the records that name it.

    A record counts with what it names today or named when it was withdrawn, and a change with what it named before, too.
    """
    known = {ref: _last(ref, changes, portal) for ref, changes in history.by_record.items()}
    found: dict[Ref, list[Change]] = {}
    for change in history.changes:
        record = known[change.ref]
        touched = {WHOLE: None, Ref("publishers", "", change.ref.publisher): None, change.ref: None}
        if record:
            touched |= dict.fromkeys(named(record, portal, schemas))
        touched |= dict.fromkeys(_named_before(change, portal, schemas))
        for ref in touched:
            found.setdefault(ref, []).append(change)
    return found


def named(record: Record, portal: Portal, schemas: Schemas) -> Iterator[Ref]:
    """The publisher's funds and communities, or shared ones, that a record names."""
    for field in schemas.kinds[record.kind].fields:
        if field.refers_to in OWN:
            target = _target(record.get(field.name), record.publisher, field.refers_to, portal)
            if target:
                yield target


def _named_before(change: Change, portal: Portal, schemas: Schemas) -> Iterator[Ref]:
    fields = schemas.kinds[change.ref.kind].by_name
    for one in change.fields:
        if fields[one.field].refers_to in OWN:
            for value in (one.before, one.after):
                target = _target(value, change.ref.publisher, fields[one.field].refers_to, portal)
                if target:
                    yield target


def _target(value: object, publisher: str, kind: str, portal: Portal) -> Ref | None:
    # What is hidden is no text, and leads nowhere.
    return portal.resolve(publisher, kind, value) if isinstance(value, str) and value else None


def _last(ref: Ref, changes: Sequence[Change], portal: Portal) -> Record | None:
    return portal.index.get(ref) or next((one.record for one in reversed(changes) if one.record), None)
