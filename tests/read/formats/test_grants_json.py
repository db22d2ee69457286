"""360Giving JSON: the same rows as from a table, and a sentence for what is no grant."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator import schemas
from generator.model import Source
from generator.problems import sentence
from generator.read import read
from generator.read.reading import Reading

SCHEMAS = schemas.load(Path(__file__).parents[3] / "data")
GRANT = {
    "id": "360G-a-1",
    "title": "Grant",
    "awardDate": "2025-01-02",
    "amountAwarded": 3028.63,
    "currency": "GBP",
    "recipientOrganization": [{"id": "GB-COH-01234567", "name": "Club", "email": "ada@example.org"}],
    "beneficiaryLocation": [{"geoCode": "E07000999"}, {"geoCode": "E06000999"}],
}


def grants(data: Any) -> Reading:
    """A 360Giving JSON file, read."""
    return read(Source("anytown", "publishers/anytown/grants.json", "", "360giving"), json.dumps(data).encode(), SCHEMAS)


def test_a_grant_is_a_row_numbered_by_its_place() -> None:
    """Amounts keep their pence, lists of places are joined, contacts are not read."""
    reading = grants({"grants": [GRANT, {"id": "360G-a-2"}]})
    table = reading.tables[0]
    first = {column.field: cell for column, cell in zip(table.columns, table.rows[0].cells, strict=True)}
    assert (first["amount_awarded"], first["area_codes"], first["recipient_name"]) == (
        "3028.63",
        "E07000999;E06000999",
        "Club",
    )
    assert [(row.number, row.cells[0]) for row in table.rows] == [(1, "360G-a-1"), (2, "360G-a-2")]
    assert "ada@example.org" not in repr(reading)
    assert [table.kind for table in reading.tables] == ["decisions", "organisations"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([GRANT], 'The file holds a list, not grants. A 360Giving file is an object with a list called "grants".'),
        (
            {"awards": []},
            'The file holds an object with "awards", not grants. A 360Giving file is an object with a list called "grants".',
        ),
        ("x", 'The file holds text, not grants. A 360Giving file is an object with a list called "grants".'),
        (
            {"grants": []},
            "The file has headings but no rows. If you have nothing to publish, delete the file and declare a gap.",
        ),
    ],
)
def test_json_that_holds_no_grants_is_refused_in_a_sentence(data: Any, expected: str) -> None:
    """Whatever stands at the top."""
    assert [sentence(problem) for problem in grants(data).problems] == [expected]


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        ("x", "Row 2 is text where a grant is expected. Mend or delete it."),
        (
            {"id": "2", "title": {"en": "x"}},
            'Row 2: "title" holds an object where text is expected. Write the text itself.',
        ),
        (
            {"id": "2", "recipientOrganization": [{"name": ["x"]}]},
            'Row 2: "recipientOrganization/0/name" holds a list where text is expected. Write the text itself.',
        ),
        ({"title": "x"}, 'Row 2 is no record: it needs "Identifier". Fill these in, or delete the row.'),
    ],
)
def test_what_is_no_grant_is_withheld_and_the_others_are_read(grant: Any, expected: str) -> None:
    """Every entry of the list is accounted for."""
    reading = grants({"grants": [GRANT, grant]})
    assert expected in [sentence(problem) for problem in reading.problems]
    assert (reading.ledger.rows_in, reading.ledger.withheld, len(reading.tables[0].rows)) == (2, 1, 1)
