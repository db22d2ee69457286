"""Values as the rows of a sheet in the markup of Excel workbooks (SpreadsheetML, ECMA-376 part 1, 18.3.1).

xlsxwriter needs four times as long for the same rows, and keeps all of them in memory.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from generator.columns import Column
from generator.downloads.cells import CELLS, plain, pounds
from generator.xlsx import FIRST_DAY

DAY_NOUGHT: Final = date(1899, 12, 30).toordinal()
DIGITS: Final = 15  # that a spreadsheet keeps of a number
LONGEST_NUMBER: Final = 32  # characters; with few digits and many noughts it may still be too small or too large
CONTROL: Final = r"\x00-\x08\x0b-\x1f\ufffe\uffff"
ESCAPED: Final = re.compile(rf"[{CONTROL}]|_(?=x[0-9a-fA-F]{{4}}[_{CONTROL}])")
"""What is written as `_xHHHH_`: signs that XML cannot hold, and the first of a text that looks like such an escape."""
DIFFERENT: Final = frozenset({"text", "id", "url", "number", "coordinate", "datetime", "record", "page"})
"""How the columns are read, or called, whose values mostly differ; and those in which 1.0 and 1.00 are equal and written in two ways."""
REMEMBERED: Final = 2**14  # values of a column
HERE: Final = "\0"  # stands for the number of the row, as no text can hold it once it is escaped


def letters(column: int) -> str:
    """The letters of a column's number: 1 is A, 27 is AA."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def rows(columns: Sequence[Column], stated: Iterable[Mapping[str, Any]], styles: Sequence[str]) -> Iterator[bytes]:
    """Each row of a table from the second on, where the first holds headings; `styles` are the numbers of the columns' formats."""
    shapes = {
        column.name: (place, f'<c r="{letters(place + 1)}{HERE}" s="{style}"', _written(column))
        for place, (column, style) in enumerate(zip(columns, styles, strict=True))
    }
    for number, values in enumerate(stated, 2):
        cells = [""] * len(shapes)
        for name, value in values.items():
            place, head, written = shapes[name]
            cells[place] = head + written(value) if value or value == 0 else ""
        row = f'<row r="{HERE}">{"".join(cells)}</row>'
        yield row.replace(HERE, str(number)).encode("utf-8", "replace")


def _written(column: Column) -> Callable[[Any], str]:
    # How a cell of a column is written; where rows often share a value, it is written once.
    how = column.field.reads if column.field else column.name
    written = WRITTEN[column.holds]
    return written if how in DIFFERENT else lru_cache(REMEMBERED)(written)


def text(value: str) -> str:
    """The rest of a cell that shows a text as it is, whatever it begins with."""
    shown = value
    if not value.isprintable() or "_x" in value:
        shown = ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    shown = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = "" if value.strip() == value else ' xml:space="preserve"'
    return f' t="inlineStr"><is><t{kept}>{shown}</t></is></c>'


YES: Final = text("yes")
NO: Final = text("no")


def _number(shown: str) -> str:
    digits = shown.lstrip("-0.").replace(".", "")
    fits = len(digits) <= DIGITS and len(shown) <= LONGEST_NUMBER
    return f"><v>{shown}</v></c>" if fits else text(shown)


def _money(pence: int) -> str:
    return _number(pounds(pence))


def _decimal(value: Decimal) -> str:
    return _number(plain(value))


def _integer(value: int) -> str:
    return _number(str(value))


def _yes_no(value: bool) -> str:
    # LibreOffice makes a formula of what Excel takes for true or false.
    return YES if value else NO


def _date(value: date) -> str:
    return f"><v>{value.toordinal() - DAY_NOUGHT}</v></c>" if value >= FIRST_DAY else text(value.isoformat())


def _datetime(value: datetime) -> str:
    # A spreadsheet knows neither zones nor what is shorter than a thousandth of a second.
    if value.date() < FIRST_DAY or value.microsecond or value.tzinfo:
        return text(value.isoformat())
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return f"><v>{value.toordinal() - DAY_NOUGHT + seconds / 86_400!r}</v></c>"


def _list(several: tuple[str, ...]) -> str:
    return text(CELLS["list"](several))


WRITTEN: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {"text": text, "list": _list, "money": _money, "number": _decimal, "integer": _integer, "yes_no": _yes_no,
     "date": _date, "datetime": _datetime}
)  # fmt: skip
"""How each thing that a column can hold is written, from after the attributes of its cell on."""
