"""A made-up council whose files a test commits as a council would."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator import build
from generator.build import Built
from generator.repository import open_repository, timeline
from tests.conftest import settings_for
from tests.test_standins import commit, git

FACTS = "id: eastmere\nname: Eastmere Council\nlicence: OGL-UK-3.0\nupdate_frequency: annual\n"
COLUMNS = (
    "decision_id", "title", "summary", "decision_date", "decision_type", "outcome", "reasons", "decided_by_type", "amount_awarded",
)  # fmt: skip
USUAL = {
    "title": "Youth club", "summary": "Three evenings", "decision_date": "2025-03-03", "decision_type": "fund_award",
    "reasons": "More came", "outcome": "approved", "decided_by_type": "officer_delegated",
    "amount_awarded": "100.00",
}  # fmt: skip
BROKEN = 'decision_id,title\nD-9,"never closed\n'


def decision(identifier: str, **fields: str) -> dict[str, str]:
    """A row of the decisions file."""
    return {"decision_id": identifier, **USUAL, **fields}


def table(rows: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS) -> str:
    """Rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def council(folder: Path) -> Path:
    """A data folder in a repository of its own, with a council that has no records yet."""
    data = folder / "repository" / "data"
    write(data, "publisher.yml", FACTS)
    git(data.parent, "init", "-q", "-b", "main")
    return data


def write(data: Path, name: str, text: str, publisher: str = "eastmere") -> Path:
    """Writes a file of the council's."""
    path = data / "publishers" / publisher / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def built(data: Path) -> Built:
    """The portal with its history, from what is committed."""
    return build.portal(settings_for(data), open_repository(data), line=timeline(data))


def told(done: Built, key: str = "") -> list[tuple[str, str, str]]:
    """What became of the decisions, or of one: day, what, key."""
    return [
        (change.day.isoformat(), change.what, change.ref.key)
        for change in done.history.changes
        if change.ref.kind == "decisions" and key in {"", change.ref.key}
    ]


__all__ = ["BROKEN", "built", "commit", "council", "decision", "git", "table", "told", "write"]
