"""A council's workbook with twelve kinds of mistake: who does what the comment says, and no more, has every row published."""

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.test_build import portal_command
from tests.test_standins import commit, git

FACTS = "id: anytown\nname: Anytown Council\nlicence: OGL-UK-3.0\nupdate_frequency: annual\n"
WHERE = "publishers/anytown/services/ours.xlsx"
SERVICES: tuple[tuple[Any, ...], ...] = (
    ("service_id", "name", "description", "status", "service_type", "annual_budget", "start_date", "end_date"),
    (
        "youth-club",
        "Youth club",
        "Two evenings for people of 11 to 17",
        "actve",
        "discretionary",
        24000,
        "2025-04-01",
        "2027-03-31",
    ),
    ("lunch-club", "Lunch club", None, "active", "discretionary", 9000, "2025-04-01", "2027-03-31"),
    ("day-centre", "Day centre", "Care in the day for older people", "active", "core", "about 500", "2025-04-01", "2027-03-31"),
    ("book-bus", "Book bus", "Ask jo.smith@gmail.com where it stops", "active", "core", 12000, "2025-04-01", "2025-03-31"),
)
DECISIONS: tuple[tuple[Any, ...], ...] = (
    ("decision_id", "title", "summary", "decision_date", "decided_by_type", "decision_type", "outcome", "reasons", "amount_awarded",
     "delivery_status", "service_id", "Colour"),
    ("D-1", "Evenings", "Two more evenings", "next spring", "cabinet", "fund_award", "approved", "More came", 2000, "planned",
     None, "red"),
    ("D-2", "Lunches", "Lunch on Mondays", "2025-09-03", "cabinet", "fund_award", "approved", "It was asked for", 1000, "planned"),
    ("D-2", "Suppers", "Supper on Fridays", "2025-09-03", "cabinet", "fund_award", "approved", "It was asked for", 1500, "planned"),
    ("D-4", "Fares", "Fares for a year", "2025-09-04", "cabinet", "fund_award", "approved", "Few have cars", "=I3+I4", "planned"),
    ("D-5", "Books", "New books", "2025-09-04", "cabinet", "fund_award", "approved", "The old ones fell apart", 1200, "planned",
     "book-buss"),
    ("D-6", "Shelves", "New shelves", "2025-09-04", "cabinet", "fund_award", "approved", None, 1300, "planned"),
    ("Total", None, None, None, None, None, None, None, 9500),
)  # fmt: skip
# What an officer knows and the workbook does not say.
KNOWN: Mapping[tuple[str, str], Any] = {
    ("decisions", "D2"): "2025-03-04",
    ("decisions", "A4"): "D-3",
    ("decisions", "I5"): 2500,
    ("services", "C3"): "A hot meal and company on Mondays",
    ("services", "F4"): "500.00",
    ("services", "H5"): "2026-03-31",
}
MISTAKES = {
    "is not a date", "have the same id", "is a formula with no saved answer", "are merged", "is not one of:", "is empty",
    "is not an amount of money", "looks like a personal e-mail address", "is not published. Delete it", "looks like a total",
    "is before its start", "is not in services",
}  # fmt: skip


def write_known(sheet: Any, cell: str, said: str) -> None:
    """What "write", "fill in", "give" and "paste the value" ask for."""
    sheet[cell] = KNOWN[sheet.title, cell]


def write_closest(sheet: Any, cell: str, said: str) -> None:
    """The word that the sentence itself proposes."""
    sheet[cell] = re.findall(r'Closest: "(.+?)"', said)[0]


def take_out_address(sheet: Any, cell: str, said: str) -> None:
    """What "Remove it" asks for."""
    sheet[cell] = re.sub(r"\S+@\S+", "us", sheet[cell].value)


def unmerge(sheet: Any, cell: str, said: str) -> None:
    """What "Unmerge them and fill in each cell" asks for."""
    first, last = re.findall(r"cells `?(\w+):(\w+)`? are merged", said)[0]
    sheet.unmerge_cells(f"{first}:{last}")
    sheet[last] = sheet[first].value


def delete_column(sheet: Any, cell: str, said: str) -> None:
    """What "Delete the column" asks for."""
    sheet.delete_cols(openpyxl.utils.column_index_from_string(re.findall(r"Column (\w+) ", said)[0]))


