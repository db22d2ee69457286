"""A walk through a worksheet's XML before it is read: where its values really stand, and what reading would lose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final

from defusedxml.ElementTree import iterparse

from generator.read import limits

MAIN: Final = re.compile(r"\{[^}]*\}")
REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
YES: Final = frozenset({"1", "true"})

Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a worksheet holds; rows and columns are numbered from 1.

    `filled` is how many cells of each row hold a value, `columns` the first and last column with one. `unsaved` are the
    cells whose formula has no saved answer, `merged` areas (first row, first column, last row, last column). `orderly`
    is False where rows or cells repeat or go backwards, so that a reader would drop some of them.
    """

    filled: dict[int, int]
    columns: tuple[int, int]
    unsaved: tuple[tuple[int, int], ...]
    merged: tuple[Area, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[tuple[int, int], ...]
    orderly: bool


@dataclass(slots=True)
class _Walk:
    """Where the walk stands, and what it has met."""

    row: int = 0
    column: int = 0
    first: int = limits.SPREADSHEET_COLUMNS + 1
    last: int = 0
    orderly: bool = True
    filled: dict[int, int] = field(default_factory=dict)
    unsaved: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def scan(part: IO[bytes]) -> Scan:
    """Walks through one worksheet's XML, and stops early where it has too many rows or is out of order.

    Raises what the XML parser raises where the part is damaged.
    """
    walk = _Walk()
    for name, event, element in _elements(part):
        if name == "row" and event == "start":
            _enter_row(walk, element)
        elif name == "c":
            _take_cell(walk, element)
        elif name == "mergeCell":
            walk.merged.extend(area(element.get("ref", "")))
        elif name == "col" and element.get("hidden") in YES:
            walk.hidden_columns.append((int(element.get("min", 0)), int(element.get("max", 0))))
        if not walk.orderly or len(walk.filled) > limits.ROWS + 1:
            break
    return Scan(
        walk.filled,
        (walk.first, walk.last),
        tuple(walk.unsaved),
        tuple(walk.merged),
        tuple(walk.hidden_rows),
        tuple(walk.hidden_columns),
        walk.orderly,
    )


def _elements(part: IO[bytes]) -> Iterator[tuple[str, str, Any]]:
    """The elements that matter, rows when they begin and the others when they are complete; all are let go again."""
    rows: Any = None
    for event, element in iterparse(part, events=("start", "end")):
        name = MAIN.sub("", element.tag)
        if event == "start":
            if name == "sheetData":
                rows = element
            elif name == "row":
                yield name, event, element
            continue
        if name in {"c", "mergeCell", "col"}:
            yield name, event, element
            element.clear()
        elif name == "row":
            element.clear()
            if rows is not None:
                rows.clear()


def _enter_row(walk: _Walk, element: Any) -> None:
    number = int(element.get("r") or walk.row + 1)
    walk.orderly = walk.row < number <= limits.SPREADSHEET_ROWS
    walk.row, walk.column = number, 0
    if element.get("hidden") in YES:
        walk.hidden_rows.append(number)


def _take_cell(walk: _Walk, element: Any) -> None:
    place = REFERENCE.fullmatch(element.get("r") or "")
    column = column_number(place.group(1)) if place else walk.column + 1
    strayed = place is not None and int(place.group(2)) != walk.row
    walk.orderly = walk.column < column <= limits.SPREADSHEET_COLUMNS and not strayed
    walk.column = column
    found = {MAIN.sub("", child.tag): child for child in element}
    if _is_unsaved(element, found):
        walk.unsaved.append((walk.row, column))
    elif not (_has_text(found.get("v")) or "is" in found):
        return
    walk.filled[walk.row] = walk.filled.get(walk.row, 0) + 1
    walk.first, walk.last = min(walk.first, column), max(walk.last, column)


def _is_unsaved(element: Any, found: dict[str, Any]) -> bool:
    """Whether a formula has no answer; an empty answer counts where it is said to be text."""
    if "f" not in found or _has_text(found.get("v")):
        return False
    return "v" not in found or element.get("t") != "str"


def _has_text(element: Any) -> bool:
    return element is not None and bool(element.text)


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
