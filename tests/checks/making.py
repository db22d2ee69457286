"""Records, scopes and portals made by hand, and what a rule says of them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator import schemas
from generator.assemble import assemble
from generator.checks.scope import RowCheck, Scope
from generator.model import Account, Ledger, Origin, Portal, Publisher, Record, Source
from generator.problems import Problem, grouped, sentence

SCHEMAS = schemas.load(Path(__file__).parents[2] / "data")
AS_OF = date(2026, 3, 3)


def row(
    kind: str, number: int = 2, /, *, of: str = "eastmere", path: str = "", sheet: str = "", key: str = "", **values: Any
) -> Record:
    """A record of a kind at a row of a publisher's file ("": of the reference data); its key is its primary key as validation makes it."""
    parts = [str(values.get(name, "")) for name in SCHEMAS.kinds[kind].primary_key]
    folder = f"publishers/{of}" if of else "reference"
    origin = Origin(of, path or f"{folder}/{kind}/{kind}.csv", sheet, number, number)
    return Record(kind, of, key or "|".join(parts).rstrip("|") or f"digest-{number}", MappingProxyType(values), origin=origin)


def said(check: RowCheck, *records: Record, native: bool = True, as_of: date = AS_OF) -> list[str]:
    """The sentences of a rule about records of one kind."""
    return [sentence(problem) for problem in found(check, *records, native=native, as_of=as_of)]


def found(check: RowCheck, *records: Record, native: bool = True, as_of: date = AS_OF) -> list[Problem]:
    """What a rule finds in records of one kind."""
    return list(check(records, Scope(SCHEMAS.kinds[records[0].kind], SCHEMAS, as_of, native)))


def portal(*records: Record, publishers: Sequence[Publisher] = (), sources: Sequence[Source] = (), as_of: date = AS_OF) -> Portal:
    """A portal of these records, of the publisher Eastmere where none is given."""
    publishers = publishers or [publisher("eastmere")]
    accounts = [Account(source, Ledger()) for source in sources]
    return assemble(SCHEMAS, publishers, accounts, records, as_of)


def publisher(identifier: str, **facts: Any) -> Publisher:
    """A publisher that promises new data once a year."""
    return Publisher(
        **{"id": identifier, "name": identifier.title(), "licence": "OGL-UK-3.0", "update_frequency": "annual", **facts}
    )


def told(check: Callable[[Portal, schemas.Schemas], Iterable[Problem]], whole: Portal) -> list[str]:
    """The sentences of a rule about a whole portal, grouped as they are reported."""
    return [sentence(problem) for problem in grouped(check(whole, SCHEMAS))]
