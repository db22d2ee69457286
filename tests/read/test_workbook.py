"""Workbooks are read as a person sees them, and what they hide or lose is said."""

import re
import time
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from generator.errors import SettingsError
from generator.problems import sentence
from generator.read.sheets import Sheet
from generator.read.workbook import sheets, text

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real-data"
GRANTS = (("id", "name", "amount"), ("A1", "Hub", 10), ("A2", "Café", 20.5), ("A3", "Park", 30))


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(rows: Any = GRANTS, change: Callable[[Any], object] | None = None) -> bytes:
    book = Workbook()
    book.active.title = "Grants"
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    return saved(book)


def rewritten(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one of its parts changed."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name == part else content)
    return file.getvalue()


def first_sheet(data: bytes, change: Callable[[str], str]) -> bytes:
    return rewritten(data, "xl/worksheets/sheet1.xml", change)


def the_sheet(data: bytes) -> Sheet:
    found, _ = sheets(data)
    assert len(found) == 1
    return found[0]


def said(data: bytes) -> list[str]:
    return [sentence(problem) for problem in sheets(data)[1]]


def test_xml_is_never_read_without_its_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where defusedxml is switched off nothing is read at all."""
    monkeypatch.setattr("openpyxl.xml.DEFUSEDXML", False)
    with pytest.raises(SettingsError, match="defusedxml"):
        sheets(workbook())


def test_cells_are_text_as_it_would_be_typed() -> None:
    """Rows carry Excel's numbers; nothing is said of an ordinary workbook."""
    sheet = the_sheet(workbook())
    assert (sheet.name, sheet.first_column) == ("Grants", 1)
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("id", "name", "amount")),
        (2, ("A1", "Hub", "10")),
        (3, ("A2", "Café", "20.5")),
        (4, ("A3", "Park", "30")),
    ]
    assert said(workbook()) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5000, "5000"),
        (5000.0, "5000"),
        (3028.6299999999997, "3028.63"),
        (0.1 + 0.2, "0.3"),
        (-500.5, "-500.5"),
        (1e20, "100000000000000000000"),
        (0.000001, "0.000001"),
        (True, "yes"),
        (False, "no"),
        (datetime(2025, 4, 1), "2025-04-01"),
        (datetime(2025, 4, 1, 9, 30), "2025-04-01T09:30:00"),
        (date(2025, 4, 1), "2025-04-01"),
        ("#REF!", "#REF!"),
        ("007", "007"),
        (None, ""),
    ],
)
def test_values_have_no_exponents_and_no_point_zero(value: object, expected: str) -> None:
    """Numbers show Excel's fifteen digits, dates are ISO, true and false are yes and no."""
    assert text(value) == expected
    assert the_sheet(workbook([["id", "value"], ["A1", value]])).rows[1].cells == ("A1", expected)


def test_table_that_does_not_start_at_a1_keeps_its_addresses() -> None:
    """The first column and the row numbers are Excel's."""

    def move(sheet: Any) -> None:
        sheet["C5"], sheet["D5"], sheet["C7"] = "id", "name", "A1"

    sheet = the_sheet(workbook([], move))
    assert sheet.first_column == 3
    assert [(row.number, row.cells) for row in sheet.rows] == [(5, ("id", "name")), (7, ("A1", ""))]


