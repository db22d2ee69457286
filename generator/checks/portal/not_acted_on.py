"""A binding decision that nobody has acted on in time."""

from collections.abc import Iterator

from generator.checks.telling import Hit, gathered
from generator.model import Portal
from generator.problems import Problem
from generator.schemas import Schemas
from generator.standing.decisions import decisions
from generator.standing.follow_through import OVERDUE, follow_through


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns of binding decisions on which nothing has begun by act_by, or where that is not stated by planned_start."""
    return gathered(_hits(portal))


def _hits(portal: Portal) -> Iterator[Hit]:
    for record, _ in decisions(portal):
        stands = follow_through(portal, record)
        if stands and stands.state == OVERDUE and stands.due:
            name = "act_by" if record.get("act_by") else "planned_start"
            yield Hit(record, "not-acted-on", name, "", {"day": stands.due.isoformat()})
