"""What our own workbooks bring along is neither read nor reported; what looks like it and is not still is."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from generator import schemas
from generator.intake import Intake, take_in
from generator.model import Source
from generator.problems import sentence
from generator.read import workbook
from generator.workbooks.template import template
from tests.conftest import AS_OF, ROOT
from tests.feeding import DECISION, as_workbook, decisions

SCHEMAS = schemas.load(ROOT / "data")


def taken(content: bytes, kind: str = "") -> Intake:
    """What a workbook gives that is put into the folder of a kind."""
    source = Source("anytown", f"publishers/anytown/{kind}/x.xlsx", kind, "native", len(content), "0")
    return take_in(source, content, SCHEMAS, AS_OF)


def filled(change: Callable[[Any], object] = lambda book: None, kinds: tuple[str, ...] = ("decisions", "updates")) -> bytes:
    """A template with one decision, typed in and saved by another program."""
    book = openpyxl.load_workbook(BytesIO(template(SCHEMAS, kinds)))
    names = [field.name for field in SCHEMAS.kinds["decisions"].fields]
    for name, text in DECISION.items():
        book["decisions"].cell(2, 1 + names.index(name)).value = text
    change(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def codes(intake: Intake) -> set[str]:
    """The errors and warnings of an intake."""
    return {problem.code for problem in intake.problems if problem.severity != "notice"}


@pytest.mark.parametrize("kind", ["decisions", "services", ""])
def test_a_filled_template_is_read_without_a_word_about_what_we_put_in(kind: str) -> None:
    """Neither help, codes and notes nor the sheet that was left empty are reported, whichever folder it stands in."""
    intake = taken(filled(), kind)
    assert [record.key for record in intake.records] == ["D-1"]
    assert codes(intake) == set()
    assert intake.account.ledger.rows_in == 1


def test_a_template_in_which_nothing_was_filled_in_is_reported() -> None:
    """A file that was saved too early is told, as any other table without rows."""
    intake = taken(template(SCHEMAS, ["decisions"]), "decisions")
    assert codes(intake) == {"headings-only"}


def test_a_template_of_which_only_the_help_is_left_is_reported() -> None:
    """Help and codes are passed over only beside data."""
    book = openpyxl.load_workbook(BytesIO(template(SCHEMAS, ["decisions"])))
    del book["decisions"]
    file = BytesIO()
    book.save(file)
    assert codes(taken(file.getvalue())) == {"sheets-unnamed"}


@pytest.mark.parametrize("name", ["Help", "Codes"])
def test_a_sheet_that_only_has_the_name_is_reported(name: str) -> None:
    """Somebody's own sheet is never passed over in silence."""

    def add(sheet: Any) -> None:
        sheet.parent.create_sheet(name).append(["ours", "not the template's"])

    found = [problem for problem in taken(as_workbook(decisions({}), add)).problems if problem.code == "sheet-not-read"]
    assert [problem.value for problem in found] == [name]


def test_a_comment_that_somebody_wrote_is_reported_beside_ours() -> None:
    """Our notes are known by their author; those of people may hold what nobody should read."""

    def remark(book: Any) -> None:
        book["decisions"]["A2"].comment = Comment("Ring Jo about this", "Jo")

    assert codes(taken(filled(remark))) == {"workbook-comments"}


def test_damaged_comments_leave_the_values_readable() -> None:
    """Comments are not published, so damage in them refuses nothing, but they are told."""
    content = filled()
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if "comments/comment" in name or name.startswith("xl/comments") else old.read(name))
    intake = taken(file.getvalue())
    assert [record.key for record in intake.records] == ["D-1"]
    assert codes(intake) == {"workbook-comments"}


def test_escaped_characters_of_a_workbook_are_read_as_what_they_stand_for() -> None:
    """A line break of Windows is written as _x000D_; a text that only looks like an escape stays as it was typed."""
    book = Workbook()
    book.active.append(["plain", "MARK-1", "MARK-2"])
    file, changed = BytesIO(), BytesIO()
    book.save(file)
    with ZipFile(file) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"MARK-1", b"one_x000D_\ntwo").replace(b"MARK-2", b"_x005F_x000D_ x005F_")
            new.writestr(name, content)
    ((sheet,), problems) = workbook.sheets(changed.getvalue())
    assert sheet.rows[0].cells == ("plain", "one\r\ntwo", "_x000D_ x005F_")
    assert problems == ()


def test_a_row_with_an_id_is_no_total() -> None:
    """In a table with many columns a record may fill few; "Total" in the place of an id is still a total."""
    wide = [field.name for field in SCHEMAS.kinds["options"].fields]
    rows = [
        wide,
        ["D-1", "Total refurbishment", "5000", "", "", ""],
        ["Total", "", "5000", "", "", ""],
        ["", "Total", "5000", "", "", ""],
    ]
    book = Workbook()
    book.active.title = "Options"
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    intake = taken(file.getvalue())
    assert intake.account.ledger.rows_total == 2
    assert [sentence(problem) for problem in intake.problems if problem.code == "total-row"] == [
        'Sheet "Options", row 3 looks like a total. Delete it; we add up for you. (The same in 1 more row: 4.)'
    ]


def test_what_is_passed_over_is_said_in_the_guide() -> None:
    """Publishers can read which sheets we put in and do not read."""
    guide = (Path(ROOT) / "content" / "guides" / "publishing.md").read_text(encoding="utf-8")
    assert "`Help` and `Codes`" in guide
