"""Text is text: whatever publishers write in any field of any kind, it is shown as they wrote it and makes nothing else."""

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import pytest
from playwright.sync_api import Browser, Route

from generator import build
from generator.pages import RECORD_KINDS
from generator.repository import NOWHERE
from generator.schemas import Schemas
from tests.browser.conftest import kind
from tests.browser.test_policy import parsed
from tests.conftest import settings_for
from tests.hostile import MARKUP, PAYLOADS, REFUSED, fits
from tests.hostile_folder import NAMES, REFERENCES, TEXTS, write
from tests.test_build import portal_command

SITE = "https://example.org/"
PERSONAL = frozenset(one for one in REFUSED if "secret@" in one)  # taken for an e-mail address where it is in words
MARKS = re.compile(r"canary\d{5}")
LEADING = frozenset(
    {"href", "src", "action", "formaction", "data", "srcset", "ping", "poster", "background", "cite", "xlink:href"}
)
# Where an attribute may hold what a publisher wrote.
WRITTEN = frozenset({"aria-label", "content", "href"})
MANIFEST = {"type": "application/json", "id": "search-manifest"}  # of the search index, in the explorer's page
CONTEXTS = (
    "<p>{}</p>", '<a href="x" aria-label="{}">x</a>', "<a href=x aria-label='{}'>x</a>", "<a href=x aria-label={}>x</a>", "<!-- {} -->",
    "<script type='application/ld+json'>{{\"name\": \"{}\"}}</script>",
)  # fmt: skip
# What a page's scripts or names have left behind, beside what every page has.
LOOK = """names => [
  ...Object.keys(window).filter(name => name.includes('canary')),
  ...names.filter(name => ['IMG', 'FORM', 'EMBED', 'OBJECT', 'IFRAME', 'A', 'INPUT'].includes(document[name]?.tagName)),
  ...names.filter(name => name != 'content' && (document.getElementById(name) || document.getElementsByName(name).length)),
  ...(document.location.href === location.href && document.forms instanceof HTMLCollection ? [] : ['the document is covered']),
]"""


class Ours(NamedTuple):
    """What the project's own pages are made of: elements, their attributes, and ids."""

    elements: frozenset[str]
    attributes: frozenset[tuple[str, str]]
    ids: frozenset[str]


class Laid(NamedTuple):
    """The hostile folder as built: the site, its pages as a browser reads them, the records, and what each mark stands for."""

    site: Path
    pages: Mapping[str, Element]
    errors: frozenset[tuple[str, str]]
    built: build.Built
    meant: Mapping[str, str]


@pytest.fixture(scope="module")
def ours(whole: Path, addresses: dict[str, str]) -> Ours:
    """What the project's own site holds."""
    pages = [
        parsed((whole / (name if name.endswith(".html") else f"{name}index.html")).read_text()) for name in addresses.values()
    ]
    elements = [element for page in pages for element in page.iter() if isinstance(element.tag, str)]
    ids = {found for page in whole.rglob("*.html") for found in re.findall(r'\sid="([^"]*)"', page.read_text())}
    return Ours(
        frozenset(str(element.tag) for element in elements),
        frozenset((element.tag, name) for element in elements for name in element.attrib),
        frozenset(ids),
    )


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory, definitions: Schemas) -> Laid:
    """The hostile folder, built once."""
    folder = tmp_path_factory.mktemp("hostile")
    dealt = write(folder / "data", definitions)
    site = folder / "site"
    done = portal_command("build", "--data", str(folder / "data"), "--site", str(site), "--as-of", "2026-01-15")
    assert done.returncode == 0, done.stderr
    pages, errors = {}, set()
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        pages[path.relative_to(site).as_posix()] = parser.parse(path.read_text())
        errors |= {(path.relative_to(site).as_posix(), name) for _, name, _ in parser.errors}
    return Laid(site, pages, frozenset(errors), build.portal(settings_for(folder / "data"), NOWHERE), dealt.meant)


def faults(tree: Element, ours: Ours) -> Iterator[str]:
    """Whatever in a page is not of our making, or leads where no link may lead."""
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else "comment"
        if tag not in ours.elements:
            yield f"element {tag}: {element.text}"
        if tag == "script":
            yield from _script_faults(element)
        if tag == "style" or (
            tag == "meta" and element.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy"
        ):
            yield f"element {tag}"
        for name, value in element.attrib.items():
            yield from (f"{tag} {name}={value}" for _ in _attribute_faults(tag, str(name), value, ours))


def _script_faults(element: Element) -> Iterator[str]:
    if element.get("type") == "module" and re.fullmatch(
        r"(/|(\.\./)*|\./)assets/js/(suggest|explorer)\.js", element.get("src", "")
    ):
        if element.text:
            yield f"script: {element.text}"
        return
    try:
        json.loads(element.text or "")
    except ValueError:
        yield f"script: {element.text}"
    if element.get("type") != "application/ld+json" and element.attrib != MANIFEST:
        yield f"script of type {element.get('type')}"


