"""CSV text becomes rows, every one of them, with the numbers a person would look for."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.problems import sentence
from generator.read import limits
from generator.read.decoding import decode
from generator.read.delimited import sheet

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real-data"
SPECTRUM = REAL / "csv-spectrum"


def cells(text: str) -> list[tuple[str, ...]]:
    found, _, _ = sheet(text)
    assert found is not None
    return [row.cells for row in found.rows]


def places(text: str) -> list[tuple[int, int]]:
    found, _, _ = sheet(text)
    assert found is not None
    return [(row.number, row.line) for row in found.rows]


def said(text: str) -> list[str]:
    return [sentence(problem) for problem in sheet(text)[1]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_gives_the_same_rows(end: str) -> None:
    """Old Mac files, Windows files and others read alike, with or without an end at the end."""
    text = end.join(["id,name", '1,"a, b"', "", "2,c"])
    assert cells(text) == cells(text + end) == [("id", "name"), ("1", "a, b"), (), ("2", "c")]
    assert places(text) == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_rows_carry_the_spreadsheets_number_and_the_line_they_start_on() -> None:
    """A cell of three lines moves the lines below it, not their row numbers."""
    assert places('id,name\n1,"a\nb\nc"\n2,d\n') == [(1, 1), (2, 2), (3, 5)]


def test_cells_keep_their_spaces_and_odd_characters() -> None:
    """Nothing inside a cell is changed here, NUL and other separators of lines included."""
    assert cells("id,name\n 1 ,a\0b\x0bc\u2028d\x85e \n") == [("id", "name"), (" 1 ", "a\0b\x0bc\u2028d\x85e ")]


def test_quotes_inside_unquoted_text_are_text() -> None:
    """Inches and nicknames need no quoting."""
    assert cells('id,name\n1,5" pipe\n') == [("id", "name"), ("1", '5" pipe')]


@pytest.mark.parametrize(("delimiter", "words"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
def test_other_delimiters_are_read_with_a_notice(delimiter: str, words: str) -> None:
    """The delimiter is the one that all lines hold equally often, even where amounts hold commas."""
    text = f"id{delimiter}name{delimiter}amount\n1{delimiter}a{delimiter}1,5\n2{delimiter}b, c{delimiter}2,5\n"
    assert cells(text)[1] == ("1", "a", "1,5")
    assert said(text) == [f"The values are separated by {words}, not commas. We read them that way."]


@pytest.mark.parametrize(
    "text",
    [
        "id,areas\n1,a;b\n2,c;d\n",
        "name\nOne\nTwo\n",
        'id,note\n1,"a;b;c;d"\n2,"e;f;g;h"\n',
        "Grants 2025,,\n\nid,name,codes\n1,a,x|y\n2,b,z|w\n",
    ],
)
def test_comma_wins_where_other_delimiters_are_only_in_values(text: str) -> None:
    """Lists of codes inside cells do not split the row."""
    assert said(text) == []


def test_separator_line_is_refused() -> None:
    """The line that only Excel understands must go."""
    assert said("sep=,\nid,name\n1,a\n") == ['Delete the first line "sep=,".']
    assert sheet("sep=;\r\nid;name\r\n1;a\r\n")[0] is None
    assert sheet("sep=;\r\nid;name\r\n1;a\r\n")[2] == 2


def test_unclosed_quote_refuses_the_file_and_counts_what_it_swallowed() -> None:
    """No row disappears into another's text."""
    text = 'id,name\n1,"a\n2,b\n3,c\n'
    assert said(text) == [
        "A quote opened on line 2 is never closed; the rest of the file (2 rows) was swallowed. Add the closing quote."
    ]
    assert sheet(text)[0] is None
    assert sheet(text)[2] == 3


def test_unclosed_quote_is_found_behind_closed_ones() -> None:
    """The line named is that of the quote itself, not of the row's first line."""
    assert said('id,name,note\n1,"a\nb","c ""d""\n2,b,c')[0].startswith("A quote opened on line 3 is never closed")
    assert "(the end of that line)" in said('id,name\n1,"a')[0]


def test_text_after_a_quote_withholds_only_its_row() -> None:
    """Reading goes on with the next line, and the row is counted."""
    text = 'id,name\n1,"The "Hub""\n2,b\n'
    assert cells(text) == [("id", "name"), ("2", "b")]
    assert places(text) == [(1, 1), (3, 3)]
    assert said(text) == [
        "Row 2: text follows a closing quote, so its cells cannot be told apart. "
        'Inside quotes, write a quote twice: "The ""Hub""".'
    ]
    assert sheet(text)[2] == 1


def test_rows_between_two_stray_quotes_are_all_counted() -> None:
    """Where a quote is closed by another row's quote, each line in between is withheld."""
    text = 'id,name\n1,"a\n2,b\n3,"c"\n4,d\n'
    assert cells(text) == [("id", "name"), ("4", "d")]
    assert places(text)[1] == (5, 5)
    assert said(text) == [
        "A quote opened on line 2 or after it meets text on line 4, so these lines (3 rows) cannot be told apart. "
        "Close each quote on its own line."
    ]
    assert sheet(text)[2] == 3


