"""The nouns of a workbook that we write: pages of plain values, with the columns, rules and marks that a person sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

Value = str | int | float | date | datetime
Form = Literal["text", "words", "date", "instant", "money", "number"]
Look = Literal["plain", "title", "strong", "required", "optional", "error", "warning", "to_do"]
Kind = Literal["list", "date", "instant", "decimal", "integer"]

LAST_DAY: Final = date(2200, 12, 31)
MOST: Final = 10_000_000_000


@dataclass(frozen=True, slots=True)
class Rule:
    """What a spreadsheet says when something else is typed; it lets a person insist, as any cell may say that it is redacted.

    A list offers `choices`, or the cells of `area` where they stand on another page. Where `loose`, nothing is said. Numbers are
    at least `least`.
    """

    kind: Kind
    said: str
    choices: tuple[str, ...] = ()
    area: str = ""
    loose: bool = False
    least: int = -MOST


@dataclass(frozen=True, slots=True)
class Column:
    """How wide a column is, what form its cells have, and the rule for what is typed below its heading."""

    width: int
    form: Form = "text"
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """How one cell looks, and the note that stands beside it."""

    look: Look = "plain"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its rows by spreadsheet number (1 is the first), and the marks of cells by row number and column from 0.

    Where it is a `table`, row 1 holds headings that stay in sight and can be filtered by.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Mapping[int, tuple[Value, ...]]
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    table: bool = False
