"""What the rows of old files give: each different row is read once, for what it gives hangs on no other row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple

from generator.intake import Intake, judged
from generator.model import Account, Ledger, Origin, Record, Row, Source, Table
from generator.read.reading import Reading
from generator.schemas import Schemas
from generator.validate.dates import is_month_first

Cells = tuple[str, ...]
Rows = Mapping[Cells, Record | None]
"""What rows of one shape gave, by their cells; None where they were withheld."""


class Shape(NamedTuple):
    """What decides, besides its own cells, what a row gives: kind, fields, whether the format is ours, and how days are read."""

    kind: str
    fields: tuple[str, ...]
    native: bool
    month_first: tuple[bool, ...]


Known = Mapping[Shape, Rows]


class Opened(NamedTuple):
    """A source and its tables as text."""

    source: Source
    reading: Reading


def learned(several: Sequence[Opened], known: Known, schemas: Schemas, as_of: date) -> Known:
    """What every row of some files of one publisher gives; what is known already is not validated again."""
    tables: dict[Shape, list[Table]] = {}
    for opened in several:
        for table in filter(_is_apart, opened.reading.tables):
            tables.setdefault(_shape(table, schemas), []).append(table)
    return {
        shape: _learned(several[0].source, shape, members, known.get(shape, {}), schemas, as_of)
        for shape, members in tables.items()
    }


def merged(several: Iterable[Known]) -> Known:
    """Everything that is known of one or the other."""
    whole: dict[Shape, dict[Cells, Record | None]] = {}
    for shape, rows in chain.from_iterable(known.items() for known in several):
        whole.setdefault(shape, {}).update(rows)
    return whole


def of_intake(opened: Opened, intake: Intake, schemas: Schemas) -> Known:
    """What is known of the rows of a file from what `take_in` gave of it."""
    gave = {(record.kind, record.origin.sheet, record.origin.row): record for record in intake.records}
    pairs = [(_shape(table, schemas), table) for table in filter(_is_apart, opened.reading.tables)]
    return merged(
        {shape: {row.cells: gave.get((table.kind, table.sheet, row.number)) for row in table.rows}} for shape, table in pairs
    )


def of_file(opened: Opened, known: Known, schemas: Schemas) -> Known:
    """What is known of the rows of one file."""
    pairs = [(_shape(table, schemas), table) for table in filter(_is_apart, opened.reading.tables)]
    return merged({shape: {row.cells: known[shape][row.cells] for row in table.rows}} for shape, table in pairs)


def intake(opened: Opened, known: Known, schemas: Schemas, as_of: date) -> Intake:
    """What `take_in` gives of a file but its problems, when everything is known of its rows.

    Equal rows of a kind without ids have one number: `settle` numbers them among all files of their publisher.
    """
    source, reading = opened
    refused = judged(source, Reading(problems=reading.problems), schemas, as_of).account.refused
    own: list[Record] = []
    sides: list[Record] = []
    for table in reading.tables:
        if _is_apart(table):
            rows = known[_shape(table, schemas)]
            own += [_placed(record, source, table.sheet, row) for row in table.rows if (record := rows[row.cells])]
        else:
            told = _judged(source, table, schemas, as_of)
            own += told.records
            sides += told.sides
    return Intake(Account(source, Ledger(rows_in=len(own), published=len(own)), refused), tuple(own), tuple(sides))


def _is_apart(table: Table) -> bool:
    # What several rows give together, as a recipient of many grants, is put together before it is checked.
    return table.counted and len({row.number for row in table.rows}) == len(table.rows)


def _shape(table: Table, schemas: Schemas) -> Shape:
    fields = schemas.kinds[table.kind].by_name
    days = [position for position, column in enumerate(table.columns) if fields[column.field].reads == "date"]
    texts = ({row.cells[position].strip() for row in table.rows} for position in days)
    return Shape(table.kind, tuple(column.field for column in table.columns), table.native, tuple(map(is_month_first, texts)))


def _learned(source: Source, shape: Shape, tables: Sequence[Table], known: Rows, schemas: Schemas, as_of: date) -> Rows:
    rows = {row.cells: row for table in tables for row in table.rows}
    new = [replace(row, number=number) for number, row in enumerate((rows[cells] for cells in rows if cells not in known), 1)]
    gave = {cells: known[cells] for cells in rows if cells in known}
    together = replace(tables[0], rows=tuple(new))
    # New rows by themselves may not prove how a column writes its days: then each file is read whole.
    parts = [together] if _shape(together, schemas) == shape else tables
    for table in parts if new else ():
        by_row = {record.origin.row: record for record in _judged(source, table, schemas, as_of).records}
        gave |= {row.cells: by_row.get(row.number) for row in table.rows}
    return gave


def _judged(source: Source, table: Table, schemas: Schemas, as_of: date) -> Intake:
    return judged(source, Reading((table,), ledger=Ledger(rows_in=len(table.rows) * table.counted)), schemas, as_of)


def _placed(record: Record, source: Source, sheet: str, row: Row) -> Record:
    origin = record.origin
    if (origin.row, origin.line, origin.sheet, origin.path) == (row.number, row.line, sheet, source.path):
        return record
    here = Origin(source.publisher, source.path, sheet, row.number, row.line)
    return Record(record.kind, record.publisher, record.key, record.values, record.withheld, here)
