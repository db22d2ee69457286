"""Two states of one publisher's records → what was added, changed, withdrawn and returned, by key and never by line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.changes import ADDED, CHANGED, RETURNED, WITHDRAWN, FieldChange, Hidden
from generator.model import Record, Ref
from generator.schemas import Schemas

State = Mapping[Ref, tuple[Record, ...]]
"""All records of a publisher; a payment in several lines may have several under one identity."""


class Difference(NamedTuple):
    """What became of one record; `record` is the one that went."""

    ref: Ref
    what: str
    fields: tuple[FieldChange, ...] = ()
    record: Record | None = None


def state_of(records: Iterable[Record]) -> State:
    """Records by identity, those of one identity in the order they stand in."""
    state: dict[Ref, list[Record]] = {}
    for record in records:
        state.setdefault(record.ref, []).append(record)
    return {ref: tuple(several) for ref, several in state.items()}


def differences(before: State, after: State, gone: frozenset[Ref] | set[Ref], schemas: Schemas) -> Iterator[Difference]:
    """What must be done to one state to make it the other, by identity; `gone` are those that were once withdrawn."""
    touched = {ref for ref, records in after.items() if before.get(ref) != records}
    touched |= before.keys() - after.keys()
    for ref in sorted(touched):
        yield from _of_one(ref, before.get(ref, ()), after.get(ref, ()), ref in gone, schemas)


def _of_one(ref: Ref, before: Sequence[Record], after: Sequence[Record], is_back: bool, schemas: Schemas) -> Iterator[Difference]:
    old, new = _unmatched(before, after), _unmatched(after, before)
    for one, other in zip(old, new, strict=False):
        yield Difference(ref, CHANGED, tuple(_fields(one, other, schemas)))
    for one in old[len(new) :]:
        yield Difference(ref, WITHDRAWN, (), one)
    for _ in new[len(old) :]:
        yield Difference(ref, RETURNED if is_back and not before else ADDED)


def _unmatched(records: Sequence[Record], others: Sequence[Record]) -> list[Record]:
    # Each of the others accounts for one that is equal to it; order does not count.
    left, found = list(others), []
    for record in records:
        if record in left:
            left.remove(record)
        else:
            found.append(record)
    return found


def _fields(before: Record, after: Record, schemas: Schemas) -> Iterator[FieldChange]:
    for field in schemas.kinds[before.kind].fields:
        old, new = _said(before, field.name), _said(after, field.name)
        if old != new or type(old) is not type(new):
            yield FieldChange(field.name, old, new)


def _said(record: Record, name: str) -> Any:
    return Hidden(record.withheld[name]) if name in record.withheld else record.values.get(name)
