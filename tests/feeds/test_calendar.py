"""Calendars are valid, put each meeting at its hour in London, and keep what people put in their diaries."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from generator.assemble import measure
from generator.changes import UNKNOWN
from tests.feeds.publishing import (
    ADDRESS,
    BOARD,
    COMMUNITY,
    FUND,
    MEETING,
    SERVICE,
    commit,
    events,
    feeds_of,
    founded,
    published,
    rows,
    summaries,
)
from tests.history.councils import built

WHOLE = "coming-up/coming-up.ics"
PUBLISHER, OF_BOARD, OF_FUND = "publishers/eastmere/coming-up.ics", f"{BOARD}coming-up.ics", f"{FUND}coming-up.ics"
DAYS = ["Service is reviewed: Youth club", "Contract or service ends: Youth club", "Power is reviewed: Youth club"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The council of the feeds, judged on 15 January 2026."""
    return founded(tmp_path)


def met(data: Path, *meetings: dict[str, str]) -> None:
    """Commits the council's meetings."""
    rows("meetings", meetings, data)
    commit(data, "Meetings", "2025-12-01")


def test_a_calendar_keeps_to_the_rules_of_its_format(data: Path) -> None:
    """RFC 5545: lines end in CRLF and have at most 75 octets; what is required stands once; ids are unique, ends after starts."""
    met(
        data, MEETING | {"how_to_join": "Ŵelcome, everyone; bring \\ a cup — " * 20, "place": "Neuadd y Dref, Llanfairpwll 🏛" * 5}
    )
    for path, artefact in published(data).items():
        if not path.endswith(".ics"):
            continue
        assert artefact.media_type == "text/calendar"
        *lines, last = artefact.content.split(b"\r\n")
        assert last == b""
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert max(map(len, lines)) <= 75
        for line in lines:
            line.decode()  # no character is cut in two
        assert [lines[0], lines[-1]] == [b"BEGIN:VCALENDAR", b"END:VCALENDAR"]
        whole = Calendar.from_ical(artefact.content)
        assert (whole["version"], bool(whole["prodid"])) == ("2.0", True)
        assert whole.errors == []
        (zone,) = whole.walk("VTIMEZONE")
        assert zone["tzid"] == "Europe/London"
        uids = [one["uid"] for one in whole.walk("VEVENT")]
        assert len(set(uids)) == len(uids)
        for event in whole.walk("VEVENT"):
            assert event.errors == []
            assert event["dtstamp"].dt.utcoffset() == timedelta(0)
            assert event["summary"]
            assert event["url"].startswith(ADDRESS)
            if "dtend" in event:
                assert event["dtend"].dt > event["dtstart"].dt


def test_a_meeting_says_what_one_needs_to_go_there(data: Path) -> None:
    """When, where, how to get in and take part, whose it is, and the way to its page."""
    (meeting,) = [one for one in events(published(data)[WHOLE]) if one["summary"] == "Board meets"]
    assert str(meeting["location"]) == "Hall, Station Road; Eastfield"
    assert meeting["status"] == "CONFIRMED"
    said = str(meeting["description"]).splitlines()
    for line in (
        "Kind of meeting: Meeting with binding decisions",
        "Community body: Eastfield Board",
        "Access: Step-free entrance",
        "How to join: Come along",
        "Join online: https://council.example/live",
        "Publisher: Eastmere Council",
        ADDRESS + BOARD,
    ):
        assert line in said
    assert str(meeting["url"]) == ADDRESS + BOARD


@pytest.mark.parametrize(("start", "hours"), [("2026-07-01T19:00", 1), ("2026-12-01T19:00", 0), ("2026-03-29T00:30", 0)])
def test_times_are_those_of_london(data: Path, start: str, hours: int) -> None:
    """The clock says what the publisher wrote; programs anywhere else know the instant, in summer and in winter.

    Both the name of the zone and the rules that the file itself brings give it.
    """
    met(data, MEETING | {"starts_at": start, "ends_at": ""})
    artefact = published(data)[WHOLE]
    (meeting,) = [one for one in events(artefact) if one["summary"] == "Board meets"]
    wanted = datetime.fromisoformat(start)
    assert meeting["dtstart"].params["tzid"] == "Europe/London"
    assert meeting["dtstart"].dt.replace(tzinfo=None) == wanted
    assert meeting["dtstart"].dt.astimezone(UTC) == (wanted - timedelta(hours=hours)).replace(tzinfo=UTC)
    (zone,) = Calendar.from_ical(artefact.content).walk("VTIMEZONE")
    assert wanted.replace(tzinfo=zone.to_tz(lookup_tzid=False)).utcoffset() == timedelta(hours=hours)
    assert wanted.replace(tzinfo=ZoneInfo("Europe/London")).utcoffset() == timedelta(hours=hours)


def test_a_meeting_without_an_end_has_none(data: Path) -> None:
    """No end is made up: where none is stated that is said, and one before the start is left out."""
    met(data, MEETING | {"ends_at": "", "place": ""}, MEETING | {"meeting_id": "M-2", "ends_at": "2026-07-01T18:00"})
    one, other = [one for one in events(published(data)[WHOLE]) if one["summary"] == "Board meets"]
    assert "dtend" not in one
    assert "dtend" not in other
    assert "Not stated: Ends, Place" in (str(one["description"]) + str(other["description"]))


