"""An amount far above what is usual in its file."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from generator.checks.fields import reading
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered, pounds
from generator.model import Record
from generator.problems import Problem

TIMES: Final = 100
FEWEST: Final = 10  # below this many amounts nothing is usual


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of amounts above a hundred times the median of their column."""
    return gathered(hit for name in reading(scope.schema, {"money"}) for hit in _hits(records, name))


def _hits(records: Sequence[Record], name: str) -> Iterator[Hit]:
    stated = [record.values[name] for record in records if name in record.values]
    amounts = [amount for amount in stated if amount > 0]
    if len(amounts) < FEWEST:
        return
    usual = int(median(amounts))
    for record in records:
        if record.values.get(name, 0) > TIMES * usual:
            yield Hit(record, "amount-outlying", name, "", {"amount": pounds(record.values[name]), "usual": pounds(usual)})
