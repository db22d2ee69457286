"""An amount of nought."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

MOVED: Final = ("amount_awarded", "amount")
NOTHING_GIVEN: Final = frozenset({"rejected", "deferred", "withdrawn"})


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of awards, payments and allocations of nothing; a decision that gives no money may say 0."""
    return gathered(
        Hit(record, "amount-zero", name, "0")
        for name in MOVED
        if name in scope.schema.by_name
        for record in records
        if record.values.get(name) == 0 and record.values.get("outcome") not in NOTHING_GIVEN
    )
