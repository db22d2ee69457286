"""The schemas, codelists and reference data that the project ships with agree with each other and are complete."""

import csv
import re
from pathlib import Path

import pytest

from generator.schemas import Field, Schema, Schemas, load

DATA = Path(__file__).parents[2] / "data"

REQUIRED = {
    "services": "service_id name description status service_type",
    "power": "service_id state assessed_on assessed_by network_type transfer_method power_level",
    "meetings": "meeting_id title starts_at kind",
    "decisions": "decision_id title summary decision_date decided_by_type decision_type outcome reasons",
    "options": "decision_id title result",
    "parties": "kind id name role",
    "payments": "date amount",
    "results": "decision_id title",
    "updates": "decision_id date status text",
    "organisations": "org_id name",
    "communities": "community_id name network_type body_type",
    "funds": "fund_id name",
    "allocations": "fund_id publisher financial_year",
    "areas": "code name",
}
KEYS = {
    "services": ("service_id",),
    "power": ("service_id", "community_id", "assessed_on"),
    "meetings": ("meeting_id",),
    "decisions": ("decision_id",),
    "options": ("decision_id", "title"),
    "parties": ("kind", "id", "name", "role"),
    "payments": ("payment_id",),
    "results": ("decision_id", "title", "kind", "period_end", "state"),
    "updates": ("decision_id", "date", "status", "text"),
    "organisations": ("org_id",),
    "communities": ("community_id",),
    "funds": ("fund_id",),
    "allocations": ("fund_id", "publisher", "financial_year", "priority", "intervention_code"),
    "areas": ("code",),
}
FORMS = {
    "id": r"[A-Za-z0-9._-]{1,80}",
    "text": r"\S.{0,4999}",
    "money": r"-?[0-9]+\.[0-9]{2}",
    "number": r"-?[0-9]+(\.[0-9]+)?",
    "integer": r"[0-9]+",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "datetime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}",
    "yes_no": r"yes|no",
    "code": r"[A-Za-z0-9._-]+",
    "codes": r"[A-Za-z0-9._-]+(;[A-Za-z0-9._-]+)*",
    "ref": r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?",
    "refs": r"[A-Za-z0-9._-]+(;[A-Za-z0-9._-]+)*",
    "url": r"https://www\.example\.org/\S+",
    "org_id": r"[A-Z]{2}-[A-Z]+-\S+",
    "coordinate": r"-?[0-9]{1,3}\.[0-9]+",
}


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    """What the data folder of the project holds."""
    return load(DATA)


def _fields(schemas: Schemas) -> list[tuple[Schema, Field]]:
    return [(schema, field) for schema in schemas.kinds.values() for field in schema.fields]


def _rows(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_kind_is_there_with_its_key(schemas: Schemas) -> None:
    """Each kind has a schema, named like its file, with the key that tells its records apart."""
    assert {name: schema.primary_key for name, schema in schemas.kinds.items()} == KEYS
    assert all(name == schema.name for name, schema in schemas.kinds.items())


@pytest.mark.parametrize("kind", sorted(REQUIRED))
def test_exactly_the_promised_fields_are_required(schemas: Schemas, kind: str) -> None:
    """A publisher has to state the required fields of a kind, and no others."""
    assert {field.name for field in schemas.kinds[kind].fields if field.required} == set(REQUIRED[kind].split())


def test_every_field_is_explained_and_has_its_place(schemas: Schemas) -> None:
    """A field has a title, a description that is a sentence, and a group of its kind's page."""
    for schema, field in _fields(schemas):
        where = f"{schema.name}.{field.name}"
        assert field.title and field.group in dict(schema.groups), where
        assert field.description.endswith("."), where


def test_every_group_has_fields_and_no_field_is_defined_twice(schemas: Schemas) -> None:
    """No heading of a page stands over nothing, and a name means one field."""
    for schema in schemas.kinds.values():
        assert {name for name, _ in schema.groups} == {field.group for field in schema.fields}, schema.name
        assert len(schema.by_name) == len(schema.fields), schema.name


def test_every_example_is_of_the_form_its_field_reads(schemas: Schemas) -> None:
    """An example shows what to write: it has the field's form, and codes of the field's codelist."""
    for schema, field in _fields(schemas):
        assert re.fullmatch(FORMS[field.reads], field.example), (schema.name, field.name, field.example)
        if field.codelist:
            assert set(field.example.split(";")) <= set(schemas.codelist_of(field).codes), (schema.name, field.name)


def test_codes_and_references_name_what_they_are_of(schemas: Schemas) -> None:
    """A field of codes has a codelist, and a reference says which kind it refers to."""
    for schema, field in _fields(schemas):
        assert bool(field.codelist) == (field.reads in {"code", "codes"}), (schema.name, field.name)
        assert field.refers_to or field.reads not in {"ref", "refs"}, (schema.name, field.name)


def test_no_codelist_names_a_code_or_a_title_twice(schemas: Schemas) -> None:
    """A code is found by itself or by its title, so neither is ambiguous, capitals aside."""
    for name in schemas.codelists:
        rows = _rows(f"codelists/{name}.csv")
        for column in ("code", "title"):
            folded = [row[column].strip().casefold() for row in rows]
            assert all(folded) and len(set(folded)) == len(folded), (name, column)


def test_the_marks_that_measures_rest_on_are_there(schemas: Schemas) -> None:
    """Who holds power, the four ways and the rhythm of publishing are marked in the codelists."""
    held = {code.code: code.marks["held_by"] for code in schemas.codelists["body_type"].codes.values()}
    community = {name for name, holder in held.items() if holder == "community"}
    assert community == {"neighbourhood_board", "resident_vote", "citizens_assembly", "community_organisation"}
    shared = {name for name, holder in held.items() if holder == "shared"}
    assert shared == {"local_partnership_group", "town_board", "parish_or_community_council"}
    assert set(held.values()) == {"community", "shared", "body"}
    ways = [code.marks["way"] for code in schemas.codelists["transfer_method"].codes.values()]
    assert ways == ["0", "1", "2", "3", "4"]
    months = {code.code: code.marks["months"] for code in schemas.codelists["update_frequency"].codes.values()}
    assert months == {"monthly": "1", "quarterly": "3", "six_monthly": "6", "annual": "12", "irregular": ""}


def test_areas_refer_to_areas_that_are_there(schemas: Schemas) -> None:
    """Each area is of a known kind, stands once, and its parent and successors are areas too."""
    areas = _rows("reference/areas.csv") + _rows("reference/demonstration-areas.csv")
    codes = [area["code"] for area in areas]
    assert len(set(codes)) == len(codes)
    for area in areas:
        assert set(area) == set(schemas.kinds["areas"].by_name)
        assert area["type"] in schemas.codelists["area_type"].codes
        assert {code for code in (area["parent"], *area["replaced_by"].split(";")) if code} <= set(codes), area["code"]
        assert not area["start"] or not area["end"] or area["start"] < area["end"], area["code"]


def test_national_funds_have_the_columns_of_a_fund(schemas: Schemas) -> None:
    """The national funds are written as any publisher writes a fund."""
    for fund in _rows("reference/funds.csv"):
        assert set(fund) == set(schemas.kinds["funds"].by_name)
        assert fund["url"].startswith("https://www.gov.uk/")
