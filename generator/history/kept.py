"""What earlier builds found out, kept in small files, so that it is not read again. Nothing is lost when they are."""

import json
import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import Any, Final

from generator.changes import Hidden
from generator.model import EMPTY, Origin, Record
from generator.schemas import Schemas

CODE: Final = ("read", "validate", "checks", "history", "problem_catalogue")
LARGEST: Final = 2**28  # bytes of one entry
LIBRARIES: Final = ("openpyxl", "PyYAML", "frictionless")
TYPES: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "day": date.fromisoformat,
        "moment": datetime.fromisoformat,
        "number": Decimal,
        "list": lambda several: tuple(map(typed, several)),
        "hidden": Hidden,
    }
)


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of what was found out by the rules of a digest; None keeps nothing."""

    folder: Path | None
    rules: str

    def path(self, name: str) -> Path | None:
        """Where the entry of a name is kept."""
        key = sha256(f"{self.rules}\n{name}".encode("utf-8", "surrogateescape")).hexdigest()
        return self.folder / key[:2] / f"{key[2:]}.z" if self.folder else None

    def get(self, name: str) -> Any:
        """What was kept under a name; None where nothing was, or where it is damaged."""
        path = self.path(name)
        try:
            held = _content(path) if path else b""
        except OSError:
            return None
        if held[:32] != sha256(held[32:]).digest():
            return None
        # The digest only tells damage, so what the entry is of stands in it, too.
        found = json.loads(zlib.decompress(held[32:]))
        return found["held"] if found["name"] == name and found["rules"] == self.rules else None

    def put(self, name: str, found: Any) -> None:
        """Keeps what was found out; where it cannot be written, the next build finds it out again."""
        path = self.path(name)
        if path is None:
            return
        text = json.dumps({"name": name, "rules": self.rules, "held": found}, separators=(",", ":"))
        packed = zlib.compress(text.encode(), 1)
        beside = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(exist_ok=True)
            beside.write_bytes(sha256(packed).digest() + packed)
            os.replace(beside, path)
        except OSError:
            return


def _content(path: Path) -> bytes:
    # Neither what a link leads to nor a pipe is ours, and either might never end.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(handle, "rb") as file:
        told = os.fstat(handle)
        return file.read() if S_ISREG(told.st_mode) and told.st_size <= LARGEST else b""


def opened(folder: Path, rules: str) -> Cache:
    """The cache in a folder, which is made and which git is told to ignore; none where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError:
        return Cache(None, rules)
    return Cache(folder, rules)


def rules_of(schemas: Schemas) -> str:
    """A digest of everything that decides how a file is read: schemas, codelists, our own code and the libraries it reads with."""
    root = Path(__file__).parents[1]
    paths = [*root.glob("*.py"), *(path for name in CODE for path in (root / name).rglob("*.*") if path.suffix != ".pyc")]
    code = sha256(repr(schemas).encode())
    for path in sorted(paths):
        code.update(path.read_bytes())
    for library in LIBRARIES:
        code.update(version(library).encode())
    return code.hexdigest()


def plain(value: Any) -> Any:
    """A value of a record as JSON that `typed` turns back into the same."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Hidden):
        return {"hidden": value.reason}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return {"list": [plain(one) for one in value]}


def typed(found: Any) -> Any:
    """The value that `plain` made JSON of."""
    if not isinstance(found, dict):
        return found
    ((name, held),) = found.items()
    return TYPES[name](held)


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
