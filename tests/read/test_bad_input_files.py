"""Bad files and the one sentence that each of them gets: what a file is, its headings, rows, letters and size."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.feeding import FACTS, OLD_EXCEL, as_csv, as_workbook, decisions, found_in, told

HEADINGS = b"fund_id,name,funder,url\n"
GOOD = HEADINGS + b"arts,Arts fund,,\n"
DECLARE = "If you have nothing to publish, delete the file and declare a gap."
SAVE_AGAIN = 'Save it again from your spreadsheet as "CSV UTF-8".'


def zipped() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("funds.csv", GOOD)
    return file.getvalue()


def said_of(data: Path, content: bytes, name: str = "funds/a.csv") -> list[str]:
    """The sentences about one file, all of which name it."""
    found = told(data, {name: content})
    assert {path for path, _ in found} <= {name}
    return [sentence for _, sentence in found]


def test_a_good_file_gets_no_sentence(tmp_path: Path) -> None:
    """So that every sentence below is for the fault alone."""
    assert said_of(tmp_path, GOOD) == []
    assert said_of(tmp_path, as_csv({}), "decisions/a.csv") == []
    assert said_of(tmp_path, as_workbook(decisions({"decision_id": "D-2"})), "decisions/a.xlsx") == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", f"The file is empty (0 bytes). {SAVE_AGAIN}", id="0 bytes"),
        pytest.param(
            b"\n,,\r\n\n",
            "The file has no rows, only blank lines. Add a first row of headings and your data below it.",
            id="only blank lines",
        ),
        pytest.param(HEADINGS, f"The file has headings but no rows. {DECLARE}", id="header only"),
    ],
)
def test_nothing_in_it(content: bytes, expected: str, tmp_path: Path) -> None:
    """A file without data is told from one that was never filled in."""
    assert said_of(tmp_path, content) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            b"A1,10.00\nA2,12.00\n",
            'Row 1 looks like data, not headings ("A1", "10.00"). Add a first row with: fund_id, name.',
            id="no header",
        ),
        pytest.param(
            b"Grants awarded 2025\n\n" + GOOD,
            'Your headings are on row 3. Delete rows 1–2 ("Grants awarded 2025").',
            id="title rows above",
        ),
        pytest.param(GOOD + b",Total,,10\n", "Row 3 looks like a total. Delete it; we add up for you.", id="total row"),
        pytest.param(b"sep=,\n" + GOOD, 'Delete the first line "sep=,".', id="sep=,"),
    ],
)
def test_rows_that_are_no_data(content: bytes, expected: str, tmp_path: Path) -> None:
    """What stands above, below or in the place of the headings."""
    assert said_of(tmp_path, content) == [expected]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param(
            "a.csv",
            b"fund_id,name\n<<<<<<< HEAD\narts,Arts\n=======\narts,Art\n>>>>>>> main\n",
            "Lines 2, 4 and 6 hold merge markers (<<<<<<<). Two edits clashed; keep one and delete the markers.",
            id="merge markers",
        ),
        pytest.param(
            "a.csv",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n",
            "This is a Git LFS pointer, not your data. Store the file itself in the repository.",
            id="LFS pointer",
        ),
        pytest.param(
            "a.csv",
            b"<!DOCTYPE html>\n<html><body>Sign in</body></html>",
            "This is a web page, not the data its name (.csv) promises. Download the file itself.",
            id="HTML",
        ),
        pytest.param(
            "a.csv",
            as_workbook(decisions({})),
            'This is an Excel workbook named .csv. Rename it .xlsx, or save it from Excel as "CSV UTF-8".',
            id="XLSX named .csv",
        ),
        pytest.param(
            "a.csv",
            b"%PDF-1.7\n",
            'This is a PDF, not a table. Save the data as "CSV UTF-8" or as an Excel workbook (.xlsx).',
            id="PDF named .csv",
        ),
        pytest.param(
            "a.csv",
            zipped(),
            "This is a zip archive named .csv. Unpack it and put the file that is in it here.",
            id="zip named .csv",
        ),
        pytest.param("a.csv", b'[{"fund_id": "a"}]', "This is JSON named .csv. Rename it .json.", id="JSON named .csv"),
        pytest.param(
            "a.xlsx",
            OLD_EXCEL,
            'This is an old Excel workbook (.xls). Open it and save it as .xlsx, or as "CSV UTF-8".',
            id="XLS named .xlsx",
        ),
        pytest.param("a.xlsx", GOOD, "This is CSV text named .xlsx. Rename it .csv.", id="CSV text named .xlsx"),
    ],
)
def test_something_else_than_its_name_says(name: str, content: bytes, expected: str, tmp_path: Path) -> None:
    """What the file really is, and how to get at the data."""
    assert said_of(tmp_path, content, f"funds/{name}") == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            "fund_id,name\narts,Café – £\n".encode("cp1252"),
            'Saved as Windows-1252. We read it that way: check "Café – £".',
            id="cp1252",
        ),
        pytest.param(
            b"fund_id,name\narts,\xff\xfe\xfa\n",
            f"Line 2 has bytes that are text in neither UTF-8 nor Windows-1252 (hex FF FE FA). {SAVE_AGAIN}",
            id="unknown bytes",
        ),
        pytest.param(
            "fund_id,name\narts,Arts fund\n".encode("utf-16-le"),
            f"The file seems to be UTF-16 without the mark that says so. {SAVE_AGAIN}",
            id="UTF-16 without BOM",
        ),
        pytest.param(
            "fund_id,name\narts,The CafÃ© fund\n".encode(),
            'Row 2, name: "CafÃ©" looks like "Café" saved twice. Type it again.',
            id="mojibake",
        ),
        pytest.param(
            b"fund_id,name\narts,Arts\0fund\n", "Row 2, name: holds an invisible control character (NUL). Delete it.", id="NUL"
        ),
        pytest.param(
            b"fund_id,name\narts,Arts\x1bfund\n",
            "Row 2, name: holds an invisible control character (ESC). Delete it.",
            id="control",
        ),
        pytest.param(
            "fund_id,name\narts,Arts\u202efund\n".encode(),
            "Row 2, name: holds an invisible control character (RLO). Delete it.",
            id="bidi",
        ),
        pytest.param(
            "fund_id,name\narts,Arts\u200bfund\n".encode(),
            "Row 2, name: holds an invisible character (ZERO WIDTH SPACE). Delete it.",
            id="zero-width",
        ),
    ],
)
def test_letters_that_cannot_be_read(content: bytes, expected: str, tmp_path: Path) -> None:
    """Encodings are not guessed, and characters that nobody sees are named."""
    assert said_of(tmp_path, content) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            b"fund_id,name,funder,url,access,notes,extra\narts,Arts,,,x,,\n",
            [
                f'Column {letter} "{name}" is not published. Delete it if it holds private notes.'
                for letter, name in (("E", "access"), ("F", "notes"), ("G", "extra"))
            ],
            id="unknown heading, each named",
        ),
        pytest.param(
            b"fund_id,url,funder,Naem\narts,,,Arts\n",
            ['There is no "name" column. Closest heading: "Naem" (column D).'],
            id="missing heading, another close to it",
        ),
        pytest.param(
            b"funder,url\nAnytown,\n",
            ['There is no "fund_id" column. Add it.', 'There is no "name" column. Add it.'],
            id="missing heading, each named",
        ),
        pytest.param(
            b"fund_id,url,funder,name,name\narts,,,Arts,Art\n",
            ['Two columns are called "name" (D and E). Rename or delete one.'],
            id="duplicate heading",
        ),
        pytest.param(
            b"fund_id,name,url,\narts,Arts,,secret\n",
            ["Column D has values but no heading, so it is not published (first in row 2). Name it or delete it."],
            id="blank heading",
        ),
    ],
)
def test_headings(content: bytes, expected: list[str], tmp_path: Path) -> None:
    """The column's letter finds it in a spreadsheet; what is wrong with several is said of each."""
    assert said_of(tmp_path, content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            HEADINGS + b"arts,Arts,\n",
            "Row 2 has 3 values; the headings have 4. Look for a line break inside a text and put quotes around that text.",
            id="short row",
        ),
        pytest.param(
            HEADINGS + b"arts,Arts,Smith, Jones,https://example.org\n",
            'Row 2 has 5 values; the headings have 4. Put quotes around text with a comma: "Smith, Jones".',
            id="long row",
        ),
        pytest.param(
            b'fund_id,name\narts,"Arts\nsport,Sport\npark,Park\n',
            "A quote opened on line 2 is never closed; the rest of the file (2 rows) was swallowed. Add the closing quote.",
            id="unclosed quote",
        ),
        pytest.param(
            b'fund_id,name\narts,"The "Hub""\n',
            "Row 2: text follows a closing quote, so its cells cannot be told apart. "
            'Inside quotes, write a quote twice: "The ""Hub""".',
            id="text after quote",
        ),
        pytest.param(
            "fund_id,name,funder\narts,“Smith, Jones”\n".encode(),
            'Row 2: curly quotes (“ ”) do not hold a text together. Replace them with straight ones (").',
            id="curly quotes",
        ),
    ],
)
def test_rows_that_cannot_be_told_apart(content: bytes, expected: str, tmp_path: Path) -> None:
    """Which row or line it is, and the quote that mends it."""
    assert said_of(tmp_path, content) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            b"fund_id,name\narts," + b"x" * 200_000 + b"\n",
            "Row 2, name: is 200,000 characters; the most is 5,000. A quote may be missing.",
            id="200 kB cell",
        ),
        pytest.param(
            b"fund_id,name" + b",x" * 199 + b"\n",
            "The file has 201 columns; the most is 200. Delete the columns that do not belong to the data.",
            id="over 200 columns",
        ),
        pytest.param(
            b"fund_id,name\n" + b"a,b\n" * 250_001,
            "The file has more than 250,000 rows. Split it by year.",
            id="over 250,000 rows",
        ),
    ],
)
def test_too_large(content: bytes, expected: str, tmp_path: Path) -> None:
    """The limit is said beside the figure that is over it."""
    assert said_of(tmp_path, content) == [expected]


def test_too_large_to_be_read_at_all(tmp_path: Path) -> None:
    """Over 25 MB: a gigabyte is refused by its size, and never read."""
    path = tmp_path / "publishers/anytown/funds/a.csv"
    path.parent.mkdir(parents=True)
    (tmp_path / "publishers/anytown/publisher.yml").write_bytes(FACTS)
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    assert found_in(tmp_path) == [("funds/a.csv", "The file is 1.0 GB; the most is 25 MB. Split it by year.")]