def _attribute_faults(tag: str, name: str, value: str, ours: Ours) -> Iterator[bool]:
    if (tag, name) not in ours.attributes or name.startswith("on") or name == "style":
        yield True
    if name == "id" and value not in ours.ids:
        yield True
    if "canary" in value and name not in WRITTEN:
        yield True
    if name in LEADING and not is_harmless(value, tag == "a") and not (tag == "link" and value.startswith(SITE)):
        yield True


def is_harmless(address: str, may_leave: bool) -> bool:
    """Whether a link stays on the site or, where it may leave, is http, https or mailto, read as browsers do, without credentials."""
    read = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(33))))).replace("\\", "/")
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", read):
        return not read.startswith("//")
    scheme, rest = read.split(":", 1)
    web = scheme.lower() in {"http", "https"} and rest.startswith("//") and "@" not in urlsplit(read).netloc
    return may_leave and (web or scheme.lower() == "mailto")


def written(laid: Laid) -> Iterator[tuple[str, str, str]]:
    """What was published of what the folder says: kind and field, way of reading, and a text that holds a mark."""
    for name, records in laid.built.portal.records.items():
        fields = [field for field in laid.built.schemas.kinds[name].fields if field.reads in TEXTS | REFERENCES]
        for record in records:
            for field in fields:
                value = record.get(field.name) or ""
                for text in value if isinstance(value, tuple) else (value,):
                    if MARKS.search(text):
                        yield f"{name}.{field.name}", field.reads, text


def shown(laid: Laid, but: str = "-") -> Mapping[str, set[str]]:
    """The texts of all pages in which each mark stands; pages whose address begins so are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for element in (element for name, page in laid.pages.items() if not name.startswith(but) for element in page.iter()):
        for text in (element.text if element.tag != "script" else "", element.tail):
            for mark in MARKS.findall(text or ""):
                found[mark].add(text or "")
    return found


def as_read(text: str) -> str:
    """A text with line breaks as a browser reads them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_each_payload_would_tell(ours: Ours) -> None:
    """A page that pasted one as it is, into its words, an attribute, a comment, its data or a link, would be found out."""
    quiet = [one for one in MARKUP if not any([*faults(parsed(context.format(one)), ours)] for context in CONTEXTS)]
    quiet += [one for one in REFUSED if not [*faults(parsed(f"<a href='{one}'>x</a>"), ours)]]
    assert quiet == []


def test_every_row_is_published_or_withheld_as_meant(laid: Laid) -> None:
    """Words keep no row back, whatever they are; a payload in the place of a figure, a day, a code or an id does."""
    ledgers = {account.source.path: account.ledger for account in laid.built.portal.accounts}
    assert len(ledgers) > 100
    for path, ledger in ledgers.items():
        expected = (0, ledger.rows_in) if path.endswith("withheld.csv") else (ledger.rows_in, 0)
        assert (ledger.published, ledger.withheld) == expected, path


def test_every_field_meets_payloads_and_every_payload_every_sort_of_field(laid: Laid) -> None:
    """At least five kinds of payload are published in each field that may hold words, and all of them in each sort of field."""
    by_field, by_sort = defaultdict(set), defaultdict(set)
    for field, reads, text in written(laid):
        for mark in MARKS.findall(text):
            by_field[field].add(laid.meant[mark])
            by_sort[reads].add(laid.meant[mark])
    kinds = laid.built.schemas.kinds
    wordy = {f"{name}.{one.name}" for name, kind in kinds.items() for one in kind.fields if one.reads in TEXTS | REFERENCES}
    assert {field: len(by_field[field]) for field in wordy if len(by_field[field]) < 5} == {}
    missing = {sort: {one for one in PAYLOADS if fits(one, sort)} - by_sort[sort] for sort in TEXTS | REFERENCES}
    assert {sort: payloads for sort, payloads in missing.items() if payloads - PERSONAL} == {}


def test_nothing_on_any_page_is_made_by_data(laid: Laid, ours: Ours) -> None:
    """No page has an element, attribute, id or script that is not ours, nor a link that leads where none may; all is sound HTML."""
    # Signs that a program spoilt on their way to us are published as they are, with a warning.
    assert {error for error in laid.errors if error[1] != "invalid-codepoint"} == set()
    assert [(name, fault) for name, page in laid.pages.items() for fault in faults(page, ours)] == []


