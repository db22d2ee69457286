"""Every page is sound and can be reached: links, anchors and pictures lead somewhere, headings and tables are in order."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.conftest import ROOT
from tests.test_build import portal_command, site

__all__ = ["site"]
HOST = "https://example.org/"
CLICKS = 4
LOST = "404.html"
BY_HAND = {f"{path.relative_to(ROOT / 'content').with_suffix('').as_posix()}/" for path in (ROOT / "content").rglob("*.md")}
LEADING = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "use": "href"}


class Sheet(NamedTuple):
    """What a page holds of what is looked at here; a link has its element's name, a table the faults it has."""

    language: str
    title: str
    canonical: tuple[str, ...]
    ids: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    headings: tuple[int, ...]
    tables: tuple[str, ...]


class Built(NamedTuple):
    """A built site: its folder, and its pages by address, of which `404.html` is called by its name."""

    folder: Path
    pages: Mapping[str, Sheet]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built once for all modules that ask for it."""
    folder = tmp_path_factory.getbasetemp() / "demonstration" / "site"
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        done = portal_command("build", "--site", str(folder), "--as-of", "2026-01-15")
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module", params=["demonstration", "small"])
def built(request: pytest.FixtureRequest, demonstration: Path, site: Path) -> Built:
    """A site, once of the project's own data and once of the small portal's, where there is one of many things."""
    folder = demonstration if request.param == "demonstration" else site
    paths = sorted(folder.rglob("*.html"))
    return Built(folder, {_address(path.relative_to(folder)): sheet(_parsed(path.read_text())) for path in paths})


def _address(path: Path) -> str:
    return path.as_posix().removesuffix("index.html")


def _parsed(html: str) -> Element:
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def sheet(tree: Element) -> Sheet:
    """A page's tree as what is looked at here."""
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    tags = [(element.tag.rpartition("}")[2], element) for element in elements]
    named = [(tag, element.get(LEADING.get(tag, "")), element.get("rel")) for tag, element in tags]
    return Sheet(
        language=tree.get("lang", ""),
        title=tree.findtext("head/title") or "",
        canonical=tuple(target for _, target, rel in named if rel == "canonical" and target),
        ids=tuple(element.get("id", "") for element in elements if "id" in element.attrib),
        links=tuple((tag, target) for tag, target, rel in named if target is not None and rel != "canonical"),
        headings=tuple(int(tag[1]) for tag, _ in tags if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}),
        tables=tuple(fault for tag, element in tags if tag == "table" for fault in _table_faults(element)),
    )


def _table_faults(table: Element) -> Iterator[str]:
    captions = ["".join(caption.itertext()).strip() for caption in table.iter("caption")]
    if len(captions) != 1 or not captions[0]:
        yield f"captions {captions}"
    scopes = [heading.get("scope") for heading in table.iter("th")]
    if not scopes or not set(scopes) <= {"col", "row"}:
        yield f"{captions}: scopes {scopes}"


def own(address: str, target: str) -> tuple[str, str] | None:
    """The address on the site and the anchor that a link on a page leads to; None where it leads elsewhere."""
    whole, anchor = urldefrag(urljoin(HOST + address, target))
    if not whole.startswith(HOST):
        return None
    return unquote(urlsplit(whole).path.removeprefix("/")), unquote(anchor)


def broken(folder: Path, pages: Mapping[str, Sheet]) -> Iterator[str]:
    """Every link, anchor, style and picture of a site that leads to nothing of it."""
    for address, page in pages.items():
        for tag, target in page.links:
            place = own(address, target)
            if place is None:
                if tag != "a":
                    yield f"{address}: {tag} {target} is of another site"
            elif place[0] in pages:
                if tag != "a" or (place[1] and place[1] not in pages[place[0]].ids):
                    yield f"{address}: {tag} {target}"
            elif not (folder / place[0]).is_file():
                yield f"{address}: {tag} {target}"


def clicks(pages: Mapping[str, Sheet]) -> dict[str, int]:
    """How many clicks each page that can be reached is from the first one."""
    reached, edge = {"": 0}, [""]
    while edge:
        address = edge.pop(0)
        for tag, target in pages[address].links:
            place = own(address, target) if tag == "a" else None
            if place and place[0] in pages and place[0] not in reached:
                reached[place[0]] = reached[address] + 1
                edge.append(place[0])
    return reached


def test_the_sites_are_large_enough_to_judge_by(built: Built) -> None:
    """There are pages, tables and links to look at."""
    assert len(built.pages) > 40
    assert sum(len(page.links) for page in built.pages.values()) > 1_000


def test_nothing_leads_nowhere(built: Built) -> None:
    """Each link has its page or file, each anchor its element, each style and picture its file."""
    assert [*broken(built.folder, built.pages)] == []


def test_every_page_is_a_few_clicks_from_the_first(built: Built) -> None:
    """By links alone, and without the way back of a browser, each page is reached in at most four clicks."""
    reached = clicks(built.pages)
    deepest = max(reached, key=lambda address: reached[address])
    print(f"{len(reached)} pages are reached; the deepest, {deepest}, in {reached[deepest]} clicks")
    assert set(built.pages) - set(reached) - {LOST} == set()
    assert {address: count for address, count in reached.items() if count > CLICKS} == {}


def test_no_id_stands_twice_on_a_page(built: Built) -> None:
    """An anchor leads to one place, and no name of the page's own is taken by another."""
    twice = {address: Counter(page.ids).most_common(1) for address, page in built.pages.items() if page.ids}
    assert {address: most for address, most in twice.items() if most[0][1] > 1} == {}


def test_headings_are_in_order(built: Built) -> None:
    """There is one heading of the first level, it comes first, and no level is left out on the way down."""
    assert {
        address: page.headings
        for address, page in built.pages.items()
        if page.headings[:1] != (1,) or page.headings.count(1) != 1
    } == {}
    skipped = {address for address, page in built.pages.items() for upper, lower in pairwise(page.headings) if lower > upper + 1}
    assert skipped == set()


def test_tables_say_what_they_are(built: Built) -> None:
    """Each that the generator makes has one caption, and headings that say whether they stand over a column or before a row."""
    assert {address: page.tables for address, page in built.pages.items() if page.tables and address not in BY_HAND} == {}


def test_tables_of_hand_written_pages_say_what_they_are(built: Built) -> None:
    """So have those in the pages that people write."""
    assert {address: page.tables for address, page in built.pages.items() if page.tables} == {}


def test_every_page_says_what_it_is(built: Built) -> None:
    """Each has its language and the address it is to be known by."""
    assert {address for address, page in built.pages.items() if page.language != "en"} == set()
    assert {
        address: page.canonical
        for address, page in built.pages.items()
        if page.canonical != (HOST + address,) and address != LOST
    } == {}


def test_no_two_pages_have_one_title(built: Built) -> None:
    """In a list of tabs or of search results each page can be told from every other."""
    titles = Counter(page.title for page in built.pages.values())
    assert {title: count for title, count in titles.items() if count > 1 or not title.strip()} == {}
