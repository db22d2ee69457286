"""The only module that imports defusedxml: walks through a worksheet's XML for its values and for what would be lost."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final

from defusedxml.ElementTree import iterparse

from generator.model import Row
from generator.read import limits

REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
YES: Final = frozenset({"1", "true"})

Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a worksheet holds; rows and columns are numbered from 1.

    `rows` are those with a value, all as wide as `columns`, the first and last column with one. `unsaved` are the cells whose
    formula has no saved answer, `merged` areas (first row, first column, last row, last column). `orderly` is False where
    rows or cells repeat or go backwards, so that some would replace others. A sheet beyond the limits is only read so far.
    """

    rows: tuple[Row, ...]
    columns: tuple[int, int]
    unsaved: tuple[tuple[int, int], ...]
    merged: tuple[Area, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[tuple[int, int], ...]
    orderly: bool

    @property
    def width(self) -> int:
        """How many columns the values reach across."""
        return self.columns[1] - self.columns[0] + 1


@dataclass(slots=True)
class _Walk:
    """Where the walk stands, and what it has met; `cells` are those of the row it is in, by column."""

    row: int = 0
    column: int = 0
    first: int = limits.SPREADSHEET_COLUMNS + 1
    last: int = 0
    orderly: bool = True
    cells: dict[int, str] = field(default_factory=dict)
    rows: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    unsaved: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def scan(part: IO[bytes], value: Callable[[Any], str]) -> Scan:
    """Reads one worksheet's XML, `value` telling the text of a cell's element.

    Stops early where the sheet is out of order or beyond the limits. Raises what the XML parser and `value` raise where the part
    is damaged.
    """
    walk = _Walk()
    for name, event, element in _elements(part):
        if name == "c":
            _take_cell(walk, element, value)
        elif name == "row" and event == "start":
            _enter_row(walk, element)
        elif name == "row":
            _leave_row(walk)
        elif name == "mergeCell":
            walk.merged.extend(area(element.get("ref", "")))
        elif element.get("hidden") in YES:
            walk.hidden_columns.append((int(element.get("min", 0)), int(element.get("max", 0))))
        if not walk.orderly or walk.last - walk.first >= limits.COLUMNS or len(walk.rows) > limits.ROWS + 1:
            break
    return Scan(
        tuple(_wide(walk)),
        (walk.first, walk.last),
        tuple(walk.unsaved),
        tuple(walk.merged),
        tuple(walk.hidden_rows),
        tuple(walk.hidden_columns),
        walk.orderly,
    )


def strings(part: IO[bytes]) -> list[str]:
    """The texts that the sheets of a workbook share."""
    texts = []
    for _, element in iterparse(part):
        if _name(element) == "si":
            runs = [child for child in element if _name(child) in {"t", "r"}]
            pieces = [run if _name(run) == "t" else next((one for one in run if _name(one) == "t"), run) for run in runs]
            texts.append(unescaped("".join(piece.text or "" for piece in pieces)))
            element.clear()
    return texts


def unescaped(text: str) -> str:
    """A text of a workbook with the characters that are written as escapes, such as the _x000D_ of a line break of Windows."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def authors(part: IO[bytes]) -> frozenset[str]:
    """Who wrote the notes that a part of a workbook holds."""
    names: list[str] = []
    wrote: set[int] = set()
    for _, element in iterparse(part):
        if _name(element) == "author":
            names.append(element.text or "")
        elif _name(element) == "comment":
            wrote.add(int(element.get("authorId", 0)))
            element.clear()
    return frozenset(names[one] if 0 <= one < len(names) else "" for one in wrote)


def _elements(part: IO[bytes]) -> Iterator[tuple[str, str, Any]]:
    """The elements that matter when they are complete, rows also when they begin; all are let go again."""
    rows: Any = None
    for event, element in iterparse(part, events=("start", "end")):
        name = _name(element)
        if event == "start":
            if name == "sheetData":
                rows = element
            elif name == "row":
                yield name, event, element
        elif name in {"c", "row", "mergeCell", "col"}:
            yield name, event, element
            element.clear()
            if name == "row" and rows is not None:
                rows.clear()


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _enter_row(walk: _Walk, element: Any) -> None:
    number = int(element.get("r") or walk.row + 1)
    walk.orderly = walk.row < number <= limits.SPREADSHEET_ROWS
    walk.row, walk.column = number, 0
    if element.get("hidden") in YES:
        walk.hidden_rows.append(number)


def _leave_row(walk: _Walk) -> None:
    if walk.cells:
        left, right = min(walk.cells), max(walk.cells)
        walk.first, walk.last = min(walk.first, left), max(walk.last, right)
        walk.rows.append((walk.row, left, tuple(walk.cells.get(column, "") for column in range(left, right + 1))))
        walk.cells.clear()


def _take_cell(walk: _Walk, element: Any, value: Callable[[Any], str]) -> None:
    place = REFERENCE.fullmatch(element.get("r") or "")
    column = column_number(place.group(1)) if place else walk.column + 1
    strayed = place is not None and int(place.group(2)) != walk.row
    walk.orderly = walk.column < column <= limits.SPREADSHEET_COLUMNS and not strayed
    walk.column = column
    found = {_name(child): child for child in element}
    if _is_unsaved(element, found):
        walk.unsaved.append((walk.row, column))
        walk.cells[column] = ""
    elif found and (text := value(element)):
        walk.cells[column] = walk.texts.setdefault(text, text)  # most repeat: one text for all of them saves memory


def _is_unsaved(element: Any, found: dict[str, Any]) -> bool:
    """Whether a formula has no answer; an empty answer counts where it is said to be text."""
    if "f" not in found or ("v" in found and found["v"].text):
        return False
    return "v" not in found or element.get("t") != "str"


def _wide(walk: _Walk) -> Iterator[Row]:
    for number, left, cells in walk.rows:
        after = walk.last - left - len(cells) + 1
        yield Row(number, 0, ("",) * (left - walk.first) + cells + ("",) * after)


def area(reference: str) -> Iterator[Area]:
    """The area that a reference such as "A2:C3" names, if it names one."""
    corners = [REFERENCE.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) == 2 and corners[0] and corners[1]:
        (left, top), (right, bottom) = ((column_number(one.group(1)), int(one.group(2))) for one in corners if one)
        yield top, left, bottom, right


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
