"""Files that are not what their names say."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from generator.problems import sentence
from generator.read import limits
from generator.read.refusals import is_text_named_xls, refusal

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real-data"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def workbook() -> bytes:
    book = Workbook()
    book.active.append(["id"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(name: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


def said(name: str, data: bytes) -> str:
    problem = refusal(name, data)
    return sentence(problem) if problem else ""


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.csv", b"", 'The file is empty (0 bytes). Save it again from your spreadsheet as "CSV UTF-8".'),
        (
            "a.csv",
            b"\xef\xbb\xbf \r\n\n\t\n",
            "The file has no rows, only blank lines. Add a first row of headings and your data below it.",
        ),
        (
            "a.csv",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n",
            "This is a Git LFS pointer, not your data. Store the file itself in the repository.",
        ),
        (
            "a.csv",
            b"\n<!-- saved --> <!DOCTYPE html><html>",
            "This is a web page, not the data its name (.csv) promises. Download the file itself.",
        ),
        (
            "a.xls",
            b"<html><table><tr><td>id</td></tr></table></html>",
            "This is a web page, not the data its name (.xls) promises. Download the file itself.",
        ),
        ("a.csv", b'[{"id": "A1"}]', "This is JSON named .csv. Rename it .json."),
        ("a.csv", b'{"grants": []}', "This is JSON named .csv. Rename it .json."),
        ("a.xlsx", b"id,name\n1,a\n", "This is CSV text named .xlsx. Rename it .csv."),
        (
            "a.xlsx",
            OLD_EXCEL,
            'This is an old Excel workbook (.xls). Open it and save it as .xlsx, or as "CSV UTF-8".',
        ),
        (
            "a.xlsx",
            OLD_EXCEL + "EncryptedPackage".encode("utf-16-le"),
            "The workbook is protected with a password, so it cannot be read. Save it without one.",
        ),
        (
            "a.csv",
            b"%PDF-1.7",
            'This is a PDF, not a table. Save the data as "CSV UTF-8" or as an Excel workbook (.xlsx).',
        ),
        (
            "a.csv",
            b"id,name\n<<<<<<< HEAD\n1,a\n=======\n1,b\n>>>>>>> other\n",
            "Lines 2, 4 and 6 hold merge markers (<<<<<<<). Two edits clashed; keep one and delete the markers.",
        ),
        (
            "a.yml",
            b"- id: a\r\n>>>>>>> other\r\n",
            "Line 2 holds merge markers (<<<<<<<). Two edits clashed; keep one and delete the markers.",
        ),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_words(name: str, data: bytes, expected: str) -> None:
    """The sentence says what the file is and what to do."""
    assert said(name, data) == expected


def test_packed_files_are_told_apart() -> None:
    """Workbooks, other documents and archives begin with the same bytes."""
    assert said("a.csv", workbook()) == (
        'This is an Excel workbook named .csv. Rename it .xlsx, or save it from Excel as "CSV UTF-8".'
    )
    assert said("a.xls", workbook()).startswith("This is an Excel workbook named .xls.")
    assert said("a.csv", zipped("a.csv")).startswith("This is a zip archive named .csv.")
    assert said("a.csv", zipped("word/document.xml")).startswith("This is a Word document, not a table.")
    assert said("a.xlsx", zipped("content.xml")).startswith("This is an OpenDocument file (.ods), not a table.")
    assert not said("a.xlsx", workbook())
    assert not said("a.zip", zipped("a.csv"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"id,name\n1,a\n"),
        ("a.csv", b'"{""id"": 1}",name\n'),
        ("a.csv", b"[Redacted],name\n"),
        ("a.csv", b"=======\nid,name\n"),
        ("a.csv", b"id,note\n1,<b>bold</b>\n"),
        ("a.json", b'{"grants": []}'),
        ("a.yml", b"- id: a\n"),
        ("a.xls", b"id,name\n1,a\n"),
        ("A.XLSX", b"PK\x03\x04 damaged"),
    ],
)
def test_ordinary_files_pass(name: str, data: bytes) -> None:
    """Nothing is refused for what merely looks odd."""
    assert refusal(name, data) is None


def test_csv_named_xls_is_told() -> None:
    """Departments publish CSV under .xls; it is read, with a notice."""
    assert is_text_named_xls("a.XLS", b"id,name\n")
    assert not is_text_named_xls("a.xls", OLD_EXCEL)
    assert not is_text_named_xls("a.csv", b"id,name\n")


def test_size_alone_refuses_a_file() -> None:
    """A gigabyte is not read to find out that it is one."""
    problem = limits.too_big(1_000_000_000)
    assert problem is not None
    assert sentence(problem) == "The file is 1.0 GB; the most is 25 MB. Split it by year."
    assert limits.too_big(25_000_000) is None
    over = limits.too_big(25_000_001)
    assert over is not None
    assert over.details["size"] == "25.1 MB"


@given(st.binary(max_size=200), st.sampled_from([".csv", ".xlsx", ".xls", ".json", ".yml", ".zip", ""]))
def test_no_bytes_raise(data: bytes, extension: str) -> None:
    """Whatever a file holds, there is a sentence or none."""
    for start in (b"", b"PK\x03\x04", b"<?xml", b"<<<<<<<", b"{"):
        assert isinstance(said(f"a{extension}", start + data), str)


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
def test_real_files_are_what_they_are() -> None:
    """A department's CSV named .xls is let through, a true .xls is refused."""
    department = (REAL / "uk-25k-spend" / "fetched" / "BIS_monthly_spend_November_2012.xls").read_bytes()
    assert refusal("BIS.xls", department) is None
    assert is_text_named_xls("BIS.xls", department)
    assert said("a.xls", (REAL / "frictionless-py" / "data" / "merged-cells.xls").read_bytes()).startswith(
        "This is an old Excel workbook (.xls)."
    )
