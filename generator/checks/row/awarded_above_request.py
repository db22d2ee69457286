"""More awarded than was asked for."""

from collections.abc import Iterator, Sequence

from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered, pounds
from generator.model import Record
from generator.problems import Problem


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns where the amount awarded is above the amount requested."""
    if "amount_requested" not in scope.schema.by_name:
        return iter(())
    return gathered(_hits(records))


def _hits(records: Sequence[Record]) -> Iterator[Hit]:
    for record in records:
        awarded, requested = record.get("amount_awarded"), record.get("amount_requested")
        if awarded is not None and requested is not None and awarded > requested:
            details = {"amount": pounds(awarded), "requested": pounds(requested)}
            yield Hit(record, "awarded-above-request", "amount_awarded", "", details)
