"""One version of a source file → what it gives by today's rules, read once and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.history.kept import Cache, plain, typed
from generator.intake import Intake, take_in
from generator.model import EMPTY, Account, Ledger, Origin, Record, Source
from generator.read.limits import BYTES
from generator.repository import contents
from generator.schemas import Schemas


class Version(NamedTuple):
    """What a file was: whose, where, what it was read as, and the blob it held."""

    publisher: str
    path: str
    kind: str
    format: str
    blob: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Where versions are read from, by which rules, and where what they gave is kept."""

    folder: Path
    schemas: Schemas
    as_of: date
    cache: Cache

    def read(self, versions: Sequence[Version]) -> dict[Version, Intake]:
        """What each version gives; what cannot be found in the repository is left out."""
        found = {version: _kept(version, self.cache.get(_name(version))) for version in versions}
        missing = [version for version, intake in found.items() if intake is None]
        held = {blob: (size, content) for blob, size, content in contents(self.folder, _blobs(missing), BYTES)}
        for version in missing:
            if version.blob in held:
                intake = self._taken(version, *held[version.blob])
                self.cache.put(_name(version), _as_kept(intake))
                found[version] = intake
        return {version: intake for version, intake in found.items() if intake is not None}

    def _taken(self, version: Version, size: int, content: bytes) -> Intake:
        source = Source(version.publisher, version.path, version.kind, version.format, size, version.blob)
        return take_in(source, content, self.schemas, self.as_of)


def _blobs(versions: Sequence[Version]) -> tuple[str, ...]:
    return tuple(sorted({version.blob for version in versions}))


def _name(version: Version) -> str:
    return "\n".join(("version", *version))


def _as_kept(intake: Intake) -> Any:
    ledger = intake.account.ledger
    return {
        "refused": intake.account.refused,
        "ledger": [ledger.rows_in, ledger.published, ledger.withheld, ledger.rows_blank, ledger.rows_total, ledger.rows_merged],
        "records": [as_entry(record) for record in intake.records],
        "sides": [as_entry(record) for record in intake.sides],
    }


def _kept(version: Version, found: Any) -> Intake | None:
    if found is None:
        return None
    source = Source(version.publisher, version.path, version.kind, version.format, 0, version.blob)
    account = Account(source, Ledger(*found["ledger"]), found["refused"])
    records, sides = (
        tuple(from_entry(entry, version.publisher, version.path) for entry in found[name]) for name in ("records", "sides")
    )
    return Intake(account, records, sides)


def as_entry(record: Record) -> list[Any]:
    """A record as JSON."""
    origin = record.origin
    values = {name: plain(value) for name, value in record.values.items()}
    return [record.kind, record.key, values, dict(record.withheld), origin.sheet, origin.row, origin.line]


def from_entry(entry: Sequence[Any], publisher: str, path: str) -> Record:
    """The record that `as_entry` made JSON of."""
    kind, key, values, withheld, sheet, row, line = entry
    held: Mapping[str, Any] = MappingProxyType({name: typed(value) for name, value in values.items()})
    hidden = MappingProxyType(withheld) if withheld else EMPTY
    return Record(kind, publisher, key, held, hidden, Origin(publisher, path, sheet, row, line))
