"""Prints what the search index takes beside Pagefind and Material's search on the same records, in one run; asserts nothing.

python -m tests.benchmarks.rivals [--records 10000] [--records 100000] [--pagefind COMMAND] [--material] [--seed 1]

Each search is typed into a browser that knows nothing yet. What it loads until the first ten results can be shown is counted as it
comes over the wire from a host that compresses nothing; Material's index is also told as gzip would send it, for that is text.
Pagefind is asked for only where its command is given (`pip install 'pagefind[bin]'`), Material, which takes long, with --material.
"""

import argparse
import gzip
import html
import json
import os
import shlex
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from playwright.sync_api import Browser, Page, Response, sync_playwright

from generator import search
from generator.pages.panels.power import VERDICT_TITLES
from generator.pages.pictures import HOLDER_TITLES
from generator.publish import write
from generator.search.documents import Document
from tests.benchmarks.measure import measured
from tests.benchmarks.run import ROOT
from tests.benchmarks.search import SHELL, hosted, library
from tests.hosting import QUIET

SEARCHES: Final = 10  # of each sort
PARTS: Final = ("/search", "/pagefind/", "/assets/js/")
LONGEST: Final = 120_000  # milliseconds until a first result
PAGE: Final = (
    "<!doctype html><html lang=en><head><title>{0}</title></head><body><main><h1>{0}</h1><p>{1}</p></main></body></html>"
)
CONFIG: Final = {
    "site_name": "Rival",
    "theme": {"name": "material", "font": False},
    "plugins": ["search"],
    "not_in_nav": "*",
    "nav": [{"Home": "index.md"}],
}
OURS: Final = """async (word) => {
  const { Library } = await import("/assets/js/library.js");
  const { Engine } = await import("/assets/js/engine.js");
  const get = async (name) => new Uint8Array(await (await fetch(`/search/${name}`)).arrayBuffer());
  const library = new Library(get);
  const { order, count } = await new Engine(library).search({ q: word });
  await Promise.all(Array.from(order.subarray(0, 10), (one) => library.card(one)));
  return count;
}"""
PAGEFIND: Final = """async (word) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(word);
  await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
  return found.results.length;
}"""
Ask = Callable[[Page, str], int]


