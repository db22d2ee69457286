"""Whatever the bytes are, reading gives tables and problems, and the rows add up."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import schemas
from generator.model import Source
from generator.problems import sentence
from generator.read import read
from generator.read.formats.mapping import FORMATS

SCHEMAS = schemas.load(Path(__file__).parents[2] / "data")
WORDS = st.sampled_from(
    [
        "Amount",
        "Date",
        "Supplier",
        "Identifier",
        "Title",
        "Contract Title",
        "fund_id",
        "name",
        "Total",
        "10.00",
        "",
        "£",
        '"',
        "x",
        "2025-01-01",
        "Recipient Org:1:Name",
        "\t",
        "{}",
    ]
)
TABLES = st.lists(st.lists(WORDS, max_size=5).map(",".join), max_size=8).map("\n".join)
KEYS = st.sampled_from(
    [
        "ocid",
        "releases",
        "records",
        "compiledRelease",
        "tender",
        "title",
        "awards",
        "suppliers",
        "parties",
        "id",
        "identifier",
        "scheme",
        "contracts",
        "value",
        "implementation",
        "transactions",
        "grants",
        "recipientOrganization",
        "name",
        "url",
        "plannedDates",
        "date",
        "amountAwarded",
        "buyer",
        "roles",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


def unsound(name: str, format_: str, data: bytes) -> list[str]:
    """Reads the bytes and says what must not be: a row that is lost, a sentence that cannot be said, a row with other cells."""
    reading = read(Source("x", f"publishers/x/{name}", "funds", format_), data, SCHEMAS)
    account = reading.ledger
    kept = sum(len(table.rows) for table in reading.tables if table.counted)
    told = account.rows_in == kept + account.withheld + account.rows_blank + account.rows_total + account.rows_merged
    said = all(sentence(problem) and problem.path for problem in reading.problems)
    even = all(len(row.cells) == len(table.columns) for table in reading.tables for row in table.rows)
    return [fault for fault, sound in (("a row is lost", told), ("no sentence", said), ("uneven", even)) if not sound]


@pytest.mark.parametrize("format_", ["native", *FORMATS])
@given(
    data=st.binary(max_size=60) | TABLES.map(str.encode),
    name=st.sampled_from(["a.csv", "a.xlsx", "a.yml", "a.zip", "a.xls", "a"]),
)
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(format_: str, data: bytes, name: str) -> None:
    """Tables of words that are headings somewhere, and noise."""
    assert unsound(name, format_, data) == []


@pytest.mark.parametrize("format_", ["native", "360giving", "ocds"])
@given(
    data=JSON,
    wrap=st.sampled_from(["{}", '{{"grants": [{}]}}', '{{"releases": [{}]}}', "[{}]", '{{"ocid": "a", "awards": {}}}']),
)
@settings(max_examples=150, deadline=None)
def test_any_json_is_read_or_refused(format_: str, data: Any, wrap: str) -> None:
    """Names that the formats know, in places where they do not belong."""
    assert unsound("a.json", format_, wrap.format(json.dumps(data)).encode()) == []
