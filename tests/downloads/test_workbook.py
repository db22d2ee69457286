"""Excel workbooks hold every value exactly, no formula, and what a reader with any software needs to find the way."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build, schemas
from generator.artefacts import Artefact
from generator.assemble import measure
from generator.columns import Column, columns
from generator.downloads import datasets, pieces, workbook
from generator.downloads.datasets import Dataset
from generator.downloads.sheet_rows import rows
from generator.downloads.workbook import kind_workbook, left_out, portions, publisher_workbook
from generator.downloads.workbook_about import Surroundings
from generator.downloads.workbook_file import SPARE
from generator.model import Publisher, Record
from generator.repository import NOWHERE
from tests import hostile_folder
from tests.conftest import ROOT, settings_for

SCHEMAS = schemas.load(ROOT / "data")
ADDRESS = "https://p.example/"
ANYTOWN = Publisher("anytown", "<r>Anytown & District</r>", "OGL-UK-3.0", "annual", contact="data@anytown.example")
TEXTS = (
    "=1+1", "+44", "-1", "@SUM(A1)", "'=1", "'", "''quoted", "\tindented", "a\tb", "two\nlines\n", " spaces ", "00123", "1E5", "TRUE",
    "2025-01-02", "_x0041_", "_x0041", "_x0041_x0042_", "_x005F_", "_x0041\x07", "\x00\x1f\r\n", "\ufffe\uffff", "𝔸 👩‍👩‍👧 é", "<r><t>b</t></r>",
    "a & b < c > d", "]]>", "&amp;", '{"a": "b"}', "https://www.example.org/", "x" * 5_000, "🏛" * 5_000, "\u00a0", "#REF!", "{=1}",
)  # fmt: skip


def shown(text: str) -> str:
    """What Excel shows for the text of a cell: an escape is the sign that it stands for (ECMA-376 part 1, 22.9.2.19)."""
    return re.sub("_x([0-9a-fA-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def is_kept(holds: str, value: Any, cell: Any) -> bool:
    """Whether what openpyxl reads from a cell is what a record states."""
    if isinstance(cell, str):
        written: Mapping[str, Callable[[], str]] = {
            "text": lambda: value,
            "list": lambda: "; ".join(value),
            "money": lambda: f"{Decimal(value) / 100:f}",
            "number": lambda: f"{value:f}",
            "integer": lambda: str(value),
            "yes_no": lambda: "yes" if value else "no",
        }
        return shown(cell) == written.get(holds, lambda: value.isoformat())()
    kept: Mapping[str, Callable[[], bool]] = {
        "money": lambda: Decimal(str(cell)) * 100 == value,
        "number": lambda: Decimal(str(cell)) == value,
        "date": lambda: (cell.date(), cell.time().isoformat()) == (value, "00:00:00"),
    }
    return kept[holds]() if holds in kept else cell == value


def read(content: bytes) -> Any:
    """A workbook as openpyxl opens it, with the formulas of cells rather than their results."""
    return openpyxl.load_workbook(BytesIO(content))


def assert_exact(sheet: Any, dataset: Dataset, records: tuple[Record, ...]) -> None:
    """The sheet holds the records in their order, each value in its column, nothing else and no formula."""
    found = list(sheet.iter_rows(min_row=2))
    assert len(found) == max(len(records), 1)
    for cells, record in zip(found, records, strict=False):
        stated = dataset.values(record)
        for cell, column in zip(cells, dataset.columns, strict=True):
            value = stated.get(column.name, "")
            if value in {"", ()}:
                assert cell.value is None
            else:
                assert is_kept(column.holds, value, cell.value), (column, value, cell.value)
                assert cell.data_type != "f"
                assert isinstance(cell.value, str) or column.holds not in {"text", "list"}


def made(data: Path) -> tuple[tuple[Dataset, ...], Surroundings]:
    """The datasets of a folder, and what is known beside them."""
    built = build.portal(settings_for(data), NOWHERE)
    found = datasets(built.portal, built.schemas, measure(built.portal, built.schemas), ADDRESS)
    return found, Surroundings("abc", ADDRESS, built.portal.publishers, built.schemas.codelists)


@cache
def demonstration() -> tuple[tuple[Dataset, ...], Surroundings]:
    """The demonstration as it stands."""
    return made(ROOT / "data")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Dataset, ...], Surroundings]:
    """A portal whose every text is an attack."""
    data = tmp_path_factory.mktemp("hostile") / "data"
    hostile_folder.write(data, SCHEMAS)
    return made(data)


def of_texts(*stated: Mapping[str, Any], kind: str = "decisions") -> Dataset:
    """A dataset of Anytown's records that state what is given."""
    schema = SCHEMAS.kinds[kind]
    records = tuple(Record(kind, "anytown", str(number), values) for number, values in enumerate(stated))
    return Dataset(schema, columns(schema), records, lambda record: {"published_by": "anytown", **record.values})


