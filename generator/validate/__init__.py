"""Tables of text → valid records and problems. A row is a record or is withheld; nothing in between is lost."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from generator.model import Column, Origin, Record, Row, Source, Table
from generator.problems import Problem
from generator.schemas import Schema, Schemas
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
class _Line:
    # One row on its way: what its cells gave, and whether it can still be published.
    row: Row
    outcomes: tuple[Outcome | None, ...]


def validate(table: Table, schemas: Schemas, source: Source) -> Validated:
    """Reads each cell strictly, proves the result against the Table Schema, and makes records of what holds."""
    schema = schemas.kinds[table.kind]
    lines = [_Line(row, outcomes) for row, outcomes in zip(table.rows, _outcomes(table, schema, schemas), strict=True)]
    problems = [*_cell_faults(table, lines), *_conversions(table, lines), *_tabs(table, schema)]
    days = [schema.by_name[column.field].type == "date" for column in table.columns]
    canonical = [(line.row, tuple(map(_canonical, line.outcomes, days))) for line in lines]
    faulty = {(problem.row, problem.field) for problem in problems if problem.withholds != "nothing"}
    for row, field, problem in table_schema_problems(table, schema, schemas, canonical):
        if (row.number, field) not in faulty and not _redacted(table, row, field, lines):
            problems.append(problem)
    withheld = {problem.row for problem in problems if problem.withholds in {"row", "file"}}
    kept = [line for line in lines if line.row.number not in withheld]
    records, keyless = _records(table, schema, source, kept)
    return Validated(tuple(records), (*problems, *keyless), len(lines) - len(records))


def _canonical(outcome: Outcome | None, is_day: bool) -> Any:
    # Dates go over as they were read: to parse each a second time would double the cost of proving a row.
    if not isinstance(outcome, Found):
        return ""
    return outcome.value if is_day and type(outcome.value) is date else outcome.text


def _outcomes(table: Table, schema: Schema, schemas: Schemas) -> Iterator[tuple[Outcome | None, ...]]:
    columns = []
    for position, column in enumerate(table.columns):
        field = schema.by_name[column.field]
        texts = [row.cells[position].strip() for row in table.rows]
        month_first = field.reads == "date" and is_month_first(texts)
        read = reader(field, schemas, native=table.native, month_first=month_first)
        # Cells repeat: each different text of a column is read once.
        outcomes: dict[str, Outcome | None] = {text: read(text) if text else None for text in dict.fromkeys(texts)}
        columns.append([outcomes[text] for text in texts])
    return zip(*columns, strict=True) if columns else iter(() for _ in table.rows)


def _cell_faults(table: Table, lines: list[_Line]) -> Iterator[Problem]:
    for line in lines:
        for column, outcome, cell in zip(table.columns, line.outcomes, line.row.cells, strict=True):
            if isinstance(outcome, Fault):
                yield _at(table, line.row, column, Problem(outcome.code, value=cell.strip(), details=outcome.details))


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


def _conversions(table: Table, lines: list[_Line]) -> Iterator[Problem]:
    for position, column in enumerate(table.columns):
        converted: dict[str, list[tuple[Row, Found]]] = {}
        for line in lines:
            outcome = line.outcomes[position]
            if isinstance(outcome, Found) and outcome.note:
                converted.setdefault(outcome.note, []).append((line.row, outcome))
        for note, places in converted.items():
            (row, found), *others = places
            details = MappingProxyType({"read": found.text})
            more = tuple(other.number for other, _ in others[:FURTHER_PLACES])
            value = row.cells[position].strip()
            yield _at(table, row, column, Problem(note, value=value, details=details, count=len(places), more_rows=more))


def _tabs(table: Table, schema: Schema) -> Iterator[Problem]:
    # Spaces around a cell are left out without a word; a tab may have been put there to make a spreadsheet run the text.
    for position, column in enumerate(table.columns):
        if schema.by_name[column.field].reads == "text":
            rows = [row for row in table.rows if row.cells[position].startswith(("\t", "\r")) and row.cells[position].strip()]
            if rows:
                more = tuple(row.number for row in rows[1 : FURTHER_PLACES + 1])
                yield _at(table, rows[0], column, Problem("text-tab", count=len(rows), more_rows=more))


def _redacted(table: Table, row: Row, field: str, lines: list[_Line]) -> bool:
    position = next((index for index, column in enumerate(table.columns) if column.field == field), -1)
    if position < 0:
        return False
    outcome = next(line for line in lines if line.row is row).outcomes[position]
    return isinstance(outcome, Found) and bool(outcome.withheld)


def _records(table: Table, schema: Schema, source: Source, lines: list[_Line]) -> tuple[list[Record], list[Problem]]:
    names = [column.field for column in table.columns]
    seen: Counter[str] = Counter()
    records, keyless = [], []
    for line in lines:
        values: dict[str, Any] = {}
        hidden: dict[str, str] = {}
        for name, outcome in zip(names, line.outcomes, strict=True):
            if isinstance(outcome, Fault):
                hidden[name] = outcome.code
            elif outcome:
                if outcome.withheld:
                    hidden[name] = outcome.withheld
                else:
                    values[name] = outcome.value
        key = _key(schema, values, seen)
        if not key:
            details = MappingProxyType({"fields": schema.by_name[schema.primary_key[0]].title})
            keyless.append(Problem("row-without-id", sheet=table.sheet, row=line.row.number, line=line.row.line, details=details))
            continue
        origin = Origin(source.publisher, source.path, table.sheet, line.row.number, line.row.line)
        records.append(Record(table.kind, source.publisher, key, MappingProxyType(values), MappingProxyType(hidden), origin))
    return records, keyless


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
