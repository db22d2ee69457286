"""What a result shows, some records in a file, in their order; and what a download of results is made from."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from generator.search.documents import Document
from generator.search.packing import digest, packed

# Cards of one file: of few documents more, for ten results then lie in fewer files, and their terms weigh less.
SIZES: Final = (384, 256)
FEW: Final = 30_000
GROUP: Final = 8  # files whose names share a digest, so that the manifest stays small
COLUMNS: Final = ("kind", "publisher", "publisher_name", "id", "title", "address", "date", "pence", "currency", "of", "decided")


def size(count: int) -> int:
    """How many cards are in one file where there are so many documents."""
    return SIZES[count > FEW]


def card_files(documents: Sequence[Document]) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    """Files by group: the digest that names the group, and its files; a file is a JSON list of COLUMNS, each with the values of all cards."""
    each = size(len(documents))
    step = each * GROUP
    for start in range(0, len(documents), step):
        group = documents[start : start + step]
        files = tuple(_file(group[place : place + each]) for place in range(0, len(group), each))
        yield digest(b"".join(files)), files


def _file(documents: Sequence[Document]) -> bytes:
    # Like stands beside like, which gzip packs a sixth smaller than card after card.
    text = json.dumps(list(zip(*map(_card, documents), strict=True)), ensure_ascii=False, separators=(",", ":"))
    return packed(text.encode("utf-8", "replace"))


def _card(one: Document) -> tuple[str | int | None, ...]:
    day = one.day.isoformat() if one.day else ""
    # Nearly every address follows from whose record it is, and then need not be said.
    address = None if one.address == f"{one.kind}/{one.publisher}/{one.key}/" else one.address
    return (
        one.kind, one.publisher, one.publisher_name, one.key, one.title, address, day,
        one.money.pence, one.money.currency, one.money.of, one.decided,
    )  # fmt: skip
