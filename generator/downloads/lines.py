"""Lines of CSV as RFC 4180 has it, in UTF-8, and the file that they make."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from generator.artefacts import Artefact, Offer
from generator.downloads.cells import RISKY, guarded
from generator.downloads.splitting import Frame, parts

MEDIA_TYPE: Final = "text/csv"
MARK: Final = '"'
TWICE: Final = '""'


class Line(NamedTuple):
    """A line of a file, and how many of its cells got an apostrophe so that no spreadsheet runs them."""

    content: bytes
    guarded: int = 0


def line(cells: Sequence[str], guards: int = 0) -> Line:
    """Cells as a line."""
    return joined(map(enclosed, cells), guards)


def enclosed(cell: str) -> str:
    """A cell as it stands in a line: in quotation marks where it holds what parts cells or lines, or such a mark."""
    if MARK in cell:
        return f'"{cell.replace(MARK, TWICE)}"'
    return f'"{cell}"' if "," in cell or "\n" in cell or "\r" in cell else cell


def safe(text: str) -> tuple[str, bool]:
    """A text as a cell that no spreadsheet runs, enclosed, and whether it got an apostrophe for that."""
    told = guarded(text) if text[:1] in RISKY else text
    return enclosed(told), told is not text


def joined(cells: Iterable[str], guards: int = 0) -> Line:
    """Cells that are enclosed as a line; half a character, which the name of a file may hold, becomes a question mark."""
    # A single cell that is empty would be no line.
    return Line(f"{','.join(cells) or TWICE}\r\n".encode("utf-8", "replace"), guards)


def file(path: str, headings: Sequence[str], lines: Sequence[Line], offer: Offer) -> Iterator[Artefact]:
    """Lines below their headings, cut where they are long; the offer of each part counts its guarded cells."""
    start = 0
    for made in parts(path, MEDIA_TYPE, offer, (one.content for one in lines), Frame(head=line(headings).content)):
        held = made.offer or offer
        guards = sum(one.guarded for one in lines[start : start + held.rows])
        start += held.rows
        yield replace(made, offer=replace(held, guarded=guards))
