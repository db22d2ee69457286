"""A change to one publisher's data touches nothing else, however it is disguised."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.fence import crossings
from generator.repository import Touched
from tests.test_build import SMALL, portal_command
from tests.test_standins import commit, git

FILE, PROGRAM, LINK, MODULE, GONE = "100644", "100755", "120000", "160000", "000000"
OWN = Touched("data/publishers/northby/services/services.csv", FILE)

OUTSIDE = [
    "data/publishers/southby/awards.csv",
    "data/publishers/southby/publisher.yml",
    "data/publishers/north/services/services.csv",
    "data/publishers/northby2/services/services.csv",
    "data/publishers/northby-council/publisher.yml",
    "data/publishers/README.md",
    "data/publishers",
    "data/publishers/northby",
    "data/Publishers/northby/services/services.csv",
    "Data/publishers/northby/services/services.csv",
    "DATA/PUBLISHERS/NORTHBY/x.csv",
    "data/publishers/Northby/services/services.csv",
    "data/publishers/NORTHBY/services/services.csv",
    "data/publishers/northby /services/services.csv",
    "data/publishers/northby./services/services.csv",
    "data/publishers/nörthby/services/services.csv",
    "data/publishers/northby\u200b/services/services.csv",
    "data/publishers/\uff4eorthby/services/services.csv",
    "data/publishers\\northby\\services.csv",
    "data/publishers /northby/services.csv",
    "data/publishers/.hidden/services.csv",
    "data/publishers/../schemas/services.yml",
    "data/schemas/services.yml",
    "data/codelists/licence.csv",
    "data/reference/funds.csv",
    "data/takedowns.csv",
    "data/northby.csv",
    "mkdocs.yml",
    "Makefile",
    "requirements.txt",
    "generator/cli.py",
    "site_templates/pages/record.html",
    "content/about.md",
    "tests/test_fence.py",
    ".github/workflows/check.yml",
    ".github/CODEOWNERS",
    ".gitattributes",
    ".gitmodules",
    "publishers/northby/services/services.csv",
    "data/data/publishers/northby/services/services.csv",
]


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("mode", [FILE, GONE])
def test_nothing_outside_is_changed_along_with_a_publishers_data(path: str, mode: str) -> None:
    """To add, change or delete it is an error; so is to move a file there, which touches both places."""
    found = crossings([OWN, Touched(path, mode)], "data")
    assert found
    assert all(problem.severity == "error" for problem in found)


@pytest.mark.parametrize("mode", [LINK, MODULE])
def test_what_is_no_file_is_refused_even_inside(mode: str) -> None:
    """A link, or another repository, in the publisher's own folder leads out of it."""
    (found,) = crossings([OWN, Touched("data/publishers/northby/services/more.csv", mode)], "data")
    assert found.code == "fence-no-file"


@pytest.mark.parametrize(
    "path", ["data/Publishers/northby/a.csv", "data/publishers/Northby/a.csv", "data/publishers/northby\u200b/a.csv"]
)
def test_a_disguise_is_found_by_itself(path: str) -> None:
    """It need not come with an honest change."""
    assert [problem.code for problem in crossings([Touched(path, FILE)], "data")] == ["fence-disguised"]


@pytest.mark.parametrize(
    "paths",
    [
        [OWN.path, "data/publishers/northby/publisher.yml", "data/publishers/northby/decisions/2026/q1.csv"],
        ["generator/cli.py", ".github/workflows/check.yml", "data/schemas/services.yml"],
        ["data/reference/funds.csv", "data/takedowns.csv"],
        [],
    ],
)
def test_who_stays_inside_is_let_through(paths: list[str]) -> None:
    """A publisher in its folder, and those who look after everything else."""
    assert crossings([Touched(path, FILE) for path in paths], "data") == ()
    assert crossings([Touched(path, PROGRAM) for path in paths], "data") == ()


def test_the_fence_stands_where_the_data_is() -> None:
    """Also where the data folder is the repository itself, or lies deep in it."""
    assert crossings([Touched("publishers/northby/a.csv", FILE)], "") == ()
    assert len(crossings([Touched("publishers/northby/a.csv", FILE), Touched("README.md", FILE)], "")) == 1
    assert len(crossings([Touched("x/data/publishers/a/a.csv", FILE), Touched("x/data/publishers/b/b.csv", FILE)], "x/data")) == 1


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small portal's data, committed on a branch called main, with another branch checked out."""
    folder = tmp_path / "repository" / "data"
    shutil.copytree(SMALL, folder)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "First", "2025-10-01")
    git(folder, "checkout", "-q", "-b", "change")
    return folder


def check(data: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Checks what changed from main."""
    return portal_command("check", "--data", str(data), "--as-of", "2026-01-15", "--changed-from", "main", *more)


def test_a_change_is_told_as_readers_will_see_it(data: Path) -> None:
    """What is added, changed from what to what, removed; sums before and after; and only what the change brings is found wrong."""
    path = data / "publishers/northby/decisions/2025.csv"
    text = path.read_text()
    lines = text.replace("24000,24000.00", "24000,21000.00").splitlines()
    extra = lines[1].replace("D-1,Youth club evenings", "D-10,Lunch club")
    path.write_text("\n".join([*lines, extra]) + "\n")
    commit(data, "A month", "2025-11-05")
    done = check(data)
    assert "records added 1, changed 1, removed 0" in done.stdout
    assert "Added decision “Lunch club” of northby (decisions/northby/D-10/)" in done.stdout
    assert "Amount awarded: 2400000 → 2100000" not in done.stdout, "money is told in pounds"
    assert "Amount awarded: £24,000.00 → £21,000.00" in done.stdout
    assert "Awards of northby: £24,000.00 in 1 → £42,000.00 in 2" in done.stdout
    assert "southby" not in done.stdout.replace("southby/", "")


def test_what_a_change_breaks_elsewhere_is_told(data: Path) -> None:
    """A service that others name is gone: the file that names it did not change, and is named."""
    services = data / "publishers/northby/services/services.csv"
    services.write_text(
        "\n".join(line for line in services.read_text().splitlines() if not line.startswith("youth-club,")) + "\n"
    )
    commit(data, "Gone", "2025-11-05")
    done = check(data)
    assert '"youth-club" is not in services' in done.stdout
    assert "Removed service “Quayside youth club” of northby" in done.stdout


def test_a_change_that_crosses_the_fence_fails(data: Path) -> None:
    """Two publishers in one change, and a link: the check fails and names each file from where a person stands."""
    for name in ("northby", "southby"):
        (data / "publishers" / name / "note.csv").write_text("a\n")
    os.symlink("/etc/passwd", data / "publishers/northby/link.csv")
    (data / "Makefile").write_text("all:\n")
    commit(data, "Both", "2025-11-05")
    done = check(data)
    assert done.returncode == 1
    assert "lies outside the folder of northby" in done.stdout
    assert "is no file but a link" in done.stdout
    assert "Makefile" in done.stdout


def test_an_unknown_branch_is_said(data: Path) -> None:
    """With what to do; nothing is judged."""
    done = portal_command("check", "--data", str(data), "--changed-from", "nowhere")
    assert done.returncode == 2
    assert 'git knows no "nowhere" here' in done.stderr
    hostile = portal_command("check", "--data", str(data), "--changed-from", "--output=/tmp/stolen")
    assert hostile.returncode == 2
    assert not Path("/tmp/stolen").exists()
