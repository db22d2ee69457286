"""Feeds of changes are valid, told in plain words, and say no more than the pages do."""

from datetime import datetime
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree

import pytest

from generator import urls
from generator.artefacts import Artefact
from generator.changes import UNKNOWN as NO_HISTORY
from generator.feeds.entries import MOST
from generator.told import UNKNOWN, told
from tests.feeds.publishing import (
    ADDRESS,
    ATOM,
    BOARD,
    COMMUNITY,
    FUND,
    MEETING,
    POWER,
    as_json,
    commit,
    decided,
    decision,
    entries,
    feeds_of,
    founded,
    published,
    rows,
    titles,
)
from tests.history.councils import built

CANARY = "Zebrafinch Cantilever"
WHOLE = "changes/changes.atom"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The council after it raised an award on 1 November 2025."""
    data = founded(tmp_path)
    raised = decision("D-1", title="Evening sessions", fund_id="pot", community_id="board", amount_awarded="250.00")
    decided(data, raised, decision("D-2", title="Benches"))
    commit(data, "Raise the award", "2025-11-01")
    return data


def test_an_atom_feed_has_what_the_standard_asks_for(data: Path) -> None:
    """RFC 4287: one id, title and updated in the feed and in each entry, an author, links of their kinds, and unique ids."""
    for path, artefact in published(data).items():
        if not path.endswith(".atom"):
            continue
        assert artefact.media_type == "application/atom+xml"
        feed = ElementTree.fromstring(artefact.content)
        assert feed.tag == f"{ATOM}feed"
        for element in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                (only,) = element.findall(f"{ATOM}{name}")
                assert only.text
            UUID(element.findtext(f"{ATOM}id", "").removeprefix("urn:uuid:"))
            assert datetime.fromisoformat(element.findtext(f"{ATOM}updated", "")).tzinfo
            assert element.findtext(f"{ATOM}author/{ATOM}name")
            (alternate,) = [link for link in element.findall(f"{ATOM}link") if link.attrib["rel"] == "alternate"]
            assert alternate.attrib["href"].startswith(ADDRESS)
        (own,) = [link for link in feed.findall(f"{ATOM}link") if link.attrib["rel"] == "self"]
        assert own.attrib["href"] == ADDRESS + path
        ids = [one["id"] for one in entries(artefact)]
        assert len(set(ids)) == len(ids)


def test_a_json_feed_has_what_the_standard_asks_for_and_says_the_same(data: Path) -> None:
    """JSON Feed 1.1: its version, title and items, each with an id and text; the same entries as in the Atom feed beside it."""
    made = published(data)
    for path, artefact in made.items():
        if not path.endswith(".json"):
            continue
        assert artefact.media_type == "application/feed+json"
        feed = as_json(artefact)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert (feed["feed_url"], feed["title"] != "") == (ADDRESS + path, True)
        beside = entries(made[path.replace(".json", ".atom")])
        assert [(one["id"], one["title"], one["content_text"], one["url"]) for one in feed["items"]] == [
            (one["id"], one["title"], one["content"], one["link"]) for one in beside
        ]
        assert [datetime.fromisoformat(one["date_published"]) for one in feed["items"]] == [
            datetime.fromisoformat(one["updated"]) for one in beside
        ]


def test_a_change_is_told_in_plain_words(data: Path) -> None:
    """Newest first: what changed from what to what, when, by whom, under which first line, with the way to its page."""
    latest = entries(published(data)[WHOLE])[0]
    assert latest["title"] == "Evening sessions: Amount awarded changed from £100 to £250"
    assert latest["content"].splitlines()[:3] == [
        "Decision. Changed on 1 November 2025.",
        "Amount awarded: £100 → £250",
        "“Raise the award”",
    ]
    assert (latest["link"], latest["author"]) == (f"{ADDRESS}decisions/eastmere/D-1/", "Eastmere Council")
    assert latest["updated"] == latest["published"] == "2025-11-01T00:00:00Z"
    assert "Added fund: Community pot" in titles(published(data)[WHOLE])


def test_several_fields_are_named_or_counted(data: Path) -> None:
    """Two fields are both named, of more the others are counted, and long values are left to the text."""
    decided(data, decision("D-1", title="Evening sessions", outcome="deferred"), decision("D-2", title="Benches" * 20))
    commit(data, "More", "2025-11-02")
    decided(data, decision("D-1", title="Evenings", amount_awarded="1.00"), decision("D-2", title="Benches"))
    commit(data, "Yet more", "2025-11-03")
    said = titles(published(data)[WHOLE])
    assert "Evenings: Title and 2 other fields changed" in said
    assert "Benches: Title changed" in said
    decided(data, decision("D-1", title="Evening", amount_awarded="2.00"), decision("D-2", title="Benches"))
    commit(data, "Two", "2025-11-04")
    assert titles(published(data)[WHOLE])[0] == "Evening: Title and Amount awarded changed"


def test_each_scope_hears_of_its_own(data: Path) -> None:
    """A fund of itself and what is decided on it; a community of its meetings, decisions and power; a publisher of everything."""
    made = published(data)
    assert titles(made[f"{FUND}changes.atom"]) == [
        "Evening sessions: Amount awarded changed from £100 to £250",
        "Added fund: Community pot",
        "Added decision: Evening sessions",
    ]
    assert set(titles(made[f"{BOARD}changes.atom"])) == {
        "Evening sessions: Amount awarded changed from £100 to £250",
        "Added statement of power: Youth club",
        "Added meeting: Board meets",
        "Added decision: Evening sessions",
        "Added community body: Eastfield Board",
    }
    assert titles(made["publishers/eastmere/changes.atom"]) == titles(made[WHOLE])
    assert titles(made["funds/eastmere/other/changes.atom"]) == ["Added fund: Other pot"]


def test_a_decision_that_leaves_a_fund_is_told_in_both(data: Path) -> None:
    """Who follows the fund that it left hears that it went, and who follows the other that it came."""
    decided(
        data, decision("D-1", title="Evening sessions", fund_id="other", community_id="board"), decision("D-2", title="Benches")
    )
    commit(data, "Move", "2025-11-05")
    made = published(data)
    for path in (f"{FUND}changes.atom", "funds/eastmere/other/changes.atom"):
        assert titles(made[path])[0].startswith("Evening sessions: "), path


def test_what_was_withdrawn_stays_with_what_it_named(data: Path) -> None:
    """The fund's feed tells that a decision on it is gone, and leads to the page that stands in its place."""
    decided(data, decision("D-2", title="Benches"))
    commit(data, "Drop one", "2025-12-01")
    latest = entries(published(data)[f"{FUND}changes.atom"])[0]
    assert (latest["title"], latest["link"]) == ("Withdrawn decision: Evening sessions", f"{ADDRESS}decisions/eastmere/D-1/")


