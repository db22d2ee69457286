"""A file that cannot be read any more does not take what was published off the site."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.test_build import SMALL, portal_command


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small portal's data, committed to a repository of its own on 1 October 2025."""
    folder = tmp_path / "repository" / "data"
    shutil.copytree(SMALL, folder)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "First", "2025-10-01")
    return folder


def git(folder: Path, *arguments: str, **environment: str) -> None:
    """Runs git as a council would."""
    who = ["-c", "user.name=A Council", "-c", "user.email=open-data@council.example", "-c", "commit.gpgsign=false"]
    subprocess.run(
        ["git", "-C", str(folder), *who, *arguments],
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", **environment},
    )


def commit(folder: Path, subject: str, day: str) -> None:
    """Commits everything on a day."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", subject, GIT_COMMITTER_DATE=f"{day}T12:00:00", GIT_AUTHOR_DATE=f"{day}T12:00:00")


def build(data: Path, site: Path) -> str:
    """Builds a site and gives what the terminal says."""
    done = portal_command("build", "--data", str(data), "--site", str(site), "--as-of", "2026-01-15")
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_a_refused_file_keeps_its_last_good_version(data: Path, tmp_path: Path) -> None:
    """Its records stay, under a dated banner with the reason; its line names the version; others' pages keep their bytes."""
    build(data, tmp_path / "before")
    decisions = data / "publishers/northby/decisions/2025.csv"
    decisions.write_text('decision_id,title\nD-9,"never closed\n')
    commit(data, "A bad month", "2025-11-05")
    said = build(data, tmp_path / "after")
    assert "decisions/2025.csv cannot be read; its version of 2025-10-01 stands in for it" in said
    page = (tmp_path / "after/decisions/northby/D-1/index.html").read_text()
    assert "cannot be read" in page
    assert "last good version, of 1 October 2025" in page
    assert "is never closed" in page, "the reason is said"
    assert "last good version, of 1 October 2025" in (tmp_path / "after/publishers/northby/index.html").read_text()
    with (tmp_path / "after/data/sources.csv").open(newline="") as file:
        line = next(row for row in csv.DictReader(file) if row["path"].endswith("decisions/2025.csv"))
    assert line["refused"]
    assert line["published"] == "2"
    assert line["shown_commit"] != line["commit"]
    for name in ("decisions/southby/360G-southby-105177~2fZ~2f14~2fZ/index.html", "publishers/southby/index.html"):
        assert (tmp_path / "before" / name).read_bytes() == (tmp_path / "after" / name).read_bytes()


def test_a_bad_publisher_file_does_not_take_the_publisher_down(data: Path, tmp_path: Path) -> None:
    """The last publisher.yml that could be used is used."""
    (data / "publishers/northby/publisher.yml").write_text("id: northby\n\tname: tabs\n")
    commit(data, "A tab", "2025-11-05")
    build(data, tmp_path / "site")
    assert "Northby Council" in (tmp_path / "site/publishers/northby/index.html").read_text()
    assert "its version of 2025-10-01 is used in its place" in (tmp_path / "site/quality/northby/index.html").read_text()


def test_a_check_looks_at_the_file_as_it_is(data: Path) -> None:
    """What the last good version was does not help a council that is about to publish a bad one."""
    (data / "publishers/northby/decisions/2025.csv").write_bytes(b"")
    done = portal_command("check", "--data", str(data))
    assert done.returncode == 1
    assert "The file is empty (0 bytes)" in done.stdout
    assert "stands in" not in done.stdout


def test_a_mended_file_takes_over(data: Path, tmp_path: Path) -> None:
    """Once the file can be read again, the banner is gone."""
    decisions = data / "publishers/northby/decisions/2025.csv"
    good = decisions.read_text()
    decisions.write_bytes(b"")
    commit(data, "A bad month", "2025-11-05")
    decisions.write_text(good.replace("Youth club evenings", "Youth club nights"))
    commit(data, "Mended", "2025-11-06")
    build(data, tmp_path / "site")
    page = (tmp_path / "site/decisions/northby/D-1/index.html").read_text()
    assert "Youth club nights" in page
    assert "last good version" not in page
