"""Which records point at which: by reference, by publisher, and by the organisations they name."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from generator.model import Portal, Record, Ref
from generator.organisations import mentions
from generator.schemas import Schema, Schemas


def links(
    portal: Portal, schemas: Schemas
) -> tuple[Mapping[Ref, Mapping[str, tuple[Record, ...]]], Mapping[Ref, tuple[str, ...]]]:
    """What points at each record or organisation, by kind; and the names each organisation goes by, most used first."""
    resolve = cache(portal.resolve)  # the same areas, funds and bodies are named again and again
    pointing: dict[str, dict[Ref, list[Record]]] = {}
    names: dict[Ref, Counter[str]] = defaultdict(Counter)
    prefixes = frozenset(schemas.codelists["org_id_prefixes"].codes) if "org_id_prefixes" in schemas.codelists else frozenset()
    for kind, records in portal.records.items():
        references = _references(portal, schemas.kinds[kind])
        owners = {owner: Ref("publishers", "", owner) for owner in {record.publisher for record in records}}
        named = pointing[kind] = {}
        for record in records:
            targets = {owners[record.publisher]: None} if record.publisher else {}
            for name, refers_to in references:
                value = record.values.get(name)
                for identifier in value if isinstance(value, tuple) else (value,) if value else ():
                    target = resolve(record.publisher, refers_to, identifier)
                    if target:
                        targets[target] = None
            for mention in mentions(record, prefixes):
                names[mention.ref][mention.name] += 1
                targets[mention.ref] = None
            for target in targets:
                named.setdefault(target, []).append(record)
    called = {ref: most_used(counts) for ref, counts in sorted(names.items())}
    return _belonging(pointing), MappingProxyType(called)


def _belonging(pointing: Mapping[str, Mapping[Ref, Sequence[Record]]]) -> Mapping[Ref, Mapping[str, tuple[Record, ...]]]:
    found: dict[Ref, dict[str, tuple[Record, ...]]] = {}
    for kind, named in pointing.items():
        for target, records in named.items():
            found.setdefault(target, {})[kind] = tuple(records)
    return MappingProxyType({target: MappingProxyType(kinds) for target, kinds in found.items()})


def _references(portal: Portal, schema: Schema) -> list[tuple[str, str]]:
    # Where there is no record of a kind, none can be pointed at.
    fields = (field for field in schema.fields if field.reads in {"ref", "refs"})
    return [(field.name, field.refers_to) for field in fields if portal.records.get(field.refers_to)]


def most_used(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The names of an organisation that are names, most used first."""
    return tuple(sorted(filter(None, counts), key=lambda name: (-counts[name], name)))
