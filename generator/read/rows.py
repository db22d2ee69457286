"""What becomes of the rows below the headings: kept, blank, a total, or withheld as they cannot be split."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.model import EMPTY, Ledger, Row
from generator.problems import PLACES_SHOWN, Problem
from generator.read.headings import Heading, normal
from generator.read.sheets import Sheet

TOTAL: Final = re.compile(r"(grand|sub|overall|net|gross|report|page)?[\s-]*totals?\b[^0-9]{0,40}", re.IGNORECASE)
NUMBER: Final = re.compile(r"[(\-\u2212+]?\s*[£$€]?\s*[(\-\u2212]?[0-9][0-9,. ]*\)?")


@dataclass(frozen=True, slots=True)
class Body:
    """The rows to be read, each at least as wide as the headings, and what became of the others (`ledger`)."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    ledger: Ledger


def below(
    sheet: Sheet,
    heading: int,
    money: Collection[int],
    *,
    strict: bool,
    spoiled: Collection[int] = (),
    keys: Collection[int] = (),
) -> Body:
    """The rows of a sheet below its headings, sorted out.

    `heading` is the index of the heading row, `money` the positions of columns that hold amounts, `spoiled` the numbers
    of rows already found unreadable, `keys` the positions of columns whose ids no total has. `strict` (our own format)
    also withholds rows of a text file that end early.
    """
    top = sheet.rows[heading]
    width, columns = len(top.cells), _columns(top.cells)
    fate = _fates(top, width, columns, frozenset(money), frozenset(keys), strict=strict, positional=bool(sheet.name))
    groups: dict[str, list[Row]] = {}
    for row in sheet.rows[heading + 1 :]:
        groups.setdefault("spoiled" if row.number in spoiled else fate(row), []).append(row)
    kept = sorted(groups.get("", []) + groups.get("padded", []), key=lambda row: (row.number, row.line))
    return Body(
        rows=tuple(_wide(row, width) for row in kept),
        problems=tuple(_problems(groups, sheet.name, columns, width)),
        ledger=_ledger(groups, len(sheet.rows) - heading - 1),
    )


def refused(rows: Sequence[Row]) -> Ledger:
    """The account of rows none of which can be read."""
    blank = sum(is_blank(row) for row in rows)
    return Ledger(rows_in=len(rows), withheld=len(rows) - blank, rows_blank=blank)


def is_blank(row: Row) -> bool:
    """Whether nothing but spaces stands in the row."""
    return not any(map(str.strip, row.cells))


def many(code: str, rows: Sequence[Row], sheet: str, details: Callable[[Row], dict[str, str]] | None = None) -> Problem:
    """The same finding in several rows as one problem whose place and details are the first row's."""
    first = rows[0]
    return Problem(
        code,
        sheet=sheet,
        row=first.number,
        line=first.line,
        details=details(first) if details else EMPTY,
        count=len(rows),
        more_rows=tuple(row.number for row in rows[1 : PLACES_SHOWN + 1]),
    )


def narrowed(rows: Sequence[Row], positions: Sequence[int]) -> tuple[Row, ...]:
    """The rows with the cells of some columns only."""
    width = len(positions) if list(positions) == list(range(len(positions))) else -1
    return tuple(
        row
        if len(row.cells) == width  # all of it, as in most files
        else Row(row.number, row.line, tuple([row.cells[position] for position in positions]))
        for row in rows
    )


def unheaded(row: Sequence[Heading], body: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """The positions that hold values below no heading, also to the right of the last one, each with its first row."""
    headed = {heading.position for heading in row if heading.text}
    for position in sorted(set(range(max((len(line.cells) for line in body), default=0))) - headed):
        filled = (line for line in body if len(line.cells) > position and line.cells[position].strip())
        if first := next(filled, None):
            yield position, first


def _columns(cells: Sequence[str]) -> int:
    return max((position for position, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _fates(
    top: Row, width: int, columns: int, money: Collection[int], keys: Collection[int], *, strict: bool, positional: bool
) -> Callable[[Row], str]:
    few = max(3, columns // 3)
    repeated = [normal(cell) for cell in top.cells if cell.strip()]
    start, first = next(((place, cell) for place, cell in enumerate(top.cells) if cell.strip()), (0, ""))

    def fate(row: Row) -> str:
        cells = row.cells
        if is_blank(row):
            return "blank"
        if len(cells) - cells.count("") <= few and is_total(cells, money, few) and not has_id(cells, keys):
            return "total"
        if len(cells) > start and cells[start] == first and [normal(cell) for cell in cells if cell.strip()] == repeated:
            return "repeated"
        if len(cells) == width or positional:
            return ""
        if len(cells) > width:
            return "long" if "".join(cells[width:]).strip() else ""
        if len(cells) >= columns:
            return ""
        return "short" if strict else "padded"

    return fate


def is_total(cells: Sequence[str], money: Collection[int], few: int = 3) -> bool:
    """Whether a row only says a sum: "Total" and a number with little else, or an amount alone in its column."""
    filled = [(position, cell.strip()) for position, cell in enumerate(cells) if cell.strip()]
    numbers = [position for position, cell in filled if NUMBER.fullmatch(cell)]
    if not numbers or len(filled) > few:
        return False
    if len(filled) == 1:
        return len(cells) > 1 and numbers[0] in money
    return any(TOTAL.fullmatch(cell) for _, cell in filled)


def has_id(cells: Sequence[str], keys: Collection[int]) -> bool:
    """Whether a row has an id of its own, which "Total" is not: "Total refurbishment" is then what somebody called a record."""
    return any(cells[key].strip() and not TOTAL.fullmatch(cells[key].strip()) for key in keys if key < len(cells))


def _wide(row: Row, width: int) -> Row:
    missing = width - len(row.cells)
    return row if missing <= 0 else Row(row.number, row.line, row.cells + ("",) * missing)


def _problems(groups: dict[str, list[Row]], sheet: str, columns: int, width: int) -> Iterable[Problem]:
    def counted(row: Row) -> dict[str, str]:
        last = max(_columns(row.cells), len(row.cells) if len(row.cells) < width else 0)
        return {"found": str(last), "columns": str(columns)}

    codes = {"short": "short-row", "long": "long-row", "total": "total-row", "repeated": "repeated-headings"}
    for fate, code in codes.items():
        if fate in groups:
            yield many(code, groups[fate], sheet, counted)
    for fate, code in {"padded": "rows-padded", "blank": "blank-rows"}.items():
        if fate in groups:
            rows = groups[fate]
            yield Problem(code, sheet=sheet, details={"rows": f"{len(rows):,}", "first": str(rows[0].number)})


def _ledger(groups: dict[str, list[Row]], rows_in: int) -> Ledger:
    counts = {fate: len(rows) for fate, rows in groups.items()}
    return Ledger(
        rows_in=rows_in,
        withheld=sum(counts.get(fate, 0) for fate in ("spoiled", "short", "long", "repeated")),
        rows_blank=counts.get("blank", 0),
        rows_total=counts.get("total", 0),
    )
