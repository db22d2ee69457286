"""A promise of new data that was not kept."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from generator.checks.portal.standing import months_before
from generator.model import Portal, Publisher
from generator.problems import Problem
from generator.schemas import Schemas

DATES: Final = ("last_modified", "decision_date", "date", "assessed_on")


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns where a publisher's newest file and newest record are older than its update_frequency promises."""
    rhythms = schemas.codelists.get("update_frequency")
    if rhythms is None:
        return
    newest = _newest(portal)
    for publisher in portal.publishers.values():
        code = rhythms.codes.get(publisher.update_frequency)
        months = code.marks.get("months") if code else None
        if code and months and publisher.id in newest and newest[publisher.id] < months_before(portal.as_of, int(months)):
            yield _problem(publisher, code.title, newest[publisher.id])


def _problem(publisher: Publisher, promised: str, newest: date) -> Problem:
    path = f"publishers/{publisher.id}/publisher.yml"
    details = {"rhythm": promised.lower(), "newest": newest.isoformat()}
    return Problem("update-overdue", publisher.id, path, field="update_frequency", details=details)


def _newest(portal: Portal) -> dict[str, date]:
    days: dict[str, date] = {}
    sources = (account.source for account in portal.accounts)
    dated = [(source.publisher, day) for source in sources for day in (source.committed_on, source.published_on) if day]
    records = (record for records in portal.records.values() for record in records)
    dated += ((record.publisher, record.values[name]) for record in records for name in DATES if name in record.values)
    for publisher, day in dated:
        if day <= portal.as_of and day > days.get(publisher, date.min):
            days[publisher] = day
    return days