@pytest.mark.parametrize("kind", sorted(SCHEMAS.kinds))
def test_every_value_of_the_demonstration_is_in_the_workbook_of_its_kind(kind: str) -> None:
    """Typed values in the rows of one table, with a heading over each column and as many rows as there are records."""
    found, known = demonstration()
    dataset = next(one for one in found if one.kind == kind)
    (artefact,) = kind_workbook(dataset, known)
    sheet = read(artefact.content)[kind]
    assert_exact(sheet, dataset, dataset.records)
    assert artefact.path == f"data/{kind}.xlsx"
    assert artefact.offer is not None
    assert artefact.offer.rows == len(dataset.records)


def test_a_publisher_has_a_workbook_with_a_sheet_for_each_kind_that_it_has() -> None:
    """The same values again, below the cover, the notes and the codes."""
    found, known = demonstration()
    held = portions(found)
    assert sorted(held) == ["eastmere", "harrowfen", "thornley", "vale-and-fen"]
    for publisher, parts in held.items():
        (artefact,) = publisher_workbook(publisher, parts, known)
        book = read(artefact.content)
        assert artefact.path == f"data/publishers/{publisher}/{publisher}.xlsx"
        assert book.sheetnames == ["Cover_sheet", "Notes", "Codes", *(part.dataset.kind for part in parts)]
        for part in parts:
            assert_exact(book[part.dataset.kind], part.dataset, part.records)
        assert artefact.offer is not None
        assert artefact.offer.rows == sum(len(part.records) for part in parts)
        assert artefact.offer.licences == ("OGL-UK-3.0",)


def test_every_value_of_a_hostile_portal_comes_back(hostile: tuple[tuple[Dataset, ...], Surroundings]) -> None:
    """Whatever publishers write into their fields, files and facts, each workbook opens and holds it as it was."""
    found, known = hostile
    for dataset in found:
        (artefact,) = kind_workbook(dataset, known)
        assert_exact(read(artefact.content)[dataset.kind], dataset, dataset.records)
    for publisher, parts in portions(found).items():
        (artefact,) = publisher_workbook(publisher, parts, known)
        book = read(artefact.content)
        assert shown(book["Cover_sheet"]["A1"].value) == known.publishers[publisher].name
        for part in parts:
            assert_exact(book[part.dataset.kind], part.dataset, part.records)


def test_texts_that_look_like_something_else_stay_texts() -> None:
    """Formulas, apostrophes, numbers, dates, links, markup and escapes are text cells with the very same text."""
    dataset = of_texts(*({"title": text, "area_codes": (text, "E1")} for text in TEXTS))
    (artefact,) = kind_workbook(dataset, Surroundings(address=ADDRESS))
    sheet = read(artefact.content)["decisions"]
    place = next(place for place, column in enumerate(dataset.columns, 1) if column.name == "title")
    assert [shown(sheet.cell(number, place).value) for number in range(2, len(TEXTS) + 2)] == list(TEXTS)
    assert {sheet.cell(number, place).data_type for number in range(2, len(TEXTS) + 2)} <= {"s", "inlineStr"}
    assert_exact(sheet, dataset, dataset.records)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_any_text_comes_back(texts: list[str]) -> None:
    """A row is XML that a parser reads to the same text, with Excel's escapes for what XML cannot hold."""
    from xml.etree import ElementTree

    for text, row in zip(texts, rows([Column("a", "A", "")], ({"a": text} for text in texts), ["1"]), strict=True):
        read_back = "".join(ElementTree.fromstring(row).itertext())
        assert shown(read_back) == text


