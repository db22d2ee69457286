"""A publisher's own table as it was read, in which the cells that have to be looked at are marked and say what to do."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from generator.model import Source, Table
from generator.problems import Problem, sentence
from generator.read import TEXTS, WORKBOOKS, read
from generator.read.headings import letter
from generator.read.workbook_scan import column_number
from generator.schemas import Schemas
from generator.workbooks.layout import Column, Look, Mark, Page, Value
from generator.workbooks.masking import MASK, is_personal, seems_personal
from generator.workbooks.writing import workbook

END: Final = "-marked.xlsx"
TO_DO: Final = "What to do"
NOT_TO_HAND_IN: Final = (
    "This is a copy, to look at. Mend the same rows in your own file: rows and columns have the same numbers and letters. "
    "Columns that we do not read are not in the copy."
)
NOT_REPEATED: Final = "We do not repeat here what the cell holds."
REFUSED: Final = "[]:*?/\\"
LONGEST_NAME: Final = 27  # of a sheet; Excel takes 31, and a number may follow
WORDS: Final[Mapping[Look, str]] = {"error": "ERROR", "warning": "Please check"}


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet as it was read: of each column, by its number, the heading and the kind and field it fills; cells by row and column.

    `places` says in which column a field stands.
    """

    headings: Mapping[int, str]
    fields: Mapping[int, tuple[str, str]]
    places: Mapping[str, int]
    cells: Mapping[int, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class _Finding:
    row: int
    column: int  # 0 where it is about the whole row
    look: Look
    said: str
    personal: bool


def copies(
    problems: Iterable[Problem], sources: Iterable[Source], content: Callable[[Source], bytes], schemas: Schemas
) -> Iterator[tuple[str, bytes]]:
    """A marked copy of each spreadsheet with an error or a warning in a row: its path, and its bytes."""
    wanted: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.row and problem.severity != "notice":
            wanted.setdefault(problem.path, []).append(problem)
    for source in sources:
        is_spreadsheet = PurePosixPath(source.path).suffix.lower() in TEXTS | WORKBOOKS
        if source.path in wanted and source.publisher and is_spreadsheet:
            tables = read(source, content(source), schemas).tables
            yield source.path + END, marked(tables, wanted[source.path], schemas, PurePosixPath(source.path).name)


def marked(tables: Sequence[Table], problems: Sequence[Problem], schemas: Schemas, title: str) -> bytes:
    """The workbook for one source: a page for each of its sheets in which something was found."""
    names: dict[str, str] = {}
    for sheet in dict.fromkeys(problem.sheet for problem in problems):
        names[sheet] = _sheet_name(sheet, set(names.values()))
    pages = []
    for sheet, name in names.items():
        grid = _grid([table for table in tables if table.sheet == sheet])
        found = [finding for problem in problems if problem.sheet == sheet for finding in _findings(problem, grid)]
        pages.append(_page(name, grid, found, schemas))
    return workbook(pages, f"Marked copy of {title}")


def _sheet_name(name: str, taken: set[str]) -> str:
    # A text file has no name for its sheet, and other programs allow names that Excel does not.
    plain = "".join("_" if character in REFUSED or not character.isprintable() else character for character in name).strip("'")
    while len(plain.encode("utf-16-le")) // 2 > LONGEST_NAME:
        plain = plain[:-1].rstrip("'")
    plain = plain or "Table"
    lower = {"history", *(other.casefold() for other in taken)}  # Excel keeps that word for itself
    numbered = (plain, *(f"{plain} {number}" for number in range(2, len(taken) + 3)))
    return next(one for one in numbered if one.casefold() not in lower)


def _grid(tables: Sequence[Table]) -> _Grid:
    headings: dict[int, str] = {}
    fields: dict[int, tuple[str, str]] = {}
    places: dict[str, int] = {}
    cells: dict[int, dict[int, str]] = {}
    for table in tables:
        for position, column in enumerate(table.columns):
            number = column_number(column.letter)
            if not number:  # what a format fills in by itself stands in no column
                continue
            headings.setdefault(number, column.heading)
            fields.setdefault(number, (table.kind, column.field))
            places.setdefault(column.field, number)
            for row in table.rows:
                if row.cells[position]:
                    cells.setdefault(row.number, {}).setdefault(number, row.cells[position])
    return _Grid(headings, fields, places, cells)


def _findings(problem: Problem, grid: _Grid) -> Iterator[_Finding]:
    look: Look = "error" if problem.severity == "error" else "warning"
    column = column_number(problem.column) or grid.places.get(problem.field, 0)
    said = sentence(problem)
    yield _Finding(problem.row, column, look, said, is_personal(problem.code))
    for row in problem.more_rows:
        yield _Finding(row, column, look, f"The same as in row {problem.row}. {said}", is_personal(problem.code))


def _page(name: str, grid: _Grid, found: Sequence[_Finding], schemas: Schemas) -> Page:
    by_cell: dict[tuple[int, int], list[_Finding]] = {}
    by_row: dict[int, list[_Finding]] = {}
    for finding in sorted(found, key=lambda one: (one.look, one.row, one.column)):  # an error before a warning
        by_cell.setdefault((finding.row, finding.column), []).append(finding)
        by_row.setdefault(finding.row, []).append(finding)
    last = max(grid.headings, default=0)
    hidden = {place for place, findings in by_cell.items() if any(one.personal for one in findings)}
    numbers = sorted({*grid.cells, *by_row})
    rows: dict[int, tuple[Value, ...]] = {1: (*(grid.headings.get(column, "") for column in range(1, last + 1)), TO_DO)}
    for number in numbers:
        cells = (_shown(grid, schemas, number, column, hidden) for column in range(1, last + 1))
        rows[number] = (*cells, "\n".join(_told(one, grid) for one in by_row.get(number, ())))
    marks = {(1, column - 1): Mark("optional") for column in grid.headings} | {(1, last): Mark("required", NOT_TO_HAND_IN)}
    for (row, column), findings in by_cell.items():
        place = (row, column - 1 if column else last)
        marks[place] = Mark(findings[0].look, _note(findings) if column else "")
    columns = (*(Column(_width(grid, column)) for column in range(1, last + 1)), Column(90, "words"))
    return Page(name, columns, rows, marks, table=True)


def _shown(grid: _Grid, schemas: Schemas, row: int, column: int, hidden: set[tuple[int, int]]) -> str:
    text = grid.cells.get(row, {}).get(column, "")
    if not text:
        return ""
    kind, field = grid.fields[column]
    return MASK if (row, column) in hidden or seems_personal(text, field, schemas.kinds[kind]) else text


def _note(findings: Sequence[_Finding]) -> str:
    personal = (NOT_REPEATED,) if any(one.personal for one in findings) else ()
    return "\n\n".join((*(f"{WORDS[one.look]}: {one.said}" for one in findings), *personal))


def _told(finding: _Finding, grid: _Grid) -> str:
    cell = f" in {letter(finding.column)}{finding.row}" if finding.column in grid.headings else ""
    return f"{WORDS[finding.look]}{cell}: {finding.said}"


def _width(grid: _Grid, column: int) -> int:
    return min(max(len(grid.headings.get(column, "")) + 4, 8), 40) if column in grid.headings else 4
