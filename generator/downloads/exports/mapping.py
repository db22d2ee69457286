"""What the schemas' `maps_to` says: a record's stated values by the names that another standard gives them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from generator.downloads.exports.writing import Money
from generator.model import Record
from generator.schemas import Schema

Written = Callable[[Any], Any]


class Mapped(NamedTuple):
    """A field of ours, the path that a standard gives it, and how its value is written there."""

    name: str
    path: str
    written: Written


def instant(day: date) -> str:
    """A day, or a moment, as the date-time that JSON standards ask for; a day begins at midnight UTC."""
    return day.isoformat() if isinstance(day, datetime) else f"{day.isoformat()}T00:00:00Z"


WRITTEN: Final[Mapping[str, Written]] = MappingProxyType(
    {"money": Money, "date": date.isoformat, "datetime": instant, "refs": list, "codes": list}
)


def mapped(schema: Schema, standard: str, instants: Iterable[str] = ()) -> tuple[Mapped, ...]:
    """The fields of a kind that a standard has; its `instants` are the paths whose days are written as date-times ("*": all)."""
    timed = frozenset(instants)
    found = []
    for field in schema.fields:
        path = field.maps_to.get(standard)
        if path:
            is_instant = field.reads == "date" and ("*" in timed or path in timed)
            found.append(Mapped(field.name, path, instant if is_instant else WRITTEN.get(field.reads, _same)))
    return tuple(found)


def unmapped(schema: Schema, standard: str) -> tuple[Mapped, ...]:
    """The fields of a kind that a standard lacks, under their own names."""
    others = (field for field in schema.fields if standard not in field.maps_to)
    return tuple(Mapped(field.name, field.name, WRITTEN.get(field.reads, _same)) for field in others)


def _same(value: Any) -> Any:
    return value


def nameable(record: Record, name: str, identifier: str) -> tuple[str, str]:
    """The name and the identifier of an organisation by two fields; both "" where the name may not be shown, for the other leads to it."""
    if name in record.withheld:
        return "", ""
    return record.get(name) or "", record.get(identifier) or ""


def stated(record: Record, fields: Iterable[Mapped]) -> dict[str, Any]:
    """What a record states, by path; the first field of a path counts."""
    values = record.values
    found: dict[str, Any] = {}
    for name, path, written in fields:
        if name in values and path not in found:
            found[path] = values[name] if written is _same else written(values[name])
    return found


def nested(flat: Mapping[str, Any], lists: frozenset[str]) -> dict[str, Any]:
    """Paths such as `recipientOrganization/name` or `beneficiaryLocation/1/geoCode` as a tree.

    `lists` names the properties that are lists of objects; a path without a number means the first of them.
    """
    tree: dict[str, Any] = {}
    for path, value in flat.items():
        first, place, own = _steps(path, lists)
        if place is None:
            tree[first] = value
        elif place < 0:
            tree.setdefault(first, {})[own] = value
        else:
            members = tree.setdefault(first, [])
            while len(members) <= place:
                members.append({})
            members[place][own] = value
    return tree


@lru_cache(4096)  # the same few paths come in every record
def _steps(path: str, lists: frozenset[str]) -> tuple[str, int | None, str]:
    # The property, the place in its list (-1 where it is no list, None where nothing is below it), and what is below.
    first, slash, rest = path.partition("/")
    if not slash:
        return first, None, ""
    index, _, own = rest.partition("/")
    if first not in lists:
        return first, -1, rest
    return (first, int(index), own) if index.isdigit() else (first, 0, rest)
