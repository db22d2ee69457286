"""The explorer finds what looking at every record finds: the same ones, in the same order, with the same counts."""

from itertools import islice
from random import Random
from typing import Any

from playwright.sync_api import Page

from tests.search.conftest import Shown
from tests.search.queries import every_value, mixed, strange

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
