"""The nouns: what a portal is made of. Records are frozen and say where they came from."""

import copyreg
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple


def read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """A mapping that cannot be changed."""
    return MappingProxyType(mapping)


# Records travel between processes, and a mapping proxy cannot be pickled by itself.
copyreg.pickle(MappingProxyType, lambda proxy: (read_only, (dict(proxy),)))

EMPTY: Final[Mapping[str, Any]] = MappingProxyType({})


class Ref(NamedTuple):
    """The identity of a record: its kind, its publisher's id ("" for what publishers share) and its key."""

    kind: str
    publisher: str
    key: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The place a record came from: file below the data folder, sheet, and spreadsheet row (1 is the first).

    `line` is the text line where the row starts; in a file of entries (JSON, YAML) `row` is the entry's number.
    """

    publisher: str
    path: str
    sheet: str = ""
    row: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One valid, typed row of a kind.

    `values` holds only what is stated: money is integer pence, other numbers `Decimal` or `int`, dates `date`, instants
    `datetime`, yes/no `bool`, codes `str`, lists `tuple`. `withheld` names the fields that had a value which may
    not be shown, each with a reason: a problem code, or "redacted_personal" or "redacted_commercial".
    """

    kind: str
    publisher: str
    key: str
    values: Mapping[str, Any]
    withheld: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    origin: Origin = field(default=Origin("", ""), compare=False)
    ref: Ref = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Makes the record's identity once, for it is asked for dozens of times."""
        object.__setattr__(self, "ref", Ref(self.kind, self.publisher, self.key))

    def __reduce__(self) -> tuple[Any, ...]:
        """A record as it travels between processes: in one piece with its origin, which takes half the time."""
        origin = self.origin
        place = (origin.publisher, origin.path, origin.sheet, origin.row, origin.line)
        return _arrived, (self.kind, self.publisher, self.key, _plain(self.values), _plain(self.withheld), *place)

    def get(self, name: str) -> Any:
        """The value of a field, or None where it is not stated or withheld."""
        return self.values.get(name)


def _plain(mapping: Mapping[str, Any]) -> dict[str, Any]:
    # A mapping proxy copies what is behind it fifteen times as fast as `dict` asks the proxy for each name.
    return mapping.copy() if isinstance(mapping, MappingProxyType) else dict(mapping)


def _arrived(kind: str, publisher: str, key: str, values: dict[str, Any], withheld: dict[str, str], *place: Any) -> Record:
    hidden = MappingProxyType(withheld) if withheld else EMPTY
    return Record(kind, publisher, key, MappingProxyType(values), hidden, Origin(*place))


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of the rows of one source, in its own rows; see `balanced`."""

    rows_in: int = 0
    published: int = 0
    withheld: int = 0
    rows_blank: int = 0
    rows_total: int = 0
    rows_merged: int = 0

    @property
    def balanced(self) -> bool:
        """Whether every row is accounted for exactly once."""
        parts = (self.published, self.withheld, self.rows_blank, self.rows_total, self.rows_merged)
        return self.rows_in == sum(parts) and min(parts) >= 0


@dataclass(frozen=True, slots=True)
class Source:
    """One file as found. `path` is relative to the data folder with `/`; `commit` is the last that touched it."""

    publisher: str
    path: str
    kind: str
    format: str
    size: int = 0
    sha256: str = ""
    commit: str = ""
    committed_on: date | None = None
    licence: str = ""
    source_url: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: the field it fills, its heading as written, and its letter ("" where there is none)."""

    field: str
    heading: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The text of one row, a cell per column of its table; `number` and `line` as in `Origin`."""

    number: int
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind as text, before validation.

    `counted` says that the source's rows are counted here; the other tables of a source hold further records that
    the same rows gave. `native` is False where the source is in a foreign format, in which our required fields may be
    absent.
    """

    kind: str
    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    native: bool = True
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of the data that a publisher says it does not publish, why, and until when."""

    kind: str
    field: str
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """A body that owns a folder below `publishers/`."""

    id: str
    name: str
    licence: str
    update_frequency: str
    org_id: str = ""
    gss: str = ""
    website: str = ""
    contact: str = ""
    languages: tuple[str, ...] = ("en",)
    prefix_360giving: str = ""
    ocid_prefix: str = ""
    demonstration: bool = False
    gaps: tuple[Gap, ...] = ()


class Takedown(NamedTuple):
    """A record, or one field of it ("" for the whole), that must no longer be shown; since when, and why."""

    ref: Ref
    field: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """A source and what became of its rows; `refused` is the problem code that kept the whole file out.

    `shown` is the version that is published in the place of a refused file: its rows are those of the ledger.
    """

    source: Source
    ledger: Ledger
    refused: str = ""
    shown: Source | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Portal:
    """The immutable whole of one build; equal to itself alone.

    `records` holds each kind's records by publisher and key. `belonging` gives, for the identity of a record (or of an
    organisation that is only ever named), the records of each kind that point at it, in the same order. `organisations`
    gives the names an organisation goes by, most used first.
    """

    as_of: date
    commit: str
    publishers: Mapping[str, Publisher]
    accounts: tuple[Account, ...]
    records: Mapping[str, tuple[Record, ...]]
    index: Mapping[Ref, Record]
    belonging: Mapping[Ref, Mapping[str, tuple[Record, ...]]]
    organisations: Mapping[Ref, tuple[str, ...]]
    takedowns: tuple[Takedown, ...] = ()

    def resolve(self, publisher: str, kind: str, identifier: str) -> Ref | None:
        """What an id of a kind means when a publisher writes it: one's own, a shared one, or `publisher/id`."""
        # Most ids are the publisher's own, so the others are not even made until they are asked for.
        own = Ref(kind, publisher, identifier)
        if own in self.index:
            return own
        shared = Ref(kind, "", identifier)
        if shared in self.index:
            return shared
        owner, slash, bare = identifier.partition("/")
        if not slash or owner not in self.publishers:
            return None
        other = Ref(kind, owner, bare)
        return other if other in self.index else None

    def children(self, ref: Ref, kind: str) -> tuple[Record, ...]:
        """The records of a kind that belong to a record."""
        kinds = self.belonging.get(ref)
        return kinds.get(kind, ()) if kinds else ()

    def of_publisher(self, kind: str, publisher: str) -> tuple[Record, ...]:
        """A publisher's own records of a kind."""
        return self.children(Ref("publishers", "", publisher), kind)
