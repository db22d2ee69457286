"""Lines of CSV as RFC 4180 has it, in UTF-8, and the file that they make."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from generator.artefacts import Artefact, Offer
from generator.downloads.splitting import Frame, parts

MEDIA_TYPE: Final = "text/csv"


class Line(NamedTuple):
    """A line of a file, and how many of its cells got an apostrophe so that no spreadsheet runs them."""

    content: bytes
    guarded: int = 0


class _Straight:
    # What csv writes to, so that the line comes back instead.
    @staticmethod
    def write(line: str) -> str:
        return line


WRITER: Final[Any] = csv.writer(_Straight(), lineterminator="\r\n")


def line(cells: Sequence[str], guards: int = 0) -> Line:
    """Cells as a line; half a character, which the name of a file may hold, becomes a question mark."""
    return Line(str(WRITER.writerow(cells)).encode("utf-8", "replace"), guards)


def file(path: str, headings: Sequence[str], lines: Sequence[Line], offer: Offer) -> Iterator[Artefact]:
    """Lines below their headings, cut where they are long; the offer of each part counts its guarded cells."""
    start = 0
    for made in parts(path, MEDIA_TYPE, offer, (one.content for one in lines), Frame(head=line(headings).content)):
        held = made.offer or offer
        guards = sum(one.guarded for one in lines[start : start + held.rows])
        start += held.rows
        yield replace(made, offer=replace(held, guarded=guards))
