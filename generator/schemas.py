"""The Table Schemas and codelists as records: the one place in code that knows what a field is."""

import re
from collections.abc import Mapping
from csv import DictReader
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from generator import yaml_text
from generator.errors import SettingsError
from generator.model import EMPTY, Record
from generator.problems import sentence

READS: Final = frozenset(
    [
        "id",
        "text",
        "money",
        "number",
        "integer",
        "date",
        "datetime",
        "yes_no",
        "code",
        "codes",
        "ref",
        "refs",
        "url",
        "org_id",
        "coordinate",
    ]
)


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a closed vocabulary, with the words shown for it. `marks` holds the codelist's further columns."""

    code: str
    title: str
    description: str = ""
    marks: Mapping[str, str] = attribute(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class Codelist:
    """A closed vocabulary, in the order of its file."""

    name: str
    codes: Mapping[str, Code]

    @property
    def is_open(self) -> bool:
        """Whether the list is known to be incomplete: it says of each code whether it was verified."""
        return any("verified" in code.marks for code in self.codes.values())

    def title(self, code: str) -> str:
        """The words for a code; the code itself where the list does not hold it."""
        return self.codes[code].title if code in self.codes else code


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of a kind, as `data/schemas/<kind>.yml` defines it; `reads` names how its text becomes a value.

    `term` is the entry of the glossary that its title leads to. It is defined once, so it equals itself alone, and what is made from it can be remembered by it.
    """

    name: str
    title: str
    description: str
    type: str
    reads: str
    group: str
    example: str = ""
    codelist: str = ""
    refers_to: str = ""
    personal: bool = False
    term: str = ""
    constraints: Mapping[str, Any] = attribute(default_factory=lambda: EMPTY)
    maps_to: Mapping[str, str] = attribute(default_factory=lambda: EMPTY)

    @property
    def required(self) -> bool:
        """Whether our own format must state it."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True)
class Schema:
    """One kind. `primary_key` names the fields of its key, `heading` the field its records are called by."""

    name: str
    title: str
    singular: str
    description: str
    primary_key: tuple[str, ...]
    heading: str
    groups: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return MappingProxyType({field.name: field for field in self.fields})

    @cached_property
    def grouped(self) -> tuple[tuple[str, tuple[Field, ...]], ...]:
        """The headings of a record's page, each with its fields."""
        return tuple((title, tuple(field for field in self.fields if field.group == name)) for name, title in self.groups)

    def descriptor(self, names: tuple[str, ...]) -> dict[str, Any]:
        """The standard Table Schema of some of the fields, without our own properties."""
        fields = [
            {"name": field.name, "title": field.title, "type": field.type, "constraints": dict(field.constraints)}
            for field in (self.by_name[name] for name in names)
        ]
        return {"fields": fields}


@dataclass(frozen=True, eq=False)
class Schemas:
    """Every kind and every codelist of one data folder; equal to itself alone."""

    kinds: Mapping[str, Schema]
    codelists: Mapping[str, Codelist]

    def codelist_of(self, field: Field) -> Codelist:
        """The vocabulary of a field of type code."""
        return self.codelists[field.codelist]

    def called(self, record: Record) -> str:
        """What a record is called: its heading field, else its key."""
        return str(record.get(self.kinds[record.kind].heading) or record.key)


KIND: Final = re.compile("[a-z][a-z0-9_]{0,30}")  # as files, tables of SQL and sheets may be called
TAKEN: Final = frozenset(
    "about changes codes columns cover_sheet data datapackage dictionary exports gaps licences notes portal problems publishers search "
    "searched sources templates".split()
)
"""What already stands among the files, the tables or the sheets of the downloads."""


def load(data: Path) -> Schemas:
    """Reads `schemas/` and `codelists/` below a data folder. Raises SettingsError where they contradict themselves."""
    codelists = {path.stem: _codelist(path) for path in sorted((data / "codelists").glob("*.csv"))}
    kinds = {path.stem: _schema(path) for path in sorted((data / "schemas").glob("*.yml"))}
    if not kinds:
        raise SettingsError(f"There are no schemas in {data / 'schemas'}. A data folder needs schemas/<kind>.yml.")
    _agree(kinds, codelists)
    return Schemas(MappingProxyType(kinds), MappingProxyType(codelists))


def _codelist(path: Path) -> Codelist:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(DictReader(file))
    if not rows or not {"code", "title"} <= set(rows[0]):
        raise SettingsError(f"{path}: a codelist needs the columns code and title, and at least one row.")
    codes = {row["code"]: _code(row) for row in rows}
    return Codelist(path.stem, MappingProxyType(codes))


def _code(row: dict[str, str]) -> Code:
    marks = {name: value for name, value in row.items() if name not in {"code", "title", "description"}}
    return Code(row["code"], row["title"], row.get("description", ""), MappingProxyType(marks))


def _schema(path: Path) -> Schema:
    entry, problems = yaml_text.parse(path.read_text(encoding="utf-8"), typed=True)
    if problems:
        raise SettingsError(f"{path}: {sentence(problems[0])}")
    try:
        return Schema(
            name=entry["name"],
            title=entry["title"],
            singular=entry["singular"],
            description=entry["description"],
            primary_key=tuple(entry["primaryKey"]),
            heading=entry["heading"],
            groups=tuple((group["name"], group["title"]) for group in entry["groups"]),
            fields=tuple(_field(field) for field in entry["fields"]),
        )
    except (KeyError, TypeError) as fault:
        raise SettingsError(f"{path}: {fault} is missing or is not of the form that schemas have.") from fault


def _field(entry: dict[str, Any]) -> Field:
    return Field(
        name=entry["name"],
        title=entry["title"],
        description=entry["description"],
        type=entry["type"],
        reads=entry["reads"],
        group=entry.get("group", ""),
        example=str(entry.get("example", "")),
        codelist=entry.get("codelist", ""),
        refers_to=entry.get("refers_to", ""),
        personal=entry.get("personal") == "possible",
        term=entry.get("term", ""),
        constraints=MappingProxyType(entry.get("constraints", {})),
        maps_to=MappingProxyType(entry.get("maps_to", {})),
    )


def _agree(kinds: Mapping[str, Schema], codelists: Mapping[str, Codelist]) -> None:
    for name, schema in kinds.items():
        if schema.name != name or not KIND.fullmatch(name) or name in TAKEN:
            raise SettingsError(
                f"schemas/{name}.yml: a kind is called as its file, in at most 31 small letters, and not {', '.join(sorted(TAKEN))}."
            )
        groups = {group for group, _ in schema.groups}
        for field in schema.fields:
            faults = {
                f'reads "{field.reads}", which is no way of reading': field.reads not in READS,
                f'names the codelist "{field.codelist}", which is not there': field.codelist not in {"", *codelists},
                f'refers to "{field.refers_to}", which is no kind': field.refers_to not in {"", *kinds},
                f'is in the group "{field.group}", which the schema does not list': field.group not in {"", *groups},
            }
            for fault, present in faults.items():
                if present:
                    raise SettingsError(f"schemas/{name}.yml: {field.name} {fault}.")
        for part in (*schema.primary_key, schema.heading):
            if part not in schema.by_name:
                raise SettingsError(f'schemas/{name}.yml: "{part}" is named as key or heading but is no field.')
