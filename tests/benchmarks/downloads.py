"""Prints what each format of a download takes, and all of them together on all cores; asserts nothing.

python -m tests.benchmarks.downloads [--records 10000] [--records 100000] [--seed 1]
"""

import argparse
import gc
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from generator import build
from generator.artefacts import Artefact
from generator.assemble import measure
from generator.changes import UNKNOWN
from generator.demo import demo
from generator.downloads import conversions, datasets, pieces, wholes
from generator.downloads.comma_separated import comma_separated
from generator.downloads.json_text import json_text
from generator.downloads.parquet import parquet
from generator.downloads.sqlite import sqlite
from generator.downloads.workbook import kind_workbook, portions, publisher_workbook
from generator.downloads.workbook_about import Surroundings
from generator.feeds import feeds
from generator.processes import written
from generator.publish import write
from generator.repository import NOWHERE
from generator.settings import Settings
from tests.benchmarks.run import A_PUBLISHER, DAY, ROOT

ADDRESS: Final = "https://p.example/"
Make = Callable[[], Iterable[Artefact]]


def main() -> None:
    """Measures every size asked for, one after the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, action="append", help="services and decisions together; may be given twice")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for records in asked.records or [10_000]:
        with tempfile.TemporaryDirectory(prefix="portal-downloads-") as temporary:
            for line in lines(records, asked.seed, Path(temporary)):
                print(line, flush=True)


def lines(records: int, seed: int, folder: Path) -> Iterator[str]:
    """The table of one size."""
    demo(folder / "data", max(1, records // A_PUBLISHER), records, seed, ROOT / "data")
    day = date.fromisoformat(DAY)
    settings = Settings(folder / "data", folder / "data", folder, ROOT / "site_templates", "Portal", ADDRESS, day)
    built = build.portal(settings, NOWHERE)
    portal, schemas = built.portal, built.schemas
    measures = measure(portal, schemas)
    offered = datasets(portal, schemas, measures, ADDRESS)
    known = Surroundings(portal.commit, ADDRESS, portal.publishers, schemas.codelists)
    steps: dict[str, Make] = {
        "CSV": lambda: chain.from_iterable(map(comma_separated, offered)),
        "JSON and JSON Lines": lambda: chain.from_iterable(json_text(one, portal.commit, ADDRESS) for one in offered),
        "Parquet": lambda: parquet(offered, folder),
        "SQLite": lambda: sqlite(offered, portal, schemas, folder),
        "Excel, each kind": lambda: chain.from_iterable(kind_workbook(one, known) for one in offered),
        "Excel, each publisher": lambda: chain.from_iterable(
            publisher_workbook(publisher, held, known) for publisher, held in portions(offered).items()
        ),
        "forms of other standards": lambda: chain.from_iterable(
            piece() for piece in conversions(portal, schemas, "Portal", ADDRESS)
        ),
        "feeds, without history": lambda: feeds(portal, schemas, measures, UNKNOWN, "Portal", ADDRESS),
    }
    rows = sum(len(one.records) for one in offered)
    yield f"\n{records:,} records, {rows:,} rows of all kinds, {os.cpu_count()} cores\n"
    yield "| format | core-seconds | bytes | files |"
    yield "|---|---|---|---|"
    gc.freeze()  # as in a build, which makes them in processes of their own and collects nothing
    gc.disable()
    for name, make in steps.items():
        busy, files, size = time.process_time(), 0, 0
        for artefact in make():
            files, size = files + 1, size + len(artefact.content)
        yield f"| {name} | {time.process_time() - busy:.2f} | {size:,} | {files:,} |"
    site = folder / "site"
    site.mkdir()
    work = (
        *wholes(offered, portal, schemas, folder),
        *pieces(offered, portal.commit, ADDRESS, portal.publishers, schemas.codelists),
        *conversions(portal, schemas, "Portal", ADDRESS),
    )
    start = time.perf_counter()
    files = sum(len(told) for told in written([partial(_written, piece, site) for piece in work], len(portal.index)))
    took = time.perf_counter() - start
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    yield f"\nAll together on all cores, written: {took:.1f} s, {files:,} files, {largest * 1024 / 1e6:,.0f} MB in the largest process."


def _written(piece: Make, site: Path) -> list[str]:
    paths = []
    for artefact in piece():
        write(site, artefact)
        paths.append(artefact.path)
    return paths


if __name__ == "__main__":
    main()
