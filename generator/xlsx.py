"""The only module that imports xlsxwriter: new workbooks, the same bytes for the same cells, in which every text is text."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

FIRST_DAY: Final = date(1900, 3, 1)
"""The first day that all spreadsheets number alike: an older one can only be written as text."""
CREATED: Final = datetime(2026, 1, 1)
AS_THEY_ARE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


@contextmanager
def new_workbook(file: BytesIO, title: str) -> Iterator[Any]:
    """An xlsxwriter `Workbook` to be filled; its bytes are in the file when the block is left without a fault."""
    book = xlsxwriter.Workbook(file, AS_THEY_ARE)
    book.set_properties({"title": _writable(title), "created": CREATED})
    yield book
    book.close()


def write_text(sheet: Any, row: int, position: int, text: str, form: Any) -> None:
    """Writes a text into a cell of a sheet of xlsxwriter, counted from 0, whatever it looks like."""
    shown = _writable(text)
    if shown.startswith("<r>") and shown.endswith("</r>"):
        # xlsxwriter takes this for markup of its own and would write it as it stands; of a text in runs it makes markup itself.
        sheet.write_rich_string(row, position, shown[0], shown[1], shown[2:], form)
    else:
        sheet.write_string(row, position, shown, form)


def _writable(text: str) -> str:
    # Half a character, which the name of a file may hold, cannot be written.
    return text.encode("utf-8", "replace").decode()