VALUES = (
    ("money", -1, -0.01), ("money", 123_456_789_012_345, 1_234_567_890_123.45), ("money", 1_234_567_890_123_456, "12345678901234.56"),
    ("money", 0, 0.0), ("number", Decimal("0.1"), 0.1), ("number", Decimal("-1E+3"), -1000), ("number", Decimal("1E-40"), "0." + "0" * 39 + "1"),
    ("number", Decimal("1.234567890123456"), "1.234567890123456"), ("number", Decimal("53.400000"), 53.4),
    ("integer", 10**15, "1000000000000000"), ("integer", 999_999_999_999_999, 999_999_999_999_999), ("integer", 0, 0),
    ("yes_no", False, "no"), ("yes_no", True, "yes"), ("date", date(1900, 2, 28), "1900-02-28"),
    ("date", date(1900, 3, 1), datetime(1900, 3, 1)), ("date", date(1066, 10, 14), "1066-10-14"),
    ("date", date(9999, 12, 31), datetime(9999, 12, 31)), ("datetime", datetime(2025, 10, 26, 1, 30), datetime(2025, 10, 26, 1, 30)),
    ("datetime", datetime(2025, 3, 1, 23, 59, 59), datetime(2025, 3, 1, 23, 59, 59)),
    ("datetime", datetime(2025, 3, 1), datetime(2025, 3, 1)), ("datetime", datetime(1899, 1, 1, 12), "1899-01-01T12:00:00"),
    ("datetime", datetime(2025, 3, 1, 0, 0, 0, 1), "2025-03-01T00:00:00.000001"),
)  # fmt: skip


@pytest.mark.parametrize(("holds", "value", "expected"), VALUES)
def test_values_are_typed_and_exact(holds: str, value: Any, expected: Any) -> None:
    """Money, numbers, dates and yes or no are what a spreadsheet reckons with; where it would lose something, they are text."""
    dataset = replace(of_texts({"value": value}), columns=(Column("published_by", "By", ""), Column("value", "Value", "", holds)))
    (artefact,) = kind_workbook(dataset, Surroundings(address=ADDRESS))
    cell = read(artefact.content)["decisions"]["B2"]
    assert cell.value == expected
    assert type(cell.value) is type(expected)
    assert is_kept(holds, value, cell.value)


def test_a_workbook_is_as_accessible_spreadsheets_should_be() -> None:
    """A cover first, one named table on each other sheet from A1 on, unique headings that stay in sight, nothing merged or hidden."""
    (artefact,) = publisher_workbook("eastmere", portions(demonstration()[0])["eastmere"], demonstration()[1])
    book = read(artefact.content)
    assert book.active.title == "Cover_sheet"
    assert book.properties.title == "Eastmere District Council"
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert len(names) == len({name.casefold() for name in names}) == len(book.sheetnames) - 1
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert all(any(cell is not None for cell in row) for row in sheet.iter_rows(values_only=True)), "no row is blank"
        if sheet.title == "Cover_sheet":
            assert not sheet.tables
            continue
        (table,) = sheet.tables.values()
        assert (
            table.ref
            == table.autoFilter.ref
            == sheet.dimensions
            == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        )
        assert re.fullmatch("[a-z]+_[a-z_]+", table.name), "no name of a table looks like a cell's"
        headings = [cell.value for cell in sheet[1]]
        assert headings == table.column_names
        assert len({heading.casefold() for heading in headings}) == len(headings)
        assert sheet.freeze_panes == "A2"


def test_money_and_dates_look_like_money_and_dates() -> None:
    """Pounds and pence with commas; days as people write them."""
    (artefact,) = publisher_workbook("eastmere", portions(demonstration()[0])["eastmere"], demonstration()[1])
    sheet = read(artefact.content)["payments"]
    forms = {cell.value: sheet.cell(2, cell.column).number_format for cell in sheet[1]}
    assert (forms["Date"], forms["Amount"], forms["Record"]) == ("d mmm yyyy", "#,##0.00", "@")


def test_the_cover_says_what_the_workbook_is() -> None:
    """Title, publisher, that data is made up, licence, rows of each sheet, how to read it, where the rest is; no text is markup."""
    found = of_texts({"title": "A"}, {"title": "B"})
    known = Surroundings("abc", ADDRESS, {"anytown": replace(ANYTOWN, demonstration=True)}, SCHEMAS.codelists)
    (artefact,) = publisher_workbook("anytown", portions([found])["anytown"], known)
    lines = [row[0] for row in read(artefact.content)["Cover_sheet"].iter_rows(values_only=True)]
    assert lines[0] == "<r>Anytown & District</r>"
    assert lines[3] == "Licence: not stated."
    for said in ("made-up data", "The sheet decisions holds 2 rows.", "An empty cell means that nothing is stated.", "Withheld",
                 "Money is in pounds", "https://p.example/data/publishers/anytown/", "data@anytown.example"):  # fmt: skip
        assert any(said in line for line in lines), said


