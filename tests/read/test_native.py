"""Our own format: every heading and row that cannot be read as it should has its sentence, and no row is lost."""

from pathlib import Path

import pytest

from generator import schemas
from generator.model import Row, Source
from generator.problems import sentence
from generator.read import native, read
from generator.read.reading import Reading
from generator.read.sheets import Sheet

SCHEMAS = schemas.load(Path(__file__).parents[2] / "data")
HEADINGS = "fund_id,name,funder,url\n"


def funds(text: str) -> Reading:
    """A native CSV file of funds, read."""
    return read(Source("anytown", "publishers/anytown/funds/funds.csv", "funds", "native"), text.encode(), SCHEMAS)


def said(reading: Reading) -> list[str]:
    """The sentences of errors and warnings."""
    return [sentence(problem) for problem in reading.problems if problem.severity != "notice"]


def balanced(reading: Reading) -> bool:
    """Whether every row of the source is accounted for."""
    account = reading.ledger
    kept = sum(len(table.rows) for table in reading.tables if table.counted)
    return account.rows_in == account.withheld + account.rows_blank + account.rows_total + account.rows_merged + kept


def test_a_good_file_is_read_without_a_word() -> None:
    """Headings may be field names; rows keep their numbers."""
    reading = funds(HEADINGS + "arts,Arts fund,Anytown,https://example.org\nsport,Sport fund,,\n")
    table = reading.tables[0]
    assert not reading.problems
    assert [column.field for column in table.columns] == ["fund_id", "name", "funder", "url"]
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "arts"), (3, "sport")]
    assert table.native
    assert table.counted
    assert reading.ledger.rows_in == 2


def test_titles_of_fields_are_headings_too_and_other_spellings_are_reported() -> None:
    """ "Fund ID" is the title of fund_id; "FUND-ID" is understood, and said to be."""
    assert not funds("Fund ID,Name\narts,Arts fund\n").problems
    reading = funds("FUND-ID,name\narts,Arts fund\n")
    assert [sentence(problem) for problem in reading.problems] == ['How we read it: column "FUND-ID" read as fund_id.']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A1,10.00\nA2,12.00\n",
            'Row 1 looks like data, not headings ("A1", "10.00"). Add a first row with: fund_id, name.',
        ),
        (
            "Funds 2025,\n,\n" + HEADINGS + "arts,Arts,,\n",
            'Your headings are on row 3. Delete rows 1–2 ("Funds 2025").',
        ),
        ("Funds 2025\n" + HEADINGS + "arts,Arts,,\n", 'Your headings are on row 2. Delete row 1 ("Funds 2025").'),
        ("fund_id,Naem\narts,Arts\n", 'There is no "name" column. Closest heading: "Naem" (column B).'),
        ("fund_id,url\narts,\n", 'There is no "name" column. Add it.'),
        ("fund_id,name,Name\narts,Arts,Arts\n", 'Two columns are called "name" (B and C). Rename or delete one.'),
    ],
)
def test_a_file_whose_headings_cannot_be_trusted_is_refused(text: str, expected: str) -> None:
    """Nothing of it is published, every row is accounted for as withheld, and the sentence says what to do."""
    reading = funds(text)
    assert expected in said(reading)
    assert not reading.tables
    assert reading.ledger.withheld > 0
    assert balanced(reading)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "fund_id,name,url,funder,Notes\narts,Arts,,,x\n",
            'Column E "Notes" is not published. Delete it if it holds private notes.',
        ),
        (
            "fund_id,name,\narts,Arts,secret\n",
            "Column C has values but no heading, so it is not published (first in row 2). Name it or delete it.",
        ),
        (
            HEADINGS,
            "The file has headings but no rows. If you have nothing to publish, delete the file and declare a gap.",
        ),
        (HEADINGS + "arts,Arts,,\n,Total,,10\n", "Row 3 looks like a total. Delete it; we add up for you."),
        (HEADINGS + "arts,Arts,,\nfund_id,name,funder,url\n", "Row 3 repeats the headings. Delete it."),
        (
            HEADINGS + "arts,Arts\n",
            "Row 2 has 2 values; the headings have 4. Look for a line break inside a text and put quotes around that text.",
        ),
    ],
)
def test_what_is_odd_about_columns_and_rows_is_said(text: str, expected: str) -> None:
    """Each finding is one sentence, and the rows add up."""
    reading = funds(text)
    assert expected in said(reading)
    assert balanced(reading)


def test_a_row_with_more_values_than_headings_is_withheld() -> None:
    """A comma outside quotes shifts every later value, so the row cannot be read truthfully."""
    reading = funds(HEADINGS + 'arts,Arts,Smith, Jones,https://example.org\nsport,Sport,"Smith, Jones",\n')
    assert said(reading) == ['Row 2 has 5 values; the headings have 4. Put quotes around text with a comma: "Smith, Jones".']
    assert [row.cells[0] for row in reading.tables[0].rows] == ["sport"]
    assert reading.ledger.withheld == 1


