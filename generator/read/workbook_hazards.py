"""What a workbook hides, loses or carries along: one problem for each, found before and after its values are read."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator.model import Row
from generator.problems import PLACES_SHOWN, Problem, quoted
from generator.read.headings import letter
from generator.read.sheets import Sheet
from generator.read.workbook_scan import Area, Scan

PARTS: Final = (
    ("xl/comments", "workbook-comments"),
    ("xl/threadedComments", "workbook-comments"),
    ("xl/vbaProject", "workbook-macros"),
    ("xl/externalLinks/", "workbook-links"),
)
NAMES_SHOWN: Final = 5


def carried(names: Sequence[str]) -> Iterator[Problem]:
    """A warning for each kind of thing a workbook carries that is not data, told from the names of its parts."""
    found = {code for start, code in PARTS if any(name.startswith(start) for name in names)}
    yield from (Problem(code) for code in sorted(found))


def hidden_sheets(names: Sequence[str]) -> Iterator[Problem]:
    """A warning that names the sheets that are hidden, and so are not read."""
    if names:
        shown = ", ".join(quoted(name) for name in names[:NAMES_SHOWN]) + (", …" if len(names) > NAMES_SHOWN else "")
        count = "a hidden sheet" if len(names) == 1 else f"{len(names):,} hidden sheets"
        yield Problem("hidden-sheet", details={"sheets": f"{count} ({shown})"})


def of_sheet(sheet: Sheet, scan: Scan) -> Iterator[Problem]:
    """The problems of one sheet that was read; each that withholds a row names it."""
    yield from _unsaved(sheet.name, scan)
    yield from _merged(sheet, scan)
    yield from _hidden(sheet, scan)


def _unsaved(name: str, scan: Scan) -> Iterator[Problem]:
    rows: dict[int, list[int]] = {}
    for row, column in scan.unsaved:
        rows.setdefault(row, []).append(column)
    for row, columns in rows.items():
        cell = f"{letter(columns[0])}{row}"
        yield Problem("formula-unsaved", sheet=name, row=row, column=letter(columns[0]), details={"cell": cell})


def _merged(sheet: Sheet, scan: Scan) -> Iterator[Problem]:
    """Rows below the headings that lost a value because cells are merged; merged cells above them are harmless."""
    top = heading_row(sheet.rows)
    if top is None or not scan.merged:
        return
    rows = {row.number: row for row in sheet.rows}
    for number, cells in _covered(scan.merged, [row.number for row in sheet.rows if row.number > top.number]):
        anchor = rows.get(cells[0])
        position = cells[1] - sheet.first_column
        if anchor is None or not 0 <= position < len(anchor.cells) or not anchor.cells[position]:
            continue
        losing = position if number > cells[0] else position + 1
        if losing >= len(anchor.cells) or _alone(rows[number], position):
            continue
        heading = top.cells[losing] or f"value in column {letter(cells[1] + losing - position)}"
        details = {"cells": _reference(cells), "row": str(number), "heading": " ".join(heading.split())}
        yield Problem("merged-cells", sheet=sheet.name, row=number, details=details)


def _covered(areas: Iterable[Area], numbers: Sequence[int]) -> Iterator[tuple[int, Area]]:
    """Each row number that loses a value to a merged area, once, with that area; `numbers` ascend."""
    reached = 0
    for cells in sorted(areas):
        top, left, bottom, right = cells
        first = bisect_left(numbers, top if right > left else top + 1)
        end = bisect_right(numbers, bottom)
        for index in range(max(first, reached), end):
            yield numbers[index], cells
        reached = max(reached, end)


def _alone(row: Row, position: int) -> bool:
    """Whether nothing but the merged cell is filled: a note across the table, which loses nothing."""
    return not any(cell for other, cell in enumerate(row.cells) if other != position)


def heading_row(rows: Sequence[Row]) -> Row | None:
    """The first row that is at least half as full as the fullest: merged cells down to it are banners."""
    counts = [sum(map(bool, row.cells)) for row in rows]
    most = max(counts, default=0)
    return next((row for row, count in zip(rows, counts, strict=True) if count * 2 >= most), None)


def _hidden(sheet: Sheet, scan: Scan) -> Iterator[Problem]:
    numbers = {row.number for row in sheet.rows}
    rows = [row for row in scan.hidden_rows if row in numbers]
    if rows:
        more = tuple(rows[1 : PLACES_SHOWN + 1])
        yield Problem("hidden-rows", sheet=sheet.name, row=rows[0], count=len(rows), more_rows=more)
    left, right = scan.columns
    columns = [column for first, last in scan.hidden_columns for column in range(max(first, left), min(last, right) + 1)]
    if columns:
        letters = ", ".join(letter(column) for column in sorted(set(columns)))
        yield Problem("hidden-columns", sheet=sheet.name, details={"columns": letters})


def _reference(cells: Area) -> str:
    top, left, bottom, right = cells
    return f"{letter(left)}{top}:{letter(right)}{bottom}"