def test_every_text_is_shown_as_it_was_written(laid: Laid) -> None:
    """Of each field and each payload the very words stand on a page, and no template among them was filled in."""
    # What was found in the data is told in sentences that shorten what they quote.
    texts, seen, payloads, otherwise = shown(laid, but="quality/"), Counter[str](), set(), []
    for field, reads, text in written(laid):
        here = texts.get(MARKS.findall(text)[0], set())
        if any(as_read(text) in one for one in here):
            seen[field] += 1
            payloads |= {laid.meant[mark] for mark in MARKS.findall(text)}
        elif here and reads != "url":  # of a link, a table shows the host alone
            otherwise.append((field, text))
    assert otherwise == []
    fields = {field for field, reads, _ in written(laid) if reads in TEXTS}
    assert {field: seen[field] for field in fields if seen[field] < 5} == {}
    assert set(PAYLOADS) - payloads == set()
    assert [text for several in texts.values() for text in several if re.search(r"canary\d{5} 49 canary", text)] == []


def test_what_publisher_yml_says_is_shown_as_it_was_written(laid: Laid) -> None:
    """So are the publishers' names, addresses and reasons for gaps, and the licences and names of their files."""
    texts = shown(laid)
    own = laid.built.portal.publishers.values()
    said = [text for one in own for text in (one.name, one.website, one.contact, one.org_id, one.gss)]
    said += [text for one in own for gap in one.gaps for text in (gap.kind, gap.field, gap.reason)]
    sources = [account.source for account in laid.built.portal.accounts if MARKS.search(account.source.path)]
    assert len(sources) > len(own)
    said += [source.path for source in sources]
    said += [source.licence for source in sources if source.kind in RECORD_KINDS]  # the others have no page that says it
    assert [text for text in said if not any(as_read(text) in one for one in texts[MARKS.findall(text)[0]])] == []


def test_files_for_machines_stay_whole(laid: Laid) -> None:
    """JSON, CSV and XML can be read, hold no sign that acts in a terminal or a spreadsheet, and repeat no markup as such."""
    problems = json.loads((laid.site / "data" / "problems.json").read_text())["problems"]
    said = [one["sentence"] for one in problems]
    assert len(said) > 200
    assert [text for text in said if any(unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} for sign in text)] == []
    with (laid.site / "data" / "sources.csv").open(newline="") as file:
        headings, *rows = csv.reader(file)
    assert {len(row) for row in rows} == {len(headings)}
    assert len(rows) == len(laid.built.portal.accounts)
    assert [cell for row in rows for cell in row if cell[:1] and cell[:1] in "=+-@\t\r"] == []
    places = [place.text or "" for place in ElementTree.parse(laid.site / "sitemap.xml").getroot().iterfind("{*}url/{*}loc")]
    assert {place.removeprefix(SITE) for place in places} == {
        name.removesuffix("index.html") for name in laid.pages if name != "404.html"
    }
    assert [place for place in places if not re.fullmatch(rf"{SITE}[A-Za-z0-9._~/-]*", place)] == []
    assert not MARKS.search((laid.site / "404.html").read_text() + (laid.site / "_headers").read_text())


def looked_at(host: str, browser: Browser, names: list[str], answer: Callable[[Route], None] | None = None) -> list[str]:
    """What goes wrong on pages in Chromium: dialogs, faults, violations, requests to others, and names that were covered."""
    context = browser.new_context()
    context.add_init_script("document.addEventListener('securitypolicyviolation', one => console.error(one.violatedDirective))")
    page = context.new_page()
    if answer:
        page.route("**/*", answer)
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: said.append(f"console: {message.text}"))
    page.on("pageerror", lambda fault: said.append(f"fault: {fault}"))
    page.on("request", lambda one: said.append(f"request: {one.url}") if not one.url.startswith((host, "data:")) else None)
    for name in names:
        page.goto(host + name, wait_until="load")
        said += [f"{name}: {one}" for one in page.evaluate(LOOK, list(NAMES))]
    context.close()
    return said


def test_a_browser_runs_nothing_and_asks_nobody_else(
    laid: Laid, hosted: Callable[[Path], str], browser: Browser, addresses: dict[str, str]
) -> None:
    """On the largest page of every kind there is no dialog, violation, foreign request, new name or covered name of the document."""
    largest = sorted(laid.pages, key=lambda name: (laid.site / name).stat().st_size)
    names = {kind(name.removesuffix("index.html")): name.removesuffix("index.html") for name in largest}
    assert set(addresses) - set(names) == set()
    assert looked_at(hosted(laid.site), browser, list(names.values())) == []


def test_the_browser_would_tell(browser: Browser) -> None:
    """Without the escaping, each of these would be seen."""
    html = "<script>window.canary00001 = 1; alert(1)</script><form name=forms></form><img name=location src=//canary.example/x>"
    said = looked_at("http://portal.test/", browser, [""], lambda route: route.fulfill(body=html, content_type="text/html"))
    assert {one.split(":")[0] for one in said} == {"dialog", "request", ""}
    assert {one for one in said if one.startswith(": ")} == {
        ": canary00001",
        ": forms",
        ": location",
        ": the document is covered",
    }
