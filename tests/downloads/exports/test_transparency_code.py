"""Registers of contracts and grants, and the list of UKSPF projects, as councils are asked for them."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from generator.downloads.exports.ukspf_projects import financial_year
from generator.read.formats import mapping
from generator.read.headings import normal
from tests.checks.making import portal, row
from tests.downloads.exports.taking import COUNCIL, grant, reasons, rows, taken
from tests.downloads.exports.test_ocds import service


def line(name: str, *records: Any, **facts: Any) -> dict[str, str]:
    """The only row of a file, made of these records."""
    (only,) = rows(taken(portal(*records, publishers=[COUNCIL], **facts)), name)
    return only


def test_a_contract_is_under_the_headings_of_the_association() -> None:
    """With the department, the numbers of the supplier and how it was chosen; what is not known is blank."""
    trust = row("organisations", org_id="GB-CHC-9999901", name="The trust", charity_number="9999901", company_number="01234567")
    assert line("lgtc-contracts.csv", service(department="Communities", irrecoverable_vat=-1), trust) == {
        "OrganisationLabel": "Eastmere",
        "ContractReference": "EM-118",
        "ContractTitle": "Youth club",
        "OrganisationalUnit": "Communities",
        "Description": "Open three evenings a week.",
        "StartDate": "2024-04-01",
        "EndDate": "2027-03-31",
        "ReviewDate": "",
        "ContractValue": "48000.01",
        "IrrecoverableVAT": "-0.01",
        "SupplierName": "Eastfield Community Trust",
        "CompaniesHouseRegistrationNumber": "01234567",
        "CharityCommissionNumber": "9999901",
        "SMESupplier": "",
        "VCSESupplier": "",
        "ProcessType": "Direct award",
    }


def test_a_grant_is_under_the_headings_of_the_association() -> None:
    """With its programme by name, its period and its amount."""
    fund = row("funds", fund_id="community", name="Community Budget")
    found = line("lgtc-grants.csv", grant(fund_id="community", planned_start=date(2025, 4, 1)), fund)
    assert {heading: cell for heading, cell in found.items() if cell} == {
        "OrganisationLabel": "Eastmere",
        "Identifier": "D-2",
        "Title": "Evening sessions",
        "Purpose": "Two more evenings a week at the youth club.",
        "DateAwarded": "2025-03-04",
        "PeriodStart": "2025-04-01",
        "BeneficiaryName": "Eastfield Community Trust",
        "BeneficiaryIdentifier": "GB-CHC-9999901",
        "GrantProgramme": "Community Budget",
        "Amount": "24000.50",
        "Currency": "GBP",
    }


@pytest.mark.parametrize(
    ("withheld", "words"),
    [("redacted_personal", "REDACTED PERSONAL DATA"), ("redacted_commercial", "REDACTED COMMERCIAL CONFIDENTIALITY")],
)
def test_what_may_not_be_shown_is_written_as_the_code_writes_it(withheld: str, words: str) -> None:
    """Neither blank nor 0; and no number leads to a name that may not be shown."""
    trust = row("organisations", org_id="GB-CHC-9999901", name="The trust", charity_number="9999901")
    hidden = MappingProxyType({"provider_name": withheld, "contract_value": withheld})
    found = line("lgtc-contracts.csv", replace(service(provider_name=None, contract_value=None), withheld=hidden), trust)
    assert (found["SupplierName"], found["ContractValue"], found["CharityCommissionNumber"]) == (words, words, "")
    nameless = replace(grant(recipient_name=None), withheld=MappingProxyType({"recipient_name": withheld}))
    found = line("lgtc-grants.csv", nameless, trust)
    assert (found["BeneficiaryName"], found["BeneficiaryIdentifier"], found["CharityCommissionNumber"]) == (words, "", "")


@pytest.mark.parametrize(("name", "format"), [("lgtc-contracts.csv", "lgtc-contracts"), ("lgtc-grants.csv", "lgtc-grants")])
def test_our_own_reader_knows_every_heading_that_is_filled(name: str, format: str) -> None:
    """But the label of the body, which is the publisher, and what we never know."""
    known = mapping.load(format).known
    headings = taken(portal(publishers=[COUNCIL]))[name].decode().strip().split(",")
    unknown = [heading for heading in headings if normal(heading) not in known]
    assert set(unknown) <= {"OrganisationLabel", "SMESupplier", "VCSESupplier", "BeneficiaryIdentifier"}


def test_a_service_without_provider_or_value_is_no_contract_yet() -> None:
    """It is listed, with the reason."""
    wish = service(provider_name=None, provider_org_id=None, contract_value=None)
    files = taken(portal(wish, publishers=[COUNCIL]))
    told = "Neither a provider, a value nor a decision is stated, so no contract is told of yet."
    assert rows(files, "lgtc-contracts.csv") == []
    assert reasons(files, "lgtc-contracts") == {"youth-club": told}


def project(**changes: Any) -> Any:
    """An award from the UK Shared Prosperity Fund."""
    return grant(**{"intervention_code": "E11", "project_continuation": "pre-existing", "recipient_type": "vcse", **changes})


def test_a_project_is_told_in_the_fields_people_ask_for() -> None:
    """Budget and what was spent this year, new or existing, intervention, place, who delivers it, and how it stands."""
    paid = [
        row("payments", payment_id=f"P{n}", date=day, amount=pence, decision_id="D-2")
        for n, (day, pence) in enumerate([(date(2025, 3, 31), 7), (date(2025, 4, 1), 1000), (date(2026, 3, 1), -1)])
    ]
    area = row("areas", of="", code="E05099901", name="Eastfield")
    told = project(area_codes=("E05099901",), delivery_status="closed_early", status_reason="The hall was sold.")
    found = line("ukspf-projects.csv", told, area, *paid)
    assert found == {
        "Council": "Eastmere",
        "Project reference": "D-2",
        "Project name": "Evening sessions",
        "Description": "Two more evenings a week at the youth club.",
        "Total budget (£)": "24000.50",
        "Spent this year (£)": "9.99",
        "Financial year": "2025-26",
        "New or pre-existing project": "Existing project",
        "Main intervention": "E11",
        "Name of intervention": found["Name of intervention"],
        "Location": "Eastfield (E05099901)",
        "Delivery lead": "Eastfield Community Trust",
        "Type of organisation": "Voluntary, community or social enterprise body",
        "Status": "Closed",
        "Reason for closure": "The hall was sold.",
    }
    assert len(found["Name of intervention"]) > 10


def test_what_is_not_published_about_a_project_is_blank() -> None:
    """Nothing paid is 0.00 only where payments are published; another currency is no budget in pounds."""
    later = row("payments", payment_id="P1", date=date(2024, 1, 1), amount=5, decision_id="D-2")
    assert line("ukspf-projects.csv", project(currency="EUR"))["Total budget (£)"] == ""
    assert line("ukspf-projects.csv", project())["Spent this year (£)"] == ""
    assert line("ukspf-projects.csv", project(), later)["Spent this year (£)"] == "0.00"
    assert line("ukspf-projects.csv", project(recipient_type="individual"))["Delivery lead"] == "REDACTED PERSONAL DATA"
    assert line("ukspf-projects.csv", project(status_reason="Going well", delivery_status="live"))["Reason for closure"] == ""


def test_only_what_the_fund_pays_for_is_its_project() -> None:
    """By intervention, by priority or by the fund itself."""
    funds = [row("funds", of="", fund_id="ukspf", name="UKSPF"), row("funds", fund_id="own", name="Own")]
    awards = [
        grant(2, fund_id="ukspf"),
        grant(3, priority="people_and_skills"),
        grant(4, fund_id="own"),
        grant(5, priority="housing"),
        grant(6, intervention_code="E1", outcome="rejected"),
        grant(7, intervention_code="E1"),
    ]
    found = rows(taken(portal(*funds, *awards, publishers=[COUNCIL])), "ukspf-projects.csv")
    assert [one["Project reference"] for one in found] == ["D-2", "D-3", "D-7"]


@pytest.mark.parametrize(("day", "year"), [((2026, 3, 31), "2025-26"), ((2026, 4, 1), "2026-27"), ((1999, 12, 31), "1999-00")])
def test_a_financial_year_begins_in_april(day: tuple[int, int, int], year: str) -> None:
    """On the first."""
    assert financial_year(date(*day)) == year