def test_the_notes_explain_every_column_and_the_codes_every_code() -> None:
    """Each column of each sheet with its name in other files and its description; each code with what it is short for."""
    found, known = demonstration()
    dataset = next(one for one in found if one.kind == "services")
    (artefact,) = kind_workbook(dataset, known)
    book = read(artefact.content)
    notes = list(book["Notes"].iter_rows(min_row=2, values_only=True))
    assert [(row[1], row[2], row[3]) for row in notes] == [
        (heading.value, column.name, column.description)
        for heading, column in zip(book["services"][1], dataset.columns, strict=True)
    ]
    codes = {(row[0], row[1]): row[2] for row in book["Codes"].iter_rows(min_row=2, values_only=True)}
    assert codes["services: Core or discretionary", "core"] == SCHEMAS.codelists["service_type"].title("core")


def test_columns_that_share_a_title_are_told_apart_by_their_names() -> None:
    """A table in Excel cannot have two headings that are alike, in whatever case."""
    dataset = replace(
        of_texts({"a": "1"}), columns=(Column("published_by", "By", ""), Column("a", "Name", ""), Column("b", "NAME", ""))
    )
    (artefact,) = kind_workbook(dataset, Surroundings(address=ADDRESS))
    assert [cell.value for cell in read(artefact.content)["decisions"][1]] == ["By", "Name (a)", "NAME (b)"]


def test_a_kind_without_records_has_a_workbook_with_its_headings() -> None:
    """Its table has one blank row, as tables in Excel must."""
    (artefact,) = kind_workbook(of_texts(), Surroundings(address=ADDRESS))
    sheet = read(artefact.content)["decisions"]
    (table,) = sheet.tables.values()
    assert table.ref.endswith("2")
    assert {cell.value for cell in sheet[2]} == {None}
    assert artefact.offer is not None
    assert artefact.offer.rows == 0


def parts_of(content: Iterator[Artefact]) -> list[Artefact]:
    """The parts in which a workbook comes, each checked against its own offer."""
    found = list(content)
    for number, artefact in enumerate(found, 1):
        assert artefact.offer is not None
        assert artefact.offer.part == number
        assert artefact.path.endswith(f"-{number}.xlsx")
    return found


def noise(number: int) -> str:
    """A text that cannot be packed much smaller."""
    return "".join(chr(0x4E00 + (number * 7919 + place * place * 104_729 + number * place * 31) % 20_000) for place in range(200))


