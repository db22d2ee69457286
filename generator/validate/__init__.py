"""Tables of text → valid records and problems. A row is a record or is withheld; nothing in between is lost."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from generator.model import EMPTY, Column, Origin, Record, Row, Source, Table
from generator.problems import Problem
from generator.schemas import Field, Schema, Schemas
from generator.validate.dates import is_month_first
from generator.validate.found import Fault, Found, Outcome
from generator.validate.table_schema import table_schema_problems
from generator.validate.values import reader

FURTHER_PLACES: Final = 5


@dataclass(frozen=True, slots=True)
class Validated:
    """The records of one table, what was found, and how many of its rows were withheld."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    withheld: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A column as read: its cells in order of rows, and what each different one of them turned out to be.

    `telling` are those that do not just give a value: faults, notices and what may not be shown. Most columns have none.
    """

    column: Column
    cells: Sequence[str]
    outcomes: Mapping[str, Outcome | None]
    telling: Mapping[str, Outcome]


def validate(table: Table, schemas: Schemas, source: Source) -> Validated:
    """Reads each cell strictly, proves the result against the Table Schema, and makes records of what holds."""
    schema = schemas.kinds[table.kind]
    columns = _columns(table, schema, schemas)
    problems = [*_cell_faults(table, columns), *_conversions(table, columns), *_tabs(table, schema, columns)]
    canonical = [_canonical(column, schema) for column in columns]
    faulty = {(problem.row, problem.field) for problem in problems if problem.withholds != "nothing"}
    for row, field, problem in table_schema_problems(table, schema, schemas, canonical):
        if (row.number, field) not in faulty and not _redacted(row, field, columns):
            problems.append(problem)
    withheld = {problem.row for problem in problems if problem.withholds in {"row", "file"}}
    records, keyless = _records(table, schema, source, columns, withheld)
    return Validated(tuple(records), (*problems, *keyless), len(table.rows) - len(records))


def _columns(table: Table, schema: Schema, schemas: Schemas) -> list[_Read]:
    cells = zip(*(row.cells for row in table.rows), strict=True) if table.rows else ((),) * len(table.columns)
    return [
        _read(column, own, schema.by_name[column.field], schemas, table.native)
        for column, own in zip(table.columns, cells, strict=True)
    ]


def _read(column: Column, cells: Sequence[str], field: Field, schemas: Schemas, native: bool) -> _Read:
    # Cells repeat: each different one of a column is read once.
    texts = {cell: cell.strip() for cell in dict.fromkeys(cells)}
    month_first = field.reads == "date" and is_month_first(texts.values())
    read = reader(field, schemas, native=native, month_first=month_first)
    outcomes = {cell: read(text) if text else None for cell, text in texts.items()}
    telling = {
        cell: found for cell, found in outcomes.items() if found and (isinstance(found, Fault) or found.note or found.withheld)
    }
    return _Read(column, cells, outcomes, telling)


def _canonical(column: _Read, schema: Schema) -> dict[str, Any]:
    # Dates go over as they were read: to parse each a second time would double the cost of proving a row.
    is_day = schema.by_name[column.column.field].type == "date"
    return {
        cell: "" if not isinstance(found, Found) else found.value if is_day and type(found.value) is date else found.text
        for cell, found in column.outcomes.items()
    }


def _cell_faults(table: Table, columns: Sequence[_Read]) -> Iterator[Problem]:
    places = [
        (number, position)
        for position, column in enumerate(columns)
        if any(isinstance(found, Fault) for found in column.telling.values())
        for number, cell in enumerate(column.cells)
        if isinstance(column.telling.get(cell), Fault)
    ]
    for number, position in sorted(places):
        column = columns[position]
        cell = column.cells[number]
        fault = column.telling[cell]
        if isinstance(fault, Fault):
            yield _at(table, table.rows[number], column.column, Problem(fault.code, value=cell.strip(), details=fault.details))


def _at(table: Table, row: Row, column: Column, problem: Problem) -> Problem:
    return Problem(
        problem.code,
        sheet=table.sheet,
        row=row.number,
        line=row.line,
        column=column.letter,
        field=column.field,
        value=problem.value,
        details=problem.details,
        count=problem.count,
        more_rows=problem.more_rows,
    )


def _conversions(table: Table, columns: Sequence[_Read]) -> Iterator[Problem]:
    for column in columns:
        converted: dict[str, list[tuple[Row, str, Found]]] = {}
        for row, cell in zip(table.rows, column.cells, strict=True) if column.telling else ():
            outcome = column.telling.get(cell)
            if isinstance(outcome, Found) and outcome.note:
                converted.setdefault(outcome.note, []).append((row, cell, outcome))
        for note, places in converted.items():
            (row, cell, found), *others = places
            details = MappingProxyType({"read": found.text})
            more = tuple(other.number for other, _, _ in others[:FURTHER_PLACES])
            problem = Problem(note, value=cell.strip(), details=details, count=len(places), more_rows=more)
            yield _at(table, row, column.column, problem)


def _tabs(table: Table, schema: Schema, columns: Sequence[_Read]) -> Iterator[Problem]:
    # Spaces around a cell are left out without a word; a tab may have been put there to make a spreadsheet run the text.
    for column in columns:
        if schema.by_name[column.column.field].reads == "text":
            tabbed = {cell for cell, found in column.outcomes.items() if found and cell.startswith(("\t", "\r"))}
            rows = [row for row, cell in zip(table.rows, column.cells, strict=True) if cell in tabbed] if tabbed else []
            if rows:
                more = tuple(row.number for row in rows[1 : FURTHER_PLACES + 1])
                yield _at(table, rows[0], column.column, Problem("text-tab", count=len(rows), more_rows=more))


def _redacted(row: Row, field: str, columns: Sequence[_Read]) -> bool:
    named = ((cell, column) for cell, column in zip(row.cells, columns, strict=True) if column.column.field == field)
    outcome = next((column.telling.get(cell) for cell, column in named), None)
    return isinstance(outcome, Found) and bool(outcome.withheld)


def _records(
    table: Table, schema: Schema, source: Source, columns: Sequence[_Read], withheld: Collection[int]
) -> tuple[list[Record], list[Problem]]:
    names = [column.column.field for column in columns]
    seen: Counter[str] = Counter()
    records, keyless = [], []
    for row, cells, hidden in zip(table.rows, _values(table, columns), _hidden(table, columns), strict=True):
        if row.number in withheld:
            continue
        values = {name: value for name, value in zip(names, cells, strict=True) if value is not None}
        key = _key(schema, values, seen)
        if not key:
            details = MappingProxyType({"fields": schema.by_name[schema.primary_key[0]].title})
            keyless.append(Problem("row-without-id", sheet=table.sheet, row=row.number, line=row.line, details=details))
            continue
        origin = Origin(source.publisher, source.path, table.sheet, row.number, row.line)
        records.append(Record(table.kind, source.publisher, key, MappingProxyType(values), hidden, origin))
    return records, keyless


def _values(table: Table, columns: Sequence[_Read]) -> Iterator[tuple[Any, ...]]:
    # The values of each row, None where nothing is stated or may be shown.
    stated = (
        {cell: found.value if isinstance(found, Found) else None for cell, found in column.outcomes.items()} for column in columns
    )
    values = [map(own.__getitem__, column.cells) for own, column in zip(stated, columns, strict=True)]
    return zip(*values, strict=True) if values else iter(() for _ in table.rows)


def _hidden(table: Table, columns: Sequence[_Read]) -> list[Mapping[str, str]]:
    # For each row the fields that had a value which may not be shown, with the reasons.
    reasons: dict[int, dict[str, str]] = {}
    for column in columns:
        for number, cell in enumerate(column.cells) if column.telling else ():
            found = column.telling.get(cell)
            reason = found.code if isinstance(found, Fault) else found.withheld if found else ""
            if reason:
                reasons.setdefault(number, {})[column.column.field] = reason
    return [MappingProxyType(reasons[number]) if number in reasons else EMPTY for number in range(len(table.rows))]


def _part(schema: Schema, name: str, values: dict[str, Any]) -> str:
    # Free text may hold what must not be shown, so a key holds its digest instead.
    text = str(values.get(name, ""))
    is_prose = schema.by_name[name].reads == "text" and name != schema.primary_key[0]
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12] if text and is_prose else text


def _key(schema: Schema, values: dict[str, Any], seen: Counter[str]) -> str:
    parts = [_part(schema, name, values) for name in schema.primary_key]
    if parts[0]:
        return "|".join(parts).rstrip("|")
    if schema.by_name[schema.primary_key[0]].required:
        return ""
    # A row of a kind whose ids are optional is known by its content, and by its place among rows of equal content.
    digest = content_digest(values)
    seen[digest] += 1
    return f"{digest}-{seen[digest]}"


def content_digest(values: Mapping[str, Any]) -> str:
    """What a row without an id is known by: 16 hex digits of all that it states."""
    return hashlib.sha256(repr(sorted(values.items())).encode("utf-8", "surrogatepass")).hexdigest()[:16]
