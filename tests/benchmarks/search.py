"""Prints what the search index weighs and takes against its budgets, in Chromium over a static host without ranges; asserts nothing.

python -m tests.benchmarks.search [--records 10000] [--records 100000] [--queries 500] [--seed 1]

`--queries` also asks that many generated searches of the oracle, which looks at every record, and says how many answers differ.
"""

import argparse
import functools
import gc
import http.server
import os
import resource
import shutil
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from generator import build, search
from generator.artefacts import Artefact
from generator.assemble import measure
from generator.demo import demo
from generator.pages.panels.power import VERDICT_TITLES
from generator.pages.pictures import HOLDER_TITLES
from generator.publish import write
from generator.repository import NOWHERE
from generator.search import Library
from generator.search.documents import Document
from generator.search.facets import facets_of
from generator.settings import Settings
from generator.whereabouts import shown_areas
from tests.benchmarks.run import A_PUBLISHER, DAY, ROOT
from tests.hosting import QUIET, Quiet
from tests.search.oracle import Oracle
from tests.search.queries import mixed

SEARCHES: Final = 60  # measured of each sort
BUDGETS: Final = {  # bytes, requests, milliseconds, seconds of building, files
    10_000: (120_000, 12, 30, 1, 300),
    100_000: (200_000, 14, 60, 8, 1_500),
    1_000_000: (300_000, 16, 150, 80, 9_000),
}
SHELL: Final = "<!doctype html><html lang=en><head><meta charset=utf-8><title>t</title><link rel=icon href=data:,></head><body></body></html>"
# Each search with nothing known before but the manifest, which stands in the page: its bytes count; then once more with the bytes at hand, to see what the page itself takes.
MEASURE: Final = """async (searches) => {
  const { Library } = await import("/assets/js/library.js");
  const { Engine } = await import("/assets/js/engine.js");
  const first = async (library, asked) => {
    const { order, count } = await new Engine(library).search(asked);
    await Promise.all(Array.from(order.subarray(0, 10), (one) => library.card(one)));
    return count;
  };
  const given = await (await fetch("/search/manifest.json")).text();
  const costs = [];
  for (const asked of searches) {
    const files = new Map();
    const get = async (name) => {
      const answer = await fetch(`/search/${name}`, { cache: "no-store" });
      files.set(name, new Uint8Array(await answer.arrayBuffer()));
      return files.get(name);
    };
    const count = await first(new Library(get, given), asked);
    const bytes = [...files.values()].reduce((sum, one) => sum + one.length, new TextEncoder().encode(given).length);
    const start = performance.now();
    await first(new Library(async (name) => files.get(name), given), asked);
    costs.push([count, files.size, bytes, performance.now() - start]);
  }
  return costs;
}"""
COMPARE: Final = """async (searches) => {
  const { ask } = await import("/assets/js/client.js");
  const answers = [];
  for (const [asked, facet] of searches) {
    const { count, cards } = await ask("search", { asked, start: 0, end: 10 });
    const last = await ask("search", { asked, start: Math.max(0, count - 10), end: count });
    answers.push([count, [...cards, ...last.cards].map((card) => card.address), await ask("counts", { asked, facet })]);
  }
  return answers;
}"""


