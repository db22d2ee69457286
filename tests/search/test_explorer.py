"""The explorer as people use it: by mouse, keyboard and address, with faults, and without scripts."""

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Route, expect

from generator.pages.panels.power import VERDICT_TITLES
from generator.pages.pictures import HOLDER_TITLES
from generator.search.documents import Document
from generator.search.facets import facets_of
from tests.browser.test_accessibility import AXE, SCHEMES, WIDTHS
from tests.search.conftest import ADDRESS, Shown

COUNT = "#search-count"
MARKUP = '<img src=x onerror="document.title=1">'


def asked(page: Page) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)


def titles(page: Page) -> list[str]:
    """The titles of the results shown."""
    return page.locator(".results h3").all_inner_texts()


def test_words_lead_to_records(shown: Shown, page: Page) -> None:
    """Typing a word and pressing Enter shows the records that have it, best match first, and says how many."""
    page.goto(f"{shown.host}search/")
    expect(page.locator(COUNT)).to_have_text(f"All {len(shown.oracle.documents)} records, 1 to 10 shown")
    page.get_by_label("Words, a name or a reference").fill("youth")
    page.keyboard.press("Enter")
    due = shown.oracle.search({"q": "youth"})
    expect(page.locator(COUNT)).to_contain_text(f"{len(due)} records")
    assert asked(page) == {"q": ["youth"]}
    assert titles(page) == [shown.oracle.documents[number].title for number in due[:10]]
    page.locator(".results h3 a").first.click()
    assert page.locator("h1").inner_text() == shown.oracle.documents[due[0]].title


def test_a_reference_finds_its_record(shown: Shown, page: Page) -> None:
    """The whole reference finds one record; its part finds all that share it."""
    page.goto(f"{shown.host}search/?q=DN123456/A")
    expect(page.locator(COUNT)).to_have_text("1 record")
    assert titles(page) == ["Cyngor Sir Ddinbych: tŷ newydd i'r plant"]
    page.goto(f"{shown.host}search/?q=DN123456")
    expect(page.locator(COUNT)).to_have_text("2 records")


def test_the_address_holds_everything(shown: Shown, page: Page) -> None:
    """Ticks, ranges, order and page are in the address; back, forward and reload bring each state again."""
    page.goto(f"{shown.host}search/")
    page.get_by_label("Decision").check()
    expect(page.locator(COUNT)).not_to_contain_text("All")
    page.get_by_label("From").first.fill("1,000")
    page.keyboard.press("Tab")
    page.get_by_label("Order").select_option("largest")
    expect(page.locator(".chips li")).to_have_count(3)
    page.get_by_role("link", name="Next page").click()
    expect(page.locator(".pager [aria-current]")).to_have_text("2")
    assert asked(page) == {"kind": ["decisions"], "least": ["1000"], "sort": ["largest"], "page": ["2"]}
    second = titles(page)
    page.reload()
    expect(page.locator(".pager [aria-current]")).to_have_text("2")
    assert titles(page) == second
    assert page.get_by_label("Decision").is_checked()
    page.go_back()
    expect(page.locator(".pager [aria-current]")).to_have_text("1")
    page.go_back()
    expect(page.get_by_label("Order")).to_have_value("")
    page.go_back()
    expect(page.locator(".chips li")).to_have_count(2)
    page.go_forward()
    expect(page.locator(".chips li")).to_have_count(3)
    assert page.locator("#search-least").input_value() == "1000"


def test_counts_and_chips_tell_what_narrowing_does(shown: Shown, page: Page) -> None:
    """Each value says how many records it leaves, Not stated too; a chip takes one thing away, and one button everything."""
    page.goto(f"{shown.host}search/?q=park")
    page.locator("summary", has_text="Publisher").click()
    counts = shown.oracle.counts({"q": "park"}, "publisher")
    row = page.locator("details:has(> summary:text('Publisher')) li")
    expect(row.filter(has_text="Not stated").locator(".number")).to_have_text(f"({counts[0]})")
    names = page.locator("details:has(> summary:text('Publisher')) .title")
    page.get_by_label(names.first.inner_text()).check()
    expect(page.locator(".chips li")).to_have_count(3)
    page.locator(".chips button").first.click()
    expect(page.locator(".chips li")).to_have_count(2)
    assert "q" not in asked(page)
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(COUNT)).to_contain_text("All")
    assert asked(page) == {}
    assert page.evaluate("document.activeElement.id") == "search-count"


