"""Values as a cell of a CSV file, or a value of JSON, may hold them."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import Any, Final

from generator.problems import visible

NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
REMEMBERED: Final = 2**14  # days and amounts kept as they are written, for the same ones come again and again
FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
"""How a text starts that a spreadsheet may run, or that may be taken for one that was guarded."""

RISKY: Final = frozenset("'=+-@\t\r")
"""The first signs of such texts, which are sooner asked for than the pattern."""

quoted: Final = encode_basestring
"""A text as JSON."""


def inert(text: str) -> str:
    """A text that no spreadsheet runs as a formula, and without signs that hide what it says."""
    shown = "".join(map(visible, text))
    return f"'{shown}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else shown


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe goes before = + - @, tab and return, also where apostrophes stand there already.

    So whoever takes one apostrophe away from each text that starts in such a way has the text as it was.
    """
    return f"'{text}" if FORMULA.match(text) else text


@lru_cache(REMEMBERED)
def pounds(pence: int) -> str:
    """Pence as pounds with two decimals."""
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02d}"


def plain(number: Decimal) -> str:
    """A number without an exponent."""
    return f"{number:f}"


def _listed(several: tuple[str, ...]) -> str:
    return "; ".join(several)


def _yes_no(value: bool) -> str:
    return "true" if value else "false"


@lru_cache(REMEMBERED)
def _day(value: date) -> str:
    return value.isoformat()


@lru_cache(REMEMBERED)
def _quoted_day(value: date) -> str:
    return f'"{value.isoformat()}"'


def _moment(value: datetime) -> str:
    # Two that are equal may be written by the clocks of two places, so none is remembered.
    return value.isoformat()


CELLS: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {"text": str, "list": _listed, "money": pounds, "number": plain, "integer": str, "yes_no": _yes_no, "date": _day, "datetime": _moment}
)  # fmt: skip
"""How each thing that a column can hold is written in a cell, before it is guarded."""

JSON: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {
        **CELLS,
        "text": quoted,
        "list": lambda several: f"[{', '.join(map(quoted, several))}]",
        "date": _quoted_day,
        "datetime": lambda value: f'"{value.isoformat()}"',
    }
)
"""How each is written in JSON: money and other numbers as numbers, with every digit."""
