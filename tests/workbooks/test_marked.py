"""A publisher's own table comes back with the bad cells marked, and with nothing that must not be repeated."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from generator import build, schemas
from generator.for_publishers import mark
from generator.problems import Problem
from generator.repository import NOWHERE
from generator.workbooks.marked import marked as of_tables
from tests.conftest import ROOT, settings_for
from tests.feeding import FACTS, as_csv, as_workbook, decisions

SCHEMAS = schemas.load(ROOT / "data")
ERROR, WARNING = "FFF8B9B5", "FFFFE9A8"


def marked(data: Path, files: dict[str, bytes]) -> dict[str, Any]:
    """The marked copies of what is found in Anytown's files, opened, by their paths."""
    folder = data / "publishers" / "anytown"
    for name, content in {"publisher.yml": FACTS, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    settings = settings_for(data)
    built = build.portal(settings, NOWHERE)
    found = [problem for problem in built.problems if problem.publisher == "anytown"]
    out = data.parent / "marked"
    mark(found, built, settings, out, lambda _: None)
    return {path.relative_to(out / "anytown").as_posix(): openpyxl.load_workbook(path) for path in sorted(out.rglob("*.xlsx"))}


def only(data: Path, content: bytes, name: str = "decisions/a.csv") -> Any:
    """The one sheet of the one marked copy."""
    copies = marked(data, {name: content})
    assert list(copies) == [f"{name}-marked.xlsx"]
    (sheet,) = copies[f"{name}-marked.xlsx"].worksheets
    return sheet


def cell(sheet: Any, heading: str, row: int) -> Any:
    """The cell of a row below a heading."""
    return sheet.cell(row, 1 + [top.value for top in sheet[1]].index(heading))


def test_a_bad_cell_is_coloured_noted_and_told_at_the_end_of_its_row(data: Path) -> None:
    """Error and warning differ in colour, in border and in their first word; rows keep their numbers, good rows are plain."""
    sheet = only(
        data,
        as_csv(
            {},
            {"decision_id": "D-2", "amount_awarded": "1.005"},
            {"decision_id": "D-3", "planned_start": "2026-05-01", "planned_end": "2026-04-01"},
        ),
    )
    said = 'Row 3, amount_awarded: "1.005" has 3 decimal places. Write pounds and pence, like 1234.50.'
    bad = cell(sheet, "amount_awarded", 3)
    assert (bad.value, bad.fill.fgColor.rgb, bad.border.left.style) == ("1.005", ERROR, "thick")
    assert bad.comment.text == f"ERROR: {said}"
    assert f"ERROR in {bad.coordinate}: {said}" in cell(sheet, "What to do", 3).value
    odd = next(one for one in sheet[4] if one.comment)
    assert (odd.fill.fgColor.rgb, odd.border.left.style) == (WARNING, "dashed")
    assert odd.comment.text.startswith("Please check: Row 4, ")
    assert cell(sheet, "What to do", 2).value is None
    assert {one.fill.fgColor.rgb for one in sheet[2]} == {"00000000"}
    assert cell(sheet, "title", 2).value == "Youth club evenings"
    assert "Mend the same rows in your own file" in cell(sheet, "What to do", 1).comment.text


def test_a_row_that_could_not_be_split_is_told_on_its_own_row(data: Path) -> None:
    """It stands empty, with what to do at its end, and the rows after it keep their numbers."""
    sheet = only(
        data, as_csv({}) + b"D-2,too short\n" + as_csv({"decision_id": "D-3", "amount_awarded": "lots"}).split(b"\n")[1] + b"\n"
    )
    assert cell(sheet, "What to do", 3).value.startswith("ERROR: Row 3 has 2 values; the headings have 10.")
    assert cell(sheet, "What to do", 3).fill.fgColor.rgb == ERROR
    assert cell(sheet, "amount_awarded", 4).fill.fgColor.rgb == ERROR


HOSTILE = ("=1+1", "+1", "-1", "@x", "'007", '=HYPERLINK("https://canary.example/")', "_x0041_", "a\tb", "漢字")


def test_hostile_text_is_text(data: Path) -> None:
    """What begins like a formula is a text in the copy, in cells, notes and sentences."""
    sheet = only(
        data, as_csv(*({"decision_id": f"D-{at}", "title": text, "amount_awarded": text} for at, text in enumerate(HOSTILE)))
    )
    assert [cell(sheet, "title", row).value for row in range(2, 2 + len(HOSTILE))] == list(HOSTILE)
    assert {one.data_type for row in sheet.iter_rows() for one in row} <= {"s", "n"}
    assert not [one for row in sheet.iter_rows() for one in row if one.data_type == "n" and one.value is not None]


PERSONAL = ("Ask jo.bloggs@gmail.com", "Ring Jo on 07700 900123", "Born 03/05/1985", "Account 12345678, sort code 12-34-56")


@pytest.mark.parametrize("text", PERSONAL)
@pytest.mark.parametrize("amount", ["1.00", "1.005"], ids=["row published", "row withheld"])
def test_personal_data_is_not_repeated(data: Path, text: str, amount: str) -> None:
    """The cell says that it is redacted, in rows that are withheld for something else as well."""
    folder = data.parent / "marked"
    sheet = only(data, as_csv({"summary": text, "amount_awarded": amount}, {"decision_id": "D-2", "amount_awarded": "x"}))
    assert cell(sheet, "summary", 2).value == "REDACTED PERSONAL DATA"
    whole = " ".join(
        str(part) for row in sheet.iter_rows() for one in row for part in (one.value, one.comment and one.comment.text)
    )
    assert text not in whole
    assert text.split()[-1] not in whole.replace("sort code", "")
    if amount == "1.00":
        assert "We do not repeat here what the cell holds." in cell(sheet, "summary", 2).comment.text
    assert folder.is_dir()


def test_a_persons_name_is_not_repeated(data: Path) -> None:
    """A named individual in the place of an organisation is masked."""
    sheet = only(data, as_csv({"recipient_name": "Mrs Jo Bloggs"}))
    assert cell(sheet, "recipient_name", 2).value == "REDACTED PERSONAL DATA"


def test_nothing_else_of_a_workbook_is_copied(data: Path) -> None:
    """Comments, hidden sheets, formulas and columns that are not read stay behind; the sheet keeps its name and its letters."""

    def change(sheet: Any) -> None:
        sheet["A2"].comment = Comment("Ring Jo", "Jo")
        sheet.parent.create_sheet("Secret")["A1"] = "salaries"
        sheet.parent["Secret"].sheet_state = "hidden"

    rows = decisions({"amount_awarded": "1.005"})
    rows = [[row[0], "Internal" if not at else "for our eyes only", *row[1:]] for at, row in enumerate(rows)]
    copies = marked(data, {"decisions/a.xlsx": as_workbook(rows, change)})
    book = copies["decisions/a.xlsx-marked.xlsx"]
    assert book.sheetnames == ["Decisions"]
    whole = " ".join(
        str(part)
        for row in book["Decisions"].iter_rows()
        for one in row
        for part in (one.value, one.comment and one.comment.text)
    )
    assert "for our eyes only" not in whole
    assert "Ring Jo" not in whole
    assert (book["Decisions"]["A1"].value, book["Decisions"]["B1"].value, book["Decisions"]["C1"].value) == (
        "decision_id",
        None,
        "title",
    )


def test_each_sheet_of_a_workbook_has_its_own_page(data: Path) -> None:
    """Findings stand on the sheet they were made on, and sheets without any are left out."""
    book = Workbook()
    book.active.title = "Decisions"
    for row in decisions({}, {"decision_id": "D-2", "amount_awarded": "1.005"}):
        book.active.append(row)
    for name, headings, row in (
        ("Updates", ["decision_id", "date", "status", "text"], ["D-1", "soon", "live", "x"]),
        ("Results", ["decision_id", "title"], ["D-1", "Ten sessions"]),
    ):
        book.create_sheet(name)
        book[name].append(headings)
        book[name].append(row)
    file = BytesIO()
    book.save(file)
    copy = marked(data, {"decisions/a.xlsx": file.getvalue()})["decisions/a.xlsx-marked.xlsx"]
    assert copy.sheetnames == ["Decisions", "Updates"]
    assert copy["Updates"]["B2"].fill.fgColor.rgb == ERROR


def test_a_foreign_table_is_marked_under_its_own_headings(data: Path) -> None:
    """The columns of a Transparency Code file keep their letters, also below a title that we skip."""
    facts = FACTS + b"files:\n  - path: spend.csv\n    format: lgtc-spend\n"
    spend = b"Spending over 500,,,\nDate,Supplier,Amount,Purpose\n01/02/2026,A Ltd,lots,Chairs\n"
    copies = marked(data, {"publisher.yml": facts, "spend.csv": spend})
    (sheet,) = copies["spend.csv-marked.xlsx"].worksheets
    bad = next(one for row in sheet.iter_rows(min_row=2) for one in row if one.comment)
    assert (bad.coordinate, bad.value, bad.fill.fgColor.rgb) == ("C3", "lots", ERROR)
    assert sheet["C1"].value == "Amount"


def test_files_that_are_no_tables_and_good_files_have_no_copy(data: Path) -> None:
    """A YAML file has no cells to mark, and a file with notices only has nothing to mend."""
    good = as_csv({"recipient_name": "Quayside Trust", "decision_date": "3 March 2025"})
    yml = b"- service_id: x\n  name: X\n  description: X\n  status: no such status\n  service_type: core\n"
    assert marked(data, {"decisions/a.csv": good, "services/a.yml": yml}) == {}


def test_more_places_of_one_finding_are_marked_as_well(data: Path) -> None:
    """Where one sentence tells of several rows, each that it names is marked and points to the first."""
    rows = [{"decision_id": f"D-{at}", "planned_end": "2025-12-31", "delivery_status": "live"} for at in range(3)]
    sheet = only(data, as_csv(*rows))
    assert cell(sheet, "planned_end", 2).fill.fgColor.rgb == WARNING
    assert "The same as in row 2. " in cell(sheet, "planned_end", 4).comment.text


@pytest.mark.parametrize("name", ["[a]:b*?/c\\", "'", "x" * 40, "history", "🏳" * 40, "x" * 26 + "'y", "a\tb"])
def test_a_name_that_excel_does_not_take_is_changed(name: str) -> None:
    """Other programs allow names of sheets that would make the copy impossible to write."""
    problem = Problem("money-unreadable", sheet=name, row=2, value="x")
    other = Problem("money-unreadable", sheet=name.upper() + "2", row=2)
    first, second = openpyxl.load_workbook(BytesIO(of_tables((), [problem, other], SCHEMAS, "x"))).sheetnames
    assert first.casefold() not in {second.casefold(), "history", ""}
    assert not set("[]:*?/\\'") & set(first + second)
