"""Which records point at which: by reference, by publisher, and by the organisations they name."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from generator.model import Portal, Record, Ref
from generator.organisations import mentions
from generator.schemas import Schemas


def links(
    portal: Portal, schemas: Schemas
) -> tuple[Mapping[Ref, Mapping[str, tuple[Record, ...]]], Mapping[Ref, tuple[str, ...]]]:
    """What points at each record or organisation, by kind; and the names each organisation goes by, most used first."""
    resolve = cache(portal.resolve)  # the same areas, funds and bodies are named again and again
    belonging: dict[Ref, dict[str, list[Record]]] = {}
    names: dict[Ref, Counter[str]] = {}
    prefixes = frozenset(schemas.codelists["org_id_prefixes"].codes) if "org_id_prefixes" in schemas.codelists else frozenset()
    for kind, records in portal.records.items():
        fields = [field for field in schemas.kinds[kind].fields if field.reads in {"ref", "refs"} and field.refers_to]
        references = [(field.name, field.refers_to) for field in fields]
        for record in records:
            targets = {Ref("publishers", "", record.publisher): None} if record.publisher else {}
            for name, refers_to in references:
                value = record.values.get(name)
                for identifier in value if isinstance(value, tuple) else (value,) if value else ():
                    target = resolve(record.publisher, refers_to, identifier)
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
    called = {ref: most_used(counts) for ref, counts in sorted(names.items())}
    return MappingProxyType(frozen), MappingProxyType(called)


def most_used(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The names of an organisation that are names, most used first."""
    return tuple(sorted(filter(None, counts), key=lambda name: (-counts[name], name)))