def test_typing_searches_without_a_click(shown: Shown, page: Page) -> None:
    """Results follow what is typed, and the history is not filled with half words."""
    page.goto(f"{shown.host}search/")
    expect(page.locator(COUNT)).to_contain_text("All")
    before = page.evaluate("history.length")
    page.locator("#search-words").press_sequentially("orchar")
    expect(page.locator(COUNT)).not_to_contain_text("All")
    assert any("orchard" in title.lower() for title in titles(page))
    assert page.evaluate("history.length") == before
    assert page.locator("#search-words").evaluate("box => box === document.activeElement")


def test_the_keyboard_is_enough(shown: Shown, page: Page) -> None:
    """Tab reaches the box, the ways to narrow, the results and the pages; Space ticks; the focus stays where it was."""
    page.goto(f"{shown.host}search/?q=the")
    expect(page.locator(COUNT)).to_contain_text("records")
    page.locator("#search-words").focus()
    met = []
    for _ in range(60):
        page.keyboard.press("Tab")
        met.append(
            page.evaluate(
                "document.activeElement.closest('summary, label, li, .order, .pager')?.className + document.activeElement.localName"
            )
        )
        if page.evaluate("document.activeElement.matches('.narrowing input[type=checkbox]')") and "ticked" not in met:
            page.keyboard.press("Space")
            met.append("ticked")
            expect(page.locator(".chips")).to_be_visible()
            assert page.evaluate("document.activeElement.type") == "checkbox"
    seen = " ".join(met)
    assert "summary" in seen
    assert "ticked" in seen
    assert page.locator(".results a").first.evaluate("link => link.tabIndex") == 0


def test_nothing_found_says_what_to_do(shown: Shown, page: Page) -> None:
    """An empty result is words, not an empty page; text in a search is text."""
    for typed in ("zzzzqqqq", MARKUP, "x" * 500, "🦄"):
        page.goto(f"{shown.host}search/")
        page.locator("#search-words").fill(typed)
        page.keyboard.press("Enter")
        expect(page.locator(COUNT)).to_have_text("Nothing was found")
        expect(page.locator("#search-none")).to_be_visible()
        assert page.title().startswith("Search")
        assert page.locator("main img").count() == 0


def test_markup_in_a_record_is_text(shown: Shown, page: Page) -> None:
    """What a publisher wrote stands in a card as it was written, and makes nothing else."""
    page.goto(f"{shown.host}search/?q=fete&publisher=odd")
    expect(page.locator(COUNT)).to_have_text("1 record")
    assert titles(page) == ['"><img src=x onerror=alert(1)> fête']
    assert page.locator("main img").count() == 0


def test_a_download_of_several_kinds_holds_exactly_the_results(shown: Shown, page: Page) -> None:
    """The CSV has a row for each record in order, no formula, and is called a part; the note says of what."""
    page.goto(f"{shown.host}search/?publisher=odd&kind=decisions&kind=publishers")
    expect(page.locator(COUNT)).to_have_text("7 records")
    total = len(shown.oracle.documents)
    name, rows = downloaded(page)
    assert name == f"part-7-of-{total}-records.csv"
    due = found(shown, {"publisher": ["odd"], "kind": ["decisions", "publishers"]})
    assert [row["id"] for row in rows] == [one.key for one in due]
    assert [row["title"] for row in rows if "SUM" in row["title"]] == ["'=SUM(A1:A9)"]
    assert {row["amount"] for row in rows} == {"24000", "-500", "", "0", "10", "1234567.89"}
    with page.expect_download() as download:
        page.get_by_role("button", name="Note on them as text").click()
    note = Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename == f"part-7-of-{total}-records-README.txt"
    for said in (
        f"7 of the {total} records",
        "- Publisher: Odd and Årø Council",
        "Data as of: 2026-01-15",
        "Commit: ",
        "Open Government Licence",
        "amount_is says what it is of",
    ):
        assert said in note


@pytest.mark.parametrize(
    ("facets", "added"),
    [
        ({"kind": ["decisions"], "publisher": ["odd"]}, ["decided", "status"]),
        ({"kind": ["decisions"], "outcome": ["approved"], "publisher": ["eastmere", "harrowfen"]}, ["decided", "status"]),
        ({"kind": ["services"], "way": ["binding_meetings"]}, ["way", "level", "claim"]),
        ({"claim": ["not_evidenced"]}, ["way", "level", "claim"]),
        ({"kind": ["communities"]}, []),
        ({"kind": ["funds"]}, []),
        ({"kind": ["areas"]}, []),
    ],
)
def test_a_download_of_one_kind_holds_every_column(
    shown: Shown, page: Page, facets: dict[str, list[str]], added: list[str]
) -> None:
    """Each row stands in it as in the kind's own file, in the order of the results, with what the search narrows by behind it."""
    page.goto(f"{shown.host}search/?{urlencode(facets, doseq=True)}")
    due = found(shown, facets)
    assert due
    _, rows = downloaded(page)
    own = {row["page"]: row for row in table(shown, due[0].kind)}
    assert [{name: row[name] for name in row if name not in added} for row in rows] == [own[ADDRESS + one.address] for one in due]
    assert list(rows[0]) == [*next(iter(own.values())), *added]
    for facet in facets_of(shown.library, shown.oracle.documents, HOLDER_TITLES, VERDICT_TITLES):
        if facet.id in added:
            stated = [[facet.values[code] for code in one.facets.get(facet.id, ())] for one in due]
            assert [row[facet.id].replace("Not stated", "").split("; ") for row in rows] == [titles or [""] for titles in stated]


