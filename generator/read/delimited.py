"""CSV text → a sheet: read strictly, so that no row is swallowed, and with the numbers a person would look for."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from types import MappingProxyType
from typing import Final

from generator.model import Row
from generator.problems import PLACES_SHOWN, Problem
from generator.read import limits
from generator.read.sheets import Sheet

DELIMITERS: Final = MappingProxyType({",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"})
SAMPLE: Final = 100_000
SEPARATOR_LINE: Final = re.compile(r'"?(sep=.?)"?[ \t]*(?=[\r\n]|\Z)', re.IGNORECASE)
QUOTED: Final = re.compile(r'"[^"]*"')
LINE_END: Final = re.compile(r"\r\n|\r|\n")
CLOSED: Final = re.compile(r'"(?:[^"]|"")*+"')


@dataclass(frozen=True, slots=True)
class Unsplit:
    """Text that could not be split into cells: the `problem`, and how many rows it withholds."""

    problem: Problem
    rows: int


Result = tuple[Sheet | None, tuple[Problem, ...], int]


def sheet(text: str) -> Result:
    """The sheet of a CSV file, what was found, and the number of rows that could not be split into cells.

    Each of these rows has its own problem and is not in the sheet. Where the sheet is None the whole file is refused,
    and the number is that of its lines below the first which are not blank.
    """
    if found := SEPARATOR_LINE.match(text):
        return _refused(text, Problem("separator-line", line=1, value=found.group(1)))
    csv.field_size_limit(limits.UNPACKED_BYTES)  # a cell that is too long is withheld later, by its own rule
    delimiter = _delimiter(text)
    rows: list[Row] = []
    unsplit: list[Unsplit] = []
    for record in _records(text, delimiter):
        if isinstance(record, Row):
            rows.append(record)
        elif record.problem.withholds == "file":
            return _refused(text, record.problem)
        else:
            unsplit.append(record)
    problems = [one.problem for one in unsplit]
    if delimiter != ",":
        problems.append(Problem("delimiter-read", details={"delimiter": DELIMITERS[delimiter]}))
    if "“" in text or "”" in text:
        problems.extend(_curly(rows))
    return Sheet("", tuple(rows)), tuple(problems), sum(one.rows for one in unsplit)


def _refused(text: str, problem: Problem) -> Result:
    filled = sum(1 for line in StringIO(text, newline="") if line.strip())
    return None, (problem,), max(0, filled - 1)


def _delimiter(text: str) -> str:
    """The delimiter that most lines hold equally often; among equals that with more columns, then the comma."""
    sample = text[:SAMPLE]
    whole = sample if len(text) <= SAMPLE else sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1]
    lines = [line for line in LINE_END.split(QUOTED.sub("", whole or sample)) if line.strip()]

    def weight(delimiter: str) -> tuple[int, int]:
        counts = Counter(found for line in lines if (found := line.count(delimiter)))
        return max(((support, width) for width, support in counts.items()), default=(0, 0))

    return max(DELIMITERS, key=weight)


def _records(text: str, delimiter: str) -> Iterator[Row | Unsplit]:
    """Rows in order, and between them what could not be split; nothing follows a problem that refuses the file."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = line = filled = width = 0
    shared = dict[str, str]().setdefault  # most cells repeat: one text for all of them halves the memory
    while True:
        try:
            for cells in reader:
                number += 1
                if any(cells):
                    filled += 1
                    width = width or len(cells)
                    if len(cells) > limits.COLUMNS or filled > limits.ROWS + 1:
                        cells = _trimmed(cells)
                        yield from _beyond(cells, filled)
                    row = Row(number, line + 1, tuple(map(shared, cells, cells)))
                    if reader.line_num > line + 1:
                        yield from _swallowed(row, delimiter, width)
                    yield row
                else:
                    yield Row(number, line + 1, ())
                    if number > limits.SPREADSHEET_ROWS:
                        yield Unsplit(limits.too_many_rows(), 0)
                line = reader.line_num
            return
        except csv.Error as fault:
            lost = reader.line_num - line
            yield _unsplit(text, delimiter, fault, number + 1, (line + 1, reader.line_num))
            number, line = number + lost, reader.line_num


def _trimmed(cells: list[str]) -> list[str]:
    """The cells up to the last that holds something: spreadsheets write blank columns too."""
    last = max(position for position, cell in enumerate(cells, 1) if cell)
    return cells[:last]


def _beyond(cells: Sequence[str], filled: int) -> Iterator[Unsplit]:
    if filled > limits.ROWS + 1:  # the headings are a row as well
        yield Unsplit(limits.too_many_rows(), 0)
    if len(cells) > limits.COLUMNS:
        yield Unsplit(limits.too_many_columns(len(cells)), 0)


def _swallowed(row: Row, delimiter: str, width: int) -> Iterator[Unsplit]:
    """A warning where a cell of several lines looks like whole rows between two quotes that do not belong together."""
    for cell in row.cells:
        breaks = len(LINE_END.findall(cell))
        inside = cell.count(delimiter)
        if inside and inside == breaks * (width - 1) and f"{delimiter} " not in cell:
            yield Unsplit(Problem("cell-holds-rows", row=row.number, line=row.line, details={"rows": _rows(breaks)}), 0)
            return


def _unsplit(text: str, delimiter: str, fault: csv.Error, number: int, lines: tuple[int, int]) -> Unsplit:
    first, last = lines
    if "end of data" in str(fault):
        return Unsplit(_unclosed(text, delimiter, first), 0)
    if last == first:
        return Unsplit(Problem("text-after-quote", row=number, line=first, details={"line": str(first)}), 1)
    details = {"opened": str(first), "closed": str(last), "rows": _rows(last - first + 1)}
    return Unsplit(Problem("rows-between-quotes", row=number, line=first, details=details), last - first + 1)


def _unclosed(text: str, delimiter: str, first: int) -> Problem:
    """The refusal for a quote that stays open to the end, in the record that begins on line `first`."""
    rest = "".join(line for number, line in enumerate(StringIO(text, newline=""), 1) if number >= first)
    before, after = _around_quote(rest, delimiter)
    opened = first + len(LINE_END.findall(before))
    swallowed = sum(1 for line in LINE_END.split(after)[1:] if line.strip())
    details = {"opened": str(opened), "swallowed": _rows(swallowed) if swallowed else "the end of that line"}
    return Problem("unclosed-quote", line=opened, details=details)


def _around_quote(rest: str, delimiter: str) -> tuple[str, str]:
    """The text before and after the quote that is never closed."""
    unquoted = re.compile(f"[^{re.escape(delimiter)}\r\n]*")
    position = 0
    while position < len(rest):
        if rest[position] == '"':
            closed = CLOSED.match(rest, position)
            if closed is None:
                break
            position = closed.end()
        position = (found.end() if (found := unquoted.match(rest, position)) else position) + 1
    return rest[:position], rest[position:]


def _curly(rows: Sequence[Row]) -> Iterator[Problem]:
    """A warning where curly quotes were meant to hold together a text that holds the delimiter."""
    found = [row for row in rows if any(_opens_only(cell) for cell in row.cells)]
    if found:
        more = tuple(row.number for row in found[1 : PLACES_SHOWN + 1])
        yield Problem("curly-quotes", row=found[0].number, line=found[0].line, count=len(found), more_rows=more)


def _opens_only(cell: str) -> bool:
    return cell[:1] in {"“", "”", "„"} and not {"“", "”"} & set(cell[1:])


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"