def main() -> None:
    """Measures every size asked for, one after the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, action="append", help="services and decisions together; may be given twice")
    parser.add_argument("--queries", type=int, default=0, help="generated searches to ask of the oracle, too")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for records in asked.records or [10_000]:
        with tempfile.TemporaryDirectory(prefix="portal-search-") as temporary:
            for line in lines(
                library(records, asked.seed, Path(temporary, "data")), records, asked.queries, Path(temporary, "site")
            ):
                print(line, flush=True)


def library(records: int, seed: int, data: Path) -> Library:
    """What the index of a synthetic portal is made from."""
    demo(data, max(1, records // A_PUBLISHER), records, seed, ROOT / "data")
    day = date.fromisoformat(DAY)
    built = build.portal(Settings(data, data, data, ROOT / "site_templates", "Portal", "https://p.example/", day), NOWHERE)
    areas = shown_areas(built.portal)
    return Library(built.portal, built.schemas, measure(built.portal, built.schemas), (), areas, "Portal", "https://p.example/")


def lines(whole: Library, records: int, queries: int, site: Path) -> Iterator[str]:
    """The lines of one size."""
    gc.freeze()  # as in a build, which writes the index in a process of its own and collects nothing
    gc.disable()
    start, busy = time.perf_counter(), time.process_time()
    artefacts = list(search.search_index(whole, HOLDER_TITLES, VERDICT_TITLES))
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    shutil.copytree(ROOT / "site_templates" / "assets", site / "assets")
    (site / "index.html").write_text(SHELL)
    for artefact in artefacts:
        write(site, artefact)
    documents = search.documents(whole)
    facets = {one.id: list(one.values) for one in facets_of(whole, documents, HOLDER_TITLES, VERDICT_TITLES)}
    budget = BUDGETS[min(BUDGETS, key=lambda size: abs(size - records))]
    yield f"\n{records:,} records, {len(documents):,} documents, {os.cpu_count()} cores\n"
    yield f"Build: {seconds:.1f} s, {busy:.1f} of them at work (budget {budget[3]} s), {memory:,.0f} MB with the portal itself. {weights(artefacts, budget[4])}\n"
    yield f"| search | results, median | bytes: median, most (budget {budget[0]:,}) | requests: median, most ({budget[1]}) | within both | ms in the page: median, most ({budget[2]}) |"
    yield "|---|---|---|---|---|---|"
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        page = browser.new_page()
        page.goto(hosted(site))
        for name, searches in sorts(documents, facets, Random(1)):
            yield told(name, page.evaluate(MEASURE, searches), budget)
        if queries:
            yield compared(Oracle(documents, facets), page, queries)
        browser.close()


def weights(artefacts: Sequence[Artefact], most: int) -> str:
    """How many files of which sort there are, and their bytes."""
    sizes: Counter[str] = Counter()
    for artefact in artefacts:
        sizes[artefact.path.split("/")[1]] += len(artefact.content)
    parts = ", ".join(f"{name} {size:,}" for name, size in sizes.items())
    return f"{len(artefacts):,} files (budget {most:,}), {sum(sizes.values()):,} bytes: {parts}."


def sorts(documents: Sequence[Document], facets: dict[str, list[str]], rng: Random) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Searches of each sort that is measured."""
    frequent = Counter(
        word
        for one in rng.sample(list(documents), 500)
        for word in sorted(set(f"{one.title} {one.text}".lower().split()))
        if word.isalpha()
    )
    common, rare = [word for word, _ in frequent.most_common(80)], [word for word, number in frequent.items() if number == 1]
    some = rng.sample(list(documents), SEARCHES)
    yield "nothing asked", [{}]
    yield "a very common word", [{"q": word} for word in common[:SEARCHES]]
    yield "a rare word", [{"q": word} for word in rng.sample(rare, min(SEARCHES, len(rare)))]
    yield "a word of a title", [{"q": rng.choice(one.title.split())} for one in some]
    yield "two words of a record", [{"q": " ".join(rng.sample(f"{one.title} {one.text}".split(), 2))} for one in some if one.text]
    yield "three words of a record", [{"q": " ".join(rng.sample(f"{one.title} {one.text} x y".split(), 3))} for one in some]
    yield "three very common words", [{"q": " ".join(rng.sample(common, 3))} for _ in range(SEARCHES)]
    yield "the first three letters of a word", [{"q": rng.choice(common + rare)[:3]} for _ in range(SEARCHES)]
    yield "a reference", [{"q": one.key} for one in some]
    names = list(facets)
    yield "a facet", [{"facets": {name: [rng.choice(["", *facets[name]])]}} for name in names]
    yield (
        "a word and a facet",
        [{"q": rng.choice(common + rare), "facets": {name: [rng.choice(["", *facets[name]])]}} for name in names * 4],
    )
    yield (
        "a word, a range of days and one of money",
        [{"q": word, "from": "2024-01-01", "to": "2024-12-31", "least": 100_000} for word in common[:20]],
    )
    yield "a common word, largest first", [{"q": word, "sort": "largest"} for word in common[:20]]


def told(name: str, costs: Sequence[Sequence[float]], budget: Sequence[int]) -> str:
    """One sort of search as a row of the table, with the share of it that keeps to the budgets of bytes and of requests."""
    found, requests, sizes, times = zip(*costs, strict=True)
    within = sum(size <= budget[0] and asked <= budget[1] for _, asked, size, _ in costs)
    cells = (
        f"{statistics.median(sizes):,.0f}, {max(sizes):,}",
        f"{statistics.median(requests):.0f}, {max(requests)}",
        f"{within} of {len(costs)}",
    )
    return (
        f"| {name} | {statistics.median(found):,.0f} | {' | '.join(cells)} | {statistics.median(times):.0f}, {max(times):.0f} |"
    )


def compared(oracle: Oracle, page: Page, queries: int) -> str:
    """How many generated searches the explorer answers as the oracle does."""
    rng = Random(2)
    searches = [
        (asked, rng.choice(list(oracle.facets))) for asked in islice(mixed(oracle.documents, oracle.facets, rng), queries)
    ]
    answers = page.evaluate(COMPARE, searches)
    wrong = 0
    for (asked, facet), answer in zip(searches, answers, strict=True):
        order = oracle.search(asked)
        shown = [oracle.documents[number].address for number in [*order[:10], *order[max(0, len(order) - 10) :]]]
        if answer != [len(order), shown, oracle.counts(asked, facet)]:
            wrong += 1
            print("differs:", asked, facet, answer[0], len(order))
    return f"\n{queries} generated searches: {queries - wrong} as the oracle answers, {wrong} otherwise."


def hosted(site: Path) -> str:
    """A folder on a static host of this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


if __name__ == "__main__":
    main()
