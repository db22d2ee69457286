"""A way of sharing power and a level that sit oddly together."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem, quoted

USUAL: Final = MappingProxyType(
    {
        "none": "012",
        "conversations": "012",
        "discussion_meetings": "012",
        "binding_meetings": "34",
        "legal_control": "4",
    }
)


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns where the way in which power is handed over does not usually give the level stated; there may be reasons."""
    if "transfer_method" not in scope.schema.by_name:
        return iter(())
    return gathered(_hits(records, scope))


def _hits(records: Sequence[Record], scope: Scope) -> Iterator[Hit]:
    methods, levels = (scope.schemas.codelist_of(scope.schema.by_name[name]) for name in ("transfer_method", "power_level"))
    for record in records:
        method, level = record.get("transfer_method"), record.get("power_level")
        if method in USUAL and level and level not in USUAL[method]:
            details = {"level": level, "method": quoted(methods.title(method)), "title": levels.title(level)}
            yield Hit(record, "power-method-level", "power_level", "", details)