def test_a_cell_that_looks_like_swallowed_rows_is_questioned() -> None:
    """Two stray quotes can make one well-formed cell of several rows."""
    assert said('id,name,note\n1,"a,x\n2,b",y\n') == [
        "Row 2: one of its cells holds line breaks and commas as if it had swallowed 1 row. A quote may be missing."
    ]
    assert said('id,name,note\n1,"a, x\nand b",y\n') == []


def test_curly_quotes_that_cut_a_text_are_questioned() -> None:
    """A word processor's quotes do not hold "Smith, Jones" together; in a text they are harmless."""
    assert said("id,name,note\n1,“Smith, Jones”,x\n2,“Together”,y\n3,“A, B”,z\n") == [
        'Row 2: curly quotes (“ ”) do not hold a text together. Replace them with straight ones ("). (The same in 1 more row: 4.)'
    ]


def test_limits_refuse_tables_that_are_too_large() -> None:
    """Too many rows or columns are told, and blank ones do not count."""
    head = "id,name\n"
    assert sheet(head + "1,a\n" * limits.ROWS)[1] == ()
    assert said(head + "1,a\n" * (limits.ROWS + 1)) == ["The file has more than 250,000 rows. Split it by year."]
    assert said(head + "1,a\n" + ",\n" * (limits.ROWS + 1)) == []
    wide = ",".join("x" * (limits.COLUMNS + 1))
    assert said(wide)[0].startswith("The file has 201 columns; the most is 200.")
    assert cells("a,b" + "," * 300) == [("a", "b")]


def test_a_very_long_cell_is_kept() -> None:
    """It is withheld by its own rule later."""
    long = "x" * 200_000
    assert cells(f"id,note\n1,{long}\n")[1] == ("1", long)


def test_blank_text_is_a_sheet_without_values() -> None:
    """Nothing raises where there is nothing."""
    assert cells("") == []
    assert cells("\n,,\n") == [(), ()]


FILLED = st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=5), min_size=1, max_size=8)


@given(FILLED, st.sampled_from(["\n", "\r\n"]))
def test_what_a_spreadsheet_writes_comes_back(table: list[list[str]], end: str) -> None:
    """Rows and cells are conserved, whatever stands in them."""
    file = StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator=end).writerows([["id", "name"], *table])
    found = cells(file.getvalue())
    assert len(found) == len(table) + 1
    assert [row or ("",) * len(table[index]) for index, row in enumerate(found[1:])] == [tuple(row) for row in table]


@given(st.text(alphabet='a1,;\t|"\r\n\0“” é', max_size=60))
@example('"')
@example('a,"b\r"c')
def test_no_text_raises_and_no_row_is_lost(text: str) -> None:
    """Each line of the text is in a row, in a row that was withheld, or in a file that was refused."""
    found, problems, unsplit = sheet(text)
    assert all(sentence(problem) for problem in problems)
    if found is None:
        assert any(problem.withholds == "file" for problem in problems)
        return
    assert (unsplit > 0) == any(problem.withholds == "row" for problem in problems)
    lines = list(StringIO(text, newline=""))
    breaks = sum(len(list(StringIO(cell + "x", newline=""))) - 1 for row in found.rows for cell in row.cells)
    assert len(found.rows) + unsplit + breaks == len(lines)


@pytest.mark.skipif(not SPECTRUM.exists(), reason="the real files are not here")
@pytest.mark.parametrize("path", sorted((SPECTRUM / "csvs").glob("*.csv")), ids=lambda path: path.stem)
def test_conformance_files_give_their_answers(path: Path) -> None:
    """Each file of csv-spectrum reads as its JSON says; some copies have lost the line breaks that it expects."""
    text, _ = decode(path.read_bytes())
    assert text is not None
    heading, *rows = cells(text)
    answer = (SPECTRUM / "json" / f"{path.stem}.json").read_text(encoding="utf-8")
    answers = json.loads(answer if "\r" in text else answer.replace("\\r\\n", "\\n"))
    assert [dict(zip(heading, row, strict=True)) for row in rows] == answers


REAL_TEXTS = [
    path
    for folder in (
        "frictionless-py",
        "uk-25k-spend",
        "lancashire-procurement",
        "naughty-strings",
        "360giving-dataquality",
    )
    for path in sorted((REAL / folder).rglob("*"))
    if path.suffix in {".csv", ".txt"} or path.name.endswith("2012.xls")
]


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
@pytest.mark.parametrize("path", REAL_TEXTS, ids=lambda path: path.name[-30:])
def test_real_files_keep_every_row(path: Path) -> None:
    """As many rows as a lenient reader finds, less those that are withheld with a sentence."""
    text, problems = decode(path.read_bytes())
    if text is None:
        assert sentence(problems[0])
        return
    found, problems, unsplit = sheet(text)
    assert found is not None
    assert all(sentence(problem) for problem in problems)
    if not unsplit and not any(problem.code == "delimiter-read" for problem in problems):
        lenient = list(csv.reader(StringIO(text, newline="")))
        assert [row.cells for row in found.rows] == [tuple(row) if any(row) else () for row in lenient]
