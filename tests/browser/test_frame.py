"""The frame around every page as HTML: what it tells machines, how little it weighs, and where its links lead."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest

from generator.pages.sharing import structured
from generator.pages.shell import CONTENT, DATA, STRUCTURED, TITLE, cut, script_json
from generator.pages.views import Link, PageView
from tests.browser.test_policy import parsed
from tests.conftest import ROOT
from tests.test_build import SMALL, portal_command

HEAVIEST = 6_000  # bytes of HTML around a page's content
MAIN_URL = "https://portal.example/under/"
MACHINES = {"og:title", "og:description", "og:type", "og:site_name"}
STATED = "        reviewed_on: 2026-11-23\n        contact: accessibility@example.org\n"
HOLES = f"<head><title>{TITLE}</title>{STRUCTURED}<script>{DATA}</script>{STRUCTURED}</head>\n\n  <main>\n{CONTENT}"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], tuple[Path, str]]:
    """Builds the small portal with a line of mkdocs.yml put otherwise; gives the site and what was said."""

    def build(line: str, instead: str) -> tuple[Path, str]:
        folder = tmp_path_factory.mktemp("portal")
        text = (ROOT / "mkdocs.yml").read_text()
        assert text.count(line) == 1
        text = text.replace(line, instead).replace("data_dir: data", f"data_dir: {ROOT / 'data'}")
        for name in ("site_templates/theme", "site_templates", "content"):
            text = text.replace(f": {name}\n", f": {ROOT / name}\n")
        (folder / "mkdocs.yml").write_text(text)
        done = portal_command("build", "--data", str(SMALL), "--as-of", "2026-01-15", cwd=folder, PYTHONPATH=str(ROOT))
        return folder / "site", done.stderr if done.returncode else ""

    return build


def told(tree: Element) -> dict[str, str]:
    """What a page's head says by name: meta elements, links and the title."""
    head = tree.find("head")
    assert head is not None
    found = {one.get("property") or one.get("name") or "": one.get("content") or "" for one in head.iter("meta")}
    found |= {one.get("rel") or "": one.get("href") or "" for one in head.iter("link")}
    titles = [one.text or "" for one in head.iter("title")]
    assert len(titles) == 1
    return {**found, "title": titles[0]}


def data(tree: Element) -> list[dict[str, object]]:
    """A page's structured data."""
    return [json.loads(one.text or "") for one in tree.iter("script") if one.get("type") == "application/ld+json"]


def test_every_page_says_what_it_is(whole: Path, addresses: dict[str, str]) -> None:
    """Title, description, address, what others show of a link to it, and structured data."""
    for address in addresses.values():
        tree = parsed((whole / (address if address.endswith(".html") else f"{address}index.html")).read_text())
        said = told(tree)
        assert set(said) >= MACHINES | {"description", "viewport"}
        assert all(said[name] for name in MACHINES)
        assert said["og:description"] == said["description"]
        assert said["title"] == (f"{said['og:title']} - {said['og:site_name']}" if address else said["og:site_name"])
        if address.endswith(".html"):
            assert said["robots"] == "noindex"
            continue
        assert said["canonical"] == said["og:url"] == f"https://example.org/{address}"
        assert [one["@context"] for one in data(tree)] == ["https://schema.org"]


def test_a_record_tells_the_way_to_it(whole: Path, addresses: dict[str, str]) -> None:
    """Its structured data is the trail, each step with its full address, ending at the page itself."""
    address = addresses["a service"]
    (told,) = data(parsed((whole / address / "index.html").read_text()))
    trail, about = told["@graph"]
    assert about["@type"] == "GovernmentService"
    steps = trail["itemListElement"]
    assert isinstance(steps, list)
    assert trail["@type"] == "BreadcrumbList"
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert (steps[0]["item"], steps[-1]["item"]) == ("https://example.org/", f"https://example.org/{address}")


def test_the_frame_is_light_and_its_one_script_waits(whole: Path, addresses: dict[str, str]) -> None:
    """Around its content a page weighs at most 6 kB: one form, which leads to the search, and one script, which runs when the page stands."""
    for address in addresses.values():
        text = (whole / (address if address.endswith(".html") else f"{address}index.html")).read_text()
        before, content = text.split("<main", 1)
        after = content.split("</main>", 1)[1]
        assert len((before + after).encode()) <= HEAVIEST, address
        assert "portal-hole" not in text
        frame = parsed(f"{before}<main></main>{after}")
        assert [(one.get("role"), (one.get("action") or "").split("/")[-2] in {"search", "."}) for one in frame.iter("form")] == [
            ("search", True)
        ]
        scripts = [one for one in frame.iter("script") if one.get("type") != "application/ld+json"]
        assert [(one.get("type"), (one.get("src") or "").endswith("assets/js/suggest.js")) for one in scripts] == [
            ("module", True)
        ]
    assert [path for path in whole.rglob("*.js") if "assets/javascripts" in path.as_posix()] == []
    assert len(list((whole / "assets" / "stylesheets").iterdir())) == 1


