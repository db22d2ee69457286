"""The template of some kinds: a sheet for each, empty or filled with the records that a publisher has."""

from collections.abc import Mapping, Sequence

from generator.model import EMPTY, Record
from generator.schemas import Schema, Schemas
from generator.workbooks.columns import column, heading, note
from generator.workbooks.guidance import codes_page, help_page
from generator.workbooks.layout import Page, Value
from generator.workbooks.typing_in import cell
from generator.workbooks.writing import workbook


def template(schemas: Schemas, kinds: Sequence[str], records: Mapping[str, Sequence[Record]] = EMPTY) -> bytes:
    """A workbook with a page for each kind between the help and the codes; `records` are those to be filled in, by kind."""
    return workbook(pages(schemas, kinds, records), "Template: " + ", ".join(kinds))


def pages(schemas: Schemas, kinds: Sequence[str], records: Mapping[str, Sequence[Record]]) -> tuple[Page, ...]:
    """The pages of a template, in their order."""
    codes, areas = codes_page(schemas, kinds)
    counts = {kind: len(records.get(kind, ())) for kind in kinds}
    sheets = [_page(schemas.kinds[kind], schemas, areas, records.get(kind, ())) for kind in kinds]
    return help_page(schemas, kinds, counted(counts, schemas)), *sheets, codes


def counted(counts: Mapping[str, int], schemas: Schemas) -> str:
    """How many records of each kind there are, in words; kinds without any are left out, so that "" means none at all."""
    said = [
        f"{count:,} {(schemas.kinds[kind].singular if count == 1 else schemas.kinds[kind].title).lower()}"
        for kind, count in counts.items()
        if count
    ]
    return ", ".join(said[:-1]) + " and " + said[-1] if len(said) > 1 else "".join(said)


def _page(schema: Schema, schemas: Schemas, areas: Mapping[str, str], records: Sequence[Record]) -> Page:
    fields = schema.fields
    rows: dict[int, tuple[Value, ...]] = {1: tuple(heading(field, schema) for field in fields)}
    rows |= {number: tuple(cell(record, field) for field in fields) for number, record in enumerate(records, 2)}
    return Page(
        name=schema.name,
        columns=tuple(column(field, schemas, areas) for field in fields),
        rows=rows,
        marks={(1, position): note(field, schemas) for position, field in enumerate(fields)},
        table=True,
    )
