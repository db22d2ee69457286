"""Each kind as CSV, with the names of fields as the first line."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.downloads.cells import CELLS
from generator.downloads.datasets import Dataset
from generator.downloads.lines import Line, file, joined, safe
from generator.model import Record

GUARDED: Final = frozenset({"text", "list"})


def comma_separated(dataset: Dataset) -> Iterator[Artefact]:
    """A kind as CSV: each publisher's records, then all of them."""
    made = []
    for publisher, records in dataset.by_publisher():
        lines = list(_lines(dataset, records))
        made.append(lines)
        if publisher:
            yield from _file(dataset, lines, dataset.offer(records, publisher))
    yield from _file(dataset, list(chain.from_iterable(made)), dataset.offer(dataset.records))


def _file(dataset: Dataset, lines: list[Line], offer: Offer) -> Iterator[Artefact]:
    names = [column.name for column in dataset.columns]
    return file(urls.dataset(dataset.kind, "csv", offer.publisher), names, lines, offer)


def _lines(dataset: Dataset, records: Iterable[Record]) -> Iterator[Line]:
    shapes = {column.name: (place, CELLS[column.holds], column.holds) for place, column in enumerate(dataset.columns)}
    for record in records:
        guards = 0
        cells = [""] * len(shapes)
        for name, value in dataset.values(record).items():
            place, written, holds = shapes[name]
            cell = value if holds == "text" else written(value)
            if holds in GUARDED:
                cell, is_guarded = safe(cell)
                guards += is_guarded
            cells[place] = cell
        yield joined(cells, guards)
