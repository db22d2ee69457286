"""What an officer finds when a template is opened, and how it leads to values that can be read."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from generator import schemas
from generator.read.headings import names, normal
from generator.workbooks.columns import WRITTEN, heading
from generator.workbooks.masking import MASK, redaction
from generator.workbooks.template import counted, template
from generator.xlsx import FIRST_DAY
from tests.conftest import ROOT

SCHEMAS = schemas.load(ROOT / "data")
FIELDS = [(kind, field) for kind, schema in SCHEMAS.kinds.items() for field in schema.fields]


@pytest.fixture(scope="module")
def book() -> Any:
    """A template of every kind, opened again."""
    return openpyxl.load_workbook(BytesIO(template(SCHEMAS, tuple(SCHEMAS.kinds))))


def column(book: Any, kind: str, field: str) -> int:
    """The number of the column of a field."""
    return 1 + [one.name for one in SCHEMAS.kinds[kind].fields].index(field)


def rule(book: Any, kind: str, field: str) -> Any:
    """The rule for what is typed into a column."""
    letter = openpyxl.utils.get_column_letter(column(book, kind, field))
    return next((one for one in book[kind].data_validations.dataValidation if str(one.sqref).startswith(f"{letter}2:")), None)


def test_the_sheets_are_the_kinds_between_help_and_codes(book: Any) -> None:
    """Nothing is hidden, and the help is what one sees first."""
    assert book.sheetnames == ["Help", *SCHEMAS.kinds, "Codes"]
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert book.active.title == "Help"


@pytest.mark.parametrize("kind", list(SCHEMAS.kinds))
def test_headings_are_the_titles_in_the_order_of_the_schema(book: Any, kind: str) -> None:
    """Each is read as its own field, required ones look different, and they stay in sight and can be filtered by."""
    schema, sheet = SCHEMAS.kinds[kind], book[kind]
    assert [cell.value for cell in sheet[1]] == [field.title for field in schema.fields]
    known = names((field.name, (field.name, field.title)) for field in schema.fields)
    assert [known[normal(cell.value)][0] for cell in sheet[1]] == [field.name for field in schema.fields]
    assert {cell.fill.fgColor.rgb for cell in sheet[1][: len(schema.fields)]} <= {"FF1F3864", "FFDDE6F2"}
    assert [cell.fill.fgColor.rgb == "FF1F3864" for cell in sheet[1]] == [field.required for field in schema.fields]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(len(schema.fields))}1"


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda one: getattr(one, "name", one))
def test_a_note_says_what_belongs_below_a_heading(book: Any, kind: str, field: schemas.Field) -> None:
    """Its description, whether it must be filled in, an example, and the codes with their words."""
    comment = book[kind].cell(1, column(book, kind, field.name)).comment
    assert comment.author == "Data template"
    assert f"({field.name})" in comment.text
    assert field.description in comment.text
    assert ("You must fill this in." if field.required else "You may leave this empty.") in comment.text
    assert "such as: " in comment.text
    if field.codelist:
        codes = list(SCHEMAS.codelist_of(field).codes.values())
        assert all(f"{code.code}: {code.title}" in comment.text for code in codes[:12])
        assert (f"and {len(codes) - 12} more" in comment.text) == (len(codes) > 12)


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda one: getattr(one, "name", one))
def test_a_rule_helps_with_what_is_typed(book: Any, kind: str, field: schemas.Field) -> None:
    """Codes are chosen from a list, dates and numbers are proved, and a person may always insist on a redaction."""
    found = rule(book, kind, field.name)
    expected = {
        "code": "list", "codes": "list", "yes_no": "list", "date": "date", "datetime": "date", "integer": "whole",
        "money": "decimal", "number": "decimal", "coordinate": "decimal",
    }  # fmt: skip
    assert (found.type if found else "") == expected.get(field.reads, "")
    if found:
        assert found.errorStyle == "warning"
        assert len(found.error) <= 255
        assert field.reads != "codes" or not found.showErrorMessage
    if field.codelist:
        assert listed(book, found.formula1) == list(SCHEMAS.codelist_of(field).codes)


def listed(book: Any, source: str) -> list[str]:
    """What a list offers, from its rule or from the cells that it names."""
    if source.startswith('"'):
        return source.strip('"').split(",")
    sheet, cells = source.split("!")
    return [str(cell.value) for (cell,) in book[sheet][cells.replace("$", "")]]


def test_a_list_too_long_for_a_rule_stands_on_the_page_of_codes() -> None:
    """Excel takes no more than 255 characters; the list of cells then names exactly the codes."""
    many = schemas.Codelist(
        "interventions", {f"code-{number:03}": schemas.Code(f"code-{number:03}", f"Title {number}") for number in range(60)}
    )
    long = schemas.Schemas(SCHEMAS.kinds, {**SCHEMAS.codelists, "interventions": many})
    book = openpyxl.load_workbook(BytesIO(template(long, ["decisions"])))
    source = rule(book, "decisions", "intervention_code").formula1
    assert source.startswith("Codes!$B$")
    assert listed(book, source) == list(many.codes)


def test_formats_keep_what_is_typed(book: Any) -> None:
    """Ids and words are text, so that noughts in front stay; days and money are shown as they are read."""
    formats = {
        field: book["decisions"].column_dimensions[openpyxl.utils.get_column_letter(column(book, "decisions", field))]
        for field in ("decision_id", "title", "decision_date", "amount_awarded")
    }
    assert [one.number_format for one in formats.values()] == ["@", "@", "yyyy-mm-dd", "#,##0.00"]
    assert all(10 <= one.width <= 41 for one in formats.values())


def test_the_help_says_what_to_do_in_plain_words() -> None:
    """The sheets, the colours, the redactions and what to do with the file are all there."""
    book = openpyxl.load_workbook(BytesIO(template(SCHEMAS, ["services", "payments"])))
    said = " ".join(str(cell) for row in book["Help"].iter_rows(values_only=True) for cell in row if cell)
    for words in (
        "How to fill in this workbook",
        "Dark headings",
        "REDACTED PERSONAL DATA",
        "services, payments",
        "One row is: money that was paid",
    ):
        assert words in said
    assert "What you publish today" not in said


def test_what_is_filled_in_is_counted_in_words() -> None:
    """One of a kind is told in the singular, and kinds without a record are left out."""
    assert counted({"decisions": 1_234, "services": 1, "funds": 0}, SCHEMAS) == "1,234 decisions and 1 service"
    assert counted({"decisions": 0}, SCHEMAS) == ""


def test_a_title_that_two_fields_claim_gives_way_to_the_name() -> None:
    """Where a field's title is another field's name, the heading is the name, which cannot be misread."""
    first, second = (
        schemas.Field(name, title, "", "string", "text", "") for name, title in (("amount", "Sum"), ("total", "Amount"))
    )
    kind = schemas.Schema("x", "X", "X", "", ("amount",), "amount", (), (first, second))
    assert [heading(field, kind) for field in kind.fields] == ["Sum", "total"]


def test_every_way_of_reading_is_explained() -> None:
    """A field that is read in a new way has to be told of in its note."""
    assert set(WRITTEN) == schemas.READS


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("redacted_personal", MASK),
        ("redacted_commercial", "REDACTED COMMERCIAL CONFIDENTIALITY"),
        ("personal-phone", MASK),
        ("person-named", MASK),
        ("taken_down", MASK),
        ("text-long-withheld", ""),
    ],
)
def test_what_stands_for_a_withheld_value(reason: str, shown: str) -> None:
    """What is kept back for somebody's sake stays kept back; what could only not be read is left to be filled in."""
    assert redaction(reason) == shown


def test_the_same_template_has_the_same_bytes() -> None:
    """Nothing in it depends on the clock or the order of sets."""
    assert template(SCHEMAS, ["decisions"]) == template(SCHEMAS, ["decisions"])
    assert b"2026-01-01T00:00:00Z" in unzipped(template(SCHEMAS, ["decisions"]), "docProps/core.xml")
    assert FIRST_DAY.isoformat() == "1900-03-01"


def unzipped(content: bytes, part: str) -> bytes:
    """One part of a workbook."""
    return ZipFile(BytesIO(content)).read(part)


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_another_spreadsheet_program_opens_it(tmp_path: Path) -> None:
    """LibreOffice reads the sheet of a kind, with its headings."""
    (tmp_path / "t.xlsx").write_bytes(template(SCHEMAS, ["decisions"]))
    command = [
        str(OFFICE),
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "t.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (made,) = tmp_path.glob("*.csv")
    assert made.read_text(encoding="utf-8").startswith("Decision ID,Title,Summary")
