"""How the records of a kind stand in a table of the database, and what SQL makes and fills it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from generator.downloads.cells import CELLS, JSON, plain
from generator.downloads.datasets import Column, Dataset
from generator.model import Record, Ref

Number = Callable[[str, str, str], int | None]
"""The rowid of what a reference means, from who writes it, the kind it refers to, and what is written."""


class Form(NamedTuple):
    """How SQLite holds what a column holds.

    `ending` and `shown` are for what is kept exactly under a name with an ending, and shown under the plain name by an expression.
    """

    type: str
    written: Callable[[Any], Any]
    ending: str = ""
    shown: str = ""
    kept_note: str = ""
    shown_note: str = ""


def _as_it_is(value: Any) -> Any:
    return value


def whole_signs(text: str) -> str:
    """A text without the half characters that the name of a file may hold, and UTF-8 may not: a ? stands for each."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "text": Form("TEXT", _as_it_is),
        "list": Form("TEXT", JSON["list"]),
        "money": Form("INTEGER", _as_it_is, "_pence", "{} / 100.0", "In pence, exact.", "In pounds, to read; sums are exact in pence."),
        "number": Form("TEXT", plain, "_exact", "CAST({} AS REAL)", "With every digit, as text.", "To sort and to calculate by."),
        "integer": Form("INTEGER", _as_it_is),
        "yes_no": Form("INTEGER", int),
        "date": Form("TEXT", CELLS["date"]),
        "datetime": Form("TEXT", CELLS["datetime"]),
    }
)  # fmt: skip
"""Money is kept in pence and numbers as text, because SQLite's own numbers are floats; a list is JSON, yes 1 and no 0."""

ROWID: Final = Column(
    "rowid", "Number", "The number of the record in this file; in that of another day it may be another.", "integer"
)
JOINED: Final = frozenset({"ref", "org_id", "date", "datetime"})
FILTERED: Final = frozenset({"decided_by_type", "counted_as", "recipient_name", "payee_name", "provider_name"})
"""What people join and filter by: how the columns were read, and which besides; each has an index."""


class Cell(NamedTuple):
    """A column of a table: what is declared of it after its name, the column of the dataset it is for, and how it differs from it.

    `refers_to` is the kind whose rowids it holds. `form` is None for what is not stored under this name.
    """

    name: str
    declared: str
    column: Column
    note: str = ""
    form: Form | None = None
    refers_to: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The table of a kind, which is called as the kind: its columns in their order."""

    dataset: Dataset
    cells: tuple[Cell, ...]

    @property
    def stored(self) -> tuple[Cell, ...]:
        """The columns that are filled; the others are worked out of them."""
        return tuple(cell for cell in self.cells if "GENERATED" not in cell.declared)

    @property
    def kept(self) -> Mapping[str, str]:
        """The name in the table of each column of the dataset, where its values are kept as they are."""
        return {cell.column.name: cell.name for cell in self.cells if cell.form}


def layout(dataset: Dataset) -> Layout:
    """The table for a kind: its rowid, and each column with what belongs to it."""
    plain_names = _distinct([ROWID.name, *(column.name for column in dataset.columns)], frozenset())
    taken = frozenset(name.lower() for name in plain_names)
    cells = [Cell(ROWID.name, "INTEGER PRIMARY KEY", ROWID)]
    for name, column in zip(plain_names[1:], dataset.columns, strict=True):
        cells += _cells(name, column, taken)
    return Layout(dataset, tuple(cells))


def _cells(name: str, column: Column, taken: frozenset[str]) -> Iterator[Cell]:
    form = FORMS[column.holds]
    if not column.field and column.holds == "text":
        form = form._replace(written=whole_signs)
    if form.ending:
        kept = _distinct([name + form.ending], taken)[0]
        yield Cell(kept, form.type, column, form.kept_note, form)
        expression = form.shown.format(quoted(kept))
        yield Cell(name, f"REAL GENERATED ALWAYS AS ({expression}) VIRTUAL", column, form.shown_note)
    else:
        needed = " NOT NULL" if column.name in {"published_by", "record"} else ""
        yield Cell(name, form.type + needed, column, "", form)
    if column.field and column.field.reads == "ref":
        kind = column.field.refers_to
        note = f"The rowid of the record of {kind} that is meant; none where there is no such record."
        yield Cell(_distinct([f"{name}_row"], taken)[0], "INTEGER", column, note, None, kind)


def _distinct(names: Iterable[str], taken: frozenset[str]) -> list[str]:
    # SQLite takes names that differ only in case for the same.
    found: list[str] = []
    for name in names:
        met = {*taken, *(other.lower() for other in found)}
        tried = (name + "_" * times for times in count())
        found.append(next(each for each in tried if each.lower() not in met))
    return found


def rows(table: Layout, first: int, number: Number) -> Iterator[Sequence[Any]]:
    """The rows of the table, numbered from `first`: what is not stated is NULL, and "" is the publisher of what all share."""
    places = {cell.name: place for place, cell in enumerate(table.stored)}
    shapes = {cell.column.name: (places[cell.name], cell.form.written) for cell in table.stored if cell.form}
    links = [(places[cell.name], cell.column.name, cell.refers_to) for cell in table.stored if cell.refers_to]
    empty: list[Any] = [None] * len(places)
    empty[shapes["published_by"][0]] = ""
    for rowid, record in enumerate(table.dataset.records, first):
        yield _row(rowid, record, table.dataset.values(record), empty, shapes, links, number)


def _row(
    rowid: int,
    record: Record,
    values: Mapping[str, Any],
    empty: list[Any],
    shapes: Mapping[str, tuple[int, Callable[[Any], Any]]],
    links: Iterable[tuple[int, str, str]],
    number: Number,
) -> Sequence[Any]:
    cells = empty.copy()
    cells[0] = rowid
    for name, value in values.items():
        place, written = shapes[name]
        cells[place] = value if written is _as_it_is else written(value)
    for place, name, kind in links:
        if name in values:
            cells[place] = number(record.publisher, kind, values[name])
    return cells


def numbers(offered: Sequence[Dataset]) -> Mapping[Ref, int]:
    """The rowids of all records that can be referred to: they are numbered from 1 through all kinds."""
    fields = (column.field for dataset in offered for column in dataset.columns)
    targets = {field.refers_to for field in fields if field and field.reads == "ref"}
    found: dict[Ref, int] = {}
    first = 1
    for dataset in offered:
        if dataset.kind in targets:
            found |= {record.ref: rowid for rowid, record in enumerate(dataset.records, first)}
        first += len(dataset.records)
    return MappingProxyType(found)


def quoted(name: str) -> str:
    """A name as SQL takes any."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
