"""What is taken down is nowhere in the site; its page says when and why; nothing else changes."""

import csv
import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import Built
from generator.errors import SettingsError
from generator.model import Ref
from tests.conftest import ROOT
from tests.test_build import portal_command

SMALL = ROOT / "tests" / "portals" / "small" / "data"
CANARY = "Zebrafinch Cantilever"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small portal's data with a canary in a decision's title and summary, and in an option of it."""
    folder = tmp_path / "data"
    shutil.copytree(SMALL, folder)
    path = folder / "publishers/northby/decisions/2025.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= {"title": CANARY, "summary": f"{CANARY} was here"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.fixture
def published() -> Callable[[Path, Path], Path]:
    """Publishes a data folder as a person would, in the place of what was there."""

    def done(data: Path, site: Path) -> Path:
        said = portal_command("build", "--data", str(data), "--site", str(site), "--as-of", "2026-01-15")
        assert said.returncode == 0, said.stderr
        return site

    return done


def take_down(data: Path, *rows: str) -> None:
    """Writes takedowns.csv with these rows."""
    (data / "takedowns.csv").write_text("\n".join(["publisher,kind,id,field,date,reason", *rows]) + "\n")


def told(site: Path) -> str:
    """Every byte of a site, as text."""
    contents = (path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file())
    unpacked = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content for content in contents)
    return "\n".join(content.decode("utf-8", "replace") for content in unpacked)


def test_a_record_that_was_taken_down_is_nowhere(data: Path, tmp_path: Path, published: Callable[[Path, Path], Path]) -> None:
    """Published twice, then taken down: no file of the site holds it, its address says when and why, and its row counts as withheld."""
    site = tmp_path / "site"
    assert CANARY in told(published(data, site))
    assert CANARY in told(published(data, site))
    take_down(data, "northby,decisions,D-1,,2026-11-20,It named a child")
    published(data, site)
    assert CANARY not in told(site)
    page = (site / "decisions/northby/D-1/index.html").read_text()
    assert "This decision was taken down on 20 November 2026." in page
    assert "It named a child" in page
    assert "It named a child" in (site / "quality/northby/index.html").read_text()
    with (site / "data/sources.csv").open(newline="") as file:
        source = next(row for row in csv.DictReader(file) if row["path"].endswith("decisions/2025.csv"))
    assert source["withheld"] == "2", "one row could not be read, the other was taken down"


def test_a_field_that_was_taken_down_is_withheld(data: Path, tmp_path: Path, published: Callable[[Path, Path], Path]) -> None:
    """The record stays, without the field, and says when and why; its heading falls back on its id."""
    take_down(
        data, "northby,decisions,D-1,title,2026-11-20,It named a child", "northby,decisions,D-1,summary,2026-11-20,So did this"
    )
    site = published(data, tmp_path / "site")
    assert CANARY not in told(site)
    page = (site / "decisions/northby/D-1/index.html").read_text()
    assert "“Title” was taken down on 20 November 2026: It named a child" in page
    assert "Taken down" in page


def test_a_finding_does_not_repeat_what_was_taken_down(data: Path, built: Callable[[Path], Built]) -> None:
    """A problem about the row is still counted, without its value."""
    path = data / "publishers/northby/decisions/2025.csv"
    path.write_text(path.read_text().replace(f"{CANARY} was here", f'<img alt="{CANARY}">'.replace('"', "'")))
    assert any(CANARY in repr(problem) for problem in built(data).problems)
    take_down(data, "northby,decisions,D-1,,2026-11-20,It named a child")
    after = built(data)
    assert not any(CANARY in repr(problem) for problem in after.problems)
    assert Ref("decisions", "northby", "D-1") not in after.portal.index


def test_a_row_that_was_never_published_is_not_repeated_either(data: Path, built: Callable[[Path], Built]) -> None:
    """A decision whose row is withheld for an error can be taken down, too: the finding stays, its value goes."""
    assert any("1.005" in repr(problem) for problem in built(data).problems)
    take_down(data, "northby,decisions,D-3,,2026-11-20,It named a child")
    after = built(data)
    assert not any("1.005" in repr(problem) for problem in after.problems)
    assert any(problem.code == "money-decimals" for problem in after.problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("publisher,kind\nnorthby,decisions\n", "the first row must be publisher,kind,id,field,date,reason"),
        ("publisher,kind,id,field,date,reason\nnorthby,decisions,D-1,,yesterday,why\n", '"yesterday" is not a date'),
        ("publisher,kind,id,field,date,reason\nnorthby,decision,D-1,,2026-11-20,why\n", '"decision" is not one of'),
        ("publisher,kind,id,field,date,reason\nnorthby,decisions,D-1,tittle,2026-11-20,why\n", '"tittle" is not a field of it'),
        ("publisher,kind,id,field,date,reason\nnorthby,decisions,,,2026-11-20,why\n", "must all be given"),
        ('publisher,kind,id,field,date,reason\nnorthby,decisions,"D-1,,2026-11-20,why\n', "cannot be read"),
    ],
)
def test_a_takedown_that_cannot_be_read_stops_the_build(data: Path, built: Callable[[Path], Built], text: str, said: str) -> None:
    """Nothing is built, rather than something shown that must not be; the sentence names the row."""
    (data / "takedowns.csv").write_text(text)
    with pytest.raises(SettingsError, match=said):
        built(data)
