"""Sheets in a foreign format: found wherever they stand, read by mapping, with every row accounted for."""

from pathlib import Path

import pytest

from generator import schemas
from generator.model import Source
from generator.problems import sentence
from generator.read import read
from generator.read.reading import Reading

SCHEMAS = schemas.load(Path(__file__).parents[3] / "data")


def csv(format_: str, text: str) -> Reading:
    """A CSV file in a foreign format, read."""
    return read(Source("anytown", "publishers/anytown/file.csv", "", format_), text.encode(), SCHEMAS)


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


SPEND = "Supplier Name,Payment Date,Net Amount £,HBC ref no\n"


def test_the_mapping_that_was_applied_is_part_of_the_report() -> None:
    """So is what was not read."""
    reading = csv("lgtc-spend", SPEND + "Anytown Ltd,01/02/2025,500.00,B1\n")
    assert said(reading, "columns-read") == [
        'How we read it: column "Supplier Name" read as payee_name; column "Payment Date" read as date; '
        'column "Net Amount £" read as amount.'
    ]
    assert said(reading, "columns-not-read") == ['Not read, as we have no field for it: "HBC ref no".']
    assert records(reading, "payments") == [{"payee_name": "Anytown Ltd", "date": "01/02/2025", "amount": "500.00"}]
    assert not reading.tables[0].native


def test_headings_lower_down_are_found_and_said_to_be() -> None:
    """Banners above the headings are common; refusing these files would help nobody."""
    reading = csv("lgtc-spend", "Spend over £500,,,\n,,,\n" + SPEND + "Anytown Ltd,01/02/2025,500.00,B1\n")
    assert said(reading, "headings-lower") == [
        'The headings are on row 3. What stands above them was not read ("Spend over £500").'
    ]
    assert [row.number for row in reading.tables[0].rows] == [4]
    assert reading.ledger.rows_in == 1


def test_every_row_of_a_messy_file_is_accounted_for() -> None:
    """Blank rows, totals with and without the word, notes, short and long rows."""
    rows = ["A Ltd,01/02/2025,1.00,x", ",,,", "B Ltd,01/02/2025,2.00", ",,3.00,", "Total,,3.00,", "xxx,,,", "C,D,1,2,E"]
    reading = csv("lgtc-spend", SPEND + "\n".join(rows) + "\n")
    account = reading.ledger
    assert (account.rows_in, account.withheld, account.rows_blank, account.rows_total) == (7, 2, 1, 2)
    assert [row.number for row in reading.tables[0].rows] == [2, 4]
    assert said(reading, "total-row") == ["Row 5 looks like a total. Delete it; we add up for you. (The same in 1 more row: 6.)"]
    assert said(reading, "row-incomplete") == [
        'Row 7 is no record: it needs "Amount"; "PaymentDate" or "BeneficiaryName". Fill these in, or delete the row.'
    ]
    assert said(reading, "long-row") == [
        'Row 8 has 5 values; the headings have 4. Put quotes around text with a comma: "Smith, Jones".'
    ]
    assert said(reading, "rows-padded") == [
        "Rows that end before the last column: 1 (first: row 4). We read their missing cells as empty."
    ]


def test_a_supplier_called_total_is_no_total() -> None:
    """Only rows with little else are totals."""
    reading = csv("lgtc-spend", SPEND + "Total Gas and Power Ltd,01/02/2025,500.00,B1\n")
    assert len(reading.tables[0].rows) == 1


def test_a_file_without_the_headings_of_its_format_is_refused() -> None:
    """The sentence says which columns are missed."""
    reading = csv("lgtc-spend", "a,b\n1,2\n")
    assert [sentence(problem) for problem in reading.problems] == [
        'The file: no row has the headings that Transparency Code spending needs: "Amount"; "PaymentDate" or '
        '"BeneficiaryName". Add them, or correct the format in publisher.yml.'
    ]
    assert reading.ledger.withheld == reading.ledger.rows_in


def test_contact_persons_are_reported_without_their_values() -> None:
    """The columns are named, what stands in them is not repeated anywhere."""
    text = "Contract Title,Start Date,Contact Name,Contact Email\nParks,2025-04-01,Ada Example,ada@example.org\n"
    reading = csv("lgtc-contracts", text)
    assert said(reading, "columns-never-read") == [
        'Never read, as it may name or reach a person: "Contact Name", "Contact Email".'
    ]
    assert "ada" not in repr(reading).casefold()


CONTRACTS = (
    "OrganisationLabel,ContractReference,ContractTitle,Description,StartDate,EndDate,ReviewDate,ContractValue,"
    "SupplierName,CompaniesHouseRegistrationNumber,CharityCommissionNumber,ProcessType\n"
    "Anytown,C1,Parks,Grass,2025-04-01,2028-03-31,2027-10-01,1000.00,Green Ltd,01234567,,Direct award\n"
    "Anytown,,Bins,Emptying,2025-04-01,,,2000.00,Red Trust,N/A,1234567,Auction\n"
)


