"""The mapping files agree with the schemas and codelists they fill."""

from pathlib import Path

import pytest

from generator import schemas
from generator.read.formats import mapping
from generator.read.formats.mapping import Take, Yield

SCHEMAS = schemas.load(Path(__file__).parents[3] / "data")
TABLES = [(name, table) for name in mapping.FORMATS for table in mapping.load(name).tables]


@pytest.mark.parametrize(("name", "table"), TABLES, ids=[f"{name}-{table.kind}" for name, table in TABLES])
def test_every_field_is_one_of_its_kind_and_every_code_of_its_list(name: str, table: Yield) -> None:
    """A slip in a mapping would silently leave a field out."""
    schema = SCHEMAS.kinds[table.kind]
    assert set(table.fields) <= set(schema.by_name)
    for field, ways in table.fields.items():
        codes = {code for take in ways for code in (take.constant, *take.values.values()) if code}
        if schema.by_name[field].codelist:
            assert codes <= set(SCHEMAS.codelist_of(schema.by_name[field]).codes)


@pytest.mark.parametrize("name", [name for name in mapping.FORMATS if name != "ocds"])
def test_every_name_that_a_table_takes_from_is_read(name: str) -> None:
    """Names are defined once, under `reads`, and each is used."""
    one = mapping.load(name)
    used = {source for table in one.tables for ways in table.fields.values() for take in ways for source in take.names}
    needed = {source for table in one.tables for group in table.needs for source in group}
    assert used | needed <= set(one.reads)
    assert set(one.reads) <= used


@pytest.mark.parametrize("name", mapping.FORMATS)
@pytest.mark.parametrize("heading", ["Contact Email", "E-mail", "Telephone", "contactPoint/telephone"])
def test_contact_persons_are_never_read(name: str, heading: str) -> None:
    """Whatever the format, the ways to reach a person are told apart from other columns."""
    if heading == "contactPoint/telephone" or name != "360giving":
        assert mapping.load(name).is_private(heading)


def test_a_way_is_plain_only_where_it_takes_a_text_as_it_stands() -> None:
    """Plain columns take the fast path."""
    assert Take(sources=("amount",)).plain
    assert not Take(sources=("amount",), part="date").plain
    assert not Take(constant="approved").plain
