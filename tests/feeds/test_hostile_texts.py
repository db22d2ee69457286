"""Text is text in feeds and calendars, too, whatever it holds."""

import json
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import Contentlines

from generator.feeds.atom import atom
from generator.feeds.calendar import calendar
from generator.feeds.dates import Happening
from generator.feeds.entries import Entry, Feed
from generator.feeds.json_feed import json_feed
from generator.feeds.texts import on_one_line, plain
from tests.feeds.publishing import (
    ATOM,
    COMMUNITY,
    MEETING,
    POWER,
    SERVICE,
    as_json,
    commit,
    decided,
    decision,
    entries,
    events,
    founded,
    published,
    rows,
)
from tests.hostile import CONTROLS, PAYLOADS

DAY = date(2026, 1, 15)
LATE = datetime(2026, 1, 15, 23, 59)
HOSTILE = [one.replace("canary", "") for one in (*PAYLOADS, *CONTROLS) if "\n" not in one and "\r" not in one and len(one) < 200]


def feed(text: str) -> Feed:
    """A feed whose every text is one text."""
    entry = Entry("5", on_one_line(text), "https://p.example/", DAY, plain(text), on_one_line(text), on_one_line(text))
    return Feed("6", on_one_line(text), plain(text), on_one_line(text), "https://p.example/", "https://p.example/", DAY, (entry,))


def happening(text: str) -> Happening:
    """An event whose every text is one text."""
    line = on_one_line(text)
    return Happening("7", line, LATE, None, None, line, plain(text), "https://p.example/", LATE, line)


@given(st.text(st.characters(exclude_categories=[])))
def test_every_text_comes_back_from_a_feed(text: str) -> None:
    """What the formats can hold is read back as it was, as text; what they cannot is named."""
    entry = ElementTree.fromstring(atom(feed(text), "x.atom")).find(f"{ATOM}entry")
    assert entry is not None
    assert (entry.findtext(f"{ATOM}content") or "") == plain(text)
    assert (entry.findtext(f"{ATOM}title") or "") == on_one_line(text)
    assert [element.attrib for element in entry.findall(f"{ATOM}content")] == [{"type": "text"}]
    (told,) = json.loads(json_feed(feed(text), "x.json"))["items"]
    assert (told["content_text"], told["title"]) == (plain(text), on_one_line(text))


@given(st.text("ab\\^,; é☃😀", min_size=60, max_size=400))
def test_lines_are_folded_as_icalendar_folds_them(text: str) -> None:
    """Lines that are folded here, because that is sooner done, are folded at the same places."""
    content = calendar("", "", "https://p.example/", [happening(text)])
    assert Contentlines.from_ical(content.decode()).to_ical() == content


@given(st.text(st.characters(exclude_categories=[])))
def test_every_text_comes_back_from_a_calendar(text: str) -> None:
    """No text ends a line or a property, begins another or is cut within a character."""
    content = calendar(text, text, "https://p.example/", [happening(text)])
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (str(event["summary"]), str(event["description"])) == (on_one_line(text), plain(text))
    assert str(event.get("location", "")) == on_one_line(text)
    assert set(event) == {
        "UID", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "SUMMARY", "DESCRIPTION", "URL", "CATEGORIES", "TRANSP",
        *(["LOCATION"] if on_one_line(text) else []),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["\x00", "\x07", "\x1b", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_what_no_format_may_hold_is_named(text: str) -> None:
    """A reader is told which sign stood there."""
    assert plain(f"a{text}b") == f"a<U+{ord(text):04X}>b"


def test_line_breaks_of_every_sort_are_line_breaks() -> None:
    """In a text they stay, in a title they are spaces."""
    assert plain("a\r\nb\rc\u2028d\u2029e\nf") == "a\nb\nc\nd\ne\nf"
    assert on_one_line(" a\r\n\tb  c ") == "a b c"


def test_hostile_data_stays_text(tmp_path: Path) -> None:
    """Payloads in every text that feeds tell, from rows and commits to files: all are read back, none adds an element or a line."""
    data = founded(tmp_path)
    size = len(HOSTILE)
    members = [decision(f"H-{number}", title=f"x{text}") for number, text in enumerate(HOSTILE)]
    decided(data, *members)
    rows("communities", [COMMUNITY | {"name": f"x{HOSTILE[0]}", "need_or_interest": HOSTILE[1]}], data)
    rows("services", [SERVICE | {"name": f"x{HOSTILE[2]}", "provider_name": f"x{HOSTILE[3]}"}], data)
    rows("power", [POWER], data)
    rows(
        "meetings",
        [
            MEETING
            | {
                "meeting_id": f"H-{number}",
                "title": f"x{text}",
                "place": f"x{text}",
                "how_to_join": f"x{text}",
                "online_url": text,
            }
            for number, text in enumerate(HOSTILE)
        ],
        data,
    )
    commit(data, "BEGIN:VEVENT\x1b[31m <script>alert(1)</script> ]]> {{7*7}}", "2025-11-01")
    for number in range(0, size, 5):
        decided(data, *(members[:number] + members[number + 5 :]))
        commit(data, f"x{HOSTILE[number]}", "2025-11-02")
    made = published(data)
    elements = {
        "feed",
        "id",
        "title",
        "subtitle",
        "updated",
        "link",
        "author",
        "name",
        "generator",
        "entry",
        "published",
        "category",
        "content",
    }
    told = 0
    for path, artefact in made.items():
        if path.endswith(".atom"):
            assert {one.tag.removeprefix(ATOM) for one in ElementTree.fromstring(artefact.content).iter()} <= elements
            assert {one["link"].split("/")[2] for one in entries(artefact)} <= {"p.example"}
            told += len(entries(artefact))
        elif path.endswith(".json"):
            assert {one["url"].split("/")[2] for one in as_json(artefact)["items"]} <= {"p.example"}
        else:
            assert artefact.content.count(b"\r\nBEGIN:VEVENT\r\n") == len(events(artefact))
            assert {str(one["url"]).split("/")[2] for one in events(artefact)} <= {"p.example"}
    assert told > 100
    assert len(events(made["coming-up/coming-up.ics"])) > size / 2
