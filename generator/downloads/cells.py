"""Texts as a cell of a CSV file may hold them."""

import re
from typing import Final

from generator.problems import visible

NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def inert(text: str) -> str:
    """A text that no spreadsheet runs as a formula, and without signs that hide what it says."""
    shown = "".join(map(visible, text))
    return f"'{shown}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not NUMBER.fullmatch(text) else shown
