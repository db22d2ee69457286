"""SQLite (sqlite.org/fileformat2): every record of every kind in one database, which explains itself and can be searched."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from errno import EIO, ENOSPC
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Final

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.downloads.datasets import Dataset
from generator.downloads.splitting import LARGEST
from generator.downloads.sqlite_guide import guides
from generator.downloads.sqlite_statements import SEARCH, filled, indexes, searched, table, titled
from generator.downloads.sqlite_tables import Number, layout, numbers, quoted, rows
from generator.model import Portal, Ref
from generator.schemas import Schemas

MEDIA_TYPE: Final = "application/vnd.sqlite3"
PIECE_TYPE: Final = "application/octet-stream"
TITLE: Final = "Everything, as a database that can be searched"

SETTINGS: Final = (
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA application_id = 1128484944",  # "CCPP", which tells the file from other databases
    "PRAGMA user_version = 1",
    # The file is new and in a folder of its own: if it is not finished nobody gets it, so nothing has to be undone.
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -65536",
)
FAULTS: Final = MappingProxyType({sqlite3.SQLITE_FULL: ENOSPC, sqlite3.SQLITE_IOERR: EIO, sqlite3.SQLITE_CANTOPEN: EIO})


def sqlite(
    offered: Sequence[Dataset], portal: Portal, schemas: Schemas, scratch: Path | None = None, largest: int = LARGEST
) -> Iterator[Artefact]:
    """`data/portal.sqlite`; where it is larger than `largest` bytes, pieces of it in its place: `.001`, `.002` and so on.

    The pieces put together are the file: `cat portal.sqlite.* > portal.sqlite`, and on Windows
    `copy /b portal.sqlite.001 + portal.sqlite.002 portal.sqlite`. The records are counted with the first. Another version of
    SQLite may write other bytes. Temporary files are in a folder of their own in `scratch`, or where the system has them.
    Raises OSError where their disk is full.
    """
    offers = [dataset.offer(dataset.records) for dataset in offered]
    licences = tuple(sorted({licence for offer in offers for licence in offer.licences}))
    offer = Offer("records", TITLE, rows=sum(offer.rows for offer in offers), licences=licences)
    with TemporaryDirectory(prefix=".sqlite-", dir=scratch) as name:
        with _told(Path(name)):
            file = _made(offered, portal, schemas, Path(name))
        yield from _pieces(file, offer, largest)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as fault:
        # The lower byte is the kind of fault, the rest what was being done.
        code = FAULTS.get(fault.sqlite_errorcode & 0xFF)
        if not code:
            raise
        raise OSError(code, str(fault), str(folder)) from fault


def _made(offered: Sequence[Dataset], portal: Portal, schemas: Schemas, folder: Path) -> Path:
    draft, file = folder / "draft.sqlite", folder / "portal.sqlite"
    with closing(sqlite3.connect(draft, isolation_level=None)) as database:
        _run(database, SETTINGS)
        database.execute("BEGIN")
        _fill(database, offered, portal, schemas)
        database.execute("COMMIT")
        # What was moved about while the index of words was made leaves no trace in the copy, nor any room.
        database.execute("VACUUM INTO ?", (str(file),))
    return file


def _fill(database: sqlite3.Connection, offered: Sequence[Dataset], portal: Portal, schemas: Schemas) -> None:
    layouts = {dataset.kind: layout(dataset) for dataset in offered}
    for guide in guides(portal, schemas, layouts.values()):
        database.execute(f"CREATE TABLE {guide.name} ({guide.declared})")
        stated = [[None if value == "" else value for value in row] for row in guide.rows]
        _insert(database, guide.name, stated)
    number, first = _number(offered, portal), 1
    for one in layouts.values():
        database.execute(table(one))
        database.executemany(filled(one), rows(one, first, number))
        _run(database, indexes(one))
        first += len(one.dataset.records)
    _run(database, (titled(one, layouts) for one in layouts.values()))
    database.execute(searched(list(layouts.values())))
    _run(database, SEARCH)


def _number(offered: Sequence[Dataset], portal: Portal) -> Number:
    found = numbers(offered)

    def number(publisher: str, kind: str, identifier: str) -> int | None:
        # Most ids are the publisher's own, so only the others have to be made out.
        own = found.get(Ref(kind, publisher, identifier))
        meant = None if own else portal.resolve(publisher, kind, identifier)
        return found.get(meant) if meant else own

    return number


def _insert(database: sqlite3.Connection, name: str, several: Sequence[Sequence[Any]]) -> None:
    if several:
        marks = ", ".join("?" for _ in several[0])
        database.executemany(f"INSERT INTO {quoted(name)} VALUES ({marks})", several)  # noqa: S608 - the name is quoted


def _run(database: sqlite3.Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        database.execute(statement)


def _pieces(file: Path, offer: Offer, largest: int) -> Iterator[Artefact]:
    path = urls.dataset("portal", "sqlite")
    with file.open("rb") as stream:
        if file.stat().st_size <= largest:
            yield Artefact(path, stream.read(), MEDIA_TYPE, offer)
            return
        number = 0
        while content := stream.read(largest):
            number += 1
            told = replace(offer, rows=offer.rows if number == 1 else 0, part=number)
            yield Artefact(f"{path}.{number:03d}", content, PIECE_TYPE, told)
