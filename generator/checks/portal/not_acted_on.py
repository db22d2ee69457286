"""A binding decision that nobody has acted on in time."""

from collections.abc import Iterator

from generator.checks.portal.standing import decisions, state
from generator.checks.telling import Hit, gathered
from generator.model import Portal, Record
from generator.problems import Problem
from generator.schemas import Schemas


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns of binding decisions still planned after act_by, or where that is not stated after planned_start."""
    return gathered(_hits(portal))


def _hits(portal: Portal) -> Iterator[Hit]:
    for record, _ in decisions(portal):
        name = next((field for field in ("act_by", "planned_start") if record.get(field)), "")
        if name and _binds(record) and record.values[name] < portal.as_of and state(portal, record) == "planned":
            yield Hit(record, "not-acted-on", name, "", {"day": record.values[name].isoformat()})


def _binds(record: Record) -> bool:
    # A decision that somebody still has to confirm does not bind yet.
    return bool(record.get("binding")) and not (record.get("ratified_by") and not record.get("ratified_date"))
