"""Records → Portal: one sorted, linked, immutable whole; and its measures."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from operator import attrgetter
from types import MappingProxyType

from generator.assemble.links import links
from generator.assemble.measures import measure
from generator.model import Account, Portal, Publisher, Record, Takedown
from generator.schemas import Schemas

__all__ = ["assemble", "measure"]


def assemble(
    schemas: Schemas,
    publishers: Iterable[Publisher],
    accounts: Iterable[Account],
    records: Iterable[Record],
    as_of: date,
    commit: str = "",
    taken: Iterable[Takedown] = (),
) -> Portal:
    """Sorts records by publisher and key, and links each to everything it names or is named by."""
    by_kind: dict[str, list[Record]] = {kind: [] for kind in sorted(schemas.kinds)}
    for record in records:
        by_kind[record.kind].append(record)
    ordered = {kind: tuple(sorted(members, key=attrgetter("publisher", "key"))) for kind, members in by_kind.items()}
    index = {record.ref: record for members in ordered.values() for record in members}
    bare = Portal(
        as_of=as_of,
        commit=commit,
        publishers=MappingProxyType({publisher.id: publisher for publisher in sorted(publishers, key=lambda one: one.id)}),
        accounts=tuple(sorted(accounts, key=lambda account: account.source.path)),
        records=MappingProxyType(ordered),
        index=MappingProxyType(index),
        belonging=MappingProxyType({}),
        organisations=MappingProxyType({}),
        takedowns=tuple(taken),
    )
    belonging, names = links(bare, schemas)
    return replace(bare, belonging=belonging, organisations=names)