def test_a_cancelled_meeting_stays_and_says_so(data: Path) -> None:
    """It keeps its id, so that calendars change the entry which they hold, and takes up nobody's time."""
    (before,) = [one for one in events(published(data)[WHOLE]) if one["summary"] == "Board meets"]
    met(data, MEETING | {"status": "cancelled"})
    (after,) = [one for one in events(published(data)[WHOLE]) if "Board meets" in one["summary"]]
    assert (after["summary"], after["status"], after["transp"]) == ("Cancelled: Board meets", "CANCELLED", "TRANSPARENT")
    assert after["uid"] == before["uid"]
    assert (before["dtstamp"].dt, after["dtstamp"].dt) == (datetime(2025, 10, 1, tzinfo=UTC), datetime(2025, 12, 1, tzinfo=UTC))


def test_meetings_of_the_past_year_stay(data: Path) -> None:
    """Who went last week still finds it in the calendar; what is older than a year is left out."""
    held = MEETING | {"status": "held", "ends_at": ""}
    met(
        data,
        held | {"meeting_id": "last-week", "title": "Last week", "starts_at": "2026-01-08T19:00"},
        held | {"meeting_id": "year", "title": "A year ago", "starts_at": "2025-01-15T19:00"},
        held | {"meeting_id": "older", "title": "Older", "starts_at": "2025-01-14T19:00"},
        held | {"meeting_id": "silent", "title": "Nothing said", "status": "", "starts_at": "2026-02-01T19:00"},
    )
    made = {str(one["summary"]): one for one in events(published(data)[PUBLISHER])}
    assert set(made) - set(DAYS) == {"Last week", "A year ago", "Nothing said"}
    assert "status" not in made["Nothing said"]


def test_ends_and_reviews_are_whole_days(data: Path) -> None:
    """The day on which a contract ends or a service is reviewed is a day and no hour, and leaves the day free."""
    found = {str(one["summary"]): one for one in events(published(data)[WHOLE])}
    ends = found["Contract or service ends: Youth club"]
    assert ends["dtstart"].dt == date(2026, 3, 31)
    assert not isinstance(ends["dtstart"].dt, datetime)
    assert "dtend" not in ends
    assert ends["dtstart"].params["value"] == "DATE"
    assert ends["transp"] == "TRANSPARENT"
    assert str(ends["url"]) == f"{ADDRESS}services/eastmere/S-1/"
    assert "Provider: Acme Ltd" in str(ends["description"])
    assert found["Power is reviewed: Youth club"]["dtstart"].dt == date(2026, 6, 1)


def test_each_scope_has_its_own_dates(data: Path) -> None:
    """A community's calendar has its meetings and the services it has power over; a fund's its meetings alone."""
    board, fund = MEETING, MEETING | {"meeting_id": "M-2", "title": "Pot meets", "community_id": "", "fund_id": "pot"}
    rows("communities", [COMMUNITY, COMMUNITY | {"community_id": "quiet", "name": "Quiet Board"}], data)
    met(data, board, fund)
    made = published(data)
    assert summaries(made[OF_BOARD]) == [*DAYS, "Board meets"]
    assert summaries(made[OF_FUND]) == ["Pot meets"]
    assert sorted(summaries(made[PUBLISHER])) == sorted(summaries(made[WHOLE])) == sorted([*DAYS, "Board meets", "Pot meets"])
    assert summaries(made["communities/eastmere/quiet/coming-up.ics"]) == []
    assert "funds/eastmere/other/coming-up.ics" not in made


def test_what_lies_ahead_is_what_the_page_lists(data: Path) -> None:
    """`/coming-up/` and the calendar of the whole have the same meetings and days from the day of judgement on."""
    met(data, MEETING, MEETING | {"meeting_id": "M-2", "starts_at": "2026-01-15T09:00", "title": "Today"})
    done = built(data)
    ahead = [one for one in events(feeds_of(done)[WHOLE]) if str(one["dtstart"].dt)[:10] >= done.portal.as_of.isoformat()]
    assert len(ahead) == len(measure(done.portal, done.schemas).coming) == 5


def test_a_day_that_moves_keeps_its_id(data: Path) -> None:
    """A contract that is extended moves in people's calendars and does not stand there twice."""
    before = {str(one["summary"]): one["uid"] for one in events(published(data)[WHOLE])}
    rows("services", [SERVICE | {"end_date": "2026-09-30"}], data)
    commit(data, "Extend", "2025-12-01")
    after = {str(one["summary"]): one["uid"] for one in events(published(data)[WHOLE])}
    assert after == before


def test_without_history_the_files_say_when(data: Path) -> None:
    """The stamp is the day of the record's last change, else of its file, and never that of the build."""
    done = built(data)
    stamps = {one["dtstamp"].dt for one in events(feeds_of(done)[WHOLE])}
    silent = type(done)(done.portal, done.schemas, done.problems, UNKNOWN)
    assert {one["dtstamp"].dt for one in events(feeds_of(silent)[WHOLE])} == stamps == {datetime(2025, 10, 1, tzinfo=UTC)}
    assert feeds_of(done)[WHOLE].content == feeds_of(built(data))[WHOLE].content
