"""Dates as iCalendar, in the form of RFC 5545; the only module that imports icalendar."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText

from generator.feeds.dates import Happening
from generator.feeds.texts import on_one_line

PRODUCER: Final = "-//Community commissioning portal//Calendar//EN"
LONDON: Final = "Europe/London"
DAILY: Final = timedelta(days=1)
END: Final = b"END:VCALENDAR\r\n"
FOLDED: Final = 74  # bytes of a line above which it is folded
ESCAPES: Final = b"\\^"  # signs that mean something with the next
# Events kept as they are written, for most stand in several calendars; a portal of 100,000 records has 25,000.
REMEMBERED: Final = 2**16


def calendar(title: str, about: str, page: str, happenings: Sequence[Happening]) -> bytes:
    """Events as an iCalendar object, which calendar programs ask for again once a day. `page` is an absolute address."""
    whole = Calendar()
    whole.add("prodid", PRODUCER)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    for name, text in (("name", title), ("description", about), ("x-wr-calname", title), ("x-wr-caldesc", about)):
        whole.add(name, vText(on_one_line(text)))
    whole.add("x-wr-timezone", LONDON)
    whole.add("url", page)
    whole.add("refresh-interval", DAILY, parameters={"value": "DURATION"})
    whole.add("x-published-ttl", "P1D")
    whole.add_component(_london())
    frame: bytes = whole.to_ical()
    return b"".join((frame.removesuffix(END), *map(_event, happenings), END))


@lru_cache(REMEMBERED)
def _event(one: Happening) -> bytes:
    event = Event()
    event.add("uid", one.identity)
    event.add("dtstamp", one.revised)
    event.add("last-modified", one.revised)
    event.add("dtstart", _in_london(one.start))
    if one.end:
        event.add("dtend", _in_london(one.end))
    event.add("summary", one.title)
    event.add("description", one.text)
    event.add("url", one.link)
    event.add("categories", [one.category])
    if one.place:
        event.add("location", one.place)
    if one.held is not None:
        event.add("status", "CONFIRMED" if one.held else "CANCELLED")
    # The end of a contract takes up nobody's day.
    event.add("transp", "OPAQUE" if isinstance(one.start, datetime) and one.held is not False else "TRANSPARENT")
    return b"".join(map(_folded, filter(None, event.content_lines())))


def _folded(line: Any) -> bytes:
    # At the places where icalendar would fold, which looks at each sign for them; no character and no escape is torn apart.
    rest, parts = str(line).encode(), []
    while len(rest) > FOLDED:
        end = FOLDED
        while rest[end] & 0b1100_0000 == 0b1000_0000:  # a later byte of a character
            end -= 1
        end -= rest[end - 1] in ESCAPES
        parts.append(rest[:end])
        rest = rest[end:]
    return b"\r\n ".join([*parts, rest]) + b"\r\n"


def _in_london(moment: date) -> date:
    return moment.replace(tzinfo=ZoneInfo(LONDON)) if isinstance(moment, datetime) else moment


def _london() -> Timezone:
    # Written out, and not asked of the machine, whose list of time zones may be another's.
    zone = Timezone()
    zone.add("tzid", LONDON)
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, name, start, month, before, after in (
        (summer, "BST", datetime(1996, 3, 31, 1), 3, 0, 1),
        (winter, "GMT", datetime(1996, 10, 27, 2), 10, 1, 0),
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        zone.add_component(part)
    return zone
