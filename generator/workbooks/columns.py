"""A field of a schema as a column to fill in: its heading, its note, its width and form, and the rule for what is typed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from generator.read.headings import names, normal
from generator.read.own_workbooks import CODES
from generator.schemas import Field, Schema, Schemas
from generator.workbooks.layout import MOST, Column, Form, Look, Mark, Rule

LONGEST_LIST: Final = 255  # characters that a rule can hold
MOST_CODES: Final = 12  # that a note can name before it stops being read
WIDTHS: Final = MappingProxyType({"text": 40, "url": 36, "codes": 30, "refs": 24, "datetime": 18, "date": 13, "yes_no": 11})
FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "date": "date",
        "datetime": "instant",
        "money": "money",
        "number": "number",
        "integer": "number",
        "coordinate": "number",
    }
)
# How each way of reading is written, as the end of "Write ... such as <example>".
WRITTEN: Final = MappingProxyType(
    {
        "id": "Write an id of letters, figures, dots, hyphens and underscores",
        "text": "Write words",
        "money": "Write pounds and pence without a £ sign",
        "number": "Write a number",
        "coordinate": "Write a number",
        "integer": "Write a whole number",
        "date": "Write a date: year, month, day",
        "datetime": "Write a date and a time",
        "yes_no": "Write yes or no",
        "code": "Choose from the list",
        "codes": "Choose from the list; write several with semicolons between them",
        "ref": "Write one id",
        "refs": "Write ids, several with semicolons between them",
        "url": "Write a web address",
        "org_id": "Write an id from a register",
    }
)


def heading(field: Field, schema: Schema) -> str:
    """The title, which people read best; the name where another field would claim that title."""
    known = names((other.name, (other.name, other.title)) for other in schema.fields)
    return field.title if known[normal(field.title)][0] == field.name else field.name


def look(field: Field) -> Look:
    """Required columns differ from the others."""
    return "required" if field.required else "optional"


def column(field: Field, schemas: Schemas, areas: Mapping[str, str]) -> Column:
    """The column of a field; `areas` says where each codelist stands on the page of codes."""
    width = max(WIDTHS.get(field.reads, 16), min(len(field.title) + 4, 24))
    return Column(width, FORMS.get(field.reads, "text"), _rule(field, schemas, areas))


def note(field: Field, schemas: Schemas) -> Mark:
    """What stands beside a heading: what belongs below it, whether it must, how it is written, and an example."""
    must = "You must fill this in." if field.required else "You may leave this empty."
    lines = [f"{field.title} ({field.name})", must, "", field.description, f"{WRITTEN[field.reads]}, such as: {_example(field)}"]
    if field.codelist:
        codes = schemas.codelist_of(field).codes.values()
        shown = [f"{code.code}: {code.title}" for code in codes][:MOST_CODES]
        more = [f"and {len(codes) - MOST_CODES} more"] if len(codes) > MOST_CODES else []
        lines += ["", *shown, *more, f'The sheet "{CODES}" says what each means.']
    return Mark(look(field), "\n".join(lines))


def _example(field: Field) -> str:
    if field.reads == "datetime":
        return field.example.replace("T", " ")
    return field.example.replace(";", "; ") if field.reads in {"codes", "refs"} else field.example


def _rule(field: Field, schemas: Schemas, areas: Mapping[str, str]) -> Rule | None:
    said = f"{WRITTEN[field.reads]}, such as {_example(field)}. Keep what you wrote only if it is meant."[:LONGEST_LIST]
    if field.codelist:
        codelist = schemas.codelist_of(field)
        return _list(tuple(codelist.codes), said, areas[codelist.name], loose=field.reads == "codes")
    if field.reads == "yes_no":
        return _list(("yes", "no"), said, "")
    if field.reads == "date":
        return Rule("date", said)
    if field.reads == "datetime":
        return Rule("instant", said)
    if field.reads in {"money", "number", "coordinate", "integer"}:
        least = field.constraints.get("minimum", -MOST)
        return Rule("integer" if field.reads == "integer" else "decimal", said, least=int(least))
    return None


def _list(choices: tuple[str, ...], said: str, area: str, *, loose: bool = False) -> Rule:
    # A short list stands in its rule, where it cannot be lost with the page of codes.
    fits = len(",".join(choices)) <= LONGEST_LIST and not any("," in choice for choice in choices)
    return Rule("list", said, choices if fits else (), "" if fits else area, loose)