def delete_row(sheet: Any, cell: str, said: str) -> None:
    """What "Delete it; we add up for you" asks for."""
    sheet.delete_rows(int(re.findall(r"row (\d+) looks", said)[0]))


MENDING: Mapping[str, Callable[[Any, str, str], None]] = {
    "Write it ": write_known,
    "have the same id": write_known,
    "or paste the value": write_known,
    "Fill it in": write_known,
    "Check both dates": write_known,
    "Closest: ": write_closest,
    "personal e-mail address. Remove it": take_out_address,
    "Unmerge them and fill in each cell": unmerge,
    "is not published. Delete it": delete_column,
    "looks like a total. Delete it": delete_row,
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A council's folder on main, and its workbook committed on a branch."""
    folder = tmp_path / "repository" / "data"
    (folder / WHERE).parent.mkdir(parents=True)
    (folder / "publishers/anytown/publisher.yml").write_text(FACTS)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "First", "2025-10-01")
    git(folder, "checkout", "-q", "-b", "change")
    book = openpyxl.Workbook()
    book.active.title = "services"
    for name, rows in (("services", SERVICES), ("decisions", DECISIONS)):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book["decisions"].merge_cells("H6:H7")
    book.save(folder / WHERE)
    commit(folder, "Our workbook", "2025-11-01")
    return folder


def check(data: Path, tmp_path: Path) -> tuple[int, str, str]:
    """The exit code of the check, what it printed, and the comment it wrote."""
    places = ("--comment", str(tmp_path / "told"), "--marked", str(tmp_path / "marked"), "--force")
    done = portal_command("check", "--data", str(data), "--as-of", "2026-01-15", "--changed-from", "main", *places)
    return done.returncode, done.stdout, (tmp_path / "told/comment.md").read_text()


def findings(comment: str) -> list[tuple[str, str, str]]:
    """Each finding of a comment: the sheet, the cell where one is named, and the sentence with how to mend it."""
    listed = comment.split("\n## ")[0]
    return [
        (re.findall(r'Sheet "(\w+)"', said)[0], "".join(re.findall(r"^\*\*(\w+)\*\* ", said)), said)
        for said in re.findall(r"^- (.+(?:\n  .+)*)", listed, re.MULTILINE)
    ]


def test_who_does_what_the_comment_says_has_every_row_published(data: Path, tmp_path: Path) -> None:
    """Twelve kinds of mistake are each told once, with the cell; mended by their sentences alone, the check has nothing to say."""
    code, _, comment = check(data, tmp_path)
    told = findings(comment)
    assert code == 1
    assert {mistake for mistake in MISTAKES if sum(mistake in said for _, _, said in told) == 1} == MISTAKES
    assert len(told) == len(MISTAKES), comment
    assert "jo.smith" not in comment
    book = openpyxl.load_workbook(io.BytesIO((data / WHERE).read_bytes()))
    for sheet, cell, said in told:
        (mend,) = {mend for sign, mend in MENDING.items() if sign in said}
        mend(book[sheet], cell, said)
    book.save(data / WHERE)
    commit(data, "Mended", "2025-11-02")
    code, printed, comment = check(data, tmp_path)
    assert "10 rows read, 10 published, 0 withheld. 0 errors, 0 warnings" in printed, comment
    assert code == 0
    assert comment.startswith("## All is well with your data")
    assert "Records added: 10." in comment


def test_the_marked_copy_says_the_same_in_the_same_cells(data: Path, tmp_path: Path) -> None:
    """Each cell that the comment names is marked in the copy with a note, and the row's last cell holds the sentence."""
    _, _, comment = check(data, tmp_path)
    copy = openpyxl.load_workbook(tmp_path / "marked/anytown/services/ours.xlsx-marked.xlsx")
    named = [(sheet, cell, said) for sheet, cell, said in findings(comment) if cell]
    assert len(named) == 9
    for name, cell, said in named:
        marked = copy[name][cell]
        sentence = said.split(" Until then")[0].split("\n")[0].removeprefix(f"**{cell}** ")
        assert marked.fill.fgColor.rgb in {"FFF8B9B5", "FFFFE9A8"}, (cell, said)
        assert sentence in marked.comment.text
        assert sentence in copy[name].cell(marked.row, copy[name].max_column).value