def test_structured_data_cannot_leave_its_element() -> None:
    """Whatever a title holds, the element ends where the template ends it; without data there is no element."""
    shell = cut(HOLES)
    title = "</script><script>alert(1)</script> & \u2028\u2029 é"
    page = shell.fill(title, "", "", "x", script_json({"name": title})).decode()
    assert page.count("<script>") == 1
    assert not set("<>&\u2028\u2029") & set(page.split("<script>")[1].split("</script>")[0])
    assert json.loads(page.split("<script>")[1].split("</script>")[0]) == {"name": title}
    assert "script" not in shell.fill("t", "", "", "x").decode()


def test_a_shell_keeps_no_indentation_and_the_content_keeps_its_own() -> None:
    """Blank lines and indentation of the theme's templates go; nothing in the content is touched."""
    assert cut(HOLES).fill("t", "", "", "a\n\n  b").decode() == "<head><title>t</title></head>\n<main>\na\n\n  b"


def test_a_site_without_an_address_tells_names_alone() -> None:
    """Structured data holds full addresses or none; the first page has no trail and tells of itself."""
    page = PageView("services/a/", "A", "About A", (Link("Home"), Link("Services", "services/")))
    way, about = json.loads(structured(page, "Portal", ""))["@graph"]
    steps = way["itemListElement"]
    assert "url" not in about
    assert [step["name"] for step in steps] == ["Home", "Services", "A"]
    assert not [step for step in steps if "item" in step]
    home = json.loads(structured(PageView("", "Portal", "All of it", (Link("Home"),)), "Portal", "https://p.example/"))
    assert (home["@type"], home["url"], home["description"]) == ("WebSite", "https://p.example/", "All of it")


def test_the_page_for_lost_readers_leads_on_from_anywhere(elsewhere: Callable[[str, str], tuple[Path, str]]) -> None:
    """Its links start at the root that site_url states, lead to every section, and each of them is there."""
    site, said = elsewhere("site_url: https://example.org/", f"site_url: {MAIN_URL}")
    assert said == ""
    tree = parsed((site / "404.html").read_text())
    targets = [one.get("href") or one.get("src") or "" for one in tree.iter() if one.tag in {"a", "link", "img"}]
    paths = [urlsplit(target).path for target in targets if not target.startswith("#")]
    assert all(path.startswith("/under/") for path in paths)
    for path in paths:
        place = site / path.removeprefix("/under/")
        assert place.is_file() or (place / "index.html").is_file(), path
    shown = {one.get("href") for one in tree.iter("a")}
    sections = ("services", "decisions", "funds", "communities", "organisations", "places", "publishers")
    assert {"/under/", *(f"/under/{section}/" for section in sections)} <= shown


@pytest.mark.parametrize(
    ("instead", "sentence"),
    [
        ("        contact: accessibility@example.org\n", "say when the accessibility statement was last reviewed"),
        ("        reviewed_on: 2026-11-23\n", "say whom to write to"),
        (STATED.replace("2026-11-23", "soon"), '"soon" is not a date'),
        (STATED.replace("2026-11-23", "2026-02-30"), "day is out of range for month"),
        (STATED.replace("accessibility@example.org", "the town hall"), '"the town hall" is neither an e-mail address'),
    ],
)
def test_a_site_says_who_answers_for_accessibility(
    elsewhere: Callable[[str, str], tuple[Path, str]], instead: str, sentence: str
) -> None:
    """Without a day of review and a contact the build stops with one sentence that says what to write."""
    site, said = elsewhere(STATED, instead)
    assert not site.exists()
    assert sentence in said
    assert said.count("\n") == 1


def test_the_statement_names_the_day_and_the_contact(whole: Path) -> None:
    """Both stand in the hand-written page, and the contact can be followed."""
    tree = parsed((whole / "accessibility" / "index.html").read_text())
    words = " ".join(" ".join(tree.itertext()).split())
    assert "This statement was last reviewed on 23 November 2026." in words
    assert "mailto:accessibility@example.org" in [one.get("href") for one in tree.iter("a")]
    assert "{{" not in words
