"""Quiet changes: what was altered in a decision that had been approved, or went altogether, without a word."""

from collections.abc import Iterator
from typing import Final

from generator.changes import CHANGED, WITHDRAWN, Change, FieldChange, History
from generator.model import Portal, Record, Ref
from generator.problems import Problem
from generator.schemas import Field, Schemas
from generator.standing.decisions import APPROVED

BODIES: Final = ("decided_by_type", "community_id", "recipient_name", "recipient_org_id", "recipient_type")
SHOWN: Final = 5  # ids named in one sentence


def quiet_changes(portal: Portal, history: History, schemas: Schemas) -> Iterator[Problem]:
    """Warns of terms of approved decisions that were changed, and of records with an id that went, without an update."""
    yield from _changed(portal, history, schemas)
    yield from _gone(portal, history, schemas)


def _changed(portal: Portal, history: History, schemas: Schemas) -> Iterator[Problem]:
    for change in history.changes:
        record = portal.index.get(change.ref)
        if change.what == CHANGED and change.ref.kind == "decisions" and record and record.get("outcome") in APPROVED:
            for one in change.fields if not _is_told(portal, change) else ():
                field = schemas.kinds["decisions"].by_name[one.field]
                if _matters(one, field):
                    yield _problem(record, change, field)


def _matters(one: FieldChange, field: Field) -> bool:
    # What was not stated before is a gap that was filled, not a term that was changed.
    is_term = field.reads in {"money", "date"} or field.name in BODIES
    return one.before is not None and is_term and field.name != "last_modified"


def _is_told(portal: Portal, change: Change) -> bool:
    days = (update.get("date") for update in portal.children(change.ref, "updates"))
    return any(day is not None and (change.previous is None or day >= change.previous) for day in days)


def _problem(record: Record, change: Change, field: Field) -> Problem:
    origin = record.origin
    details = {
        "day": change.day.isoformat(),
        "since": change.previous.isoformat() if change.previous else "",
        "title": field.title,
    }
    return Problem(
        "changed-quietly",
        origin.publisher,
        origin.path,
        origin.sheet,
        origin.row,
        origin.line,
        field=field.name,
        value=record.key,
        details=details,
        record=record.key,
    )


def _gone(portal: Portal, history: History, schemas: Schemas) -> Iterator[Problem]:
    groups: dict[tuple[str, str, str], list[Ref]] = {}
    for ref, changes in history.by_record.items():
        last = changes[-1]
        if last.what == WITHDRAWN and last.record and ref not in portal.index and _has_id(last.record, schemas):
            groups.setdefault((ref.publisher, last.record.origin.path, last.day.isoformat()), []).append(ref)
    for (publisher, path, day), refs in sorted(groups.items()):
        if publisher in portal.publishers:
            named = sorted({ref.key for ref in refs})
            further = f" and {len(named) - SHOWN:,} more" if len(named) > SHOWN else ""
            details = {"day": day, "others": f" (so did {_listed(named[1:SHOWN])}{further})" if named[1:] else ""}
            yield Problem("gone-quietly", publisher, path, value=named[0], details=details)


def _has_id(record: Record, schemas: Schemas) -> bool:
    schema = schemas.kinds[record.kind]
    return len(schema.primary_key) == 1 and schema.by_name[schema.primary_key[0]].required


def _listed(keys: list[str]) -> str:
    return ", ".join(keys)