@pytest.mark.parametrize("dimension", ["A1", "A1:B2", "A1:XFD1048576"])
def test_what_a_sheet_says_of_its_size_is_not_believed(dimension: str) -> None:
    """Neither are rows dropped nor millions of cells made up."""
    data = first_sheet(workbook(), lambda xml: re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{dimension}"', xml))
    start = time.perf_counter()
    assert the_sheet(data).rows == the_sheet(workbook()).rows
    assert time.perf_counter() - start < 2


def test_formula_without_a_saved_answer_withholds_its_row() -> None:
    """A value that is not there is not read as empty."""
    data = workbook([*GRANTS, ("A4", "Sum", "=SUM(C2:C4)")])
    assert said(data) == [
        'Sheet "Grants", row 5: C5 is a formula with no saved answer. Open the workbook in Excel and save it, or paste the value.'
    ]
    problem = sheets(data)[1][0]
    assert (problem.row, problem.column, problem.withholds) == (5, "C", "row")


def test_saved_answers_are_read_also_where_they_are_empty() -> None:
    """A formula that gave an empty text has been worked out."""
    data = first_sheet(
        workbook([("id", "a", "b"), ("A1", "=1", "=2")]),
        lambda xml: (
            xml.replace('<c r="B2"><f>1</f><v></v></c>', '<c r="B2"><f>1</f><v>12.50</v></c>')
            .replace('<c r="B2"><f>1</f><v /></c>', '<c r="B2"><f>1</f><v>12.50</v></c>')
            .replace('<c r="C2"><f>2</f><v></v></c>', '<c r="C2" t="str"><f>2</f><v></v></c>')
            .replace('<c r="C2"><f>2</f><v /></c>', '<c r="C2" t="str"><f>2</f><v></v></c>')
        ),
    )
    assert the_sheet(data).rows[1].cells == ("A1", "12.5", "")
    assert said(data) == []


def test_merged_cells_below_the_headings_withhold_the_rows_that_lost_a_value() -> None:
    """The row that keeps the value is whole."""
    rows = [("id", "name"), ("A1", "Hub"), (None, "Park"), ("A3", "Café")]
    data = workbook(rows, lambda sheet: sheet.merge_cells("A2:A3"))
    assert said(data) == [
        'Sheet "Grants", row 3: cells A2:A3 are merged; row 3 has lost its id. Unmerge them and fill in each cell.'
    ]
    across = workbook([("id", "name", "place"), ("A1", "Hub", None)], lambda sheet: sheet.merge_cells("B2:C2"))
    assert said(across) == [
        'Sheet "Grants", row 2: cells B2:C2 are merged; row 2 has lost its place. Unmerge them and fill in each cell.'
    ]


@pytest.mark.parametrize(
    ("rows", "area"),
    [
        ([("Grants 2025",), ("id", "name", "amount"), ("A1", "Hub", 10)], "A1:C1"),
        ([*GRANTS, ("Source: the council",)], "A5:C5"),
        (GRANTS, "E2:F9"),
        (GRANTS, "A4:A9"),
    ],
    ids=["banner", "note", "beside", "below"],
)
def test_merged_cells_that_lose_nothing_are_harmless(rows: Any, area: str) -> None:
    """Banners above, notes below and empty cells may be merged."""
    assert said(workbook(rows, lambda sheet: sheet.merge_cells(area))) == []


def test_hidden_sheets_are_not_read() -> None:
    """They are named, and the warning says why it matters."""
    book = Workbook()
    book.active.append(["id"])
    for name, state in (("Names", "hidden"), ("Salaries", "veryHidden")):
        book.create_sheet(name).append(["secret"])
        book[name].sheet_state = state
    data = saved(book)
    assert [sheet.name for sheet in sheets(data)[0]] == ["Sheet"]
    assert said(data) == [
        'The workbook has 2 hidden sheets ("Names", "Salaries"). '
        "Hidden data has caused serious breaches; delete it. We did not read it."
    ]


def test_hidden_rows_and_columns_are_read_with_a_warning() -> None:
    """Hidden is not deleted, and only what holds values is told."""

    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = sheet.row_dimensions[90].hidden = True
        sheet.column_dimensions["B"].hidden = sheet.column_dimensions["Z"].hidden = True

    data = workbook(GRANTS, hide)
    assert the_sheet(data).rows == the_sheet(workbook()).rows
    assert said(data) == [
        'Sheet "Grants", row 3 is hidden. We read hidden rows like all others: delete what should not be published, '
        "and show the rest. (The same in 1 more row: 4.)",
        'Sheet "Grants": columns are hidden (B). We read hidden columns like all others: delete what should not be '
        "published, and show the rest.",
    ]


def test_comments_macros_and_links_are_told() -> None:
    """What a workbook carries besides its data is a warning."""

    def comment(sheet: Any) -> None:
        sheet["A2"].comment = Comment("Ask Finance", "A colleague")

    assert said(workbook(GRANTS, comment))[0].startswith("The workbook has comments.")
    file = BytesIO(workbook())
    with ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<x/>")
    assert [problem.code for problem in sheets(file.getvalue())[1]] == ["workbook-links", "workbook-macros"]


def test_sheets_without_values_are_left_out() -> None:
    """A workbook of blank sheets only is refused in words."""
    book = Workbook()
    book.create_sheet("Grants").append(["id"])
    assert [sheet.name for sheet in sheets(saved(book))[0]] == ["Grants"]
    assert said(workbook([]))[0].startswith("The workbook has no sheet that can be seen and holds values.")


def test_bombs_are_refused_before_they_are_opened() -> None:
    """The ratio is said, as the archive's own directory states it."""
    file = BytesIO(workbook())
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", bytes(20_000_000))
    assert re.fullmatch(
        r"The file unpacks to \d{3} times its size; the most is 100\. Save it again from your spreadsheet\.",
        said(file.getvalue())[0],
    )


def test_entities_are_not_expanded() -> None:
    """An XML bomb is a damaged workbook."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        data = rewritten(workbook(), part, lambda xml: re.sub(r"^(<\?xml[^>]*>)?", rf"\1{bomb}", xml, count=1))
        assert said(data) == ["The workbook cannot be opened; it may be damaged. Open it in Excel and save it again as .xlsx."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<row r="3"', '<row r="2"'),
        ('<row r="3"', '<row r="1"'),
        ('<row r="4"', '<row r="99999999999"'),
        ('<c r="B3"', '<c r="A3"'),
        ('<c r="B3"', '<c r="B9"'),
        ('<c r="C3"', '<c r="XFE3"'),
    ],
)
def test_rows_out_of_order_do_not_get_lost(old: str, new: str) -> None:
    """A workbook of which a reader would silently drop rows or cells is refused."""
    data = first_sheet(workbook(), lambda xml: xml.replace(old, new))
    assert data != workbook()
    assert said(data)[0].startswith("The workbook cannot be opened; it may be damaged.")


def test_limits_count_cells_that_hold_values() -> None:
    """Formatting to the right does not make a table wide; values do."""
    styled = first_sheet(workbook(), lambda xml: xml.replace("</row>", '<c r="XFD1" s="0"/></row>', 1))
    assert the_sheet(styled).rows == the_sheet(workbook()).rows
    wide = workbook([("id", *range(200))])
    assert said(wide)[0].startswith('Sheet "Grants" has 201 columns; the most is 200.')


def test_a_value_far_below_is_read_in_good_time() -> None:
    """A stray cell on Excel's last row is a row of its own."""

    def stray(sheet: Any) -> None:
        sheet["A1048576"] = "x"

    start = time.perf_counter()
    assert [row.number for row in the_sheet(workbook(GRANTS, stray)).rows] == [1, 2, 3, 4, 1048576]
    assert time.perf_counter() - start < 5


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=100), st.integers(0, 10_000), st.integers(0, 255))
def test_no_bytes_raise(data: bytes, place: int, value: int) -> None:
    """Neither garbage nor a workbook with one byte changed raises."""
    whole = bytearray(workbook())
    whole[place % len(whole)] = value
    for tried in (data, b"PK\x03\x04" + data, bytes(whole)):
        found, problems = sheets(tried)
        assert found or problems
        assert all(sentence(problem) for problem in problems)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3_000), st.sampled_from(["<", ">", '"', "9", "/", "é", "<c/>", "<row/>", "\0"]))
