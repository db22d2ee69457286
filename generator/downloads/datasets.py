"""One kind's records as rows of typed columns: what every format of a download is made from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from types import MappingProxyType
from typing import Any, cast

from generator.artefacts import Offer
from generator.columns import REASONED, Column, columns, ranked
from generator.measures import Measures
from generator.model import Portal, Record, Ref, Source
from generator.schemas import Schema, Schemas
from generator.whereabouts import page_of

__all__ = ["Column", "Dataset", "columns", "datasets"]


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """All records of one kind, in the order of publishers and keys.

    `values` gives what a record states, by the name of the column: typed as in a `Record`, and nothing for what is not stated.
    """

    schema: Schema
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    values: Callable[[Record], Mapping[str, Any]]

    @property
    def kind(self) -> str:
        """The kind's name, which is that of its files."""
        return self.schema.name

    def by_publisher(self) -> Iterator[tuple[str, tuple[Record, ...]]]:
        """Each publisher's records; "" for what all publishers share."""
        for publisher, records in groupby(self.records, key=lambda record: record.publisher):
            yield publisher, tuple(records)

    def offer(self, records: Sequence[Record], publisher: str = "") -> Offer:
        """What a file of some of the records offers."""
        return Offer("records", self.schema.title, self.kind, publisher, len(records), licences=self._licences(records))

    def _licences(self, records: Sequence[Record]) -> tuple[str, ...]:
        # A file of a publisher has one licence, so one record of each will do.
        files = {record.origin.path: record for record in records}
        return tuple(sorted({self.values(record).get("licence", "") for record in files.values()} - {""}))


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    portal: Portal
    schemas: Schemas
    measures: Measures
    address: str
    sources: Mapping[str, Source]
    verdicts: Mapping[Ref, str]
    files: dict[tuple[str, str], Mapping[str, str]]

    def of_file(self, publisher: str, path: str) -> Mapping[str, str]:
        # What all records of a file state alike: whose they are, their licence and where they come from.
        if (publisher, path) not in self.files:
            source, owner = self.sources.get(path), self.portal.publishers.get(publisher)
            told = {
                "published_by": publisher,
                "licence": (source.licence if source else "") or (owner.licence if owner else ""),
                "source_file": path,
                "source_commit": source.commit if source else "",
            }
            self.files[publisher, path] = {name: text for name, text in told.items() if text}
        return self.files[publisher, path]


def datasets(portal: Portal, schemas: Schemas, measures: Measures, address: str) -> tuple[Dataset, ...]:
    """Every kind as a dataset, those without records too; `address` is where the site stands, for links to its pages."""
    facts = _Facts(
        portal=portal,
        schemas=schemas,
        measures=measures,
        address=address,
        sources=MappingProxyType({account.source.path: account.shown or account.source for account in portal.accounts}),
        verdicts=MappingProxyType({claim.power.ref: claim.verdict for several in measures.claims.values() for claim in several}),
        files={},
    )
    return tuple(
        Dataset(schema, columns(schema), portal.records[kind], partial(_values, facts))
        for kind, schema in ((kind, schemas.kinds[kind]) for kind in ranked(schemas.kinds))
    )


def _values(facts: _Facts, record: Record) -> Mapping[str, Any]:
    origin = record.origin
    page = page_of(record, facts.portal, facts.schemas)
    # A union copies a mapping proxy eight times as fast as an update does, which asks for each of its names.
    stated = cast("MappingProxyType[str, Any]", record.values)
    found: dict[str, Any] = stated | facts.of_file(record.publisher, origin.path)
    found["record"] = record.key
    if record.withheld:
        found["withheld"] = tuple(f"{name}: {reason}" for name, reason in sorted(record.withheld.items()))
    found["source_row"] = origin.row
    if origin.sheet:
        found["source_sheet"] = origin.sheet
    if page:
        found["page"] = facts.address + page
    return _reasoned(facts, record, found) if record.kind in REASONED else found


def _reasoned(facts: _Facts, record: Record, found: dict[str, Any]) -> dict[str, Any]:
    if record.ref in facts.verdicts:
        found["verdict"] = facts.verdicts[record.ref]
    award = facts.measures.counted.get(record.ref)
    if award:
        found |= {"counted_as": award.holder, "counted_year": award.year, "counted_before": award.repeats}
        if award.pence is not None:
            found |= {"counted_amount": award.pence, "counted_currency": award.currency}
    return found
