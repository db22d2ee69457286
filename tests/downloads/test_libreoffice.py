"""LibreOffice opens CSV files and workbooks: no text becomes a formula, and every negative amount is what it was."""

import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest

from generator.columns import columns
from generator.downloads.cells import guarded
from generator.downloads.comma_separated import comma_separated
from generator.downloads.datasets import Dataset
from generator.downloads.workbook import kind_workbook
from generator.downloads.workbook_about import Surroundings
from generator.model import Record
from tests.downloads.test_workbook import SCHEMAS, TEXTS, demonstration

SOFFICE: Final = shutil.which("soffice") or ""
# Commas, quotation marks, UTF-8, from line 1, columns as they come, British English, and formulas are run where there are any.
CSV: Final = "CSV:44,34,76,1,,2057,false,true,false,false,false,0,true"
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
AMOUNTS: Final = (-1, -50_000, -123_456, -999_999_999_99, 0, 100)
pytestmark = pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")


def opened(path: Path, *options: str) -> ElementTree.Element:
    """A file as LibreOffice has it after opening it, as flat OpenDocument."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [
        SOFFICE,
        profile,
        "--headless",
        *options,
        "--convert-to",
        "fods",
        "--outdir",
        str(path.parent / "opened"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return ElementTree.parse(path.parent / "opened" / f"{path.stem}.fods").getroot()


def formulas(document: ElementTree.Element) -> list[str]:
    """Every formula in a document."""
    return [formula for cell in document.iter() if (formula := cell.get(f"{TABLE}formula"))]


def grid(document: ElementTree.Element, sheet: str) -> list[list[ElementTree.Element]]:
    """The cells of a sheet, or of the only one, by row."""
    (table,) = [one for one in document.iter(f"{TABLE}table") if sheet in {"", one.get(f"{TABLE}name")}]
    found = []
    for row in table.iter(f"{TABLE}table-row"):
        cells = []
        for cell in row:
            again = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            cells += [cell] * min(again, 200)
        found.append(cells)
    return found


def text(cell: ElementTree.Element) -> str:
    """The text that a cell shows, whose lines are paragraphs and whose spaces and tabs are elements."""
    return "\n".join("".join(_shown(paragraph)) for paragraph in cell if paragraph.tag == f"{TEXT}p")


def _shown(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if part.tag == f"{TEXT}s":
            yield " " * int(part.get(f"{TEXT}c", "1"))
        elif part.tag == f"{TEXT}tab":
            yield "\t"
        elif part.tag == f"{TEXT}line-break":
            yield "\n"
        else:
            yield from _shown(part)
        yield part.tail or ""


def column(document: ElementTree.Element, sheet: str, heading: str, count: int) -> list[ElementTree.Element]:
    """The cells below a heading, of so many rows."""
    rows = grid(document, sheet)
    place = [text(cell) for cell in rows[0]].index(heading)
    return [row[place] for row in rows[1 : count + 1]]


def payments() -> Dataset:
    """Payments whose purposes are hostile and whose amounts are mostly negative."""
    schema = SCHEMAS.kinds["payments"]
    stated = [
        {"payment_id": "00123", "purpose": purpose, "amount": AMOUNTS[place % len(AMOUNTS)]}
        for place, purpose in enumerate(TEXTS)
    ]
    records = tuple(Record("payments", "anytown", str(place), values) for place, values in enumerate(stated))
    return Dataset(schema, columns(schema), records, lambda record: {"record": record.key, **record.values})


def pence(cells: list[ElementTree.Element]) -> list[Decimal]:
    """The numbers of cells, in pence."""
    assert {cell.get(f"{OFFICE}value-type") for cell in cells} <= {"float", "currency"}
    return [Decimal(cell.get(f"{OFFICE}value", "")) * 100 for cell in cells]


def test_a_formula_would_be_noticed(tmp_path: Path) -> None:
    """What LibreOffice runs where nothing guards it: without this the other tests would prove nothing."""
    path = tmp_path / "unguarded.csv"
    path.write_text("a,b\r\n=1+1,-0.01\r\n")
    assert formulas(opened(path, f"--infilter={CSV}")) == ["of:=1+1"]


def test_a_workbook_opens_with_every_text_and_amount_as_it_was(tmp_path: Path) -> None:
    """Formulas, apostrophes, escapes and numbers stay texts, and -0.01 stays -0.01."""
    dataset = payments()
    (artefact,) = kind_workbook(dataset, Surroundings("abc", "https://p.example/", {}, SCHEMAS.codelists))
    path = tmp_path / "payments.xlsx"
    path.write_bytes(artefact.content)
    document = opened(path)
    assert formulas(document) == []
    assert [table.get(f"{TABLE}name") for table in document.iter(f"{TABLE}table")] == ["Cover_sheet", "Notes", "payments"]
    assert pence(column(document, "payments", "Amount", len(TEXTS))) == [record.values["amount"] for record in dataset.records]
    assert {text(cell) for cell in column(document, "payments", "Payment ID", len(TEXTS))} == {"00123"}
    purposes = column(document, "payments", "Purpose", len(TEXTS))
    assert {cell.get(f"{OFFICE}value-type") for cell in purposes} == {"string"}
    # LibreOffice cannot save signs that XML does not know, so those texts are compared by openpyxl alone.
    kept = [place for place, written in enumerate(TEXTS) if not set(written) & set("\x00\x07\x1f\r\ufffe\uffff")]
    assert [text(purposes[place]) for place in kept] == [TEXTS[place] for place in kept]


def test_a_csv_file_opens_without_a_formula(tmp_path: Path) -> None:
    """Also where the person asks for formulas to be run; texts that begin like one show the apostrophe that guards them."""
    dataset = payments()
    path = tmp_path / "payments.csv"
    path.write_bytes(next(comma_separated(dataset)).content)
    document = opened(path, f"--infilter={CSV}")
    assert formulas(document) == []
    assert pence(column(document, "", "amount", len(TEXTS))) == [record.values["amount"] for record in dataset.records]
    purposes = [text(cell) for cell in column(document, "", "purpose", len(TEXTS))]
    for risky in ("=1+1", "+44", "@SUM(A1)", "'=1"):
        assert purposes[TEXTS.index(risky)] == guarded(risky)


@pytest.mark.parametrize("kind", ["decisions", "payments"])
def test_the_demonstration_opens_as_it_is(kind: str, tmp_path: Path) -> None:
    """Its workbook and its CSV file hold no formula, and the same amounts."""
    found, known = demonstration()
    dataset = next(one for one in found if one.kind == kind)
    name, title = ("amount", "Amount") if kind == "payments" else ("amount_awarded", "Amount awarded")
    stated = [dataset.values(record)[name] for record in dataset.records if name in dataset.values(record)]
    book, plain = tmp_path / "book.xlsx", tmp_path / "plain.csv"
    book.write_bytes(next(kind_workbook(dataset, known)).content)
    plain.write_bytes(list(comma_separated(dataset))[-1].content)
    for path, sheet, heading, options in ((book, kind, title, ()), (plain, "", name, (f"--infilter={CSV}",))):
        document = opened(path, *options)
        assert formulas(document) == []
        assert (
            pence([cell for cell in column(document, sheet, heading, len(dataset.records)) if cell.get(f"{OFFICE}value-type")])
            == stated
        )
    if kind == "payments":
        assert min(stated) < 0
