"""OCDS: releases become processes, awards, parties and payments, and no contact person is read."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator import schemas
from generator.model import Source
from generator.problems import sentence
from generator.read import read
from generator.read.formats import ocds_compile
from generator.read.reading import Reading

SCHEMAS = schemas.load(Path(__file__).parents[3] / "data")
RELEASE: dict[str, Any] = {
    "ocid": "ocds-abc-1",
    "id": "r1",
    "date": "2025-03-01T10:00:00Z",
    "buyer": {"id": "b", "name": "Anytown"},
    "parties": [
        {"id": "b", "name": "Anytown", "contactPoint": {"name": "Ada Example", "email": "ada@example.org"}},
        {"id": "s1", "name": "Green Ltd", "identifier": {"scheme": "GB-COH", "id": "01234567"}},
        {"id": "s2", "name": "Red Trust", "identifier": {"scheme": "GB-CHC", "id": "1234567"}},
    ],
    "tender": {"id": "T-1", "title": "Parks", "description": "Grassrnrncutting", "procurementMethod": "direct"},
    "awards": [
        {
            "id": "1",
            "status": "active",
            "date": "2025-02-01T00:00:00Z",
            "value": {"amount": 1000.5, "currency": "GBP"},
            "suppliers": [{"id": "s1", "name": "Green Ltd"}, {"id": "s2", "name": "Red Trust"}],
        }
    ],
}


def ocds(data: Any) -> Reading:
    """An OCDS file, read."""
    return read(Source("anytown", "publishers/anytown/ocds.json", "", "ocds"), json.dumps(data).encode(), SCHEMAS)


def records(reading: Reading, kind: str) -> list[dict[str, str]]:
    """The rows of a kind by field, without empty cells."""
    return [
        {column.field: cell for column, cell in zip(table.columns, row.cells, strict=True) if cell}
        for table in reading.tables
        if table.kind == kind
        for row in table.rows
    ]


def said(reading: Reading, code: str) -> list[str]:
    """The sentences of one kind of finding."""
    return [sentence(problem) for problem in reading.problems if problem.code == code]


@pytest.mark.parametrize(
    "data",
    [
        RELEASE,
        [RELEASE],
        {"releases": [RELEASE]},
        [{"releases": [RELEASE]}],
        {"records": [{"ocid": "ocds-abc-1", "compiledRelease": RELEASE}]},
        {"records": [{"ocid": "ocds-abc-1", "releases": [RELEASE]}]},
    ],
)
def test_a_release_is_found_in_every_form_of_file(data: Any) -> None:
    """A release, a list, a release package, a list of them, a record with a compiled or an embedded release."""
    reading = ocds(data)
    assert records(reading, "services") == [
        {
            "service_id": "ocds-abc-1",
            "name": "Parks",
            "description": "Grassrnrncutting",
            "delivery_model": "contract",
            "process": "direct_award",
            "contract_ref": "T-1",
            "contract_value": "1000.5",
            "last_modified": "2025-03-01",
        }
    ]
    assert reading.ledger.rows_in == 1
    assert [table.kind for table in reading.tables if table.counted] == ["services"]


def test_an_award_is_a_decision_with_its_suppliers_as_parties() -> None:
    """With several suppliers none is the recipient; each is a party with its registered identifier."""
    reading = ocds(RELEASE)
    assert records(reading, "decisions") == [
        {
            "decision_id": "ocds-abc-1-1",
            "title": "Parks",
            "summary": "Grassrnrncutting",
            "decision_date": "2025-02-01",
            "decision_type": "commission_service",
            "outcome": "approved",
            "service_id": "ocds-abc-1",
            "contract_ref": "T-1",
            "amount_awarded": "1000.5",
            "currency": "GBP",
            "last_modified": "2025-03-01",
        }
    ]
    assert [(one["kind"], one["id"], one["name"], one["role"], one.get("org_id")) for one in records(reading, "parties")] == [
        ("decisions", "ocds-abc-1-1", "Green Ltd", "supplier", "GB-COH-01234567"),
        ("decisions", "ocds-abc-1-1", "Red Trust", "supplier", "GB-CHC-1234567"),
        ("services", "ocds-abc-1", "Anytown", "buyer", None),
    ]
    assert records(reading, "organisations") == [
        {"org_id": "GB-COH-01234567", "name": "Green Ltd", "company_number": "01234567"},
        {"org_id": "GB-CHC-1234567", "name": "Red Trust", "charity_number": "1234567"},
    ]


def test_a_single_supplier_is_provider_and_recipient() -> None:
    """An award id that holds the ocid is kept as it is."""
    award = {**RELEASE["awards"][0], "id": "ocds-abc-1-A", "suppliers": RELEASE["awards"][0]["suppliers"][:1]}
    reading = ocds({**RELEASE, "awards": [award]})
    decision, service = records(reading, "decisions")[0], records(reading, "services")[0]
    assert decision["decision_id"] == "ocds-abc-1-A"
    assert (decision["recipient_name"], decision["recipient_org_id"]) == ("Green Ltd", "GB-COH-01234567")
    assert (service["provider_name"], service["provider_org_id"]) == ("Green Ltd", "GB-COH-01234567")


def test_contact_persons_are_not_read_at_any_depth() -> None:
    """Only where they stood is told."""
    reading = ocds(RELEASE)
    assert "ada" not in repr(reading).casefold()
    assert said(reading, "columns-never-read") == ['Never read, as it may name or reach a person: "parties/contactPoint".']


def test_later_releases_of_a_process_change_what_they_state_and_are_counted_as_merged() -> None:
    """The later date counts, wherever it stands in the file; awards are merged by their id; null removes."""
    later = {
        "ocid": "ocds-abc-1",
        "id": "r2",
        "date": "2025-04-01T10:00:00Z",
        "tender": {"title": "Parks and gardens", "procurementMethod": None},
        "awards": [{"id": "1", "value": {"amount": 900, "currency": "GBP"}}, {"id": "2", "status": "pending"}],
    }
    reading = ocds([later, RELEASE, {**RELEASE, "ocid": "ocds-abc-2"}])
    service = records(reading, "services")[0]
    assert (service["name"], service["contract_ref"], service["last_modified"]) == (
        "Parks and gardens",
        "T-1",
        "2025-04-01",
    )
    assert "process" not in service
    amounts = {one["decision_id"]: one.get("amount_awarded") for one in records(reading, "decisions")}
    assert amounts == {"ocds-abc-1-1": "900", "ocds-abc-1-2": None, "ocds-abc-2-1": "1000.5"}
    assert (reading.ledger.rows_in, reading.ledger.rows_merged, len(reading.tables[0].rows)) == (3, 1, 2)
    assert said(reading, "releases-merged") == [
        "Releases merged into an earlier one of the same process: 1 (processes: 1). The later word counts."
    ]


def test_money_in_another_currency_is_kept_with_it_or_left_out() -> None:
    """Where a kind has no currency its money is in pounds, so other money is left out, and that is said."""
    award = {**RELEASE["awards"][0], "value": {"amount": 5, "currency": "EUR"}}
    reading = ocds({**RELEASE, "awards": [award]})
    assert records(reading, "decisions")[0]["currency"] == "EUR"
    assert "contract_value" not in records(reading, "services")[0]
    assert said(reading, "value-not-mapped")[0].startswith('Row 1, contract_value: "5" in "contracts/value/amount"')


def test_transactions_are_payments() -> None:
    """They belong to their contract, its award and the process."""
    transaction = {
        "id": "p1",
        "date": "2025-05-01T00:00:00Z",
        "value": {"amount": 10, "currency": "GBP"},
        "payee": {"id": "s1", "name": "Green Ltd"},
    }
    contract = {"id": "C1", "awardID": "1", "status": "active", "implementation": {"transactions": [transaction]}}
    reading = ocds({**RELEASE, "contracts": [contract]})
    assert records(reading, "payments") == [
        {
            "payment_id": "p1",
            "date": "2025-05-01",
            "amount": "10",
            "payee_name": "Green Ltd",
            "payee_org_id": "GB-COH-01234567",
            "decision_id": "ocds-abc-1-1",
            "service_id": "ocds-abc-1",
            "contract_ref": "C1",
        }
    ]
    assert records(reading, "services")[0]["status"] == "active"


def test_lost_line_breaks_are_said_once() -> None:
    """The text stays as it is."""
    reading = ocds([RELEASE, {**RELEASE, "ocid": "ocds-abc-2"}])
    assert said(reading, "lost-line-breaks") == [
        'Row 1: texts hold "rnrn", where line breaks were lost. They are shown as they are; '
        "export them again if you can. "
        "(The same in 1 more row: 2.)"
    ]


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        (
            {"url": "https://example.org/r.json", "date": "2025-01-01"},
            'Row 2 is only a link to a release ("https://example.org/r.json"). ',
        ),
        ({"id": "r", "tender": {}}, "Row 2 is a release without an ocid. Add it."),
        ({"ocid": 5, "tender": {}}, "Row 2 is a release without an ocid. Add it."),
        ("x", "Row 2 is text where a release is expected. Mend or delete it."),
        (
            {"ocid": "ocds-abc-9", "tender": {"title": {"en": "x"}}},
            'Row 2: "tender/title" holds an object where text is expected. Write the text itself.',
        ),
    ],
)
def test_what_is_no_release_is_withheld_and_the_others_are_read(release: Any, expected: str) -> None:
    """Every release is accounted for."""
    reading = ocds({"releases": [RELEASE, release]})
    assert any(sentence(problem).startswith(expected) for problem in reading.problems)
    assert (reading.ledger.rows_in, reading.ledger.withheld, len(reading.tables[0].rows)) == (2, 1, 1)


@pytest.mark.parametrize("data", [{}, {"grants": []}, "x", 5, None])
def test_json_that_holds_no_release_is_refused_in_a_sentence(data: Any) -> None:
    """Whatever stands at the top."""
    assert [problem.code for problem in ocds(data).problems] == ["json-not-ocds"]


def test_lists_without_ids_are_replaced() -> None:
    """Only what can be told apart can be merged."""
    assert ocds_compile.merged({"a": [1, 2]}, {"a": [3]}) == {"a": [3]}
    assert ocds_compile.merged({"a": [{"id": 1, "b": 1}]}, {"a": [{"id": 1, "c": 2}]}) == {"a": [{"id": 1, "b": 1, "c": 2}]}
