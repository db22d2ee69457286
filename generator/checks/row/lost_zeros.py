"""Ids that a spreadsheet has robbed of their leading zeros."""

from collections.abc import Iterator, Sequence

from generator.checks.fields import reading
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns where some ids of a column start with 0 and have one length, while others are shorter and all digits."""
    names = [*reading(scope.schema, {"id"}), *(name for name in reading(scope.schema, {"text"}) if name.endswith("_ref"))]
    return gathered(hit for name in names for hit in _hits(records, name))


def _hits(records: Sequence[Record], name: str) -> Iterator[Hit]:
    digits = [record for record in records if name in record.values and _is_digits(record.values[name])]
    padded = [len(record.values[name]) for record in digits if record.values[name][0] == "0"]
    if len(padded) < 2 or len(set(padded)) > 1:
        return
    for record in digits:
        if len(record.values[name]) < padded[0]:
            yield Hit(record, "id-lost-zeros", name, record.values[name], {"digits": str(padded[0])})


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
