"""What a result shows, some records in a file, in their order; and what a download of results is made from."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from generator.search.documents import Document
from generator.search.packing import digest, packed

SIZE: Final = 128  # cards of one file
GROUP: Final = 8  # files whose names share a digest, so that the manifest stays small
COLUMNS: Final = ("kind", "publisher", "publisher_name", "id", "title", "address", "date", "pence", "currency", "of", "decided")


def card_files(documents: Sequence[Document]) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    """Files by group: the digest that names the group, and its files; a file is a JSON list of cards, each in the order of COLUMNS."""
    step = SIZE * GROUP
    for start in range(0, len(documents), step):
        group = documents[start : start + step]
        files = tuple(_file(group[place : place + SIZE]) for place in range(0, len(group), SIZE))
        yield digest(b"".join(files)), files


def _file(documents: Sequence[Document]) -> bytes:
    text = json.dumps([_card(document) for document in documents], ensure_ascii=False, separators=(",", ":"))
    return packed(text.encode("utf-8", "replace"))


def _card(one: Document) -> list[str | int | None]:
    day = one.day.isoformat() if one.day else ""
    return [
        one.kind, one.publisher, one.publisher_name, one.key, one.title, one.address, day,
        one.money.pence, one.money.currency, one.money.of, one.decided,
    ]  # fmt: skip
