"""How fresh each publisher's data is, against what it promises."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from generator.model import Portal
from generator.schemas import Schemas
from generator.standing.power import months_after

DATES: Final = ("last_modified", "decision_date", "date", "assessed_on")


class Freshness(NamedTuple):
    """The day of a publisher's newest data, the day by which it promises more, and whether that has passed."""

    newest: date | None
    due: date | None
    overdue: bool


@lru_cache(1)
def freshness(portal: Portal, schemas: Schemas) -> Mapping[str, Freshness]:
    """For each publisher: the day of its newest file or record, and when its update_frequency promises the next."""
    newest = _newest(portal)
    codes = schemas.codelists["update_frequency"].codes
    told = {}
    for publisher in portal.publishers.values():
        code = codes.get(publisher.update_frequency)
        months, day = code.marks.get("months") if code else None, newest.get(publisher.id)
        due = months_after(day, int(months)) if day and months else None
        told[publisher.id] = Freshness(day, due, bool(due and due < portal.as_of))
    return MappingProxyType(told)


def _newest(portal: Portal) -> dict[str, date]:
    days: dict[str, date] = {}
    sources = (account.source for account in portal.accounts)
    dated = [(source.publisher, day) for source in sources for day in (source.committed_on, source.published_on) if day]
    records = (record for records in portal.records.values() for record in records)
    dated += ((record.publisher, record.values[name]) for record in records for name in DATES if name in record.values)
    for publisher, day in dated:
        if days.get(publisher, date.min) < day <= portal.as_of:
            days[publisher] = day
    return days
