"""An approved decision of which nobody says how it goes."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

APPROVED: Final = frozenset({"approved", "approved_with_conditions"})


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of approved decisions in our own format without delivery_status; the formats of others do not have it."""
    if not scope.native or "delivery_status" not in scope.schema.by_name:
        return iter(())
    return gathered(
        Hit(record, "delivery-status-missing", "delivery_status")
        for record in records
        if record.get("outcome") in APPROVED and not {"delivery_status"} & {*record.values, *record.withheld}
    )
