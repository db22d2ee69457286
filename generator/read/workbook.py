"""Excel workbooks → sheets: the visible ones, each value as the text a person would type for it."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any, Final
from zipfile import ZipFile

import openpyxl
from openpyxl.xml import DEFUSEDXML

from generator.model import Row
from generator.problems import Problem
from generator.read import limits, workbook_hazards
from generator.read.sheets import Sheet
from generator.read.workbook_scan import Scan, scan

EXCEL_DIGITS: Final = "%.15g"
MIDNIGHT: Final = time()


@dataclass(frozen=True, slots=True)
class _Part:
    """One worksheet: what stands in it, as openpyxl opens it, and what the walk through its XML found."""

    name: str
    worksheet: Any
    scan: Scan


def sheets(data: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The visible sheets that hold values, and what was found; a problem that withholds a row names its sheet and row.

    Rows carry Excel's numbers, rows without any value are left out, and those that have lost a value are still there.
    """
    assert DEFUSEDXML, "openpyxl must read XML through defusedxml"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of formatting that it drops, which we never read
        try:
            return _read(data)
        except Exception:  # noqa: BLE001 - on damaged workbooks openpyxl raises errors of every kind
            return (), (Problem("workbook-damaged"),)


def _read(data: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    members = ZipFile(BytesIO(data)).infolist()
    refusal = limits.unpacks_too_big(len(data), sum(member.file_size for member in members))
    if refusal:
        return (), (refusal,)
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    visible = [worksheet for worksheet in book.worksheets if worksheet.sheet_state == "visible"]
    hidden = [worksheet.title for worksheet in book.worksheets if worksheet.sheet_state != "visible"]
    parts = [_part(worksheet) for worksheet in visible]
    found = [
        *workbook_hazards.carried([member.filename for member in members]),
        *workbook_hazards.hidden_sheets(hidden),
    ]
    refusals = [problem for part in parts if (problem := _refusal(part))]
    if refusals:
        return (), (*refusals, *found)
    read = [(_sheet(part), part.scan) for part in parts if part.scan.filled]
    if not read:
        return (), (Problem("workbook-empty"), *found)
    problems = [problem for sheet, seen in read for problem in workbook_hazards.of_sheet(sheet, seen)]
    return tuple(sheet for sheet, _ in read), (*problems, *found)


def _part(worksheet: Any) -> _Part:
    worksheet.reset_dimensions()  # what a sheet says of its own size is not to be trusted
    with worksheet._get_source() as source:  # noqa: SLF001 - the only way from a sheet to its XML
        return _Part(worksheet.title or "Sheet", worksheet, scan(source))


def _refusal(part: _Part) -> Problem | None:
    if not part.scan.orderly:
        return Problem("workbook-damaged")
    if len(part.scan.filled) > limits.ROWS + 1:  # the headings are a row as well
        return limits.too_many_rows(part.name)
    first, last = part.scan.columns
    return limits.too_many_columns(last - first + 1, part.name) if last - first + 1 > limits.COLUMNS else None


def _sheet(part: _Part) -> Sheet:
    first, last = part.scan.columns
    return Sheet(part.name, tuple(_rows(part.worksheet, part.scan.filled, first, last)), first)


def _rows(worksheet: Any, filled: dict[int, int], first: int, last: int) -> Iterator[Row]:
    area = worksheet.iter_rows(min_row=1, max_row=max(filled), min_col=first, max_col=last, values_only=True)
    for number, values in enumerate(area, 1):
        if number in filled:
            yield Row(number, 0, tuple(map(text, values)))


def text(value: Any) -> str:
    """A cell's value as it would be typed: numbers with Excel's 15 digits and no exponent, dates in ISO, yes and no."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and isfinite(value):
        return format(Decimal(EXCEL_DIGITS % value), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
