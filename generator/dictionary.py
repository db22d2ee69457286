"""What each column of each kind means: from its schema, with how often it is stated."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from generator.columns import Column, columns, ranked
from generator.measures import Measures
from generator.model import Portal
from generator.schemas import Schema, Schemas

HELD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "text": "Text",
        "list": "Texts; in CSV and Excel a semicolon stands between two",
        "money": "Money, such as 1234.50",
        "number": "A number",
        "integer": "A whole number",
        "yes_no": "true or false",
        "date": "A day, as 2026-03-03",
        "datetime": "A day and a time in London, as 2026-03-03T19:00:00",
    }
)
"""What a column holds, in words."""

STANDARDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "360giving": "360Giving",
        "lgtc": "Local Government Transparency Code",
        "ocds": "Open Contracting Data Standard",
        "openreferral": "Open Referral UK",
    }
)
"""What other standards are called."""


class Entry(NamedTuple):
    """A column of a kind: `stated` of `records` rows state it; None for what the portal adds to every row."""

    kind: str
    column: Column
    records: int
    stated: int | None

    @property
    def codelist(self) -> str:
        """The codelist of its values; "" for none."""
        return self.column.field.codelist if self.column.field else ""

    @property
    def elsewhere(self) -> tuple[tuple[str, str], ...]:
        """What it is called in other standards: each standard and its own name."""
        found = self.column.field.maps_to if self.column.field else {}
        return tuple((STANDARDS.get(standard, standard), name) for standard, name in found.items())


def entries(schema: Schema, portal: Portal, measures: Measures) -> tuple[Entry, ...]:
    """Every column of a kind, in the order of its files."""
    records = len(portal.records[schema.name])
    counts = [stated for (_, kind), stated in measures.coverage.items() if kind == schema.name]
    return tuple(
        Entry(schema.name, column, records, sum(one.get(column.name, 0) for one in counts) if column.field else None)
        for column in columns(schema)
    )


def every_entry(schemas: Schemas, portal: Portal, measures: Measures) -> Iterator[Entry]:
    """Every column of every kind, by kind."""
    for kind in ranked(schemas.kinds):
        yield from entries(schemas.kinds[kind], portal, measures)
