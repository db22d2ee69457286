"""A start after its end."""

from collections.abc import Iterator, Sequence

from generator.checks.fields import periods
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns where a period ends before it starts."""
    return gathered(_hits(records, periods(scope.schema)))


def _hits(records: Sequence[Record], pairs: tuple[tuple[str, str], ...]) -> Iterator[Hit]:
    for record in records:
        values = record.values
        for start, end in pairs:
            if start in values and end in values and values[end] < values[start]:
                details = {"start": str(values[start]), "start_field": start}
                yield Hit(record, "ends-before-start", end, str(values[end]), details)
