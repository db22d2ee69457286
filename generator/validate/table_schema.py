"""The only module that imports frictionless: proves canonical rows against their Table Schema and words what it finds.

Every type of error that frictionless can report has an entry in `CODES`; a test fails when a release adds one.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from frictionless import Schema as TableSchema
from frictionless import system

from generator.model import Row, Table
from generator.problems import Problem
from generator.schemas import Schema, Schemas

# Its plugins are for formats and portals, of which nothing is read here: to look for them takes a twentieth of a second.
system.plugins = {}

CONSTRAINTS: Final = MappingProxyType(
    {
        "required": "value-required",
        "maxLength": "value-long",
        "minLength": "value-short",
        "minimum": "value-small",
        "maximum": "value-large",
        "enum": "value-not-listed",
        "pattern": "value-pattern",
        "unique": "value-not-unique",
    }
)
STRUCTURE: Final = "table-structure"
BROKEN: Final = "table-unreadable"
CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "constraint-error": "value-constraint",
        "type-error": "value-type",
        "unique-error": "value-not-unique",
        "primary-key": "value-not-unique",
        "duplicate-row": "value-not-unique",
        "foreign-key": "value-not-listed",
        "forbidden-value": "value-not-listed",
        "required-value": "value-required",
        "truncated-value": "value-constraint",
        "deviated-value": "value-constraint",
        "deviated-cell": "value-constraint",
        "sequential-value": "value-constraint",
        "ascii-value": "value-constraint",
        "row-constraint": "value-constraint",
        **dict.fromkeys(
            [
                "blank-row",
                "extra-cell",
                "missing-cell",
                "row-error",
                "cell-error",
                "blank-header",
                "unmatched-header",
                "header-error",
                "label-error",
                "extra-label",
                "missing-label",
                "blank-label",
                "duplicate-label",
                "incorrect-label",
                "field-count",
                "row-count",
                "table-dimensions",
                "table-error",
            ],
            STRUCTURE,
        ),
        **dict.fromkeys(
            [
                "error",
                "data-error",
                "file-error",
                "hash-count",
                "byte-count",
                "metadata-error",
                "catalog-error",
                "dataset-error",
                "checklist-error",
                "check-error",
                "detector-error",
                "dialect-error",
                "control-error",
                "inquiry-error",
                "inquiry-task-error",
                "package-error",
                "pipeline-error",
                "step-error",
                "report-error",
                "report-task-error",
                "schema-error",
                "field-error",
                "stats-error",
                "resource-error",
                "source-error",
                "scheme-error",
                "format-error",
                "encoding-error",
                "compression-error",
            ],
            BROKEN,
        ),
    }
)


def table_schema_problems(
    table: Table, schema: Schema, schemas: Schemas, canonical: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Row, str, Problem]]:
    """What the Table Schema says of canonical rows: the row, the field's name and the problem for each finding.

    `canonical` gives, for each column of the table and each different cell of it, what goes over: text, or a date or number as read.
    Required fields are asked for only in our own format: another standard may have no place for them.
    """
    names = tuple(column.field for column in table.columns)
    fields = _table_schema(json.dumps(_descriptor(schema, schemas, names, table.native))).fields
    found = []
    for position, field in enumerate(fields):
        prove = field.create_cell_reader()
        # Cells repeat: each different one of a column is proven once.
        noted = {cell: notes for cell, given in canonical[position].items() for notes in [prove(given)[1]] if notes}
        if noted:
            cells = (row.cells[position] for row in table.rows)
            found += [(number, position, noted[cell]) for number, cell in enumerate(cells) if cell in noted]
    for number, position, notes in sorted(found, key=lambda one: one[:2]):
        for name, note in notes.items():
            yield _finding("type-error" if name == "type" else "constraint-error", note, table, table.rows[number], position)


@cache
def _table_schema(descriptor: str) -> TableSchema:
    # Files of one kind share their headings, and frictionless takes longer to make a schema than to prove a hundred rows.
    return TableSchema.from_descriptor(json.loads(descriptor))


def _descriptor(schema: Schema, schemas: Schemas, names: tuple[str, ...], native: bool) -> dict[str, Any]:
    descriptor = schema.descriptor(names)
    for field in descriptor["fields"]:
        if not native:
            field["constraints"].pop("required", None)
        reads = schema.by_name[field["name"]]
        if reads.reads == "code" and not schemas.codelist_of(reads).is_open:
            field["constraints"]["enum"] = list(schemas.codelist_of(reads).codes)
    return descriptor


def _finding(kind: str, note: str, table: Table, row: Row, position: int) -> tuple[Row, str, Problem]:
    column = table.columns[position]
    code, details = _code(kind, note)
    problem = Problem(
        code,
        sheet=table.sheet,
        row=row.number,
        line=row.line,
        column=column.letter,
        field=column.field,
        value=row.cells[position].strip(),
        details=MappingProxyType(details),
    )
    return row, column.field, problem


def _code(kind: str, note: str) -> tuple[str, dict[str, str]]:
    constraint = re.match(r'constraint "(\w+)" is "(.*)"', note, re.DOTALL)
    if kind == "constraint-error" and constraint and constraint[1] in CONSTRAINTS:
        return CONSTRAINTS[constraint[1]], {"limit": constraint[2][:200]}
    return CODES.get(kind, BROKEN), {"limit": note[:200]}
