"""Capital and revenue that do not make the amount."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered, pounds
from generator.model import Record
from generator.problems import Problem

WHOLES: Final = ("amount_awarded", "amount")


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns where capital and revenue, both stated, are not the amount, or one of them alone is more."""
    if "capital" not in scope.schema.by_name:
        return iter(())
    whole = next(name for name in WHOLES if name in scope.schema.by_name)
    return gathered(_hits(records, whole))


def _hits(records: Sequence[Record], whole: str) -> Iterator[Hit]:
    for record in records:
        capital, revenue, amount = record.get("capital"), record.get("revenue"), record.get(whole)
        if amount is None or (capital is None and revenue is None):
            continue
        parts = (capital or 0) + (revenue or 0)
        # Where one part is not stated it may be whatever is missing.
        if parts > amount or (parts != amount and None not in {capital, revenue}):
            yield Hit(record, "parts-not-amount", whole, "", {"amount": pounds(amount), "parts": pounds(parts)})