def test_a_workbook_that_grows_too_large_is_cut_between_rows() -> None:
    """Each part is smaller than the limit, holds its own rows, says so, and all rows are there once and in order."""
    dataset = of_texts(*({"title": noise(number)} for number in range(800)))
    largest = SPARE + 60_000
    found = parts_of(kind_workbook(dataset, Surroundings(address=ADDRESS), largest))
    assert len(found) > 2
    titles = []
    for artefact in found:
        assert len(artefact.content) <= largest
        book = read(artefact.content)
        sheet = book["decisions"]
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions
        assert artefact.offer is not None
        assert sheet.max_row - 1 == artefact.offer.rows
        assert "Part" in book["Cover_sheet"]["A2"].value
        titles += [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert titles == [record.values["title"] for record in dataset.records]


def test_a_workbook_of_a_publisher_is_cut_across_its_sheets() -> None:
    """A part has the sheets that still have rows; none is lost and none is twice."""
    first = of_texts(*({"title": noise(number)} for number in range(300)))
    second = of_texts(*({"purpose": noise(number)} for number in range(300)), kind="payments")
    held = portions([first, second])["anytown"]
    found = parts_of(publisher_workbook("anytown", held, Surroundings(address=ADDRESS), SPARE + 60_000))
    sheets = [read(artefact.content) for artefact in found]
    counts = {
        kind: sum(book[kind].max_row - 1 for book in sheets if kind in book.sheetnames) for kind in ("decisions", "payments")
    }
    assert counts == {"decisions": 300, "payments": 300}
    assert "payments" not in sheets[0].sheetnames
    assert "decisions" not in sheets[-1].sheetnames


def test_one_row_beyond_the_limit_still_comes() -> None:
    """A limit that nothing fits is no reason to lose a row or to go on for ever."""
    dataset = of_texts({"title": "a"}, {"title": "b"}, {"title": "c"})
    found = parts_of(kind_workbook(dataset, Surroundings(address=ADDRESS), 1))
    assert [read(artefact.content)["decisions"]["D2"].value for artefact in found] == ["a", "b", "c"]


def test_a_kind_with_too_many_rows_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no workbook of the kind; those of publishers with too many say it on their cover, or are not there."""
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    many, few = of_texts({"title": "a"}, {"title": "b"}, {"title": "c"}), of_texts({"purpose": "a"}, kind="payments")
    known = Surroundings(address=ADDRESS)
    assert list(kind_workbook(many, known)) == []
    assert len(list(kind_workbook(few, known))) == 1
    assert list(publisher_workbook("anytown", portions([many])["anytown"], known)) == []
    (artefact,) = publisher_workbook("anytown", portions([many, few])["anytown"], known)
    book = read(artefact.content)
    assert book.sheetnames[-1] == "payments"
    assert left_out("Decisions", 3) == "Decisions: 3 rows are too many for a workbook. Take the CSV file."
    assert left_out("Decisions", 3) in [row[0] for row in book["Cover_sheet"].iter_rows(values_only=True)]
    assert left_out("Payments", 2) == ""


def test_a_publishers_workbook_stays_as_it_is_when_others_publish() -> None:
    """Neither the commit of the whole nor other publishers are in it; the workbook of a kind names the commit."""
    found, known = demonstration()
    later = replace(known, commit="def", publishers={**known.publishers, "new": replace(ANYTOWN, id="new")})
    held = portions(found)["eastmere"]
    (before,), (after,) = publisher_workbook("eastmere", held, known), publisher_workbook("eastmere", held, later)
    assert before.content == after.content
    (whole,) = kind_workbook(found[0], known)
    assert any(row[0] == "Made from commit abc." for row in read(whole.content)["Cover_sheet"].iter_rows(values_only=True))


def test_workbooks_are_pieces_of_the_build() -> None:
    """Each kind and each publisher has one, with whom it is from and its codes."""
    found, known = demonstration()
    work = pieces(found, known.commit, known.address, known.publishers, known.codelists)
    names = {artefact.path for piece in work for artefact in piece() if artefact.path.endswith(".xlsx")}
    kinds = {f"data/{kind}.xlsx" for kind in SCHEMAS.kinds}
    assert names == kinds | {
        f"data/publishers/{name}/{name}.xlsx" for name in ("eastmere", "harrowfen", "thornley", "vale-and-fen")
    }


DIGEST = """
from hashlib import sha256
from tests.downloads.test_workbook import demonstration, kind_workbook, portions, publisher_workbook
found, known = demonstration()
total = sha256()
for dataset in found:
    for artefact in kind_workbook(dataset, known):
        total.update(artefact.content)
for publisher, held in portions(found).items():
    for artefact in publisher_workbook(publisher, held, known):
        total.update(artefact.content)
print(total.hexdigest())
"""


def test_the_same_records_give_the_same_bytes() -> None:
    """Under other hash seeds, time zones and locales, and in another folder."""
    seen = set()
    for seed, zone, locale, folder in (("1", "UTC", "C", "/"), ("2", "Pacific/Auckland", "tr_TR.UTF-8", "/tmp")):
        around = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONPATH": str(ROOT),
            "PYTHONSAFEPATH": "1",
        }
        command = [sys.executable, "-c", DIGEST]
        seen.add(subprocess.run(command, env=around, cwd=folder, capture_output=True, text=True, check=True).stdout)
    assert len(seen) == 1


def test_nothing_in_a_workbook_runs_or_leads_away() -> None:
    """No formula, link, macro or outside part is in any of its files."""
    dataset = of_texts(*({"title": text} for text in TEXTS))
    (artefact,) = kind_workbook(dataset, Surroundings("abc", ADDRESS, {}, SCHEMAS.codelists))
    with ZipFile(BytesIO(artefact.content)) as archive:
        assert archive.testzip() is None
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            content = archive.read(name)
            assert not re.search(rb"<f[ >]|<hyperlink|<externalLink|TargetMode|vbaProject", content), name


@pytest.mark.parametrize(("text", "kept"), [(" a", True), ("a\n", True), ("a b", False), ("\u00a0", True)])
def test_blanks_around_a_text_are_asked_to_be_kept(text: str, kept: bool) -> None:
    """Excel drops blanks at the ends of a text unless its markup asks for them, as XML does."""
    (row,) = rows([Column("a", "A", "")], [{"a": text}], ["1"])
    assert (b'xml:space="preserve"' in row) is kept