def test_no_damaged_sheet_raises(place: int, litter: str) -> None:
    """XML that is broken or odd is read or refused in words."""
    found, problems = sheets(first_sheet(workbook(), lambda xml: xml[: place % len(xml)] + litter + xml[place % len(xml) :]))
    assert found or problems


WORKBOOKS = sorted(
    path
    for folder in (
        "frictionless-py",
        "360giving-dataquality",
        "mhclg-post-award",
        "360giving-datagetter",
        "ocds-sample-data",
    )
    for path in (REAL / folder).rglob("*.xlsx")
    if path.stat().st_size and "multiple_sheets" not in path.name
)


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem[-30:])
def test_real_workbooks_are_read(path: Path) -> None:
    """Every sheet has rows of one width, and every problem is a sentence."""
    found, problems = sheets(path.read_bytes())
    assert found
    assert all(len({len(row.cells) for row in sheet.rows}) == 1 for sheet in found)
    assert all(sentence(problem) for problem in problems)


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
def test_a_funders_workbook_has_as_many_rows_as_its_json() -> None:
    """783 grants below one row of headings."""
    data = (REAL / "360giving-dataquality" / "tools" / "data" / "original" / "a001p00000zgyHZAAY.xlsx").read_bytes()
    assert len(the_sheet(data).rows) == 784


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
def test_a_fund_return_tells_what_it_hides() -> None:
    """A government return has hidden sheets and merged cells."""
    path = REAL / "mhclg-post-award" / "tests" / "integration_tests" / "mock_tf_returns" / "TF_Round_4_Success.xlsx"
    codes = {problem.code for problem in sheets(path.read_bytes())[1]}
    assert {"merged-cells", "hidden-sheet"} <= codes
