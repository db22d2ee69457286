"""What stands in a calendar: meetings, also cancelled ones and those of the past year, and days on which services end or are
reviewed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from generator import urls, words
from generator.feeds.entries import demonstration
from generator.feeds.scopes import Scope, Telling, named
from generator.feeds.texts import on_one_line, plain
from generator.measures import WHOLE, Coming
from generator.model import Record, Ref
from generator.standing.power import months_before
from generator.whereabouts import page_of

MONTHS_KEPT: Final = 12  # so long a meeting stays: whoever subscribed must not lose what they went to last week
CALENDAR_TITLE: Final = "Meetings and reviews"
ABOUT: Final = (
    f"Meetings of the last {MONTHS_KEPT} months and all ahead, and what ends or is reviewed in the next 12 months, "
    "as the publishers state them. Times are those of the United Kingdom."
)
ELSEWHERE: Final = frozenset({"title", "starts_at", "ends_at", "place"})  # fields that an event holds by itself
USEFUL: Final = ("ends_at", "place", "accessibility", "how_to_join")  # a reader is told when these are not stated
ON_SERVICES: Final = ("provider_name", "annual_budget")


class Happening(NamedTuple):
    """An event of a calendar; a `start` without a clock is a whole day. `revised` is the instant of its last change, in UTC.

    `held` is False where it was cancelled, and None where nothing is said of it. `start` and `end` are London's clock time.
    """

    identity: str
    title: str
    start: date
    end: datetime | None
    held: bool | None
    place: str
    text: str
    link: str
    revised: datetime
    category: str


def about_dates(scope: Scope, telling: Telling) -> str:
    """What a calendar holds, in words."""
    return plain(" ".join(filter(None, (ABOUT, demonstration(scope.publisher, telling)))))


def happenings(telling: Telling, coming: Sequence[Coming]) -> Mapping[Ref, Sequence[Happening]]:
    """The events of each scope, soonest first: a fund's are its meetings, a community's also the days of services that it has
    or is to have power over."""
    found: dict[Ref, list[Happening]] = {}
    for record, happening in (*_meetings(telling), *_service_days(telling, coming)):
        for scope in _scopes(record, telling):
            found.setdefault(scope, []).append(happening)
    return {scope: sorted(several, key=_order) for scope, several in found.items()}


def _order(one: Happening) -> tuple[str, str]:
    return one.start.isoformat(), one.identity


def _scopes(record: Record, telling: Telling) -> Iterator[Ref]:
    portal, schemas = telling.portal, telling.schemas
    near = (record, *portal.children(record.ref, "power")) if record.kind == "services" else (record,)
    found = dict.fromkeys(ref for one in near for ref in named(one, portal, schemas))
    # A fund's calendar is about its meetings.
    wanted = (ref for ref in found if record.kind == "meetings" or ref.kind == "communities")
    return iter((WHOLE, Ref("publishers", "", record.publisher), *wanted))


def _meetings(telling: Telling) -> Iterator[tuple[Record, Happening]]:
    first = months_before(telling.portal.as_of, MONTHS_KEPT)
    for meeting in telling.portal.records["meetings"]:
        start, end = meeting.get("starts_at"), meeting.get("ends_at")
        if start and start.date() >= first:
            cancelled = meeting.get("status") == "cancelled"
            title = telling.schemas.called(meeting)
            yield (
                meeting,
                Happening(
                    identity=_uuid(telling, meeting),
                    title=on_one_line(f"Cancelled: {title}" if cancelled else title),
                    start=start,
                    end=end if end and end > start else None,
                    held=not cancelled if meeting.get("status") else None,
                    place=on_one_line(str(meeting.get("place") or "")),
                    text=plain("\n".join(_about_meeting(meeting, telling))),
                    link=_link(meeting, telling),
                    revised=_revised(meeting, telling),
                    category=telling.schemas.kinds["meetings"].singular,
                ),
            )


def _about_meeting(meeting: Record, telling: Telling) -> Iterator[str]:
    schema = telling.schemas.kinds["meetings"]
    for field in schema.fields:
        if field.name in meeting.withheld:
            yield f"{field.title}: {words.withheld(meeting.withheld[field.name])}"
        elif field.name in meeting.values and field.group != "record" and field.name not in ELSEWHERE:
            yield f"{field.title}: {_said(meeting, field.name, telling)}"
    missing = [name for name in USEFUL if name in schema.by_name and name not in {*meeting.values, *meeting.withheld}]
    if missing:
        yield f"{words.NOT_STATED}: {', '.join(schema.by_name[name].title for name in missing)}"
    yield from _ending(meeting, telling)


def _said(record: Record, name: str, telling: Telling) -> str:
    field = telling.schemas.kinds[record.kind].by_name[name]
    value = record.values[name]
    target = telling.portal.resolve(record.publisher, field.refers_to, value) if field.reads == "ref" else None
    return telling.schemas.called(telling.portal.index[target]) if target else words.said(value, field, telling.schemas)


def _service_days(telling: Telling, coming: Sequence[Coming]) -> Iterator[tuple[Record, Happening]]:
    for day, what, service in coming:
        if what in words.COMING:
            # Of the powers over one service several may be reviewed, each on its day.
            which = (what, day.isoformat()) if what == "power_review" else (what,)
            yield (
                service,
                Happening(
                    identity=_uuid(telling, service, *which),
                    title=on_one_line(f"{words.COMING[what]}: {telling.schemas.called(service)}"),
                    start=day,
                    end=None,
                    held=None,
                    place="",
                    text=plain("\n".join(_about_service(service, telling))),
                    link=_link(service, telling),
                    revised=_revised(service, telling),
                    category=telling.schemas.kinds["services"].singular,
                ),
            )


def _about_service(service: Record, telling: Telling) -> Iterator[str]:
    schema = telling.schemas.kinds["services"]
    for name in ON_SERVICES:
        if name in service.withheld:
            yield f"{schema.by_name[name].title}: {words.withheld(service.withheld[name])}"
        else:
            yield f"{schema.by_name[name].title}: {_said(service, name, telling) if name in service.values else words.NOT_STATED}"
    yield from _ending(service, telling)


def _ending(record: Record, telling: Telling) -> Iterator[str]:
    owner = telling.portal.publishers.get(record.publisher)
    yield f"Publisher: {owner.name if owner else telling.name}"
    yield _link(record, telling)
    invented = demonstration(record.publisher, telling)
    if invented:
        yield invented


def _link(record: Record, telling: Telling) -> str:
    return telling.address + (page_of(record, telling.portal, telling.schemas) or urls.section("coming-up"))


def _uuid(telling: Telling, record: Record, *which: str) -> str:
    # Two portals may call their meetings alike, and one person's calendar may hold both.
    parts = "\n".join(f"{len(part)} {part}" for part in (telling.address, *record.ref, *which))
    return str(uuid5(NAMESPACE_URL, parts.encode("utf-8", "backslashreplace").decode()))


def _revised(record: Record, telling: Telling) -> datetime:
    changes = telling.history.by_record.get(record.ref)
    day = changes[-1].day if changes else _committed(telling, record.origin.path)
    return datetime.combine(day, time(), UTC)


@lru_cache
def _committed(telling: Telling, path: str) -> date:
    # Records of one file follow each other, so the files are looked through once for each.
    sources = (account.shown or account.source for account in telling.portal.accounts if account.source.path == path)
    return next((source.committed_on for source in sources if source.committed_on), telling.portal.as_of)
