"""What a workbook of ours holds besides data: its help, its codes and the notes on its headings, neither read nor reported."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from generator.read import rows
from generator.read.sheets import Sheet

NOTES_BY: Final = "Data template"  # the author of our notes, by which a spreadsheet keeps them apart from those of people
HELP: Final = "Help"
CODES: Final = "Codes"
# By its first cell too: a sheet that only has the same name may hold somebody's data.
FIRST_CELLS: Final[Mapping[str, str]] = MappingProxyType(
    {HELP: "How to fill in this workbook", CODES: "The codes that the lists of this workbook offer"}
)


def is_guidance(sheet: Sheet) -> bool:
    """Whether a sheet is the help or the codes that `portal template` puts into a workbook."""
    if sheet.name not in FIRST_CELLS:
        return False
    first = next((row for row in sheet.rows if not rows.is_blank(row)), None)
    cell = next((cell.strip() for cell in first.cells if cell.strip()), "") if first else ""
    return cell == FIRST_CELLS[sheet.name]


def data_sheets(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets that are meant as data; all of them where there would be none, so that this is told."""
    return [sheet for sheet in sheets if not is_guidance(sheet)] or list(sheets)
