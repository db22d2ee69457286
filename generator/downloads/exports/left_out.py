"""What an export cannot hold, said in plain words; and the list of it, `data/exports/not-mapped.csv`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from generator.artefacts import Artefact, Offer
from generator.downloads.exports.writing import table
from generator.model import Portal, Record
from generator.schemas import Schemas

COLUMNS: Final = ("export", "kind", "publisher", "record", "reason")


class LeftOut(NamedTuple):
    """A record that an export leaves out, and why, as a sentence."""

    record: Record
    reason: str


Tells = Callable[[Portal, Schemas], Iterable[LeftOut]]


def not_mapped(portal: Portal, schemas: Schemas, tellers: Mapping[str, Tells]) -> Iterator[Artefact]:
    """`not-mapped.csv`: a line per export and record that the export leaves out; only headings where nothing is."""
    lines = (
        (export, found.record.kind, found.record.publisher, found.record.key, found.reason)
        for export, tells in tellers.items()
        for found in tells(portal, schemas)
    )
    offer = Offer("exports", "What the exports leave out: each record that a standard cannot hold, and why")
    yield from table("not-mapped.csv", COLUMNS, lines, offer)
