"""Records as tables: a column per field that at least one row states, long tables cut into pages."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from generator import urls, words
from generator.model import Portal, Record
from generator.pages.facts import REMEMBERED, comes_again, heading, is_stated, several, shown
from generator.pages.views import Cell, Link, TableView
from generator.schemas import Field, Schemas

ROWS: Final = 50
FEW: Final = 20  # pages, up to which each leads to all others
NEAR: Final = 3
FIGURES: Final = frozenset({"money", "number", "integer"})
BLANK: Final = {figure: Cell(words.NOT_STATED, figure=figure) for figure in (False, True)}
# What belongs to a record is shown under these words, in this order.
CAPTIONS: Final = {
    "power": "Who has held what power",
    "options": "Options considered",
    "parties": "Others involved",
    "updates": "What has happened since",
    "results": "Results against targets",
    "payments": "Payments",
    "meetings": "Meetings",
    "allocations": "Allocations",
}
NEWEST_FIRST: Final = {"payments": "date", "meetings": "starts_at", "power": "assessed_on", "updates": "date"}


def child_table(
    records: Sequence[Record], parents: frozenset[str], portal: Portal, schemas: Schemas, caption: str = ""
) -> TableView:
    """What belongs to a record as one table, every stated field a column but those that point back at `parents`."""
    kind = records[0].kind
    schema = schemas.kinds[kind]
    order = NEWEST_FIRST.get(kind)
    if order:
        dated = [record for record in records if record.get(order) is not None]
        undated = [record for record in records if record.get(order) is None]
        records = [*sorted(dated, key=lambda record: record.values[order], reverse=True), *undated]
    stated: set[str] = set().union(*(record.values for record in records), *(record.withheld for record in records))
    fields = [
        field
        for field in schema.fields
        if not (kind == "parties" and field.name in {"kind", "id"})
        and field.name not in schema.primary_key[:1] * (kind not in {"options", "results", "updates", "parties", "allocations"})
        and not (field.refers_to and field.refers_to in parents)
        and field.name in stated
    ]
    rows = tuple([tuple([_cell(record, field, portal, schemas) for field in fields]) for record in records])
    headings = tuple(field.title for field in fields)
    return TableView(caption or CAPTIONS.get(kind, schema.title), headings, rows, anchor=kind, total=len(rows))


def _cell(record: Record, field: Field, portal: Portal, schemas: Schemas) -> Cell:
    if not is_stated(record, field):
        return BLANK[field.reads in FIGURES]
    if comes_again(field) and field.name not in record.withheld:
        return _plain_cell(field, record.values[field.name], record.values.get("currency", "GBP"), schemas)
    values = shown(record, field, portal, schemas)
    if len(values) == 1 and values[0].web:
        return Cell(urlsplit(values[0].web).netloc.removeprefix("www.") or values[0].text, web=values[0].web)
    if len(values) == 1:
        return Cell(values[0].text, values[0].address, field.reads in FIGURES, values[0].web)
    return Cell("; ".join([value.text for value in values]), "", field.reads in FIGURES)


@lru_cache(REMEMBERED)
def _plain_cell(field: Field, value: Any, currency: str, schemas: Schemas) -> Cell:
    said = "; ".join([words.said(one, field, schemas, currency) for one in several(value)])
    return Cell(said, "", field.reads in FIGURES)


def record_list(records: Sequence[Record], columns: tuple[str, ...], caption: str, portal: Portal, schemas: Schemas) -> TableView:
    """Records that have pages as a table: each one's heading, linked, then the named columns."""
    if not records:
        return TableView(caption, (), ())
    schema = schemas.kinds[records[0].kind]
    fields = [schema.by_name[name] for name in columns if name in schema.by_name]
    rows = tuple(
        [
            (Cell(heading(record, schemas), urls.of(record.ref)), *[_cell(record, field, portal, schemas) for field in fields])
            for record in records
        ]
    )
    headings = (schema.singular, *(field.title for field in fields))
    return TableView(caption, headings, rows, anchor=schema.name, total=len(rows))


def pages(table: TableView, address: str, rows: int = ROWS, opening: str = "") -> tuple[tuple[str, TableView], ...]:
    """A long table as pages with their addresses; each knows its number, and the way to the others.

    `opening` is where the first rows stand, if not at the address itself.
    """
    starts = range(0, max(len(table.rows), 1), rows)
    addresses = [opening or address, *(f"{address}{urls.paged(number)}" for number in range(2, len(starts) + 1))]
    cut = []
    for number, start in enumerate(starts, 1):
        part = replace(table, rows=table.rows[start : start + rows], total=len(table.rows), pages=turns(number, addresses))
        cut.append((addresses[number - 1], part))
    return tuple(cut)


def turns(number: int, addresses: Sequence[str]) -> tuple[Link, ...]:
    """The way from one page of several to the others: to all of a few, else to the first, the last, those near, and those ten, a
    hundred and so on away. Each of many is then a few steps from any other, and a list weighs no more for each page that it has.
    """
    last = len(addresses)
    jumps = [sign * 10**power for power in range(1, len(str(last))) for sign in (-1, 1)]
    reached = {1, last, *(number + step for step in (*range(-NEAR, NEAR + 1), *jumps))} if last > FEW else range(1, last + 1)
    shown = [one for one in sorted(reached) if 0 < one <= last] if last > 1 else []
    return tuple([Link(str(one), "" if one == number else addresses[one - 1]) for one in shown])
