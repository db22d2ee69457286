"""Work that is called live after its planned end."""

from collections.abc import Iterator

from generator.checks.telling import Hit, gathered
from generator.model import Portal, Record
from generator.problems import Problem
from generator.schemas import Schemas
from generator.standing.decisions import decisions, state


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns of decisions that are live though their planned end is before the day of judgement."""
    return gathered(
        Hit(record, "live-past-end", "planned_end", "", {"day": record.values["planned_end"].isoformat()})
        for record, _ in decisions(portal)
        if _has_ended(record, portal) and state(portal, record) == "live"
    )


def _has_ended(record: Record, portal: Portal) -> bool:
    return bool(record.get("planned_end") and record.values["planned_end"] < portal.as_of)
