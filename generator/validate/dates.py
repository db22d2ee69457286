"""Dates and times as councils write them, day first. A column that proves to be month first is not guessed at."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from generator.validate.found import Fault, Found, Outcome

LONDON: Final = ZoneInfo("Europe/London")
FIRST_YEAR: Final = 1850
LAST_YEAR: Final = 2200
EXCEL_EPOCH: Final = date(1899, 12, 30)
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
ISO_INSTANT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
YEAR_FIRST: Final = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
SLASHED: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
NAMED: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]+([A-Za-z]{3,9})\.?,?[ -]+([0-9]{4}|[0-9]{2})")
NO_DAY: Final = re.compile(r"([A-Za-z]{3,9})[ -]+([0-9]{4}|[0-9]{2})")
SERIAL: Final = re.compile(r"([1-9][0-9]{4})(?:\.[0-9]+)?")
CLOCK: Final = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::[0-9]{2})? ?(am|pm)?", re.IGNORECASE)
TIME_ONLY: Final = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")


def is_month_first(texts: Iterable[str]) -> bool:
    """Whether a column proves that its slashed dates are month first: one like 12/31/2025, and none like 31/12/2025."""
    parts = [match for match in map(SLASHED.fullmatch, texts) if match]
    return any(int(part[2]) > 12 for part in parts) and not any(int(part[1]) > 12 for part in parts)


@lru_cache(maxsize=50_000)  # the same days stand in many columns and files
def read_date(text: str, month_first: bool = False) -> Outcome:
    """A date from ISO 8601, DD/MM/YYYY, 3 March 2026, 14-Jun-12 or an instant, whose time is then left out."""
    iso = ISO.fullmatch(text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]), "")
    instant = ISO_INSTANT.fullmatch(text)
    if instant:
        found = read_date(instant[1])
        dropped = isinstance(found, Found) and not instant[2].startswith("00:00")
        return found._replace(note="date-time-dropped") if isinstance(found, Found) and dropped else found
    first = YEAR_FIRST.fullmatch(text)
    if first:
        return _day(int(first[1]), int(first[2]), int(first[3]), "date-converted")
    with_time = re.fullmatch(r"(\S+) [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?", text)
    if with_time and SLASHED.fullmatch(with_time[1]):
        text = with_time[1]
    slashed = SLASHED.fullmatch(text)
    if slashed:
        if month_first:
            return Fault("date-month-first")
        return _day(_year(slashed[3]), int(slashed[2]), int(slashed[1]), "date-converted")
    named = NAMED.fullmatch(text)
    if named and named[2][:3].lower() in MONTHS:
        return _day(_year(named[3]), MONTHS.index(named[2][:3].lower()) + 1, int(named[1]), "date-converted")
    return _date_fault(text)


def read_datetime(text: str) -> Outcome:
    """A moment in London's clock time from `2026-03-03 19:00`, `03/03/2026 7pm`-like texts or an instant with an offset."""
    instant = ISO_INSTANT.fullmatch(text)
    if instant:
        return _instant(instant)
    day, _, clock = text.replace(",", "").rpartition(" ")
    match = CLOCK.fullmatch(clock)
    if not day or not match:
        found = read_date(text)
        return Fault("datetime-no-time", _details(example=f"{found.text} 19:00")) if isinstance(found, Found) else found
    found = read_date(day.strip())
    if isinstance(found, Fault):
        return found
    hour = int(match[1]) % 12 + 12 * (match[3].lower() == "pm") if match[3] else int(match[1])
    if hour > 23 or int(match[2]) > 59:
        return Fault("datetime-unreadable")
    moment = datetime.combine(found.value, time(hour, int(match[2])))
    return Found(moment, moment.isoformat(), "date-converted")


def _instant(match: re.Match[str]) -> Outcome:
    day = read_date(match[1])
    if isinstance(day, Fault):
        return day
    try:
        moment = datetime.combine(day.value, time.fromisoformat(match[2]))
    except ValueError:
        return Fault("datetime-unreadable")
    if not match[3]:
        return Found(moment, moment.isoformat(), "")
    offset = match[3] if match[3] == "Z" or ":" in match[3] else f"{match[3][:3]}:{match[3][3:]}"
    london = datetime.fromisoformat(moment.isoformat() + offset).astimezone(LONDON).replace(tzinfo=None)
    return Found(london, london.isoformat(), "datetime-converted")


def _day(year: int, month: int, day: int, note: str) -> Outcome:
    try:
        found = date(year, month, day)
    except ValueError:
        return _no_such_day(year, month, day)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Fault("date-year", _details(year=f"{year:04d}"))
    return Found(found, found.isoformat(), note)


def _no_such_day(year: int, month: int, day: int) -> Fault:
    if 1 <= month <= 12:
        return Fault("date-does-not-exist", _details(day=f"{day} {MONTH_NAMES[month - 1]} {year}"))
    return Fault("date-no-such-month", _details(month=str(month)))


def _year(text: str) -> int:
    # Two digits are of this century: the portal's data starts in the 2000s.
    return int(text) if len(text) == 4 else 2000 + int(text)


def _date_fault(text: str) -> Fault:
    serial = SERIAL.fullmatch(text)
    if serial:
        return Fault("date-serial", _details(date=(EXCEL_EPOCH + timedelta(days=int(serial[1]))).isoformat()))
    no_day = NO_DAY.fullmatch(text)
    if no_day and no_day[1][:3].lower() in MONTHS:
        first = date(_year(no_day[2]), MONTHS.index(no_day[1][:3].lower()) + 1, 1)
        return Fault("date-no-day", _details(example=first.isoformat()))
    if TIME_ONLY.fullmatch(text):
        return Fault("date-only-time")
    return Fault("date-unreadable")


def _details(**words: str) -> MappingProxyType[str, str]:
    return MappingProxyType(words)
