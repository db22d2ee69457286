"""Something that has happened, dated in the future."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

HAPPENED: Final = ("decision_date", "ratified_date", "actual_start", "actual_end", "assessed_on", "date", "last_modified")


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of decisions, payments, updates and other past things that are dated after the day of judgement."""
    names = tuple(name for name in HAPPENED if name in scope.schema.by_name)
    return gathered(
        Hit(record, "date-in-future", name, record.values[name].isoformat(), {"today": scope.as_of.isoformat()})
        for record in records
        for name in names
        if name in record.values and record.values[name] > scope.as_of
    )
