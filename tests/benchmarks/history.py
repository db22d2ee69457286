"""How long the history of a made-up repository takes, and the check of a change: python -m tests.benchmarks.history [publishers records commits]."""

import csv
import dataclasses
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from generator import build
from generator.pull_request import change_of, judgement, wholly
from generator.repository import open_repository, timeline, touched
from generator.settings import Settings
from tests.conftest import ROOT

PUBLISHERS, RECORDS, COMMITS = 20, 300, 200
START: Final = 1_735_732_800  # 1 January 2025, in seconds
DAY: Final = 86_400
HEAD: Final = (
    "decision_id", "title", "summary", "decision_date", "decision_type", "outcome", "reasons", "decided_by_type", "amount_awarded",
)  # fmt: skip


def repository(folder: Path, publishers: int, records: int, commits: int) -> Path:
    """A repository in which each commit edits some rows of one publisher's file, or takes one out."""
    chance = random.Random(1)
    held = {f"council-{number}": _rows(records) for number in range(publishers)}
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    stream = b"".join(_commits(held, commits, chance))
    subprocess.run(["git", "-C", str(folder), "fast-import", "--quiet"], input=stream, check=True)
    subprocess.run(["git", "-C", str(folder), "reset", "-q", "--hard"], check=True)
    return folder / "data"


def _rows(records: int) -> list[list[str]]:
    usual = ("Three evenings", "2025-03-03", "fund_award", "approved", "More came", "officer_delegated", "100.00")
    return [[f"D-{number}", f"Decision {number}", *usual] for number in range(records)]


def _commits(held: dict[str, list[list[str]]], commits: int, chance: random.Random) -> Iterator[bytes]:
    files = {}
    for owner, rows in held.items():
        name = f"id: {owner}\nname: {owner}\nlicence: OGL-UK-3.0\nupdate_frequency: annual\n"
        files |= {
            f"data/publishers/{owner}/publisher.yml": name.encode(),
            f"data/publishers/{owner}/decisions/d.csv": _file(rows),
        }
    yield _commit(0, files)
    for number in range(1, commits):
        owner = chance.choice(sorted(held))
        rows = held[owner]
        for _ in range(5):
            chance.choice(rows)[-1] = f"{chance.randrange(1, 10_000)}.00"
        rows.pop(chance.randrange(len(rows)))
        yield _commit(number, {f"data/publishers/{owner}/decisions/d.csv": _file(rows)})


def _file(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *rows])
    return text.getvalue().encode()


def _commit(number: int, files: dict[str, bytes]) -> bytes:
    who = f"committer A <a@council.example> {START + number * DAY // 4} +0000\n"
    parts = [f"commit refs/heads/main\n{who}data 6\nCommit".encode()]
    for path, content in files.items():
        parts.append(f"\nM 100644 inline {path}\ndata {len(content)}\n".encode() + content)
    return b"".join(parts) + b"\n"


def run(publishers: int, records: int, commits: int) -> None:
    """Prints what each build takes: without history and nothing kept, with it for the first time, and both again."""
    with tempfile.TemporaryDirectory() as place:
        data = repository(Path(place) / "repository", publishers, records, commits)
        settings = Settings(data, ROOT / "data", data, ROOT / "site_templates", "Portal", "https://p.example/", date(2026, 1, 15))
        known = open_repository(data)
        forgetful = dataclasses.replace(known, kept=None)
        print(f"{publishers} publishers with {records} records each, {commits} commits")
        for name, of, line in (
            ("without history", forgetful, None),
            ("with it, first", known, timeline(data)),
            ("with it, again", known, timeline(data)),
            ("without it, again", known, None),
        ):
            start, cores = time.perf_counter(), sum(os.times()[:4])
            done = build.portal(settings, of, line=line)
            spent = f"{time.perf_counter() - start:.2f} s, {sum(os.times()[:4]) - cores:.2f} core-seconds"
            print(f"{name}: {spent}, {len(done.history.changes):,} changes")
        check(settings)
        kept = [path.stat().st_size for path in (data.parent / ".cache").rglob("*.z")]
        print(f"kept: {len(kept):,} files, {sum(kept) / 1e6:.1f} MB")


def check(settings: Settings) -> None:
    """Prints what the judgement of one changed row takes: of the whole portal, and as a command that knows nothing and that knows."""
    file = settings.data / "publishers" / "council-0" / "decisions" / "d.csv"
    file.write_text(file.read_text().replace(".00", ".01", 1))
    change = change_of(settings, "HEAD", *touched(settings.data, "HEAD"))
    start = time.perf_counter()
    judgement(change, wholly(change), ())
    print(f"a changed row, by the whole portal, files known: {time.perf_counter() - start:.2f} s")
    shutil.rmtree(settings.data.parent / ".cache")
    for name in ("nothing known", "again", "once more"):
        start, cores = time.perf_counter(), sum(os.times()[:4])
        command = [sys.executable, "-P", "-m", "generator.cli", "check", "--data", str(settings.data), "--changed-from", "HEAD"]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        print(
            f"portal check --changed-from, {name}: {time.perf_counter() - start:.2f} s, {sum(os.times()[:4]) - cores:.2f} core-seconds"
        )


if __name__ == "__main__":
    run(*(map(int, sys.argv[1:4]) if len(sys.argv) > 3 else (PUBLISHERS, RECORDS, COMMITS)))
