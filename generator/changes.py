"""The nouns of history: what became of each record, when, and in which commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from generator.model import Record, Ref
from generator.repository import Commit

ADDED: Final = "added"
CHANGED: Final = "changed"
WITHDRAWN: Final = "withdrawn"
RETURNED: Final = "returned"


class Hidden(NamedTuple):
    """What stands in the place of a value that may not be shown, with the reason."""

    reason: str


class FieldChange(NamedTuple):
    """A field before and after: a typed value as in a record, None where it was not stated, or `Hidden`."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one record: `what` is added, changed, withdrawn or returned.

    `previous` is the day of the publisher's commit before. `record` is the last version of a record that was withdrawn.
    """

    ref: Ref
    commit: str
    day: date
    subject: str
    what: str
    fields: tuple[FieldChange, ...] = ()
    previous: date | None = None
    record: Record | None = None


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Every change that is known, oldest first, whole and by record.

    `known` is False outside git. `since` is the commit with which a repository begins that was not copied whole.
    """

    changes: tuple[Change, ...] = ()
    by_record: Mapping[Ref, tuple[Change, ...]] = field(default_factory=lambda: MappingProxyType({}))
    known: bool = False
    since: Commit | None = None


UNKNOWN: Final = History()


def collected(changes: Sequence[Change], since: Commit | None = None) -> History:
    """The history that changes in their order make."""
    by_record: dict[Ref, list[Change]] = {}
    for change in changes:
        by_record.setdefault(change.ref, []).append(change)
    found = MappingProxyType({ref: tuple(several) for ref, several in by_record.items()})
    return History(tuple(changes), found, True, since)
