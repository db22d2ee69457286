"""Bad input on the whole way: files in a publisher's folder → every sentence a person gets about them."""

import csv
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO, StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from openpyxl import Workbook

from generator import build
from generator.problems import grouped, sentence
from generator.repository import NOWHERE
from tests.conftest import settings_for

FACTS: Final = b"id: anytown\nname: Anytown Council\nlicence: OGL-UK-3.0\nupdate_frequency: annual\n"
OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DECISION: Final = MappingProxyType(
    {
        "decision_id": "D-1",
        "title": "Youth club evenings",
        "summary": "Two more evenings a week",
        "decision_date": "2025-09-03",
        "decided_by_type": "cabinet",
        "decision_type": "fund_award",
        "outcome": "approved",
        "reasons": "Attendance doubled in a year",
        "amount_awarded": "24000.00",
        "delivery_status": "planned",
    }
)


def told(data: Path, files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """What is said of files in the folder of the publisher Anytown: see `found_in`."""
    folder = data / "publishers" / "anytown"
    for name, content in {"publisher.yml": FACTS, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return found_in(data)


def found_in(data: Path) -> list[tuple[str, str]]:
    """The path below Anytown's folder and the sentence of everything that `portal check` finds, errors first."""
    problems = grouped(build.portal(settings_for(data), NOWHERE).problems)
    return [(problem.path.removeprefix("publishers/").removeprefix("anytown/"), sentence(problem)) for problem in problems]


def decisions(*changes: Mapping[str, str]) -> list[list[str]]:
    """The headings and a good row for each mapping, with the cells it names in the place of the good ones."""
    names = list(dict.fromkeys([*DECISION, *(name for change in changes for name in change)]))
    return [names, *([{**DECISION, **change}.get(name, "") for name in names] for change in changes)]


def as_csv(*changes: Mapping[str, str]) -> bytes:
    """Decisions as a CSV file in UTF-8."""
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows(decisions(*changes))
    return file.getvalue().encode()


def as_workbook(rows: Iterable[Iterable[Any]], change: Callable[[Any], object] = lambda sheet: None) -> bytes:
    """Rows as a workbook with the sheet Decisions, `change`d before it is saved."""
    book = Workbook()
    book.active.title = "Decisions"
    for row in rows:
        book.active.append(list(row))
    change(book.active)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
