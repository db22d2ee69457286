"""The scripts' own tests, each a module run by a page in Chromium; and what holds for all of them."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.search import folding
from tests.conftest import ROOT
from tests.search.oracle import words
from tests.search.queries import STRANGE

MODULES = sorted(path.name.removesuffix(".test.js") for path in (ROOT / "tests/search/modules").glob("*.test.js"))
SCRIPTS = sorted((ROOT / "site_templates/assets/js").glob("*.js"))
MOST = 25_000  # bytes of all scripts, compressed


@pytest.mark.parametrize("name", MODULES)
def test_a_module_keeps_its_promises(name: str, page: Page, hosted: Callable[[Path], str]) -> None:
    """Every test of the module runs, and none fails."""
    page.goto(f"{hosted(ROOT)}tests/search/modules/index.html?module={name}")
    page.wait_for_selector("#failed", state="attached")
    assert page.locator("#failed").inner_text() == ""
    assert int(page.locator("body").get_attribute("data-run") or 0) >= 2


def test_both_sides_fold_alike(page: Page, hosted: Callable[[Path], str]) -> None:
    """What Python makes a term of, a browser makes the same of: for strange texts and for every letter of the first planes."""
    letters = ["".join(map(chr, range(start, start + 64))) for start in [*range(0x20, 0xD800, 64), *range(0x1F000, 0x1FB00, 64)]]
    texts = [*STRANGE, *letters, *(f"{folded}s" for folded in ("citie", "box", "clas", "bu", "tŷ", "Llŷn", "éé"))]
    page.goto(f"{hosted(ROOT)}tests/search/modules/index.html")
    asked = """async (texts) => {
      const { words } = await import("/site_templates/assets/js/fold.js");
      return texts.map((text) => words(text).slice(0, 12).map(({ term, starts }) => [term, starts]));
    }"""
    found = page.evaluate(asked, texts)
    wrong = [text for text, one in zip(texts, found, strict=True) if [tuple(word) for word in one] != words(text)]
    # Letters that one of the two does not know yet, for its Unicode is older, are the only excuse.
    assert [text for text in wrong if text in STRANGE or len(text) < 64] == []
    assert len(wrong) <= len(letters) // 50, json.dumps(wrong[:5])


def test_terms_hold_what_a_search_asks_for() -> None:
    """A text is found by each of its words, by its references as a whole, and by their parts."""
    assert {"dn123456a", "dn123456", "a", "citi", "cafe", "24000"} <= folding.terms("DN123456/A: cafés of the CITIES, £24,000")


def test_the_scripts_are_light_and_write_text_only() -> None:
    """All together at most 25 kB compressed; no markup is ever made from text, and nothing is evaluated or asked of others."""
    together = sum(len(gzip.compress(path.read_bytes(), 9)) for path in SCRIPTS)
    print(f"{len(SCRIPTS)} scripts, {together:,} bytes compressed")
    assert together <= MOST
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|https?://", text), path
        assert text.startswith("//"), path