def test_many_alike_are_one_entry_as_on_the_page(data: Path) -> None:
    """A file of 40 decisions does not push everything else out of a feed; the feeds and `/changes/` list the same."""
    decided(data, *(decision(f"N-{number}", fund_id="pot") for number in range(40)))
    commit(data, "Many", "2025-12-01")
    done = built(data)
    made = feeds_of(done)
    assert len(titles(made[WHOLE])) == len([*told(done.history.changes)])
    assert "Added: 40 decisions" in titles(made[WHOLE])
    (many,) = [one for one in entries(made[WHOLE]) if one["title"] == "Added: 40 decisions"]
    assert many["link"] == f"{ADDRESS}decisions/eastmere/"
    (of_fund,) = [one for one in entries(made[f"{FUND}changes.atom"]) if one["title"] == "Added: 40 decisions"]
    assert of_fund["link"] == ADDRESS + FUND


def test_a_feed_holds_the_latest_and_says_so(data: Path) -> None:
    """The oldest changes are left out where there are more than a feed holds, and its words say where all stand."""
    decided(data, decision("D-2", title="Benches"), *(decision(f"N-{number:03}") for number in range(MOST + 20)))
    commit(data, "Many", "2025-12-01")
    decided(data, decision("D-2", title="Benches"))
    commit(data, "Gone", "2025-12-02")
    made = published(data)[WHOLE]
    assert len(entries(made)) == MOST
    assert {one["updated"] for one in entries(made)} == {"2025-12-02T00:00:00Z"}
    about = ElementTree.fromstring(made.content).findtext(f"{ATOM}subtitle", "")
    assert f"The latest {MOST} changes" in about
    assert f"{ADDRESS}data/changes.csv" in about


def test_ids_stay_when_more_happens(data: Path) -> None:
    """A reader is shown nothing a second time: entries keep their ids and words, and every build gives the same bytes."""
    before = published(data)
    assert {path: one.content for path, one in published(data).items()} == {path: one.content for path, one in before.items()}
    decided(data, decision("D-1", title="Later"), decision("D-2", title="Benches"))
    commit(data, "Later", "2025-12-01")
    after = {one["id"]: one["content"] for one in entries(published(data)[WHOLE])}
    assert {one["id"]: one["content"] for one in entries(before[WHOLE])}.items() <= after.items()


def test_a_feed_exists_before_anything_has_happened(tmp_path: Path) -> None:
    """People can follow what has no changes yet; outside git the feeds say that nothing is known."""
    made = published(founded(tmp_path))
    done = built(tmp_path / "repository" / "data")
    silent = feeds_of(type(done)(done.portal, done.schemas, done.problems, NO_HISTORY))
    assert set(silent) == set(made)
    for path, artefact in silent.items():
        if path.endswith(".json"):
            assert as_json(artefact)["items"] == []
            assert UNKNOWN in as_json(artefact)["description"]
        if path.endswith(".atom"):
            assert "2026-01-15T00:00:00Z" in artefact.content.decode()


def everything(made: dict[str, Artefact]) -> str:
    """All that feeds say, with the folded lines of calendars joined."""
    return "\n".join(one.content.decode().replace("\r\n ", "") for one in made.values())


