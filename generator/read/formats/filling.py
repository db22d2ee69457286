"""The rows of one kind, filled column by column from the rows of a sheet."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as ReadOnly
from operator import itemgetter

from generator.model import Column, Row, Table
from generator.problems import PLACES_SHOWN, Problem, quoted
from generator.read.formats import takes
from generator.read.formats.mapping import Take, Yield
from generator.read.headings import Heading
from generator.read.reading import Reading
from generator.schemas import Schema

Columns = ReadOnly[str, tuple[Heading, ...]]
Ways = tuple[Take, ...]


def table(part: Yield, body: Sequence[Row], columns: Columns, sheet: str, kinds: ReadOnly[str, Schema]) -> Reading:
    """The table of one kind, with what was left out or made up on the way; `body` is as wide as the headings."""
    fields = {
        field: available
        for field, ways in part.fields.items()
        if field in kinds[part.kind].by_name and (available := _available(ways, columns))
    }
    if not fields or (not set(part.once) <= set(fields)):
        return Reading()
    shown = tuple(_column(field, ways, columns) for field, ways in fields.items())
    if part.once:
        kept = once(_filled(fields.values(), body, columns), tuple(fields), part.once)
        return Reading((Table(part.kind, sheet, shown, kept, native=False),) if kept else ())
    if len(fields) > 1 and all(_single(ways, columns) for ways in fields.values()):
        pick = itemgetter(*(columns[ways[0].sources[0]][0].position for ways in fields.values()))
        kept = tuple(Row(row.number, row.line, pick(row.cells)) for row in body)
        return Reading((Table(part.kind, sheet, shown, kept, native=False),))
    kept = _filled(fields.values(), body, columns)
    problems = [
        problem
        for column in shown
        if not _single(fields[column.field], columns)
        for problem in _findings(column, fields[column.field], body, columns, sheet)
    ]
    return Reading((Table(part.kind, sheet, shown, kept, native=False),), tuple(problems))


def _available(ways: Ways, columns: Columns) -> Ways:
    return tuple(
        take for take in ways if all(source in columns for source in take.sources) and (not take.when or take.when in columns)
    )


def _single(ways: Ways, columns: Columns) -> bool:
    return len(ways) == 1 and ways[0].plain and len(columns[ways[0].sources[0]]) == 1


def _column(field: str, ways: Ways, columns: Columns) -> Column:
    headings = [columns[source][0] for take in ways for source in take.sources]
    return Column(field, headings[0].text, headings[0].letter) if headings else Column(field, "")


def _filled(fields: Iterable[Ways], body: Sequence[Row], columns: Columns) -> tuple[Row, ...]:
    texts = [_texts(ways, body, columns) for ways in fields]
    return tuple(Row(row.number, row.line, cells) for row, cells in zip(body, zip(*texts, strict=True), strict=True))


def _texts(ways: Ways, body: Sequence[Row], columns: Columns) -> list[str]:
    if _single(ways, columns):
        position = columns[ways[0].sources[0]][0].position
        return [row.cells[position] for row in body]
    if ways[0].constant and not ways[0].names:
        return [ways[0].constant] * len(body)
    return [takes.first(ways, _look(row, columns))[0] for row in body]


def _look(row: Row, columns: Columns) -> takes.Look:
    return lambda name: tuple(row.cells[heading.position] for heading in columns[name])


def _findings(column: Column, ways: Ways, body: Sequence[Row], columns: Columns, sheet: str) -> Iterator[Problem]:
    if not any(take.selective or take.note for take in ways):
        return
    left, made = [], []
    partly = any(take.several == "all" for take in ways)
    note = next((take.note for take in ways if take.note), "")
    for row in body:
        look = _look(row, columns)
        text, take = takes.first(ways, look)
        if take and take.note:
            made.append((row, text))
        if (not text or partly) and (found := takes.left_out(ways, look)):
            left.append((row, found))
    if left:
        yield _problem("value-not-mapped", column.field, sheet, left, {"heading": quoted(column.heading)})
    if made:
        yield _problem("value-made", column.field, sheet, made, {"note": note})


def _problem(code: str, field: str, sheet: str, found: Sequence[tuple[Row, str]], details: ReadOnly[str, str]) -> Problem:
    row, value = found[0]
    return Problem(
        code,
        sheet=sheet,
        row=row.number,
        line=row.line,
        field=field,
        value=value,
        details=details,
        count=len(found),
        more_rows=tuple(other.number for other, _ in found[1 : PLACES_SHOWN + 1]),
    )


def once(body: Iterable[Row], fields: Sequence[str], keys: Sequence[str]) -> tuple[Row, ...]:
    """The first of the rows that agree in the key fields; rows in which all of these are empty are left out."""
    first: dict[tuple[str, ...], Row] = {}
    positions = [fields.index(key) for key in keys]
    for row in body:
        key = tuple(row.cells[position].strip() for position in positions)
        if any(key):
            first.setdefault(key, row)
    return tuple(first.values())
