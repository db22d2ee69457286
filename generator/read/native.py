"""Our own format: sheets whose headings are the names or titles of a kind's fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from generator.model import Column, Ledger, Row, Table
from generator.problems import Problem, quoted
from generator.read import headings, own_workbooks, rows
from generator.read.headings import Heading, Names
from generator.read.reading import Reading
from generator.read.sheets import Sheet
from generator.schemas import Schema

DATA: Final = re.compile(r"[£(+\-]?[0-9].*|(yes|no|true|false)|https?://.*|.*[0-9]{3,}.*", re.IGNORECASE)
SHOWN: Final = 3


def workbook(
    sheets: Sequence[Sheet], kind: str, kinds: Mapping[str, Schema], spoiled: Mapping[str, frozenset[int]]
) -> tuple[Reading, ...]:
    """What the sheets of one source give: each of the kind it is named by, a single one of the folder's `kind`.

    `spoiled` holds, by sheet, the numbers of rows already found unreadable.
    """
    filled = [sheet for sheet in sheets if not all(rows.is_blank(row) for row in sheet.rows)]
    if not filled:
        return tuple(_blank(sheet) for sheet in sheets[:1])
    data = own_workbooks.data_sheets(filled)
    named = {sheet.name: found for sheet in data if (found := _kind_of(sheet, kinds))}
    if len(data) == 1 and kind in kinds:
        named = {data[0].name: named.get(data[0].name, kind)}
    readings = tuple(
        table(sheet, kinds[named[sheet.name]], spoiled.get(sheet.name, frozenset()))
        if sheet.name in named
        else _unnamed(sheet, kinds, alone=not named)
        for sheet in data
    )
    return _without_unused(readings) if len(data) < len(filled) else readings


def _without_unused(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    # Our template has a sheet for each kind that was asked for: that one of them is left empty was not an oversight.
    if not any(table.rows for reading in readings for table in reading.tables):
        return readings
    return tuple(
        replace(reading, problems=tuple(problem for problem in reading.problems if problem.code != "headings-only"))
        for reading in readings
    )


def table(sheet: Sheet, schema: Schema, spoiled: frozenset[int] = frozenset()) -> Reading:
    """The table that a sheet holds, or the reasons why none of its rows can be read."""
    known = headings.names((field.name, (field.name, field.title)) for field in schema.fields)
    first = next((index for index, row in enumerate(sheet.rows) if not rows.is_blank(row)), None)
    if first is None:
        return _blank(sheet)
    found = headings.find(sheet.rows, known)
    if found is None:
        return Reading(problems=tuple(_no_headings(sheet, first, schema, known)), ledger=rows.refused(sheet.rows[first:]))
    below = rows.refused(sheet.rows[found + 1 :])
    if found > first:
        return Reading(problems=(_not_first(sheet, first, found),), ledger=below)
    row = headings.read(sheet.rows[found], known, sheet.first_column)
    faults = (*_duplicates(sheet, row), *_missing(sheet, row, schema))
    if faults:
        return Reading(problems=faults, ledger=below)
    return _table(sheet, found, row, schema, spoiled)


def _table(sheet: Sheet, found: int, row: tuple[Heading, ...], schema: Schema, spoiled: frozenset[int]) -> Reading:
    taken = [heading for heading in row if heading.name]
    money = [heading.position for heading in taken if schema.by_name[heading.name].reads == "money"]
    keys = [heading.position for heading in taken if heading.name == schema.primary_key[0]]
    body = rows.below(sheet, found, money, strict=True, spoiled=spoiled, keys=keys)
    kept = rows.narrowed(body.rows, [heading.position for heading in taken])
    columns = tuple(Column(heading.name, heading.text, heading.letter) for heading in taken)
    problems = (*_unread(sheet, row, body.rows), *_renamed(sheet, taken, schema), *body.problems)
    if not body.ledger.rows_in - body.ledger.rows_blank:
        problems = (*problems, Problem("headings-only", sheet=sheet.name))
    return Reading((Table(schema.name, sheet.name, columns, kept),), problems, body.ledger)


def _blank(sheet: Sheet) -> Reading:
    return Reading(problems=(Problem("only-blank-lines", sheet=sheet.name),), ledger=rows.refused(sheet.rows))


def _kind_of(sheet: Sheet, kinds: Mapping[str, Schema]) -> str:
    name = headings.normal(sheet.name)
    titles = {headings.normal(title): kind for kind, schema in kinds.items() for title in (schema.title, kind)}
    return titles.get(name, "") if name else ""


def _unnamed(sheet: Sheet, kinds: Mapping[str, Schema], *, alone: bool) -> Reading:
    problem = Problem(
        "sheets-unnamed" if alone else "sheet-not-read",
        sheet=sheet.name,
        value=sheet.name,
        details={"kinds": headings.listed(sorted(kinds), most=20)},
    )
    count = rows.refused(sheet.rows[1:]) if alone else Ledger()
    return Reading(problems=(problem,), ledger=count)


def _no_headings(sheet: Sheet, first: int, schema: Schema, known: Names) -> Iterator[Problem]:
    row = sheet.rows[first]
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    alike = any(get_close_matches(headings.normal(cell), known, n=1, cutoff=0.7) for cell in filled)
    if alike and not any(DATA.fullmatch(cell) for cell in filled):
        yield from _missing(sheet, headings.read(row, known, sheet.first_column), schema)
        return
    cells = ", ".join(quoted(cell) for cell in filled[:SHOWN]) + ("…" if len(filled) > SHOWN else "")
    needed = ", ".join(field.name for field in schema.fields if field.required)
    details = {"cells": cells, "columns": needed}
    yield Problem("row-looks-like-data", sheet=sheet.name, row=row.number, line=row.line, details=details)


def _not_first(sheet: Sheet, first: int, found: int) -> Problem:
    above = [row for row in sheet.rows[first:found] if not rows.is_blank(row)]
    texts = [cell for row in above for cell in row.cells if cell.strip()]
    start, end = sheet.rows[0].number, sheet.rows[found].number - 1
    delete = f"rows {start}–{end}" if end > start else f"row {start}"
    details = {"row": str(sheet.rows[found].number), "delete": delete}
    return Problem("headings-not-first", sheet=sheet.name, value=texts[0], details=details)


def _duplicates(sheet: Sheet, row: Sequence[Heading]) -> Iterator[Problem]:
    seen: dict[str, list[Heading]] = {}
    for heading in row:
        if heading.name:
            seen.setdefault(heading.name, []).append(heading)
    for name, same in seen.items():
        if len(same) > 1:
            letters = " and ".join(heading.letter for heading in same)
            yield Problem("duplicate-heading", sheet=sheet.name, value=name, details={"letters": letters})


def _missing(sheet: Sheet, row: Sequence[Heading], schema: Schema) -> Iterator[Problem]:
    there = {heading.name for heading in row}
    free = {headings.normal(heading.text): heading for heading in row if heading.text and not heading.name}
    for field in schema.fields:
        if not field.required or field.name in there:
            continue
        close = get_close_matches(headings.normal(field.name), free, n=1, cutoff=0.6)
        close = close or get_close_matches(headings.normal(field.title), free, n=1, cutoff=0.6)
        if not close:
            yield Problem("missing-column", sheet=sheet.name, value=field.name)
            continue
        near = free[close[0]]
        details = {"closest": quoted(near.text), "letter": near.letter}
        yield Problem("missing-column-close", sheet=sheet.name, value=field.name, details=details)


def _unread(sheet: Sheet, row: Sequence[Heading], body: Sequence[Row]) -> Iterator[Problem]:
    for heading in row:
        if heading.text and not heading.name:
            details = {"letter": heading.letter}
            yield Problem("unknown-column", sheet=sheet.name, column=heading.letter, value=heading.text, details=details)
    for position, first in rows.unheaded(row, body):
        letter = headings.letter(sheet.first_column + position)
        details = {"letter": letter, "first": str(first.number)}
        yield Problem("blank-heading", sheet=sheet.name, column=letter, details=details)


def _renamed(sheet: Sheet, taken: Sequence[Heading], schema: Schema) -> Iterator[Problem]:
    said = [
        f"column {quoted(heading.text)} read as {heading.name}"
        for heading in taken
        if heading.text not in {heading.name, schema.by_name[heading.name].title}
    ]
    if said:
        yield Problem("columns-read", sheet=sheet.name, details={"mapping": "; ".join(said)})
