"""Prints what it takes to read, check and measure a portal and to draw its pages, without search and downloads; asserts nothing.

python -m tests.benchmarks.pages [--records 10000] [--records 100000] [--seed 1]

Each size is made twice: as decisions alone, with nothing but their communities and funds, and as records (a fifth services, the rest
decisions) with all that belongs to them.
"""

import argparse
import csv
import gc
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from generator import build, pages
from generator.artefacts import Artefact
from generator.assemble import measure
from generator.demo import demo
from generator.mkdocs_plugin import PLUGIN
from generator.mkdocs_plugin import settings as settings_for
from generator.pages.shell import Shell
from generator.processes import written
from generator.publish import write
from generator.repository import NOWHERE
from generator.schemas import load
from tests.benchmarks.run import A_PUBLISHER, DAY, ROOT

DECISIONS: Final = frozenset({"decisions", "communities", "funds"})
HEADINGS: Final = (
    "", "reading and checking", "measures", "pages", "together", "number of pages", "a page, core-milliseconds", "largest process",
)  # fmt: skip


def main() -> None:
    """Measures every size asked for, each portal in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, action="append", help="may be given twice")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--portal", type=Path, help="measure this data folder, which was made before")
    parser.add_argument("--name", default="")
    asked = parser.parse_args()
    os.chdir(ROOT)
    if asked.portal:
        with tempfile.TemporaryDirectory(prefix="portal-pages-") as temporary:
            print(row(asked.name, asked.portal, Path(temporary)), flush=True)
        return
    print(f"| {' | '.join(HEADINGS)} |\n|{'---|' * len(HEADINGS)}", flush=True)
    for records in asked.records or [10_000]:
        with tempfile.TemporaryDirectory(prefix="portal-pages-") as temporary:
            for name, data in portals(records, asked.seed, Path(temporary)):
                subprocess.run([sys.executable, "-m", __spec__.name, "--portal", str(data), "--name", name], check=True)


def portals(records: int, seed: int, folder: Path) -> Iterator[tuple[str, Path]]:
    """The two data folders of a size, each with what it is called."""
    publishers = max(1, records // A_PUBLISHER)
    demo(folder / "decisions", publishers, records * 5 // 4, seed, ROOT / "data")
    for place in (folder / "decisions/publishers").glob("*/*"):
        if place.is_dir() and place.name not in DECISIONS:
            shutil.rmtree(place)
    for path in (folder / "decisions/publishers").glob("*/decisions/*.csv"):
        _without_references(path)
    yield f"{records:,} decisions alone", folder / "decisions"
    demo(folder / "records", publishers, records, seed, ROOT / "data")
    yield f"{records:,} records with all that belongs to them", folder / "records"


def _without_references(path: Path) -> None:
    # A decision that names what was taken away would be found to be wrong, once for each name.
    fields = load(ROOT / "data").kinds["decisions"].fields
    gone = {field.name for field in fields if field.reads in {"ref", "refs"} and field.refers_to not in DECISIONS | {"areas"}}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [name for name in rows[0] if name not in gone], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def row(name: str, data: Path, folder: Path) -> str:
    """A portal as a row of the table. What a process held is that of the largest."""
    known = shells(folder)
    settings = settings_for(ROOT / "mkdocs.yml", data, DAY)
    site = folder / "site"
    site.mkdir()
    gc.disable()  # as in the command
    start = time.perf_counter()
    built = build.portal(settings, NOWHERE)
    read = time.perf_counter()
    measures = measure(built.portal, built.schemas)
    measured = time.perf_counter()
    busy = _busy()
    made = pages.site(
        built.portal, built.schemas, measures, built.problems, known, settings.templates, settings.name, "", settings.address
    )
    work = [partial(_drawn, piece, site) for piece in pages.pieces(made)]
    drawn = sum(number for several in written(work, len(built.portal.index)) for number in several)
    end = time.perf_counter()
    seconds = (f"{one:.1f} s" for one in (read - start, measured - read, end - measured, end - start))
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cells = (*seconds, f"{drawn:,}", f"{1000 * (_busy() - busy) / drawn:.2f}", f"{largest * 1024 / 1e6:,.0f} MB")
    return f"| {name} | {' | '.join(cells)} |"


def shells(folder: Path) -> Mapping[tuple[str, int], Shell]:
    """The theme's pages, as MkDocs renders them for a portal without publishers."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    config.site_dir = str(folder / "empty")
    plugin = config.plugins[PLUGIN]
    plugin.config.data_dir, plugin.config.definitions_dir = str(folder / "nothing"), str(ROOT / "data")
    (folder / "nothing").mkdir()
    mkdocs_build(config)
    known: Mapping[tuple[str, int], Shell] = plugin.shells
    return known


def _drawn(piece: Callable[[], Iterator[Artefact]], site: Path) -> list[int]:
    number = 0
    for artefact in piece():
        write(site, artefact)
        number += artefact.path.endswith(".html")
    return [number]


def _busy() -> float:
    # Of this process and of those that have ended.
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


if __name__ == "__main__":
    main()