def test_empty_cells_at_the_end_of_a_row_or_of_the_headings_do_not_matter() -> None:
    """Spreadsheets save blank columns and rows."""
    reading = funds("fund_id,name,,\narts,Arts,,,,\nsport,Sport\n\n,,,\n")
    assert [row.cells for row in reading.tables[0].rows] == [("arts", "Arts"), ("sport", "Sport")]
    assert reading.ledger.rows_blank == 2
    assert [sentence(problem) for problem in reading.problems] == ["Blank rows left out: 2 (first: row 4)."]


def test_an_entry_of_yaml_and_json_is_a_row() -> None:
    """Entries are numbered from 1; a value that is no text withholds its entry."""
    source = Source("anytown", "publishers/anytown/funds/funds.json", "funds", "native")
    reading = read(source, b'[{"fund_id": "a", "name": "A"}, {"fund_id": "b", "name": {"en": "B"}}]', SCHEMAS)
    assert [(row.number, row.cells) for row in reading.tables[0].rows] == [(1, ("a", "A"))]
    assert reading.ledger.withheld == 1
    assert balanced(reading)


def sheet(name: str, *rows: tuple[str, ...]) -> Sheet:
    """A worksheet whose rows begin with row 1."""
    return Sheet(name, tuple(Row(number, number, cells) for number, cells in enumerate(rows, 1)))


def test_the_sheets_of_a_workbook_are_named_after_their_kinds() -> None:
    """A sheet of another name is not read, and that is said."""
    sheets = [
        sheet("Funds", ("fund_id", "name"), ("arts", "Arts")),
        sheet("organisations", ("org_id", "name"), ("GB-COH-01234567", "Anytown Ltd")),
        sheet("Notes", ("Who", "When"), ("me", "now")),
    ]
    readings = native.workbook(sheets, "", SCHEMAS.kinds, {})
    assert [table.kind for reading in readings for table in reading.tables] == ["funds", "organisations"]
    assert [sentence(problem) for reading in readings for problem in reading.problems] == [
        'Sheet "Notes" is not read: neither its name nor its headings say that it holds records.'
    ]


def test_a_single_sheet_is_of_the_folders_kind() -> None:
    """Nobody has to rename Sheet1; blank sheets beside it do not count."""
    sheets = [sheet("Sheet1", ("fund_id", "name"), ("arts", "Arts")), sheet("Sheet2")]
    readings = native.workbook(sheets, "funds", SCHEMAS.kinds, {})
    assert [table.kind for reading in readings for table in reading.tables] == ["funds"]


def test_several_sheets_none_of_which_is_named_after_a_kind_are_refused() -> None:
    """Which one is meant would be a guess."""
    sheets = [sheet("A", ("fund_id", "name"), ("arts", "Arts")), sheet("B", ("fund_id", "name"), ("x", "X"))]
    readings = native.workbook(sheets, "funds", SCHEMAS.kinds, {})
    first = sentence(readings[0].problems[0])
    assert first.startswith('Sheet "A" is not named after what it holds. Name each sheet one of: "allocations"')
    assert sum(reading.ledger.withheld for reading in readings) == 2


def test_rows_that_were_found_unreadable_are_withheld() -> None:
    """A row whose formula has no saved answer is not published, and counted."""
    one = sheet("Funds", ("fund_id", "name"), ("arts", ""), ("sport", "Sport"))
    reading = native.table(one, SCHEMAS.kinds["funds"], frozenset({2}))
    assert [row.number for row in reading.tables[0].rows] == [3]
    assert reading.ledger.withheld == 1


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source("x", "a.csv", "funds", "360-giving"), '"360-giving" is not a format we read. Write one of: "native", '),
        (
            Source("x", "a.csv", "grants", "native"),
            '"grants" is not a kind of record. Put the file into a folder named ',
        ),
        (
            Source("x", "a.csv", "", "ocds"),
            "Open Contracting Data Standard is read from JSON files, and this file ends in ",
        ),
        (
            Source("x", "a.json", "", "lgtc-spend"),
            "Transparency Code spending is read from CSV or Excel files, and this ",
        ),
    ],
)
def test_a_file_of_another_format_than_listed_is_refused(source: Source, expected: str) -> None:
    """The sentence names what to correct, and the problem carries the file it is about."""
    problem = read(source, b"a,b\n1,2\n", SCHEMAS).problems[0]
    assert sentence(problem).startswith(expected)
    assert (problem.publisher, problem.path) == ("x", source.path)
