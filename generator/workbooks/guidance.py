"""The two pages of a template that hold no data: what to do, and what the codes mean."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from generator.read.own_workbooks import CODES, FIRST_CELLS, HELP
from generator.schemas import Codelist, Schema, Schemas
from generator.workbooks.layout import Column, Mark, Page, Value
from generator.workbooks.masking import COMMERCIAL, MASK

TEXT: Final = Column(24, "words"), Column(90, "words")
STEPS: Final = (
    ("1. Fill in", "There is one sheet for each kind of record. Write one record in each row, from row 2 on."),
    ("Dark headings", "You must fill these columns in, in every row."),
    ("Light headings", "You may leave these empty, or delete the whole column."),
    ("What goes where", "Point at a heading. A note says what belongs there, and gives an example."),
    ("Lists", f'Some cells have a small arrow with a list to choose from. The sheet "{CODES}" says what each code means.'),
    ("Headings", "Do not change the words of a heading, or the names of the sheets. We know the columns by them."),
    ("2. Save", "Delete the sheets that you do not use. Save the file as an Excel workbook (.xlsx)."),
    ("3. Hand it in", "Put the file in your folder, in the folder of one of its kinds: {folders}."),
    ("4. Check it", "Our check says what it found: the sheet, the row, the column, and what to do. Mend it here and save again."),
)
VALUES: Final = (
    ("Dates", "2026-03-31, or 31/03/2026. The day comes before the month."),
    ("Money", "1234.50. A refund has a minus sign. Leave out the £ sign."),
    ("Yes or no", "yes, or no."),
    ("Ids", "Letters, figures, dots, hyphens and underscores. Keep an id for ever: it is part of the page's address."),
    ("Links to a record", "Write its id. For a record of another body, write their-id/record-id."),
    ("Several at once", "Write semicolons between them: one; two; three."),
    ("Not known", "Leave the cell empty. Do not write N/A or 0."),
    ("Not to be shown", f"Write {MASK} or {COMMERCIAL}. If the cell warns you, choose Yes to keep it."),
    ("People", "Write no private names, e-mail addresses or telephone numbers, in any column."),
)
FILLED: Final = (
    "What is in here",
    "What you publish today: {counts}. It takes the place of the files that you have now. Take those out when you hand this in, "
    "or each id is there twice.",
)


def help_page(schemas: Schemas, kinds: Sequence[str], counts: str = "") -> Page:
    """What to do, in plain words; `counts` says what is filled in already, as "34 decisions and 12 payments"."""
    folders = ", ".join(kinds)
    lines: list[tuple[Value, Value]] = [(FIRST_CELLS[HELP], ""), ("", "")]
    lines += [(FILLED[0], FILLED[1].format(counts=counts))] if counts else []
    lines += [(name, said.format(folders=folders)) for name, said in STEPS]
    strong = [("The sheets", ""), *((kind, f"One row is: {_one(schemas.kinds[kind])}") for kind in kinds)]
    lines += [("", ""), *strong, ("", ""), ("How to write it", ""), *VALUES]
    marks: dict[tuple[int, int], Mark] = {(number, 0): Mark("strong") for number in range(2, len(lines) + 1)}
    return Page(HELP, TEXT, dict(enumerate(lines, 1)), MappingProxyType({**marks, (1, 0): Mark("title")}))


def _one(schema: Schema) -> str:
    return schema.description[:1].lower() + schema.description[1:]


def codes_page(schemas: Schemas, kinds: Iterable[str]) -> tuple[Page, Mapping[str, str]]:
    """Every codelist that the kinds use, with the meanings of its codes, and the cells in which the codes of each stand."""
    rows: dict[int, tuple[Value, ...]] = {1: (FIRST_CELLS[CODES], "", "", ""), 3: ("Used in", "Code", "Short for", "Meaning")}
    marks: dict[tuple[int, int], Mark] = {(1, 0): Mark("title")}
    marks |= {(3, position): Mark("optional") for position in range(4)}
    areas = {}
    number = 4
    for codelist, used in _used(schemas, kinds):
        codes = list(codelist.codes.values())
        for place, code in enumerate(codes):
            rows[number + place] = (used, code.code, code.title, code.description)
        areas[codelist.name] = f"{CODES}!$B${number}:$B${number + len(codes) - 1}"
        marks[number, 1] = Mark("strong")
        number += len(codes) + 1
    columns = (Column(34, "words"), Column(28, "text"), Column(44, "words"), Column(70, "words"))
    return Page(CODES, columns, rows, marks), areas


def _used(schemas: Schemas, kinds: Iterable[str]) -> list[tuple[Codelist, str]]:
    used: dict[str, list[str]] = {}
    for kind in kinds:
        for field in schemas.kinds[kind].fields:
            if field.codelist:
                used.setdefault(field.codelist, []).append(f"{kind}: {field.title}")
    return [(schemas.codelists[name], "; ".join(places)) for name, places in used.items()]
