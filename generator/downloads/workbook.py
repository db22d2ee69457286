"""Excel workbooks: one of each kind, and one of each publisher with a sheet for each kind that it has."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.downloads.datasets import Dataset
from generator.downloads.splitting import LARGEST, numbered
from generator.downloads.workbook_about import Portion, Surroundings, about, cover, licences
from generator.downloads.workbook_file import Sheet, workbook

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERYTHING: Final = "Everything, with a sheet for each kind of record"
MOST_ROWS: Final = 250_000
"""Rows of a kind above which a workbook is left out: a spreadsheet could open it, and few computers work with it."""
Portions = tuple[Portion, ...]


def left_out(title: str, rows: int) -> str:
    """Why there is no sheet with so many rows of what is called by the title; "" where there is one."""
    return f"{title}: {rows:,} rows are too many for a workbook. Take the CSV file." if rows > MOST_ROWS else ""


def kind_workbook(dataset: Dataset, known: Surroundings, largest: int = LARGEST) -> Iterator[Artefact]:
    """A kind's records of all publishers; no file where they are too many."""
    if not left_out(dataset.schema.title, len(dataset.records)):
        offer, path = dataset.offer(()), urls.dataset(dataset.kind, "xlsx")
        yield from _files(path, offer, (Portion(dataset, dataset.records),), (), known, largest)


def portions(datasets: Iterable[Dataset]) -> Mapping[str, tuple[Portion, ...]]:
    """What each publisher has of each kind."""
    found: dict[str, list[Portion]] = {}
    for dataset in datasets:
        for publisher, records in dataset.by_publisher():
            if publisher:
                found.setdefault(publisher, []).append(Portion(dataset, records))
    return {publisher: tuple(found[publisher]) for publisher in sorted(found)}


def publisher_workbook(publisher: str, held: Portions, known: Surroundings, largest: int = LARGEST) -> Iterator[Artefact]:
    """Everything of one publisher; the cover says which kinds have too many rows for a sheet."""
    refused = {portion: left_out(portion.dataset.schema.title, len(portion.records)) for portion in held}
    kept = tuple(portion for portion, why in refused.items() if not why)
    offer = Offer("records", EVERYTHING, publisher=publisher)
    yield from _files(urls.publisher_workbook(publisher), offer, kept, tuple(filter(None, refused.values())), known, largest)


def _files(
    path: str, offer: Offer, held: Portions, refused: tuple[str, ...], known: Surroundings, largest: int
) -> Iterator[Artefact]:
    made = list(_fitting(offer.publisher, held, refused, known, largest))
    for number, (content, filled) in enumerate(made, 1):
        part = number if len(made) > 1 else 0
        told = replace(offer, rows=_rows(filled), part=part, licences=licences(filled))
        yield Artefact(numbered(path, part), content, MEDIA_TYPE, told)


def _fitting(
    publisher: str, held: Portions, refused: tuple[str, ...], known: Surroundings, largest: int
) -> Iterator[tuple[bytes, Portions]]:
    rest, part = held, 0
    while rest:
        filled = rest
        content, fitting = _made(filled, cover(filled, publisher, part, refused, known), known, largest)
        while fitting < _rows(filled):
            # What became too large is made again, of as many rows as went in.
            part = part or 1
            filled = _first(rest, fitting)
            content, fitting = _made(filled, cover(filled, publisher, part, refused, known), known, largest)
        yield content, filled
        rest, part = _after(rest, fitting), part + 1


def _made(held: Portions, lines: Sequence[str], known: Surroundings, largest: int) -> tuple[bytes, int]:
    sheets = tuple(_sheet(portion) for portion in held)
    content, taken = workbook(lines, (*about(sheets, known.codelists), *sheets), largest)
    fitting = 0
    for sheet, rows in zip(sheets, taken[-len(sheets) :], strict=True):
        fitting += rows
        if rows < sheet.length:
            break
    # A few rows may be so large that they went beyond the limit before this was noticed.
    return content, min(fitting, max(_rows(held) // 2, 1)) if len(content) > largest and _rows(held) > 1 else fitting


def _sheet(portion: Portion) -> Sheet:
    dataset, records = portion.dataset, portion.records
    table = "records_of_" + re.sub(r"\W", "_", dataset.kind)
    rows = map(dataset.values, records)
    return Sheet(dataset.kind, table, dataset.schema.title, dataset.columns, rows, len(records))


def _rows(held: Portions) -> int:
    return sum(len(portion.records) for portion in held)


def _first(held: Portions, rows: int) -> Portions:
    kept = []
    for portion in held:
        kept.append(Portion(portion.dataset, portion.records[:rows]))
        rows -= len(portion.records)
        if rows <= 0:
            break
    return tuple(kept)


def _after(held: Portions, rows: int) -> Portions:
    left = []
    for portion in held:
        records = portion.records[max(rows, 0) :]
        rows -= len(portion.records)
        left += [Portion(portion.dataset, records)] if records else []
    return tuple(left)