@pytest.mark.parametrize("field", ["", "title"])
def test_takedowns_reach_the_feeds(data: Path, field: str) -> None:
    """What was taken down, whole or by field, is in no feed, also where an older version or a withdrawn record said it."""
    decided(data, decision("D-1", title=CANARY, fund_id="pot"), decision("D-2", title="Benches"))
    commit(data, "Name it", "2025-11-10")
    decided(data, decision("D-2", title="Benches"))
    commit(data, "Drop it", "2025-11-20")
    assert CANARY in everything(published(data))
    (data / "takedowns.csv").write_text(
        f"publisher,kind,id,field,date,reason\neastmere,decisions,D-1,{field},2026-01-10,It named a child\n"
    )
    assert CANARY not in everything(published(data))


def test_a_meeting_that_was_taken_down_is_in_no_calendar(data: Path) -> None:
    """Neither the meeting nor one withheld field of it."""
    rows("meetings", [MEETING | {"title": CANARY, "place": f"{CANARY} House"}], data)
    commit(data, "Name it", "2025-11-10")
    assert everything(published(data)).count(f"{CANARY} House") >= 3
    for field in ("place", ""):
        (data / "takedowns.csv").write_text(
            f"publisher,kind,id,field,date,reason\neastmere,meetings,M-1,{field},2026-01-10,It named a child\n"
        )
        assert (f"{CANARY} House" if field else CANARY) not in everything(published(data))


def test_earlier_words_that_may_have_named_a_person_are_not_repeated(data: Path) -> None:
    """A summary that was changed is told as changed, and no version of it is in a feed."""
    decided(data, decision("D-1", title="Evening sessions", summary=CANARY), decision("D-2", title="Benches"))
    commit(data, "Reword", "2025-12-01")
    decided(data, decision("D-1", title="Evening sessions", summary="Plain"), decision("D-2", title="Benches"))
    commit(data, "Again", "2025-12-02")
    made = published(data)
    assert titles(made[WHOLE])[0] == "Evening sessions: Summary changed"
    assert CANARY not in everything(made)
    decided(
        data, decision("D-1", title="Evening sessions", summary="Plain", recipient_name=CANARY), decision("D-2", title="Benches")
    )
    commit(data, "Named", "2025-12-03")
    made = published(data)
    assert titles(made[WHOLE])[0] == "Evening sessions: Recipient changed"
    assert CANARY not in everything(made)


def test_no_path_is_that_of_a_page(data: Path) -> None:
    """Whatever records are called, no folder of a page has the name of a feed."""
    names = ["changes.atom", "changes.json", "coming-up.ics", "Changes.ATOM"]
    rows("communities", [COMMUNITY, *(COMMUNITY | {"community_id": name} for name in names)], data)
    rows("funds", [{"fund_id": name, "name": name} for name in names], data)
    rows("power", [POWER], data)
    commit(data, "Odd", "2025-12-01")
    folders = {path.rsplit("/", 1)[0].lower() for path in published(data)}
    assert not {path.lower() for path in published(data)} & {folder for one in folders for folder in _upwards(one)}


def _upwards(folder: str) -> set[str]:
    parts = folder.split("/")
    return {"/".join(parts[:length]) for length in range(1, len(parts) + 1)}


def test_offers_say_what_each_file_is(data: Path) -> None:
    """Every feed can be listed among what readers may take away, under its publisher."""
    for path, artefact in published(data).items():
        assert artefact.offer is not None
        assert (artefact.offer.group, artefact.offer.kind) == ("feeds", "")
        assert artefact.offer.publisher == ("eastmere" if "/eastmere/" in path else "")
    offered = [one.offer.title for one in published(data).values() if one.offer]
    assert len(set(offered)) == len(offered)
    assert "Changes of Eastfield Board, as Atom feed" in offered


@pytest.mark.parametrize(
    ("identifier", "segment"),
    [("changes.atom", "changes~2eatom"), ("Coming-Up.ics", "Coming-Up~2eics"), ("change\u017f.atom", "change~c5~bf.atom")],
)
def test_ids_named_like_a_feed_are_escaped(identifier: str, segment: str) -> None:
    """Also on hosts that take large and small letters for the same; a letter that only resembles one is escaped as ever."""
    assert urls.segment(identifier) == segment


def test_what_has_no_name_to_show_is_called_by_what_it_belongs_to(data: Path) -> None:
    """An update whose words may not be shown any more is one of its decision, and a party one of what it is a party to."""
    rows("updates", [{"decision_id": "D-1", "date": "2025-11-02", "status": "live", "text": CANARY}], data)
    rows("parties", [{"kind": "decisions", "id": "D-1", "name": CANARY, "role": "supplier"}], data)
    commit(data, "More", "2025-11-03")
    for kind in ("updates", "parties"):
        (data / f"publishers/eastmere/{kind}/a.csv").unlink()
    commit(data, "Less", "2025-11-04")
    made = published(data)
    assert titles(made[WHOLE])[:2] == ["Withdrawn update: Evening sessions", "Withdrawn party: Evening sessions"]
    assert CANARY not in everything(made)
