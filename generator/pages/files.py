"""Files to take away as pages list them: by kind with their formats, and each with its size and checksum."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from generator import urls
from generator.artefacts import Download
from generator.columns import ranked
from generator.editions import by_kind
from generator.pages.site import Site
from generator.pages.views import Cell, Link, TableView

FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "csv": "CSV",
        "xlsx": "Excel",
        "json": "JSON",
        "jsonl": "JSON Lines",
        "parquet": "Parquet",
        "sqlite": "SQLite",
        "zip": "ZIP",
        "atom": "Atom",
        "ics": "Calendar",
    }
)
"""What forms of files are called, in the order in which most people want them."""
ORDER: Final = tuple(FORMS)
PIECE: Final = re.compile(r"\.[0-9]{3}$")  # of a file that has to be put together again
ANCHOR: Final = "files-"  # before a kind: where its files stand on a page
SHOWN: Final = 12  # digits of a checksum
HEADINGS: Final = ("File", "What it holds", "Rows", "Size", "SHA-256, the first 12 digits")


class KindFiles(NamedTuple):
    """A kind, how many rows its files have, and the file of each form with its size; `anchor` is where records lead to."""

    anchor: str
    kind: Link
    rows: str
    files: tuple[tuple[Link, str], ...]


class FilesByKind(NamedTuple):
    """The kinds with their files."""

    caption: str
    kinds: tuple[KindFiles, ...]
    anchor: str = "kinds"


def size(several: int) -> str:
    """Bytes as 900 B, 64 kB or 1.2 MB, where each step is a thousand."""
    if several < 1_000:
        return f"{several} B"
    if several < 999_500:
        return f"{round(several / 1_000)} kB"
    return f"{several / 1_000_000:.1f} MB"


def form(download: Download) -> str:
    """What the form of a file is called, and which part it is."""
    ending = _ending(download)
    return FORMS.get(ending, ending.upper()) + (f", part {download.offer.part}" if download.offer.part else "")


def _ending(download: Download) -> str:
    name = PIECE.sub("", download.path.rpartition("/")[2])
    return name.rpartition(".")[2].lower() if "." in name else name


def in_order(downloads: Sequence[Download]) -> list[Download]:
    """The files of one kind in the order of their forms and parts."""
    return sorted(downloads, key=lambda one: (_place(_ending(one)), one.offer.part, one.path))


def _place(ending: str) -> int:
    return ORDER.index(ending) if ending in FORMS else len(ORDER)


def linked(downloads: Sequence[Download]) -> tuple[tuple[Link, str], ...]:
    """Each file by the name of its form, with its size."""
    return tuple((Link(form(one), one.path), size(one.bytes)) for one in in_order(downloads))


def rows_of(downloads: Sequence[Download]) -> int:
    """How many records the files hold, each of which holds all of them, or a part."""
    first = in_order(downloads)[0]
    return sum(one.offer.rows for one in downloads if _ending(one) == _ending(first))


def files_by_kind(site: Site, downloads: Sequence[Download], caption: str) -> FilesByKind:
    """The files of the records of each kind; each kind leads to its dictionary."""
    kinds = by_kind(one for one in downloads if one.offer.group == "records" and one.offer.kind)
    titles = {kind: site.schemas.kinds[kind].title if kind in site.schemas.kinds else kind for kind in kinds}
    rows = (
        KindFiles(ANCHOR + kind, Link(titles[kind], urls.dictionary(kind)), f"{rows_of(kinds[kind]):,}", linked(kinds[kind]))
        for kind in ranked(kinds)
    )
    return FilesByKind(caption, tuple(rows))


def file_table(downloads: Sequence[Download], caption: str, anchor: str, above: str) -> TableView:
    """Each file with its rows, size and checksum, called by its path below `above`."""
    ordered = sorted(downloads, key=lambda one: one.path)
    rows = tuple(
        (
            Cell(one.path.removeprefix(above), one.path),
            Cell(_holds(one)),
            Cell(f"{one.offer.rows:,}" if one.offer.rows else "–", figure=True),
            Cell(size(one.bytes), figure=True),
            Cell(one.sha256[:SHOWN]),
        )
        for one in ordered
    )
    return TableView(caption, HEADINGS, rows, anchor, len(rows))


def _holds(download: Download) -> str:
    return f"{download.offer.title}, part {download.offer.part}" if download.offer.part else download.offer.title
