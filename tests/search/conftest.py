"""The demonstration with a publisher beside it whose texts are strange, built as it is published, on a static host."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import html5lib
import pytest
from playwright.sync_api import Browser, Page

from generator import build, search
from generator.assemble import measure
from generator.pages.panels.power import VERDICT_TITLES
from generator.pages.pictures import HOLDER_TITLES
from generator.repository import NOWHERE
from generator.search import Library, Written
from generator.search.facets import facets_of
from generator.settings import Settings
from generator.whereabouts import shown_areas
from tests.conftest import AS_OF, ROOT
from tests.search.oracle import Oracle
from tests.test_build import portal_command

NAME = "Community commissioning portal"
ADDRESS = "https://example.org/"
ODD = (
    (
        "DN123456/A",
        "Cyngor Sir Ddinbych: tŷ newydd i'r plant",
        "Adeilad newydd yn Llŷn, gyda chegin a gardd.",
        "2025-02-01",
        "24000.00",
    ),
    (
        "DN123456/B",
        "Café on the corner, 2024-25",
        "A cafe\u0301 that costs £24,000, or 3.5% of the budget.",
        "2025-02-02",
        "-500.00",
    ),
    ("DN123457", "Street party 🎉 with ☕", "🏳️‍🌈 Everyone came. Straße, Ærø, łódź, ΣΊΣΥΦΟΣ, İstanbul, ﬁre, Ⅷ.", "2025-02-03", ""),
    (
        "",
        "__proto__ constructor toString",
        "東京 and مجلس; {{7*7}} and children's classes, buses, boxes, cities.",
        "2025-02-04",
        "0.00",
    ),
    ("", '"><img src=x onerror=alert(1)> fête', "<script>alert(1)</script> &amp; {{7*7}}", "2025-02-05", "10.00"),
    ("X-1/=1+1", "=SUM(A1:A9)", "+44 is no formula, @home neither; mother-in-law, step-free, glass.", "2025-02-03", "1234567.89"),
)


class Shown(NamedTuple):
    """A site as built, where it is hosted, and what its index was made from."""

    folder: Path
    host: str
    library: Library
    oracle: Oracle


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory, hosted: Callable[[Path], str]) -> Iterator[Shown]:
    """The demonstration and the odd publisher."""
    data = tmp_path_factory.mktemp("searched") / "data"
    shutil.copytree(ROOT / "data", data)
    odd(data / "publishers" / "odd")
    folder = data.parent / "site"
    done = portal_command("build", "--data", str(data), "--site", str(folder), "--as-of", AS_OF.isoformat())
    assert done.returncode == 0, done.stderr
    whole = library(data, folder)
    yield Shown(folder, hosted(folder), whole, oracle(whole))


def library(data: Path, folder: Path) -> Library:
    """What the index of a built site is made from: its data, read again, and its hand-written pages as they were published."""
    built = build.portal(Settings(data, data, folder, ROOT / "site_templates", NAME, ADDRESS, AS_OF), NOWHERE)
    measures = measure(built.portal, built.schemas)
    areas = shown_areas(built.portal)
    return Library(built.portal, built.schemas, measures, tuple(written_pages(folder)), areas, NAME, ADDRESS)


def written_pages(folder: Path) -> Iterator[Written]:
    """The hand-written pages of a site, from their HTML."""
    for path in sorted(folder.rglob("index.html")):
        tree = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        main = tree.find(".//main")
        if "frame-written" in main.get("class"):
            words = next(one for one in main.iter("div") if one.get("class") == "frame-words")
            text = " ".join(" ".join([*main.find("h1").itertext(), *words.itertext()]).replace("¶", " ").split())
            title = " ".join("".join(main.find("h1").itertext()).replace("¶", "").split())
            yield Written(path.relative_to(folder).as_posix().removesuffix("index.html"), title, text)


def odd(folder: Path) -> None:
    """Writes a publisher whose texts are of many scripts, signs and forms."""
    (folder / "decisions").mkdir(parents=True)
    about = "id: odd\nname: Odd and Årø Council\nlicence: OGL-UK-3.0\nupdate_frequency: annual\ndemonstration: true\n"
    (folder / "publisher.yml").write_text(about, encoding="utf-8")
    with (folder / "decisions" / "odd.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "contract_ref",
                "title",
                "summary",
                "decision_date",
                "amount_awarded",
                "decision_type",
                "outcome",
                "decided_by_type",
                "reasons",
                "decision_id",
            ]
        )
        for number, row in enumerate(ODD, 1):
            writer.writerow([*row, "fund_award", "approved", "committee", "It fits.", f"odd-{number}"])


def oracle(library: Library) -> Oracle:
    """The oracle over what an index was made from."""
    documents = search.documents(library)
    return Oracle(
        documents, {facet.id: list(facet.values) for facet in facets_of(library, documents, HOLDER_TITLES, VERDICT_TITLES)}
    )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test where anything goes wrong unseen."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    yield page
    context.close()
    assert faults == []