def main() -> None:
    """Measures every size asked for, one after the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, action="append", help="services and decisions together; may be given twice")
    parser.add_argument("--pagefind", default="", help="the command that runs Pagefind")
    parser.add_argument("--material", action="store_true", help="let MkDocs make a page of each record, too")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for records in asked.records or [10_000]:
        with tempfile.TemporaryDirectory(prefix="portal-rivals-") as temporary:
            for line in lines(records, asked.seed, shlex.split(asked.pagefind), asked.material, Path(temporary)):
                print(line, flush=True)


def lines(records: int, seed: int, pagefind: Sequence[str], material: bool, folder: Path) -> Iterator[str]:
    """The table of one size."""
    whole = library(records, seed, folder / "data")
    documents = search.documents(whole)
    words = _words(documents)
    yield f"\n{records:,} records, {len(documents):,} pages that can be found, {os.cpu_count()} cores\n"
    yield "| | seconds to index | largest process | files | bytes | a common word: bytes, requests, ms | a rare word: bytes, requests, ms |"
    yield "|---|---|---|---|---|---|---|"
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        start = time.perf_counter()
        artefacts = list(search.search_index(whole, HOLDER_TITLES, VERDICT_TITLES))
        took = time.perf_counter() - start
        site = folder / "ours"
        shutil.copytree(ROOT / "site_templates" / "assets", site / "assets")
        (site / "index.html").write_text(SHELL)
        for artefact in artefacts:
            write(site, artefact)
        yield _row("This portal", f"{took:.1f}", "", site / "search", site, _asking(OURS), browser, words)
        if pagefind:
            site = folder / "pagefind"
            _plain_pages(documents, site)
            cost = measured([*pagefind, "--site", str(site)])
            told = f"{cost.seconds:.1f}", f"{cost.largest / 1e6:,.0f} MB"
            yield _row("Pagefind", *told, site / "pagefind", site, _asking(PAGEFIND), browser, words)
        if material:
            site = folder / "material" / "site"
            _markdown(documents, folder / "material")
            cost = measured([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "material" / "mkdocs.yml")])
            told = f"{cost.seconds:.1f} (with the pages)", f"{cost.largest / 1e6:,.0f} MB"
            yield _row("Material", *told, site / "search", site, _typing, browser, words)
            packed = len(gzip.compress((site / "search" / "search_index.json").read_bytes()))
            yield f"\nMaterial's index is {packed:,} bytes where the host compresses it."
        browser.close()


def _words(documents: Sequence[Document]) -> tuple[list[str], list[str]]:
    frequent = Counter(
        word
        for one in Random(3).sample(list(documents), min(500, len(documents)))
        for word in sorted(set(f"{one.title} {one.text}".lower().split()))
        if word.isascii() and word.isalpha() and len(word) > 4
    )
    rare = sorted(word for word, number in frequent.items() if number == 1)
    return [word for word, _ in frequent.most_common(SEARCHES)], Random(4).sample(rare, SEARCHES)


def _row(
    name: str, seconds: str, memory: str, index: Path, site: Path, ask: Ask, browser: Browser, words: tuple[list[str], list[str]]
) -> str:
    files = [path for path in index.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    address = hosted(site)
    cells = (_told([_cost(browser, address, ask, word) for word in several]) for several in words)
    return f"| {name} | {seconds} | {memory} | {len(files):,} | {size:,} | {' | '.join(cells)} |"


def _told(costs: Sequence[tuple[int, int, float]]) -> str:
    sizes, requests, times = zip(*costs, strict=True)
    return f"{statistics.median(sizes):,.0f}, {statistics.median(requests):.0f}, {statistics.median(times):,.0f}"


def _cost(browser: Browser, address: str, ask: Ask, word: str) -> tuple[int, int, float]:
    # Bytes and requests of all that belongs to the search, also of what is loaded before anybody types; the time from the question on.
    context = browser.new_context()
    page = context.new_page()
    seen: list[Response] = []
    page.on("response", lambda one: seen.append(one))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    start = page.evaluate("performance.now()")
    ask(page, word)
    took = page.evaluate("performance.now()") - start
    loaded = [one for one in seen if any(part in one.url for part in PARTS)]
    size = sum(int(one.headers.get("content-length", 0)) for one in loaded)
    context.close()
    return size, len(loaded), took


def _asking(script: str) -> Ask:
    return lambda page, word: int(page.evaluate(script, word))


def _typing(page: Page, word: str) -> int:
    # Nothing can be shown before the worker has read the whole index.
    page.locator("input.md-search__input").click()
    page.locator("input.md-search__input").press_sequentially(word)
    page.locator(".md-search-result__item").first.wait_for(timeout=LONGEST)
    return page.locator(".md-search-result__item").count()


def _plain_pages(documents: Sequence[Document], site: Path) -> None:
    for one in documents:
        place = site / one.address
        place.mkdir(parents=True, exist_ok=True)
        (place / "index.html").write_text(PAGE.format(html.escape(one.title), html.escape(one.text)), encoding="utf-8")
    (site / "index.html").write_text(SHELL)


def _markdown(documents: Sequence[Document], folder: Path) -> None:
    docs = folder / "docs"
    for number, one in enumerate(documents):
        place = docs / one.kind / str(number // 1000)
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.md").write_text(f"# {html.escape(one.title)}\n\n{html.escape(one.text)}\n", encoding="utf-8")
    (docs / "index.md").write_text("# Rival\n")
    config: dict[str, Any] = {**CONFIG, "docs_dir": str(docs), "site_dir": str(folder / "site")}
    (folder / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")


if __name__ == "__main__":
    main()
