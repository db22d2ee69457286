"""Pages → the bytes of a workbook, the same bytes for the same pages."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final

from generator.read.headings import letter
from generator.read.limits import ROWS
from generator.read.own_workbooks import NOTES_BY
from generator.workbooks.layout import LAST_DAY, MOST, Form, Look, Page, Rule, Value
from generator.xlsx import FIRST_DAY, new_workbook, write_text

LONGEST_CELL: Final = 32_767  # characters; Excel calls a workbook with more damaged
MOST_NOTES: Final = 1_000  # of a sheet: a spreadsheet becomes slow with more

FORMS: Final[Mapping[Form, Mapping[str, object]]] = MappingProxyType(
    {
        # As text a spreadsheet keeps leading zeros, and never takes what begins with = for a formula when it is edited.
        "text": {"num_format": "@"},
        "words": {"text_wrap": True},
        "date": {"num_format": "yyyy-mm-dd", "align": "left"},
        "instant": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
        "money": {"num_format": "#,##0.00"},
        "number": {},
    }
)
HEADING: Final = {"bold": True, "text_wrap": True, "border": 1}
LOOKS: Final[Mapping[Look, Mapping[str, object]]] = MappingProxyType(
    {
        "plain": {},
        "title": {"bold": True, "font_size": 16, "text_wrap": False},
        "strong": {"bold": True},
        "required": {**HEADING, "bg_color": "#1F3864", "font_color": "#FFFFFF"},
        "optional": {**HEADING, "bg_color": "#DDE6F2", "font_color": "#000000"},
        "error": {"bg_color": "#F8B9B5", "font_color": "#5C0000", "bold": True, "border": 5, "border_color": "#B00020"},
        "warning": {"bg_color": "#FFE9A8", "font_color": "#3D2E00", "italic": True, "border": 3, "border_color": "#8A6100"},
        "to_do": {"text_wrap": True},
    }
)


def workbook(pages: Iterable[Page], title: str) -> bytes:
    """The workbook that holds the pages in their order; every text is written as text, whatever it begins with."""
    file = BytesIO()
    with new_workbook(file, title) as book:
        format_of = cache(lambda form, look: book.add_format({"valign": "top", **FORMS[form], **LOOKS[look]}))
        for page in pages:
            _write(book.add_worksheet(page.name), page, format_of)
    return file.getvalue()


def _write(sheet: Any, page: Page, format_of: Any) -> None:
    for position, column in enumerate(page.columns):
        sheet.set_column(position, position, column.width, format_of(column.form, "plain"))
        if column.rule:
            sheet.data_validation(1, position, ROWS, position, _validation(column.rule))
    for number, values in page.rows.items():
        for position, (value, column) in enumerate(zip(values, page.columns, strict=True)):
            mark = page.marks.get((number, position))
            _put(sheet, number - 1, position, value, format_of(column.form, mark.look if mark else "plain"), bool(mark))
    _annotate(sheet, page)
    last = max(page.rows, default=1) - 1
    # An id of figures is meant as text: no green corner has to say so.
    sheet.ignore_errors({"number_stored_as_text": _area(max(last, 1), len(page.columns) - 1)})
    if page.table:
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(page.columns) - 1)
    else:
        sheet.hide_gridlines(2)


def _put(sheet: Any, row: int, position: int, value: Value, form: Any, marked: bool) -> None:
    if isinstance(value, str):
        if value:
            write_text(sheet, row, position, value[:LONGEST_CELL], form)
        elif marked:
            sheet.write_blank(row, position, None, form)
    elif isinstance(value, date):
        sheet.write_datetime(row, position, value, form)
    else:
        sheet.write_number(row, position, value, form)


def _annotate(sheet: Any, page: Page) -> None:
    notes = [(place, mark.note) for place, mark in page.marks.items() if mark.note]
    for (number, position), note in notes[:MOST_NOTES]:
        lines = sum(1 + len(line) // 48 for line in note.split("\n"))
        size = {"width": 320, "height": min(20 + 16 * lines, 500), "font_size": 9}
        sheet.write_comment(number - 1, position, note[:LONGEST_CELL], {"author": NOTES_BY, **size})


def _validation(rule: Rule) -> dict[str, object]:
    asked: dict[str, object] = {"error_type": "warning", "error_title": "Please check", "error_message": rule.said}
    if rule.loose:
        asked["show_error"] = False
    if rule.kind == "list":
        return {"validate": "list", "source": f"={rule.area}" if rule.area else list(rule.choices), **asked}
    if rule.kind in {"date", "instant"}:
        return {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY, **asked}
    return {"validate": rule.kind, "criteria": "between", "minimum": rule.least, "maximum": MOST, **asked}


def _area(last_row: int, last_column: int) -> str:
    return f"A1:{letter(last_column + 1)}{last_row + 1}"
