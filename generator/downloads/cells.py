"""Values as a cell of a CSV file, or a value of JSON, may hold them."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import Any, Final

from generator.problems import visible

NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
"""How a text starts that a spreadsheet may run, or that may be taken for one that was guarded."""

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


def _iso(value: Any) -> str:
    return str(value.isoformat())


CELLS: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {"text": str, "list": _listed, "money": pounds, "number": plain, "integer": str, "yes_no": _yes_no, "date": _iso, "datetime": _iso}
)  # fmt: skip
"""How each thing that a column can hold is written in a cell, before it is guarded."""

JSON: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {
        **CELLS,
        "text": quoted,
        "list": lambda several: f"[{', '.join(map(quoted, several))}]",
        "date": lambda value: f'"{value.isoformat()}"',
        "datetime": lambda value: f'"{value.isoformat()}"',
    }
)
"""How each is written in JSON: money and other numbers as numbers, with every digit."""
