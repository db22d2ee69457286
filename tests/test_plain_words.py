"""What pages say in words of our own is easy to read, and right whether there is one of something or many."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from generator import build
from generator.model import Portal
from generator.repository import NOWHERE
from generator.schemas import Schemas
from tests.browser.conftest import kind
from tests.conftest import ROOT, settings_for
from tests.test_build import portal_command, site
from tests.test_documents import HIGHEST_GRADE, grade
from tests.test_links import demonstration

__all__ = ["demonstration", "site"]
SENTENCES = frozenset({"lead", "note", "meaning", "verdict"})
PICTURES = frozenset({"bars", "ladder", "steps", "verdicts", "timeline", "flow", "questions"})
LABEL = 3  # so many words and fewer are no sentence
NAMING = ("_name", "_by", "funder")  # how fields are called that name somebody
NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
# What is counted beside records.
COUNTED = ("award", "row", "file", "claim", "result", "error", "warning", "notice", "month", "year", "page", "place", "vote")
BLOCKS = frozenset("p li h1 h2 h3 caption th td dt dd title summary".split())
FACTS = "id: eastmere\nname: Eastmere District Council\nlicence: OGL-UK-3.0\nupdate_frequency: annual\n"


@cache
def pages(folder: Path) -> tuple[tuple[str, Element], ...]:
    """The address and the tree of every page."""
    trees = ((path, html5lib.parse(path.read_text(), namespaceHTMLElements=False)) for path in sorted(folder.rglob("*.html")))
    return tuple((path.relative_to(folder).as_posix().removesuffix("index.html"), tree) for path, tree in trees)


def words_of(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def ours(tree: Element) -> Iterator[str]:
    """The sentences that the generator makes, and what it says of pictures and above them."""
    for element in tree.iter():
        classes = set((element.get("class") or "").split())
        if element.tag == "p" and classes & SENTENCES:
            yield words_of(element)
        elif element.tag == "section" and classes & PICTURES:
            yield from (words_of(heading) for heading in element.iter("h2"))
            yield from (one.get("aria-label", "") for one in element.iter() if one.get("role") == "img")


@pytest.fixture(scope="module")
def named(definitions: Schemas) -> Mapping[str, list[str]]:
    """The names of everything and everybody in the demonstration by their first word, the longest first."""
    portal = build.portal(settings_for(ROOT / "data"), NOWHERE).portal
    by_word = defaultdict(list)
    for name in sorted(names(portal, definitions), key=len, reverse=True):
        by_word[name.split()[0]].append(name)
    return by_word


def names(portal: Portal, schemas: Schemas) -> set[str]:
    """What records are called, and who is named in them."""
    found = {publisher.name for publisher in portal.publishers.values()}
    for records, schema in ((portal.records[name], schema) for name, schema in schemas.kinds.items()):
        fields = [field.name for field in schema.fields if field.reads == "text"]
        wanted = [name for name in fields if name == schema.heading or name.endswith(NAMING)]
        found |= {record.values[name] for record in records for name in wanted if name in record.values}
    return found


def without_names(text: str, named: Mapping[str, list[str]]) -> str:
    """A text in which everybody is called Anna and every number is ten, so that only our own words count."""
    parts, start = [], 0
    for word in re.finditer(r"[^\s]+", text):
        if word.start() >= start:
            known = (one for one in named.get(re.sub(r"[.,;:]+$", "", word[0]), []) if text.startswith(one, word.start()))
            name = next(known, "")
            if name:
                parts.append(f"{text[start : word.start()]}Anna")
                start = word.start() + len(name)
    return NUMBER.sub("ten", "".join(parts) + text[start:])


def test_our_own_words_read_easily(demonstration: Path, named: Mapping[str, list[str]]) -> None:
    """On each kind of page the sentences we make, each counted once, can together be read by a young teenager."""
    said = defaultdict(set)
    for address, tree in pages(demonstration):
        plain = (without_names(text, named) for text in ours(tree))
        said[kind(address)] |= {text for text in plain if len(text.split()) > LABEL}
    grades = {name: grade("\n\n".join(sorted(texts))) for name, texts in said.items() if texts}
    print({name: (len(said[name]), round(found, 1)) for name, found in grades.items()})
    assert len(grades) > 10
    assert {name: found for name, found in grades.items() if found > HIGHEST_GRADE} == {}


def test_names_do_not_count(named: Mapping[str, list[str]]) -> None:
    """The longest name that fits is taken out, wherever it stands."""
    known = {"Eastmere": ["Eastmere Community Trust", "Eastmere"], "Youth": ["Youth club"]}
    text = "Eastmere Community Trust provides 2 of 1,200: Youth club, Eastmere. It cost £3,000."
    assert without_names(text, known) == "Anna provides ten of ten: Anna, Anna. It cost £ten."
    assert len(named) > 100


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory, definitions: Schemas) -> Path:
    """A portal of one of each: every field of every kind holds the example that its schema gives."""
    folder = tmp_path_factory.mktemp("single")
    own = folder / "data" / "publishers" / "eastmere"
    for name, schema in definitions.kinds.items():
        if name != "areas":
            (own / name).mkdir(parents=True)
            with (own / name / f"{name}.csv").open("w", newline="") as file:
                csv.writer(file).writerows(zip(*((field.name, field.example) for field in schema.fields), strict=True))
    (own / "publisher.yml").write_text(FACTS)
    done = portal_command("build", "--data", str(folder / "data"), "--site", str(folder / "site"), "--as-of", "2026-01-15")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def wrong_counts(schemas: Schemas) -> re.Pattern[str]:
    """A number before a noun of the wrong form; nouns are those of the kinds, and what else is counted."""
    pairs = {(schema.singular.lower(), schema.title.lower()) for schema in schemas.kinds.values()}
    pairs |= {(noun, f"{noun}s") for noun in COUNTED} | {("community", "communities"), ("person", "people")}
    uncounted = {many for _, many in pairs if not many.endswith(("s", "people"))}
    one = "|".join(sorted(re.escape(one) for one in {one for one, _ in pairs} | uncounted))
    many = "|".join(sorted(re.escape(many) for _, many in pairs))
    return re.compile(rf"(?<![\d.,£-])(?:1 (?:{many})|(?!1 )\d+(?:,\d{{3}})* (?:{one}))(?![\w-])")


def counting(tree: Element) -> Iterator[str]:
    """The texts of a page in which something may be counted."""
    for element in tree.iter():
        if element.tag in BLOCKS:
            yield words_of(element)
        yield from (element.get(name, "") for name in ("content", "aria-label"))


@pytest.mark.parametrize("portal", ["demonstration", "site", "single"])
def test_one_is_one_and_many_are_many(portal: str, request: pytest.FixtureRequest, definitions: Schemas) -> None:
    """No page says "1 services" or "2 service", where there are many of everything, few, or one."""
    wrong = wrong_counts(definitions)
    trees: Iterable[tuple[str, Element]] = pages(request.getfixturevalue(portal))
    assert {text: address for address, tree in trees for text in counting(tree) if wrong.search(text)} == {}


def test_wrong_counts_are_seen(definitions: Schemas) -> None:
    """The measure itself tells right from wrong, for nouns of the schemas and others."""
    wrong = wrong_counts(definitions)
    assert [
        text
        for text in ("1 services", "It took 2 decision.", "0 community body", "1 awards", "1,001 payment", "3 power")
        if not wrong.search(text)
    ] == []
    right = "1 service, 21 services, 1,001 payments, 2 decisions, £1 services, 0 communities, 1 community body, 3 March 2026, year 2025"
    assert not wrong.search(right)
