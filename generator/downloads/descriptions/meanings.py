"""`dictionary.csv`, `codes.csv` and `licences.csv`: what columns and codes mean, and what may be done with each file."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from generator.artefacts import Artefact, Download, Offer
from generator.dictionary import every_entry
from generator.downloads.cells import guarded, inert
from generator.downloads.descriptions.about import CSV, FOLDER, About
from generator.editions import licence_of, licensed

DICTIONARY: Final = (
    "kind", "column", "title", "description", "holds", "codelist", "example", "maps_to", "rows", "stated",
)  # fmt: skip
CODES: Final = ("codelist", "code", "title", "description")
LICENCES: Final = ("publisher", "publisher_name", "file", "licence", "licence_title", "licence_address")


def meanings(about: About, downloads: Sequence[Download], folder: Path) -> Iterator[Artefact]:
    """The three lists as CSV; `stated` counts the rows that state a column, and is blank for what the portal adds to each."""
    yield _table("dictionary", "Dictionary: what every column means", DICTIONARY, _columns(about))
    yield _table("codes", "Codes: what every code means", CODES, _codes(about))
    yield _table("licences", "Licences: of every file of a publisher", LICENCES, _licences(about))


def _columns(about: About) -> Iterator[tuple[str, ...]]:
    for one in every_entry(about.schemas, about.portal, about.measures):
        column, stated = one.column, "" if one.stated is None else str(one.stated)
        maps_to = "; ".join(f"{standard}: {name}" for standard, name in one.elsewhere)
        what = (one.kind, column.name, column.title, column.description, column.holds)
        yield *what, one.codelist, column.example, maps_to, str(one.records), stated


def _codes(about: About) -> Iterator[tuple[str, ...]]:
    for name, codelist in sorted(about.schemas.codelists.items()):
        for one in codelist.codes.values():
            yield name, one.code, one.title, one.description


def _licences(about: About) -> Iterator[tuple[str, ...]]:
    for one in licensed(about.portal):
        yield one.publisher, one.name, inert(one.file), one.licence, *licence_of(one.licence, about.schemas)


def _table(name: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Artefact:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    lines = [tuple(map(guarded, row)) for row in rows]
    writer.writerows(lines)
    content = text.getvalue().encode("utf-8", "backslashreplace")
    return Artefact(f"{FOLDER}{name}.csv", content, CSV, Offer("about", title, rows=len(lines)))
