"""Records → Portal: one sorted, linked, immutable whole."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from generator.model import Account, Portal, Publisher, Record, Ref
from generator.organisations import mentions
from generator.schemas import Schemas


def assemble(
    schemas: Schemas,
    publishers: Iterable[Publisher],
    accounts: Iterable[Account],
    records: Iterable[Record],
    as_of: date,
    commit: str = "",
) -> Portal:
    """Sorts records by publisher and key, and links each to everything it names or is named by."""
    by_kind: dict[str, list[Record]] = {kind: [] for kind in sorted(schemas.kinds)}
    for record in records:
        by_kind[record.kind].append(record)
    ordered = {kind: tuple(sorted(members, key=lambda one: (one.publisher, one.key))) for kind, members in by_kind.items()}
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
    )
    belonging, names = _links(bare, schemas)
    return Portal(bare.as_of, bare.commit, bare.publishers, bare.accounts, bare.records, bare.index, belonging, names)


def _links(
    portal: Portal, schemas: Schemas
) -> tuple[Mapping[Ref, Mapping[str, tuple[Record, ...]]], Mapping[Ref, tuple[str, ...]]]:
    belonging: dict[Ref, dict[str, list[Record]]] = {}
    names: dict[Ref, Counter[str]] = {}
    prefixes = frozenset(schemas.codelists["org_id_prefixes"].codes) if "org_id_prefixes" in schemas.codelists else frozenset()
    for kind, records in portal.records.items():
        references = [field for field in schemas.kinds[kind].fields if field.reads in {"ref", "refs"} and field.refers_to]
        for record in records:
            targets = {Ref("publishers", "", record.publisher): None} if record.publisher else {}
            for field in references:
                value = record.get(field.name)
                for identifier in value if isinstance(value, tuple) else (value,) if value else ():
                    target = portal.resolve(record.publisher, field.refers_to, identifier)
                    if target:
                        targets[target] = None
            for mention in mentions(record, prefixes):
                names.setdefault(mention.ref, Counter())[mention.name] += 1
                targets[mention.ref] = None
            for target in targets:
                belonging.setdefault(target, {}).setdefault(kind, []).append(record)
    frozen = {
        ref: MappingProxyType({kind: tuple(members) for kind, members in kinds.items()}) for ref, kinds in belonging.items()
    }
    called = {
        ref: tuple(sorted(filter(None, counts), key=lambda name: (-counts[name], name))) for ref, counts in sorted(names.items())
    }
    return MappingProxyType(frozen), MappingProxyType(called)
