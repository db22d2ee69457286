"""Where a reader may go next from a record: the one before and after it in its list, and others that share something with it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from generator import urls
from generator.model import Portal, Record, Ref
from generator.pages.facts import REMEMBERED, organisation_of
from generator.pages.site import Site
from generator.pages.views import Link, Related

DATES: Final = {"decisions": "decision_date", "services": "start_date"}
AROUND: Final = 1  # others shown on either side
SPOT: Final = attrgetter("publisher", "key")  # a record's, in every list of records
NEITHER: Final = (None, None)


def newest_first(records: Sequence[Record], kind: str) -> tuple[Record, ...]:
    """Records in the order of their list: by their date, latest first, then those without; other kinds as they are."""
    name = DATES.get(kind)
    if not name:
        return tuple(records)
    dated = sorted((one for one in records if one.get(name)), key=lambda one: one.values[name], reverse=True)
    return (*dated, *(one for one in records if not one.get(name)))


def neighbours(portal: Portal, kinds: Sequence[str]) -> Mapping[Ref, tuple[Record | None, Record | None]]:
    """The record before and after each in its publisher's list."""
    found: dict[Ref, tuple[Record | None, Record | None]] = {}
    for kind in kinds:
        for _, members in groupby(portal.records[kind], key=lambda record: record.publisher):
            row = (None, *newest_first(tuple(members), kind), None)
            for before, record, after in zip(row, row[1:], row[2:], strict=False):
                if record:
                    found[record.ref] = (before, after)
    return MappingProxyType(found)


def near(site: Site, record: Record) -> tuple[tuple[str, Link], ...]:
    """The ways to the record before and the record after."""
    before, after = site.neighbours.get(record.ref, NEITHER)
    pairs = (("Previous", before), ("Next", after))
    return tuple((word, _link(site, one.ref)) for word, one in pairs if one)


def related(site: Site, record: Record) -> tuple[Related, ...]:
    """Others of the same kind with the same provider or recipient, service, fund or place: the nearest, and the way to all."""
    found = []
    for title, target in _shared(site, record):
        others = _around(site.portal.children(target, record.kind), record)
        if others:
            found.append(Related(title, tuple([_link(site, one.ref) for one in others]), _link(site, target)))
    return tuple(found)


def _shared(site: Site, record: Record) -> Iterator[tuple[str, Ref]]:
    names = {"services": ("provider_org_id", "Same provider"), "decisions": ("recipient_org_id", "Same recipient")}
    if record.kind in names:
        field, title = names[record.kind]
        organisation = organisation_of(record, field, site.schemas)
        if organisation in site.portal.organisations and organisation:
            yield title, organisation
    for title, field, kind in (("Same service", "service_id", "services"), ("Same fund", "fund_id", "funds")):
        target = site.portal.resolve(record.publisher, kind, record.get(field) or "") if record.kind == "decisions" else None
        if target:
            yield title, target
    codes = record.get("area_codes") or ()
    place = site.portal.resolve(record.publisher, "areas", codes[0]) if codes else None
    if place:
        yield "Same place", place


def _around(records: Sequence[Record], record: Record) -> tuple[Record, ...]:
    # The records of a list stand by publisher and key, so the nearest are found without looking at all.
    spot = bisect_left(records, (record.publisher, record.key), key=SPOT)
    return tuple([one for one in records[max(spot - AROUND, 0) : spot + AROUND + 1] if one is not record])


@lru_cache(REMEMBERED)
def _link(site: Site, ref: Ref) -> Link:
    return Link(site.called(ref), urls.of(ref))
