"""Sheets → the bytes of an Excel workbook: xlsxwriter makes it without rows, and they are put in while it is packed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from types import MappingProxyType
from typing import IO, Any, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from generator import xlsx
from generator.columns import Column
from generator.downloads.sheet_rows import letters, rows
from generator.downloads.splitting import LARGEST

COVER: Final = "Cover_sheet"
LEVEL: Final = 4  # of zlib: half as long as its usual 6, for files larger by a twelfth
SPARE: Final = 2**21  # bytes: what may still be written when a file is found to be full
LARGEST_SHEET: Final = 2**30  # bytes of its markup, which a spreadsheet unpacks
AT_ONCE: Final = 2**16  # bytes of rows that are packed together
BLANK_ROW: Final = re.compile(rb'<row r="2".*?</row>', re.DOTALL)
STYLE: Final = re.compile(rb' s="(\d+)"')

FORMS: Final[Mapping[str, Mapping[str, object]]] = MappingProxyType(
    {
        # As text a spreadsheet keeps leading noughts, and never takes what begins with = for a formula when it is edited.
        "text": {"num_format": "@"},
        "list": {"num_format": "@"},
        "money": {"num_format": "#,##0.00"},
        "number": {"num_format": "General"},
        "integer": {"num_format": "0"},
        "yes_no": {"num_format": "General"},
        "date": {"num_format": "d mmm yyyy", "align": "left"},
        "datetime": {"num_format": "d mmm yyyy hh:mm", "align": "left"},
    }
)
WIDTHS: Final = MappingProxyType({"text": 30, "list": 30, "datetime": 20})


class Sheet(NamedTuple):
    """A sheet that holds one table and nothing else.

    `table` and `title` are what programs and people know the table by. `rows` gives what each of `length` rows states, by the name
    of the column. Where the rows are `prose`, they are shown in full.
    """

    name: str
    table: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Mapping[str, Any]]
    length: int
    prose: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The titles of the columns, with the name behind each title that two of them share."""
        titles = [column.title.casefold() for column in self.columns]
        return tuple(
            f"{column.title} ({column.name})" if titles.count(column.title.casefold()) > 1 else column.title
            for column in self.columns
        )

    def area(self, count: int) -> bytes:
        """The attribute that says which cells a table with so many rows takes."""
        return f'ref="A1:{letters(len(self.columns))}{max(count, 1) + 1}"'.encode()


def workbook(cover: Sequence[str], sheets: Sequence[Sheet], largest: int = LARGEST) -> tuple[bytes, tuple[int, ...]]:
    """A workbook of a cover, its first line the title, and sheets; and how many rows of each sheet went into it.

    Where those are fewer than the sheet has, the workbook would be larger than `largest` bytes, and is not whole.
    """
    frame = ZipFile(BytesIO(_frame(cover, sheets)))
    parts = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, 2)}
    tables = {f"xl/tables/table{number}.xml": sheet for number, sheet in enumerate(sheets, 1)}
    file = BytesIO()
    taken: list[int] = []
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name in frame.namelist():
            content = frame.read(name)
            with archive.open(name, "w") as part:
                if name in parts:
                    sheet = parts[name]
                    begun = any(count for count, other in zip(taken, sheets, strict=False) if not other.prose)
                    taken.append(_fill(part, content, sheet, lambda: file.tell() > largest - SPARE, begun))
                else:
                    part.write(_sized(content, tables[name]) if name in tables else content)
    return file.getvalue(), tuple(taken)


def _sized(content: bytes, sheet: Sheet) -> bytes:
    return content.replace(sheet.area(0), sheet.area(sheet.length))


def _fill(part: IO[bytes], content: bytes, sheet: Sheet, is_full: Callable[[], bool], begun: bool) -> int:
    # Whatever the limit, what explains goes in whole, and some of what is explained.
    blank = BLANK_ROW.search(content)
    if not sheet.length or not blank:
        part.write(content)
        return 0
    styles = [style.decode() for style in STYLE.findall(blank[0])]
    part.write(_sized(content[: blank.start()], sheet))
    taken = unpacked = 0
    for together, count in _batches(rows(sheet.columns, sheet.rows, styles)):
        if not sheet.prose and (begun or taken) and (is_full() or unpacked > LARGEST_SHEET):
            break
        part.write(together)
        unpacked += len(together)
        taken += count
    part.write(_sized(content[blank.end() :], sheet))
    return taken


def _batches(made: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    held: list[bytes] = []
    size = 0
    for row in made:
        held.append(row)
        size += len(row)
        if size >= AT_ONCE:
            yield b"".join(held), len(held)
            held, size = [], 0
    if held:
        yield b"".join(held), len(held)


def _frame(cover: Sequence[str], sheets: Sequence[Sheet]) -> bytes:
    file = BytesIO()
    with xlsx.new_workbook(file, cover[0]) as book:
        _write_cover(book, cover)
        plain = {holds: book.add_format({"valign": "top", **form}) for holds, form in FORMS.items()}
        prose = {holds: book.add_format({"valign": "top", "text_wrap": True, **form}) for holds, form in FORMS.items()}
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _write_table(book.add_worksheet(sheet.name), sheet, prose if sheet.prose else plain, heading)
    return file.getvalue()


def _write_cover(book: Any, lines: Sequence[str]) -> None:
    page = book.add_worksheet(COVER)
    title = book.add_format({"bold": True, "font_size": 16, "valign": "top"})
    words = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 100)
    page.set_row(0, 24)  # some programs leave a large title too little room
    page.hide_gridlines(2)
    for number, line in enumerate(lines):
        xlsx.write_text(page, number, 0, line, words if number else title)


def _write_table(page: Any, sheet: Sheet, forms: Mapping[str, Any], heading: Any) -> None:
    last = len(sheet.columns) - 1
    for position, column in enumerate(sheet.columns):
        width = 40 if sheet.prose else max(WIDTHS.get(column.holds, 14), min(len(column.title) + 4, 24))
        page.set_column(position, position, width, forms[column.holds])
        page.write_blank(1, position, None, forms[column.holds])
    headings = [{"header": title, "header_format": heading} for title in sheet.headings]
    look = {"style": "Table Style Light 1", "title": sheet.title, "description": sheet.title}
    page.add_table(0, 0, 1, last, {"name": sheet.table, "columns": headings, **look})
    page.freeze_panes(1, 0)
    # An id of figures is meant as text: no green corner has to say so.
    page.ignore_errors({"number_stored_as_text": f"A1:{letters(last + 1)}2"})
