"""The examples on /data/ run as they stand there, and come to the portal's own figure."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import html5lib
import pytest

from generator import build
from generator.assemble import measure
from generator.measures import WHOLE
from generator.repository import NOWHERE
from generator.standing.holders import COMMUNITY
from tests.conftest import ROOT, settings_for
from tests.test_links import demonstration

__all__ = ["demonstration"]
ADDRESS = "https://example.org/"


@pytest.fixture(scope="module")
def figure() -> Decimal:
    """The pounds that communities decided on, as the first page has them."""
    built = build.portal(settings_for(ROOT / "data"), NOWHERE)
    pence = measure(built.portal, built.schemas).tally(WHOLE).money["GBP"][COMMUNITY].pence
    assert pence > 0
    return Decimal(pence) / 100


@pytest.fixture(scope="module")
def examples(demonstration: Path) -> dict[str, str]:
    """The text of each example as a reader copies it, by what it is for."""
    page = html5lib.parse((demonstration / "data/index.html").read_text(), namespaceHTMLElements=False)
    return {one.get("aria-label"): "".join(one.itertext()) for one in page.iter("code") if one.get("role")}


@pytest.fixture
def at_hand(examples: dict[str, str], demonstration: Path, hosted: Callable[[Path], str]) -> dict[str, str]:
    """The examples with the address of the site on this machine."""
    place = hosted(demonstration)
    return {name: text.replace(ADDRESS, place) for name, text in examples.items()}


def said(*command: str, text: str = "", folder: Path = ROOT) -> str:
    """What a program prints."""
    done = subprocess.run(command, input=text, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sums(lines: Iterator[str]) -> Iterator[Decimal]:
    """The figure at the end of each line."""
    yield from (Decimal(line.split("|")[-1]) for line in lines)


def test_each_example_names_where_the_file_is(examples: dict[str, str]) -> None:
    """All but the one of the database read the file of decisions from the site's address."""
    assert len(examples) == 5
    assert [name for name, text in examples.items() if f"{ADDRESS}data/decisions.csv" not in text] == ["SQL with SQLite"]


@pytest.mark.parametrize("name", ["Python with pandas", "Python with Polars"])
def test_the_examples_in_python_come_to_the_figure(name: str, at_hand: dict[str, str], figure: Decimal) -> None:
    """Read from the site over HTTP, the last line that is printed is the sum."""
    printed = said(sys.executable, "-", text=at_hand[name])
    assert Decimal(printed.strip().splitlines()[-1]) == figure
    assert "harrowfen" in printed


def test_the_example_for_duckdb_comes_to_the_figure(examples: dict[str, str], demonstration: Path, figure: Decimal) -> None:
    """In the folder of the file; the row without a publisher is the sum of the others."""
    program = "import sys, duckdb\nfor row in duckdb.sql(sys.stdin.read()).fetchall(): print(*row, sep='|')"
    printed = said(sys.executable, "-c", program, text=examples["SQL with DuckDB"], folder=demonstration / "data")
    rows = dict(line.split("|") for line in printed.splitlines())
    assert Decimal(rows.pop("None")) == figure
    assert sum(map(Decimal, rows.values())) == figure
    assert len(rows) > 2


def test_the_example_for_sqlite_comes_to_the_figure(examples: dict[str, str], demonstration: Path, figure: Decimal) -> None:
    """By the command line of SQLite, or where there is none by Python's own."""
    program = "import sys, sqlite3\nfor row in sqlite3.connect('portal.sqlite').execute(sys.stdin.read()): print(*row, sep='|')"
    command = ("sqlite3", "portal.sqlite") if shutil.which("sqlite3") else (sys.executable, "-c", program)
    printed = said(*command, text=examples["SQL with SQLite"], folder=demonstration / "data")
    assert sum(sums(iter(printed.splitlines()))) == figure


def test_the_example_in_r_comes_to_the_figure(at_hand: dict[str, str], figure: Decimal) -> None:
    """Where R is installed (apt-get install r-base-core)."""
    if not shutil.which("Rscript"):
        pytest.skip("Rscript is not installed; on Debian: apt-get install --no-install-recommends r-base-core")
    printed = said("Rscript", "-", text=at_hand["R"])
    assert Decimal(printed.strip().splitlines()[-1]) == figure
