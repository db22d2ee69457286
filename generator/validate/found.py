"""What one cell turned out to be."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from generator.model import EMPTY


class Found(NamedTuple):
    """A cell that was read: its value, its canonical text for the Table Schema, and the notice of a conversion, if any.

    A value of None with `withheld` set is one that may not be shown (a redaction).
    """

    value: Any
    text: str
    note: str = ""
    withheld: str = ""


class Fault(NamedTuple):
    """A cell that cannot be read truthfully: the problem's code and the details its sentence needs."""

    code: str
    details: Mapping[str, str] = EMPTY


Outcome = Found | Fault
Reader = Callable[[str], Outcome]
