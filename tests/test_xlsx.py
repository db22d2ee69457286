"""Workbooks that xlsxwriter makes hold every text as it is."""

from io import BytesIO

import openpyxl
import pytest

from generator.xlsx import new_workbook, write_text


@pytest.mark.parametrize(
    "text", ["<r><t>made bold</t></r>", "<r>a & b</r>", "<r></r>", "=1+1", "https://p.example/", "00123", "{=1}"]
)
def test_a_text_is_not_markup_and_no_formula(text: str) -> None:
    """Texts that xlsxwriter would take for markup, formulas, links or numbers are read back as they were written."""
    file = BytesIO()
    with new_workbook(file, text) as book:
        write_text(book.add_worksheet("Texts"), 0, 0, text, book.add_format({"bold": True}))
    opened = openpyxl.load_workbook(BytesIO(file.getvalue()))
    cell = opened["Texts"]["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert opened.properties.title == text


def test_half_a_character_does_not_stop_a_workbook() -> None:
    """The name of a file may hold half a character, which no workbook can."""
    file = BytesIO()
    with new_workbook(file, "a\ud800") as book:
        write_text(book.add_worksheet("Texts"), 0, 0, "a\ud800", None)
    assert openpyxl.load_workbook(BytesIO(file.getvalue()))["Texts"]["A1"].value == "a?"