def test_contracts_become_services_with_registered_providers() -> None:
    """The Code's own headings; what cannot be used is left out and said."""
    reading = csv("lgtc-contracts", CONTRACTS)
    parks, bins = records(reading, "services")
    assert parks == {
        "service_id": "C1",
        "name": "Parks",
        "description": "Grass",
        "provider_org_id": "GB-COH-01234567",
        "provider_name": "Green Ltd",
        "delivery_model": "contract",
        "contract_ref": "C1",
        "contract_value": "1000.00",
        "start_date": "2025-04-01",
        "end_date": "2028-03-31",
        "review_date": "2027-10-01",
        "process": "direct_award",
    }
    assert bins["service_id"] == "bins-2025-04-01"
    assert bins["provider_org_id"] == "GB-CHC-1234567"
    assert "process" not in bins
    assert [record["org_id"] for record in records(reading, "organisations")] == ["GB-COH-01234567", "GB-CHC-1234567"]
    assert [table.counted for table in reading.tables] == [True, False]
    assert said(reading, "value-not-mapped") == ['Row 3, process: "Auction" in "ProcessType" could not be used and is left out.']
    assert said(reading, "value-made") == [
        "Row 3, service_id: there is no contract reference, so an id was made from the title and the start date "
        '("bins-2025-04-01").'
    ]


def test_grants_without_references_get_ids_that_name_nobody() -> None:
    """A beneficiary may be a person; the id stays the same when the file is read again."""
    text = "Date awarded,Beneficiary,Purpose,Amount\n01/02/2025,Ada Example,Allotment,250\n"
    first, second = (records(csv("lgtc-grants", text), "decisions")[0] for _ in range(2))
    assert first == second
    assert first["decision_id"].startswith("grant-")
    assert "ada" not in first["decision_id"]
    assert (first["currency"], first["decision_type"], first["outcome"]) == ("GBP", "fund_award", "approved")


GRANTS = "Identifier,Title,Award Date,Amount Awarded,Currency,"


@pytest.mark.parametrize("column", ["Recipient Org:Name", "Recipient Org:0:Name", "recipient org : name"])
def test_360giving_headings_are_read_with_and_without_index(column: str) -> None:
    """Flattened files repeat columns with numbers."""
    reading = csv("360giving", f"{GRANTS}{column}\n360G-a-1/X,Grant,2025-01-02T00:00:00Z,5,EUR,Club\n")
    assert records(reading, "decisions") == [
        {
            "decision_id": "360G-a-1/X",
            "title": "Grant",
            "decision_date": "2025-01-02",
            "decision_type": "fund_award",
            "outcome": "approved",
            "currency": "EUR",
            "amount_awarded": "5",
            "recipient_name": "Club",
        }
    ]


def test_an_individuals_name_is_not_read() -> None:
    """That the recipient is an individual is."""
    text = f"{GRANTS}Recipient Ind:Identifier,Recipient Ind:Name\n1,Grant,2025-01-02,5,GBP,p1,Ada Example\n"
    reading = csv("360giving", text)
    assert records(reading, "decisions")[0]["recipient_type"] == "individual"
    assert "Ada" not in repr(reading)
    assert not records(reading, "organisations")


def test_areas_are_all_taken_where_they_are_codes() -> None:
    """Postcodes are left out, and that is said."""
    columns = "Beneficiary Location:0:Geographic Code,Beneficiary Location:1:Geographic Code"
    text = f"{GRANTS}{columns}\n1,G,2025-01-02,5,GBP,E07000999,E06000999\n2,G,2025-01-02,5,GBP,AB1 2CD,E06000999\n"
    reading = csv("360giving", text)
    assert [record["area_codes"] for record in records(reading, "decisions")] == ["E07000999;E06000999", "E06000999"]
    assert said(reading, "value-not-mapped") == [
        'Row 3, area_codes: "AB1 2CD" in "Beneficiary Location:0:Geographic Code" could not be used and is left out.'
    ]


def test_programmes_become_funds() -> None:
    """By their code, else by a slug of their title."""
    text = f"{GRANTS}Grant Programme:Title\n1,G,2025-01-02,5,GBP,Arts & Crafts\n2,G,2025-01-02,5,GBP,Arts & Crafts\n"
    reading = csv("360giving", text)
    assert records(reading, "funds") == [{"fund_id": "arts-crafts", "name": "Arts & Crafts"}]
    assert {record["fund_id"] for record in records(reading, "decisions")} == {"arts-crafts"}
