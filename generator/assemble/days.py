"""What is coming up on the day of judgement: meetings, contract ends and reviews."""

from collections.abc import Iterator
from typing import Final

from generator.measures import Coming
from generator.model import Portal
from generator.standing.power import months_after, powers, runs

MEETING: Final = "meeting"
ENDS: Final = "ends"
REVIEW: Final = "review"
POWER_REVIEW: Final = "power_review"
MONTHS_AHEAD: Final = 12


def coming(portal: Portal) -> tuple[Coming, ...]:
    """Meetings from this day on; and services that end, are reviewed, or whose power is reviewed within 12 months: soonest first."""
    found = [*_meetings(portal), *_services(portal), *_power_reviews(portal)]
    return tuple(sorted(found, key=lambda one: (one.day, one.what, one.record.ref)))


def _meetings(portal: Portal) -> Iterator[Coming]:
    for meeting in portal.records["meetings"]:
        at = meeting.get("starts_at")
        if at and at.date() >= portal.as_of and meeting.get("status") not in {"cancelled", "held"}:
            yield Coming(at.date(), MEETING, meeting)


def _services(portal: Portal) -> Iterator[Coming]:
    last = months_after(portal.as_of, MONTHS_AHEAD)
    for service in portal.records["services"]:
        if runs(service, portal.as_of):
            for name, what in (("end_date", ENDS), ("review_date", REVIEW)):
                day = service.get(name)
                if day and portal.as_of <= day <= last:
                    yield Coming(day, what, service)


def _power_reviews(portal: Portal) -> Iterator[Coming]:
    # Where several communities' power over a service is reviewed on one day, that is one review.
    last = months_after(portal.as_of, MONTHS_AHEAD)
    reviews = dict.fromkeys((service, power.get("next_review")) for power, service, _ in powers(portal))
    for service, day in reviews:
        record = portal.index[service]
        if day and portal.as_of <= day <= last and runs(record, portal.as_of):
            yield Coming(day, POWER_REVIEW, record)
