"""The only module that imports openpyxl: Excel workbooks → visible sheets, each value as a person would type it."""

import warnings
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any, Final
from zipfile import ZipFile

from generator.errors import SettingsError
from generator.problems import Problem
from generator.read import limits, workbook_hazards
from generator.read.own_workbooks import NOTES_BY
from generator.read.sheets import Sheet
from generator.read.workbook_scan import Scan, authors, scan, strings, unescaped

EXCEL_DIGITS: Final = "%.15g"
MIDNIGHT: Final = time()
STRINGS: Final = "xl/sharedStrings.xml"
OWN_TEXT: Final = frozenset({"inlineStr", "str"})  # the types of cells whose text is not a shared one


@dataclass(frozen=True, slots=True)
class _Opened:
    """A workbook as opened: its parts' names, its hidden sheets, and the visible ones that hold values, or why not."""

    members: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    read: tuple[tuple[Sheet, Scan], ...] = ()
    refusals: tuple[Problem, ...] = ()


def sheets(data: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The visible sheets that hold values, and what was found; a problem that withholds a row names its sheet and row.

    Rows carry Excel's numbers, rows without any value are left out, and those that have lost a value are still there.
    Raises SettingsError where XML would be read without defusedxml.
    """
    # Loaded only where there is a workbook: it takes a tenth of a second, for which other files need not wait.
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:
        raise SettingsError("openpyxl does not use defusedxml. Install it, and unset OPENPYXL_DEFUSEDXML.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of formatting that it drops, which we never read
        try:
            opened = _open(data)
        except Exception:  # on damaged workbooks openpyxl raises errors of every kind
            return (), (Problem("workbook-damaged"),)
    carried = (*workbook_hazards.carried(opened.members), *workbook_hazards.hidden_sheets(opened.hidden))
    if opened.refusals:
        return (), (*opened.refusals, *carried)
    if not opened.read:
        return (), (Problem("workbook-empty"), *carried)
    found = [problem for sheet, seen in opened.read for problem in workbook_hazards.of_sheet(sheet, seen)]
    return tuple(sheet for sheet, _ in opened.read), (*found, *carried)


def _open(data: bytes) -> _Opened:
    from openpyxl import load_workbook

    archive = ZipFile(BytesIO(data))
    members = archive.infolist()
    bomb = limits.unpacks_too_big(len(data), sum(member.file_size for member in members))
    if bomb:
        return _Opened(refusals=(bomb,))
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    visible = [worksheet for worksheet in book.worksheets if worksheet.sheet_state == "visible"]
    texts = _escaped_texts(archive)
    scans = [_scanned(worksheet, texts) for worksheet in visible]
    refusals = tuple(
        problem for worksheet, seen in zip(visible, scans, strict=True) if (problem := _refusal(worksheet.title, seen))
    )
    read = () if refusals else zip(visible, scans, strict=True)
    return _Opened(
        members=tuple(member.filename for member in members if not _is_ours(archive, member.filename)),
        hidden=tuple(worksheet.title for worksheet in book.worksheets if worksheet.sheet_state != "visible"),
        read=tuple(
            (Sheet(worksheet.title or "Sheet", seen.rows, seen.columns[0]), seen) for worksheet, seen in read if seen.rows
        ),
        refusals=refusals,
    )


def _is_ours(archive: ZipFile, name: str) -> bool:
    """Whether a part only holds the notes on headings that our own templates bring along."""
    if not name.startswith("xl/comments"):
        return False
    try:
        with archive.open(name) as part:
            return authors(part) == {NOTES_BY}
    except Exception:  # we never read comments, so damage in them is no reason to refuse the values
        return False


def _escaped_texts(archive: ZipFile) -> list[str] | None:
    # Of escaped characters openpyxl keeps the escape, and cannot tell it from a text that only looks like one.
    raw = archive.read(STRINGS) if STRINGS in archive.namelist() else b""
    return strings(BytesIO(raw)) if b"_x" in raw else None


def _scanned(worksheet: Any, texts: list[str] | None) -> Scan:
    """Walks through a sheet with openpyxl's own reading of cells; what the sheet says of its size plays no part in it."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book = worksheet.parent
    with worksheet._get_source() as source:
        cells = WorkSheetParser(
            source,
            worksheet._shared_strings if texts is None else texts,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )

        def value(element: Any) -> str:
            found = text(cells.parse_cell(element)["value"])
            return unescaped(found) if element.get("t") in OWN_TEXT else found

        return scan(source, value)


def _refusal(name: str, seen: Scan) -> Problem | None:
    if not seen.orderly:
        return Problem("workbook-damaged")
    if len(seen.rows) > limits.ROWS + 1:  # the headings are a row as well
        return limits.too_many_rows(name)
    return limits.too_many_columns(seen.width, name) if seen.width > limits.COLUMNS else None


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
