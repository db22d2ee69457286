"""The explorer finds what looking at every record finds: the same ones, in the same order, with the same counts."""

import shutil
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from generator import search
from generator.assemble import measure
from generator.build import Built
from generator.pages.panels.power import VERDICT_TITLES
from generator.pages.pictures import HOLDER_TITLES
from generator.publish import write
from generator.search import Library, columns, terms
from generator.whereabouts import shown_areas
from tests.conftest import ROOT
from tests.search.conftest import Shown
from tests.search.conftest import oracle as oracle_of
from tests.search.oracle import Oracle
from tests.search.queries import every_value, mixed, strange
from tests.test_real_files import GRANTS, folder

MIXED = 400
ASK = """async ([root, searches]) => {
  const { ask } = await import(`${root}assets/js/client.js`);
  const answers = [];
  for (const [asked, facets] of searches) {
    const addresses = [];
    await ask("all", { asked }, ({ cards }) => addresses.push(...cards.map((card) => card.address)));
    const first = await ask("search", { asked, start: 0, end: 10 });
    const counts = await Promise.all(facets.map((facet) => ask("counts", { asked, facet })));
    answers.push([first.count, addresses, first.cards.map((card) => card.address), counts]);
  }
  return answers;
}"""


def test_the_explorer_answers_as_the_oracle_does(shown: Shown, page: Page) -> None:
    """More than 500 searches: words, starts of words, references, every facet alone and several together, ranges, sorts, strange texts."""
    oracle, rng = shown.oracle, Random(4)
    asked = [*strange(), *every_value(oracle.facets), *islice(mixed(oracle.documents, oracle.facets, rng), MIXED)]
    searches: list[tuple[dict[str, Any], list[str]]] = [(one, rng.sample(list(oracle.facets), 2)) for one in asked]
    page.goto(f"{shown.host}search/")
    answers = page.evaluate(ASK, [shown.host, searches])
    wrong, empty = [], 0
    for (one, facets), (count, addresses, first, counts) in zip(searches, answers, strict=True):
        order = [oracle.documents[number].address for number in oracle.search(one)]
        expected = [len(order), order, order[:10], [oracle.counts(one, facet) for facet in facets]]
        empty += not order
        if [count, addresses, first, counts] != expected:
            wrong.append((one, facets, count, len(order)))
    print(f"{len(searches)} searches, {empty} of them find nothing")
    assert wrong == []
    assert len(searches) > 500
    assert empty < len(searches) / 3


def test_the_odd_texts_are_found(shown: Shown) -> None:
    """The oracle itself finds accents without accents, signs, references as a whole and in parts, and plurals."""
    finds = {
        "dn123456/a": {1}, "DN123456": {1, 2}, "cafe": {2}, "llyn": {1}, "ty newydd": {1}, "🎉": {3}, "ir plant": {1}, "24000": {2}, "strasse": {3},
        "fire lodz": {3}, "city class box": {4}, "2024/25": {2}, "مجلس": {4},
    }  # fmt: skip
    for typed, numbers in finds.items():
        found = {shown.oracle.documents[number].key for number in shown.oracle.search({"q": typed})}
        assert {key for key in found if key.startswith("odd-")} == {f"odd-{number}" for number in numbers}, typed


def test_it_makes_no_difference_how_the_index_is_cut(
    shown: Shown, page: Page, hosted: Callable[[Path], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With blocks, chunks, shards and lists of values as small as if there were millions of records, the answers are the same."""
    for module, name, value in (
        (terms, "BLOCK", 16),
        (terms, "TARGET", (300, 300)),
        (columns, "CHUNK", 64),
        (search, "INLINE", 2),
    ):
        monkeypatch.setattr(module, name, value)
    assert differing(shown.library, shown.oracle, page, tmp_path, hosted, 100) == []
    whole, cut = (sum(path.is_file() for path in (folder / "search").rglob("*")) for folder in (shown.folder, tmp_path))
    assert cut > 3 * whole, "the index was not cut smaller, so this shows nothing"


def test_real_grants_are_found_alike(
    page: Page, hosted: Callable[[Path], str], real: Path, built: Callable[[Path], Built], tmp_path: Path
) -> None:
    """On what a council really publishes the explorer answers as the oracle does, too."""
    data = folder(tmp_path, "trafford", {"grants.csv": real / f"{GRANTS}.csv"}, "grants.*", "360giving")
    whole = built(data)
    areas = shown_areas(whole.portal)
    library = Library(
        whole.portal, whole.schemas, measure(whole.portal, whole.schemas), (), areas, "Portal", "https://p.example/"
    )
    assert len(whole.portal.records["decisions"]) == 555
    assert differing(library, oracle_of(library), page, tmp_path, hosted, 200) == []


def differing(
    library: Library, oracle: Oracle, page: Page, folder: Path, hosted: Callable[[Path], str], number: int
) -> list[dict[str, Any]]:
    """Asks an index and the oracle the same, all results of each search with the counts of two facets; gives where they differ."""
    for artefact in search.search_index(library, HOLDER_TITLES, VERDICT_TITLES):
        write(folder, artefact)
    shutil.copytree(ROOT / "site_templates" / "assets", folder / "assets")
    (folder / "index.html").write_text('<!doctype html><title>t</title><link rel="icon" href="data:,">')
    host = hosted(folder)
    rng, names = Random(5), list(oracle.facets)
    searches = [(one, rng.sample(names, 2)) for one in islice(mixed(oracle.documents, oracle.facets, rng), number)]
    page.goto(host)
    wrong = []
    for (one, facets), (count, addresses, _, counts) in zip(searches, page.evaluate(ASK, [host, searches]), strict=True):
        order = [oracle.documents[number].address for number in oracle.search(one)]
        if [count, addresses, counts] != [len(order), order, [oracle.counts(one, facet) for facet in facets]]:
            wrong.append(one)
    assert len(searches) == number
    return wrong