def test_a_download_of_organisations_holds_each_row_of_each(shown: Shown, page: Page) -> None:
    """One that several list has a row of each; one that is only named elsewhere has its name and page."""
    page.goto(f"{shown.host}search/?kind=organisations")
    due = found(shown, {"kind": ["organisations"]})
    _, rows = downloaded(page)
    own = table(shown, "organisations")
    listed = {row["page"] for row in own}
    assert list(dict.fromkeys(row["page"] for row in rows)) == [ADDRESS + one.address for one in due]
    assert sorted(tuple(row.values()) for row in rows if row["page"] in listed) == sorted(tuple(row.values()) for row in own)
    named = {row["page"]: row["name"] for row in rows if row["page"] not in listed}
    assert named == {ADDRESS + one.address: one.title for one in due if ADDRESS + one.address not in listed} != {}


@pytest.mark.parametrize(
    ("file", "held", "said"),
    [
        ("search/manifest.json", b'{"version": 0}', "the portal was published anew meanwhile; load this page again"),
        ("data/publishers/odd/decisions.csv", b'record,page\r\nx,"cut', "data/publishers/odd/decisions.csv is cut short"),
        ("data/publishers/odd/decisions.csv", b"record,page\r\n", "data/decisions.csv has no row of"),
        ("search/manifest.json", None, "search/manifest.json could not be read"),
        ("data/SHA256SUMS", None, "data/SHA256SUMS could not be read"),
    ],
)
def test_a_download_that_would_not_hold_the_results_is_refused(
    shown: Shown, page: Page, file: str, held: bytes | None, said: str
) -> None:
    """Where the files are not those that were searched, no file is made, and it is said why."""
    page.goto(f"{shown.host}search/?kind=decisions&publisher=odd")
    expect(page.locator(COUNT)).to_have_text("6 records")
    page.route(f"{shown.host}{file}", lambda route: route.fulfill(body=held) if held else route.fulfill(status=404))
    page.get_by_role("button", name="Results as CSV").click()
    expect(page.locator("#search-progress")).to_contain_text(f"could not be put together: {said}")


def downloaded(page: Page) -> tuple[str, list[dict[str, str]]]:
    """What the file of the results is called, and its rows."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Results as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return download.value.suggested_filename, list(csv.DictReader(io.StringIO(text, newline="")))


def found(shown: Shown, facets: dict[str, list[str]]) -> list[Document]:
    """What a search must give, in order."""
    return [shown.oracle.documents[number] for number in shown.oracle.search({"facets": facets})]


def table(shown: Shown, kind: str) -> list[dict[str, str]]:
    """The rows of a kind's own file."""
    with (shown.folder / f"data/{kind}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("damage", ["missing", "damaged", "replaced"])
@pytest.mark.parametrize("part", [r"(manifest\.json|terms/)", "terms/", "cards/", "columns/kind"])
def test_a_fault_is_told_and_the_lists_are_there(shown: Shown, page: Page, part: str, damage: str) -> None:
    """Where a part of the index is missing, damaged or another file, a sentence says so, and the lists lead on; trying again helps."""

    def answer(route: Route) -> None:
        if damage == "missing":
            route.fulfill(status=404, body="")
        elif damage == "replaced":
            route.fulfill(body="<!doctype html><title>Sign in</title>", content_type="text/html")
        else:
            whole = (shown.folder / urlsplit(route.request.url).path.lstrip("/")).read_bytes()
            route.fulfill(body=whole[:-9] + b"\x00" * 9)

    page.route(re.compile(rf"/search/{part}"), answer)
    page.goto(f"{shown.host}search/?q=youth&kind=decisions")
    expect(page.locator("#search-fault")).to_be_visible()
    assert "You can try again, or look in the lists below." in page.locator("#search-fault").inner_text()
    expect(page.locator("#search-lists a")).to_have_count(7)
    assert page.locator("#search-lists a").first.is_visible()
    page.unroute_all(behavior="wait")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(COUNT)).to_contain_text("records")
    expect(page.locator("#search-fault")).to_be_hidden()


