"""Which fields of a kind a rule looks at, told from the schema alone, and the texts they hold."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from generator.model import Record
from generator.schemas import Schema

REFERENCES: Final = ("_ref", "_number", "_code", "_year")  # text that names something by its number and is no prose


def reading(schema: Schema, ways: Collection[str]) -> tuple[str, ...]:
    """The names of the fields that are read in one of these ways."""
    return tuple(field.name for field in schema.fields if field.reads in ways)


def prose(schema: Schema) -> tuple[str, ...]:
    """The names of the fields in which people write words of their own."""
    return tuple(name for name in reading(schema, {"text"}) if not name.endswith(REFERENCES))


def texts(records: Sequence[Record], names: Iterable[str]) -> Iterator[tuple[Record, str, str]]:
    """Every stated text of the named fields: its record, the field's name, and the text."""
    wanted = tuple(names)
    for record in records:
        values = record.values
        for name in wanted:
            if name in values:
                yield record, name, values[name]


def periods(schema: Schema) -> tuple[tuple[str, str], ...]:
    """The pairs of fields that give a start and an end, such as planned_start and planned_end."""
    days = reading(schema, {"date", "datetime"})
    pairs = ((name, name.replace("start", "end")) for name in days if "start" in name)
    return tuple(pair for pair in pairs if pair[1] in days)


def organisations(schema: Schema) -> tuple[tuple[str, str], ...]:
    """The pairs of fields that name an organisation by id and by name, such as payee_org_id and payee_name."""
    pairs = (
        (name, "name" if name == "org_id" else f"{name.removesuffix('_org_id')}_name") for name in reading(schema, {"org_id"})
    )
    return tuple(pair for pair in pairs if pair[1] in schema.by_name)
