"""CSV as RFC 4180 has it, in UTF-8, with the names of fields as the first line."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, Final, NamedTuple

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.downloads.cells import CELLS, guarded
from generator.downloads.datasets import Dataset
from generator.downloads.splitting import Frame, parts
from generator.model import Record

MEDIA_TYPE: Final = "text/csv"
GUARDED: Final = frozenset({"text", "list"})
RISKY: Final = frozenset("'=+-@\t\r")


class Line(NamedTuple):
    """A line of a file, and how many of its cells got an apostrophe so that no spreadsheet runs them."""

    content: bytes
    guarded: int


class _Straight:
    """What csv writes to, so that the line comes back instead."""

    @staticmethod
    def write(line: str) -> str:
        """Gives the line back."""
        return line


def comma_separated(dataset: Dataset) -> Iterator[Artefact]:
    """A kind as CSV: each publisher's records, then all of them."""
    made = []
    for publisher, records in dataset.by_publisher():
        lines = list(_lines(dataset, records))
        made.append(lines)
        if publisher:
            yield from _file(dataset, lines, dataset.offer(records, publisher))
    yield from _file(dataset, list(chain.from_iterable(made)), dataset.offer(dataset.records))


def _file(dataset: Dataset, lines: Sequence[Line], offer: Offer) -> Iterator[Artefact]:
    head = _line(csv.writer(_Straight(), lineterminator="\r\n"), [column.name for column in dataset.columns])
    start = 0
    path = urls.dataset(dataset.kind, "csv", offer.publisher)
    for artefact in parts(path, MEDIA_TYPE, offer, (line.content for line in lines), Frame(head=head)):
        held = artefact.offer or offer
        guards = sum(line.guarded for line in lines[start : start + held.rows])
        start += held.rows
        yield replace(artefact, offer=replace(held, guarded=guards))


def _lines(dataset: Dataset, records: Iterable[Record]) -> Iterator[Line]:
    writer = csv.writer(_Straight(), lineterminator="\r\n")
    shapes = {column.name: (place, CELLS[column.holds], column.holds) for place, column in enumerate(dataset.columns)}
    for record in records:
        guards = 0
        cells = [""] * len(shapes)
        for name, value in dataset.values(record).items():
            place, written, holds = shapes[name]
            cell = value if holds == "text" else written(value)
            # Whether a cell may be guarded shows in its first sign, which is sooner asked than the pattern.
            if holds in GUARDED and cell[:1] in RISKY:
                safe = guarded(cell)
                guards += safe is not cell
                cell = safe
            cells[place] = cell
        yield Line(_line(writer, cells), guards)


def _line(writer: Any, cells: Sequence[str]) -> bytes:
    return str(writer.writerow(cells)).encode("utf-8", "replace")
