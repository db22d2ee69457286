"""The power over services on the day of judgement: each claim in force, since when, and what is proposed next."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import takewhile

from generator.model import Portal, Record, Ref


@lru_cache(1)
def powers(portal: Portal) -> Sequence[tuple[Record, Ref, date]]:
    """The claim in force for each service and community, with the service it is about and the day it began."""
    return tuple(_powers(portal))


def _powers(portal: Portal) -> Iterator[tuple[Record, Ref, date]]:
    claims: dict[tuple[Ref, str], list[Record]] = {}
    for record in portal.records.get("power", ()):
        service = portal.resolve(record.publisher, "services", record.get("service_id") or "")
        assessed = record.get("assessed_on")
        began = record.get("effective_on") or assessed
        if service and assessed and max(assessed, began) <= portal.as_of and record.get("state") == "in_force":
            claims.setdefault((service, record.get("community_id") or ""), []).append(record)
    for (service, _), records in claims.items():
        same = _unbroken(sorted(records, key=_by_day))
        yield same[0], service, min(record.get("effective_on") or record.values["assessed_on"] for record in same)


def _unbroken(ordered: Sequence[Record]) -> Sequence[Record]:
    # The latest statement and those before it that say the same, latest first: what was given up and given again begins anew.
    return list(takewhile(lambda record: _terms(record) == _terms(ordered[-1]), reversed(ordered)))


def _terms(record: Record) -> tuple[str | None, str | None]:
    return record.get("transfer_method"), record.get("power_level")


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def prospects(portal: Portal, service: Ref) -> tuple[Record, ...]:
    """What is proposed or agreed for a service and not yet in force: the latest for each community, later than any in force."""
    latest: dict[str, Record] = {}
    for record in sorted(portal.children(service, "power"), key=_by_day):
        assessed = record.get("assessed_on")
        if assessed and assessed <= portal.as_of:
            latest[record.get("community_id") or ""] = record
    return tuple(record for record in latest.values() if record.get("state") in {"proposed", "agreed"})


def strongest(claims: Sequence[Record]) -> Record | None:
    """The claim of the highest level; among equals the latest."""
    return max(claims, key=lambda record: (record.get("power_level") or "", *_by_day(record)), default=None)


def _by_day(record: Record) -> tuple[date, str]:
    return (record.get("assessed_on") or date.min, record.key)


def runs(service: Record, as_of: date) -> bool:
    """Whether a service is still provided on a day."""
    return service.get("status") != "defunct" and not (service.get("end_date") and service.values["end_date"] < as_of)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