def test_a_page_older_than_the_files_finds_them_by_the_newest_manifest(shown: Shown, page: Page) -> None:
    """A browser kept the page while the files it names were taken away: the manifest is asked for, and the results are there."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{shown.host}search/?q=park")
    page.wait_for_selector("#search-results > li")
    expected = page.locator("#search-results").inner_text()
    assert not [url for url in asked if url.endswith("manifest.json")]
    old = (shown.folder / "search/index.html").read_text(encoding="utf-8")
    manifest = re.search(r"(?s)search-manifest.>(.*?)</script>", old)
    assert manifest
    older = old.replace(manifest[1], re.sub(r"[0-9a-f]{10,}", lambda digest: "0" * len(digest[0]), manifest[1]))
    page.route("**/search/?q=park", lambda route: route.fulfill(body=older, content_type="text/html"))
    page.goto(f"{shown.host}search/?q=park")
    page.wait_for_selector("#search-results > li")
    assert page.locator("#search-results").inner_text() == expected
    assert [url for url in asked if url.endswith("manifest.json")]
    assert page.locator("#search-facets > details").count() > 5


def test_without_scripts_the_page_leads_to_the_lists(shown: Shown, browser: Browser) -> None:
    """The form is there, nothing is empty, and links lead to every list."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(shown.host)
    page.locator(".frame-search input").fill("park")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=park")
    assert asked(page) == {"q": ["park"]}
    assert "Searching needs a script" in page.locator("main").inner_text()
    assert not page.locator("#search-narrow").is_visible()
    page.get_by_role("link", name="Decisions").last.click()
    assert page.locator("h1").inner_text() == "Decisions"
    context.close()


def test_the_box_in_the_header_suggests_and_loads_nothing_before(shown: Shown, page: Page) -> None:
    """On any page the index is left alone until somebody types; then titles are suggested, and Enter leads to the explorer."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{shown.host}services/")
    page.locator(".frame-search input").focus()
    assert not [url for url in requests if "/search/" in url or "worker" in url]
    page.keyboard.type("orchar")
    expect(page.locator("#frame-titles option").first).to_be_attached()
    assert [url for url in requests if "/search/manifest.json" in url]
    page.keyboard.press("Enter")
    expect(page.locator(COUNT)).to_contain_text("record")
    assert asked(page) == {"q": ["orchar"]}


def test_nobody_else_is_asked_and_no_rule_is_broken(shown: Shown, page: Page) -> None:
    """The policy holds for the scripts, the worker and the downloads."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith((shown.host, "blob:")) else None)
    page.goto(f"{shown.host}search/?q=park&sort=largest&from=2020-01-01")
    expect(page.locator(COUNT)).to_contain_text("record")
    for summary in page.locator("#search-facets summary").all()[1:]:
        summary.click()
    expect(page.locator("#search-facets details[open] .number").last).not_to_be_empty()
    assert said == []


STATES = {
    "everything": "",
    "words": "?q=park",
    "narrowed": "?q=the&kind=decisions&publisher=odd&place=not-stated&least=0&from=2020-01-01&sort=largest",
    "nothing": "?q=zzzzqqqq",
    "a later page": "?page=3",
    "a fault": "?q=fault",
}


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing(shown: Shown, page: Page, name: str) -> None:
    """No violation of any impact in any state, light and dark, on a phone and a desk, with every facet open; nor does it scroll sideways."""
    page.add_init_script(AXE_SCRIPT)
    if name == "a fault":
        page.route(re.compile("/search/terms/"), lambda route: route.abort())
    page.goto(f"{shown.host}search/{STATES[name]}")
    page.wait_for_selector("#search-fault:not([hidden])" if name == "a fault" else "#search-found:not([hidden])")
    page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
    if name != "a fault":
        expect(page.locator("#search-facets details").last.locator(".number").last).not_to_be_empty()
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("document.getElementById('search-narrow').open = true")
            found += [f"{scheme}, {width} px: {said}" for said in page.evaluate(AXE)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{width} px: scrolls sideways")
    assert found == []


def test_the_same_data_gives_the_same_index(shown: Shown, hosted: Callable[[Path], str], tmp_path: Path) -> None:
    """Every file but the manifest is called by its content, and the manifest names all of them."""
    folder = shown.folder / "search"
    shutil.copytree(folder, tmp_path / "search")
    manifest = (folder / "manifest.json").read_text(encoding="utf-8")
    assert len(manifest.encode()) <= 30_000
    names = [path for path in folder.rglob("*.bin")]
    assert names
    for path in names:
        digest = path.stem.split("-")[0] if path.parent.name == "cards" else path.stem.rpartition("-")[2]
        assert digest in manifest, path
