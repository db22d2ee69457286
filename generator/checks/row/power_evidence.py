"""A claim of power that links to no evidence."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

PROVABLE: Final = frozenset({"2", "3", "4"})


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of power of level 2 and above without a link to what shows it."""
    if "power_level" not in scope.schema.by_name:
        return iter(())
    return gathered(
        Hit(record, "power-without-evidence", "evidence_url", "", {"level": record.values["power_level"]})
        for record in records
        if record.get("power_level") in PROVABLE and not {"evidence_url"} & {*record.values, *record.withheld}
    )
