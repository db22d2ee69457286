"""In a built site pages lead to their feeds, and feeds lead back to pages that are there."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from icalendar import Calendar

from tests.feeds.publishing import BOARD, FUND, MEETING, commit, decided, decision, founded, rows
from tests.test_build import portal_command, text_of
from tests.test_links import HOST, demonstration

__all__ = ["demonstration"]


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a council that withdrew a decision and one of whose meetings is about a fund."""
    folder = tmp_path_factory.mktemp("followed")
    data = founded(folder)
    rows("meetings", [MEETING, MEETING | {"meeting_id": "M-2", "community_id": "", "fund_id": "pot"}], data)
    decided(data, decision("D-2", title="Benches"))
    commit(data, "Drop one", "2025-11-01")
    site = folder / "site"
    done = portal_command("build", "--data", str(data), "--site", str(site), "--as-of", "2026-01-15", "--allow-shrink", "A test")
    assert done.returncode == 0, done.stderr
    return site


def linked(site: Path, address: str, words: str) -> str:
    """Where the link of some words on a page leads, from the site's root."""
    tree: Element = html5lib.parse((site / address / "index.html").read_text(), namespaceHTMLElements=False)
    (target,) = [one.attrib["href"] for one in tree.iter("a") if "".join(one.itertext()) == words]
    return (site / address / target).resolve().relative_to(site).as_posix()


@pytest.mark.parametrize("address", ["publishers/eastmere/", BOARD, FUND])
def test_pages_lead_to_their_feeds(council: Path, address: str) -> None:
    """In plain words, to the feed in both forms and to the calendar beside the page."""
    assert linked(council, address, "Atom") == f"{address}changes.atom"
    assert linked(council, address, "JSON Feed") == f"{address}changes.json"
    assert linked(council, address, "Put in your calendar") == f"{address}coming-up.ics"
    assert "Follow by feed what changes here" in text_of(council / address / "index.html")


def test_the_whole_is_followed_from_its_lists(council: Path) -> None:
    """`/changes/` leads to the feeds and `/coming-up/` to the calendar; a fund without a meeting offers no calendar."""
    assert linked(council, "changes/", "Atom") == "changes/changes.atom"
    assert linked(council, "coming-up/", "Put in your calendar") == "coming-up/coming-up.ics"
    assert "Put in your calendar" not in text_of(council / "funds/eastmere/other/index.html")
    assert "Follow by feed" not in text_of(council / "decisions/eastmere/D-2/index.html")


def test_programs_find_the_feed_from_every_page(council: Path) -> None:
    """Each page's head names the feed of the whole."""
    for address in ("", "services/eastmere/S-1/"):
        head = (council / address / "index.html").read_text()
        (found,) = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="Changes" href="([^"]+)">', head)
        assert (council / address / found).resolve() == council / "changes/changes.atom"


def told(site: Path) -> Iterator[tuple[str, str]]:
    """Each feed of a site with each web address that leads from it to the site."""
    for path in site.rglob("changes.json"):
        if path.parent.name != "data":
            feed = json.loads(path.read_text())
            yield from ((path.relative_to(site).as_posix(), one) for one in (feed["home_page_url"], feed["feed_url"]))
            yield from ((path.relative_to(site).as_posix(), one["url"]) for one in feed["items"])
    for path in site.rglob("*.ics"):
        whole = Calendar.from_ical(path.read_bytes())
        yield from ((path.relative_to(site).as_posix(), str(one["url"])) for one in (whole, *whole.walk("VEVENT")))


@pytest.mark.parametrize("name", ["council", "demonstration"])
def test_what_feeds_lead_to_is_there(name: str, request: pytest.FixtureRequest) -> None:
    """Every link of every feed and event leads to a file of the site, and to an element of it where it names one."""
    site: Path = request.getfixturevalue(name)
    links = sorted(set(told(site)))
    assert len(links) > 40
    broken = []
    for path, link in links:
        address, _, anchor = link.removeprefix(HOST).partition("#")
        file = site / address / "index.html" if address.endswith("/") else site / address
        if not link.startswith(HOST) or not file.is_file() or (anchor and f'id="{anchor}"' not in file.read_text()):
            broken.append((path, link))
    assert broken == []


def test_feeds_list_what_the_pages_list(council: Path) -> None:
    """The list of changes and its feed have as many entries, and their names are the same."""
    tree = html5lib.parse((council / "changes/index.html").read_text(), namespaceHTMLElements=False)
    named = [" ".join("".join(line.itertext()).split()) for line in tree.findall(".//ul[@class='changed']/li/p")]
    feed = json.loads((council / "changes/changes.json").read_text())
    assert [one["title"] for one in feed["items"]] == named
