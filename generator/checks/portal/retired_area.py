"""Codes of areas that are no more."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from generator.checks.telling import Hit, gathered, listed
from generator.model import Portal, Record
from generator.problems import Problem
from generator.schemas import Schemas

DATES: Final = ("decision_date", "starts_at", "end_date")


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns of codes that were replaced, in records about a time when they no longer held."""
    retired = {record.key: record for record in portal.records.get("areas", ()) if _is_retired(record, portal.as_of)}
    return gathered(
        _hit(record, field.name, code, retired[code])
        for kind, records in portal.records.items()
        if kind != "areas" and retired
        for field in schemas.kinds[kind].fields
        if field.refers_to == "areas"
        for record in records
        for code in record.get(field.name) or ()
        if code in retired and not _held(retired[code], record)
    )


def _is_retired(area: Record, as_of: date) -> bool:
    # A code that was replaced because boundaries changed may have no end in the list.
    return bool(area.get("replaced_by")) and not (area.get("end") and area.values["end"] >= as_of)


def _held(area: Record, record: Record) -> bool:
    day = next((record.values[name] for name in DATES if record.get(name)), None)
    if day is None:
        return False
    end = area.get("end")
    return end is None or (day.date() if isinstance(day, datetime) else day) <= end


def _hit(record: Record, field: str, code: str, area: Record) -> Hit:
    end = area.get("end")
    details = {
        "name": area.get("name") or code,
        "ended": f"ended on {end.isoformat()}" if end else "is no longer in use",
        "replaced_by": listed(area.values["replaced_by"]),
    }
    return Hit(record, "area-retired", field, code, details)
