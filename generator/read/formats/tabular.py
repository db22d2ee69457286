"""Sheets in a foreign format → tables, as the format's mapping says."""

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from generator.model import Ledger, Row, Table
from generator.problems import Problem
from generator.read import headings, rows
from generator.read.formats import filling, report
from generator.read.formats.filling import Columns
from generator.read.formats.mapping import Mapping, Yield
from generator.read.reading import Reading
from generator.read.sheets import Sheet
from generator.schemas import Schema

DEEPEST: Final = 100


def workbook(
    sheets: Sequence[Sheet], mapping: Mapping, kinds: ReadOnly[str, Schema], spoiled: ReadOnly[str, frozenset[int]]
) -> tuple[Reading, ...]:
    """What the sheets of one source give: those that the format names, else those that have its headings.

    `spoiled` holds, by sheet, the numbers of rows already found unreadable.
    """
    filled = [sheet for sheet in sheets if not all(rows.is_blank(row) for row in sheet.rows)]
    if not filled:
        return tuple(_blank(sheet) for sheet in sheets[:1])
    named = [sheet for sheet in filled if mapping.sheets and headings.normal(sheet.name).startswith(mapping.sheets)]
    read = named or [sheet for sheet in filled if _heading(sheet, mapping) is not None] or filled[:1]
    return tuple(
        table(sheet, mapping, kinds, spoiled.get(sheet.name, frozenset())) if sheet in read else _other(sheet) for sheet in filled
    )


def table(sheet: Sheet, mapping: Mapping, kinds: ReadOnly[str, Schema], spoiled: frozenset[int] = frozenset()) -> Reading:
    """The tables that a sheet gives, or the reason why none of its rows can be read."""
    found = _heading(sheet, mapping)
    if found is not None:
        return below(sheet, found, mapping, kinds, spoiled)
    first = next((index for index, row in enumerate(sheet.rows) if not rows.is_blank(row)), 0)
    details = {"format": mapping.title, "columns": report.sought(mapping)}
    problem = Problem("no-known-headings", sheet=sheet.name, details=details)
    return Reading(problems=(problem,), ledger=rows.refused(sheet.rows[first:]))


def below(
    sheet: Sheet, found: int, mapping: Mapping, kinds: ReadOnly[str, Schema], spoiled: frozenset[int] = frozenset()
) -> Reading:
    """The tables that a sheet gives whose headings are the row with the index `found`."""
    row = headings.read(sheet.rows[found], mapping.known, sheet.first_column)
    columns = headings.chosen(row)
    body = rows.below(sheet, found, _money(mapping, columns, kinds), strict=False, spoiled=spoiled)
    kept, lacking = _whole(body.rows, mapping.tables[0], columns)
    readings = [filling.table(part, kept, columns, sheet.name, kinds) for part in mapping.tables if part.kind in kinds]
    problems = [
        *report.above(sheet, found),
        *report.columns(sheet, row, columns, mapping, kinds, body.rows),
        *body.problems,
        *(problem for reading in readings for problem in reading.problems),
    ]
    if lacking:
        needs = report.needed(mapping)
        problems.append(rows.many("row-incomplete", lacking, sheet.name, lambda _: {"columns": needs}))
    if not body.ledger.rows_in - body.ledger.rows_blank:
        problems.append(Problem("headings-only", sheet=sheet.name))
    ledger = replace(body.ledger, withheld=body.ledger.withheld + len(lacking))
    return Reading(_counted([table for reading in readings for table in reading.tables]), tuple(problems), ledger)


def _heading(sheet: Sheet, mapping: Mapping) -> int | None:
    found = headings.find(sheet.rows, mapping.known, DEEPEST)
    if found is None:
        return None
    there = {heading.name for heading in headings.read(sheet.rows[found], mapping.known)}
    return found if all(there & set(group) for group in mapping.headings) else None


def _blank(sheet: Sheet) -> Reading:
    return Reading(problems=(Problem("only-blank-lines", sheet=sheet.name),), ledger=rows.refused(sheet.rows))


def _other(sheet: Sheet) -> Reading:
    if sum(not rows.is_blank(row) for row in sheet.rows) < 2:
        return Reading()
    return Reading(problems=(Problem("sheet-not-read", sheet=sheet.name, value=sheet.name),), ledger=Ledger())


def _counted(tables: Sequence[Table]) -> tuple[Table, ...]:
    return tuple(replace(table, counted=index == 0) for index, table in enumerate(tables))


def _money(mapping: Mapping, columns: Columns, kinds: ReadOnly[str, Schema]) -> frozenset[int]:
    main = mapping.tables[0]
    fields = kinds[main.kind].by_name
    sources = {
        source
        for field, ways in main.fields.items()
        if field in fields and fields[field].reads == "money"
        for take in ways
        for source in take.sources
    }
    return frozenset(heading.position for source in sources for heading in columns.get(source, ()))


def _whole(body: Sequence[Row], main: Yield, columns: Columns) -> tuple[Sequence[Row], list[Row]]:
    groups = [[heading.position for name in group for heading in columns.get(name, ())] for group in main.needs]

    def whole(row: Row) -> bool:
        cells = row.cells
        return all(any(cells[position] and not cells[position].isspace() for position in group) for group in groups)

    lacking = [row for row in body if not whole(row)]
    if not lacking:
        return body, lacking
    numbers = {id(row) for row in lacking}
    return [row for row in body if id(row) not in numbers], lacking
