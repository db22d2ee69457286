"""JSON as one document that says what it is, and JSON Lines with a record on each line (jsonlines.org)."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.downloads.cells import JSON, quoted
from generator.downloads.datasets import Dataset
from generator.downloads.splitting import Frame, parts
from generator.model import Record

MEDIA_TYPE: Final = "application/json"
LINES_TYPE: Final = "application/jsonl"


def json_text(dataset: Dataset, commit: str, address: str) -> Iterator[Artefact]:
    """A kind as JSON, each publisher's records and then all; and as JSON Lines, all alone.

    What a record does not state is left out. The whole names the `commit` it was made from; a publisher's file does not, so that
    it stays as it is when others publish.
    """
    made = []
    for publisher, records in dataset.by_publisher():
        lines = list(json_lines(dataset, records))
        made.append(lines)
        if publisher:
            offer = dataset.offer(records, publisher)
            yield from _document(dataset, lines, _about(dataset, address, published_by=publisher), offer)
    offer = dataset.offer(dataset.records)
    yield from _document(dataset, list(chain.from_iterable(made)), _about(dataset, address, commit=commit), offer)
    every = (line + b"\n" for line in chain.from_iterable(made))
    yield from parts(urls.dataset(dataset.kind, "jsonl"), LINES_TYPE, offer, every, Frame())


def json_lines(dataset: Dataset, records: Iterable[Record]) -> Iterator[bytes]:
    """Each record as a line of JSON, without the end of the line."""
    shapes = [(column.name, f"{quoted(column.name)}: ", JSON[column.holds]) for column in dataset.columns]
    for record in records:
        yield _line(dataset.values(record), shapes)


def _line(values: Mapping[str, Any], shapes: Iterable[tuple[str, str, Callable[[Any], str]]]) -> bytes:
    members = [name + written(values[key]) for key, name, written in shapes if key in values]
    # Half a character, which the name of a file may hold, is written as an escape.
    return f"{{{', '.join(members)}}}".encode("utf-8", "backslashreplace")


def _about(dataset: Dataset, address: str, **facts: str) -> Mapping[str, str]:
    stated = {name: text for name, text in facts.items() if text}
    return {"kind": dataset.kind, "title": dataset.schema.title, **stated, "dictionary": address + urls.dictionary(dataset.kind)}


def _document(dataset: Dataset, lines: list[bytes], about: Mapping[str, str], offer: Offer) -> Iterator[Artefact]:
    head = json.dumps(about, ensure_ascii=False, indent=1).removesuffix("\n}")
    frame = Frame(f'{head},\n "records": [\n'.encode(), b",\n", b"\n]}\n")
    yield from parts(urls.dataset(dataset.kind, "json", offer.publisher), MEDIA_TYPE, offer, lines, frame)
