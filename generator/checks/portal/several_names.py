"""One organisation's id with two names."""

import re
from collections.abc import Iterator
from typing import Final

from generator.checks.fields import organisations
from generator.checks.telling import Hit, gathered
from generator.model import Portal, Record, Ref
from generator.problems import Problem, quoted
from generator.schemas import Schemas

SAME: Final = {"limited": "ltd", "and": "", "the": "", "company": "co", "incorporated": "inc", "uk": ""}


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns where an id stands beside a name other than its most used one; spelling of Ltd, "the" and "&" is no difference."""
    pairs = {kind: organisations(schema) for kind, schema in schemas.kinds.items()}
    return gathered(
        hit
        for ref, names in portal.organisations.items()
        if len(names) > 1 and len({_core(name) for name in names}) > 1
        for records in portal.belonging.get(ref, {}).values()
        for record in records
        for hit in _hits(record, ref, names[0], pairs[record.kind])
    )


def _hits(record: Record, ref: Ref, usual: str, pairs: tuple[tuple[str, str], ...]) -> Iterator[Hit]:
    for id_field, name_field in pairs:
        name = record.get(name_field)
        if name and record.get(id_field) == ref.key and _core(name) != _core(usual):
            yield Hit(record, "organisation-several-names", name_field, name, {"other": quoted(usual), "id": quoted(ref.key)})


def _core(name: str) -> str:
    words = re.findall(r"\w+", name.casefold().replace("'", "").replace("’", ""))
    return "".join(SAME.get(word, word) for word in words)
