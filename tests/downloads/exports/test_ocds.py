"""Contracts go out as releases and records that OCDS tools read, with no more in them than the data says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from generator.build import Built
from generator.model import Record
from tests.checks.making import portal, publisher, row
from tests.downloads.exports.taking import ADDRESS, COUNCIL, reasons, source, taken, tree

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")
TAGS = ["tender", "award", "contract", "implementation"]
STATUSES = {"pending", "active", "cancelled", "unsuccessful"}
PRIVATE = {"contactPoint", "contactPoints", "email", "telephone", "faxNumber"}
SERVICE = {
    "service_id": "youth-club",
    "name": "Youth club",
    "description": "Open three evenings a week.",
    "status": "active",
    "delivery_model": "contract",
    "provider_name": "Eastfield Community Trust",
    "provider_org_id": "GB-CHC-9999901",
    "process": "direct_award",
    "contract_ref": "EM-118",
    "contract_value": 4800001,
    "start_date": date(2024, 4, 1),
    "end_date": date(2027, 3, 31),
    "last_modified": date(2026, 1, 20),
}
CHOICE = {
    "title": "The trust to run the club",
    "decision_type": "commission_service",
    "outcome": "approved",
    "decision_date": date(2024, 2, 1),
    "service_id": "youth-club",
    "recipient_name": "Eastfield Community Trust",
    "recipient_org_id": "GB-CHC-9999901",
}


def service(**changes: Any) -> Record:
    """A service under contract, with some fields changed; None takes a field away."""
    return row("services", **{name: value for name, value in {**SERVICE, **changes}.items() if value is not None})


def choice(number: int = 2, /, **changes: Any) -> Record:
    """A decision about who gets the contract."""
    values = {**CHOICE, "decision_id": f"D-{number}", **changes}
    return row("decisions", number, **{name: value for name, value in values.items() if value is not None})


def one(*records: Record, **facts: Any) -> dict[str, Any]:
    """The only release of a portal of these records."""
    (only,) = tree(taken(portal(*records, publishers=[COUNCIL], **facts)), "ocds-releases.json")["releases"]
    return dict(only)


def within(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every property of a tree, at any depth, with its name."""
    yield name, value
    for key, child in value.items() if isinstance(value, dict) else ():
        yield from within(child, key)
    for child in value if isinstance(value, list) else ():
        yield from within(child, name)


def sound(release: dict[str, Any]) -> None:
    """What the standard requires of a release and all that stands in it."""
    assert release["ocid"].startswith("ocds-")
    assert release["id"]
    assert INSTANT.fullmatch(release["date"])
    assert release["initiationType"] == "tender"
    assert release["tag"] in (["compiled"], [tag for tag in TAGS if tag in release["tag"]])
    assert release["tender"]["id"]
    awards = [award["id"] for award in release.get("awards", [])]
    assert all(award.get("status", "active") in STATUSES for award in release.get("awards", []))
    assert len(set(awards)) == len(awards)
    contracts = release.get("contracts", [])
    assert all(contract["id"] and contract["awardID"] in awards for contract in contracts)
    assert len({contract["id"] for contract in contracts}) == len(contracts)
    parties = {party["id"]: party for party in release.get("parties", [])}
    assert len(parties) == len(release.get("parties", []))
    for name, value in within(release):
        if name in {"date", "startDate", "endDate"}:
            assert INSTANT.fullmatch(value)
        if name in {"buyer", "suppliers", "payer", "payee"} and isinstance(value, dict):
            assert name.removesuffix("s") in parties[value["id"]]["roles"]
        if name in {"value"}:
            assert re.fullmatch(r"-?\d+\.\d\d", value["amount"]) and re.fullmatch("[A-Z]{3}", value["currency"])
        assert name not in PRIVATE
        assert value not in (None, "", [], {})


def test_the_demonstration_has_what_the_standard_requires(demonstration: Built) -> None:
    """Releases and compiled releases: identifiers, dates, closed lists of codes, and everybody among the parties."""
    files = taken(demonstration.portal, demonstration.schemas)
    releases = tree(files, "ocds-releases.json")["releases"]
    records = tree(files, "ocds-records.json")["records"]
    assert len(releases) == len(records) == 21
    for release, record in zip(releases, records, strict=True):
        sound(release)
        sound(record["compiledRelease"])
        assert record["releases"] == [release]
        assert record["ocid"] == record["compiledRelease"]["ocid"] == release["ocid"]


@pytest.mark.parametrize("name", ["ocds-releases.json", "ocds-records.json"])
def test_a_package_says_what_it_is(name: str) -> None:
    """Its address, the version, the day of the latest change in it, the publisher and the licence that all have."""
    package = tree(taken(portal(service(), publishers=[COUNCIL])), name)
    assert package["uri"] == f"{ADDRESS}data/exports/{name}"
    assert package["version"] == "1.1"
    assert package["publishedDate"] == "2026-01-20T00:00:00Z"
    assert package["publisher"] == {"name": "Commissioning in the Open", "uri": ADDRESS}
    assert package["license"].startswith("https://www.nationalarchives.gov.uk/doc/open-government-licence/")


def test_a_service_is_a_contract_of_the_award_that_was_decided() -> None:
    """With the supplier, the value, the period, and what was paid, refunds too."""
    payments = [
        row("payments", payment_id=name, date=date(2025, 4, 14), amount=pence, service_id="youth-club", payee_name="The trust")
        for name, pence in (("P1", 600000), ("P2", -1))
    ]
    found = one(service(), choice(amount_awarded=4800001), *payments)
    sound(found)
    assert (found["ocid"], found["id"]) == ("ocds-abc123-youth-club", "ocds-abc123-youth-club-2026-01-20")
    assert found["tag"] == TAGS
    assert found["tender"]["procurementMethod"] == "direct"
    assert found["awards"][0]["value"] == {"amount": "48000.01", "currency": "GBP"}
    (contract,) = found["contracts"]
    assert (contract["id"], contract["awardID"], contract["status"]) == ("EM-118", "D-2", "active")
    assert contract["period"] == {"startDate": "2024-04-01T00:00:00Z", "endDate": "2027-03-31T00:00:00Z"}
    assert [paid["value"]["amount"] for paid in contract["implementation"]["transactions"]] == ["6000.00", "-0.01"]
    trust = next(party for party in found["parties"] if party["id"] == "GB-CHC-9999901")
    assert trust["identifier"] == {"scheme": "GB-CHC", "id": "9999901", "legalName": "Eastfield Community Trust"}


def test_a_contract_without_a_decision_says_only_who_supplies() -> None:
    """The award that must have been made has no day and no value, for nobody states them."""
    found = one(service())
    sound(found)
    assert found["awards"] == [
        {
            "id": "ocds-abc123-youth-club-award",
            "status": "active",
            "suppliers": [{"id": "GB-CHC-9999901", "name": "Eastfield Community Trust"}],
        }
    ]


@pytest.mark.parametrize(
    "changes",
    [{"recipient_name": "Another", "recipient_org_id": "GB-CHC-9999902"}, {"contract_ref": "EM-7"}, {"outcome": "rejected"}],
)
def test_a_contract_is_not_put_under_an_award_that_speaks_against_it(changes: dict[str, Any]) -> None:
    """Another supplier, another contract, or a refusal."""
    found = one(service(), choice(**changes))
    sound(found)
    assert found["contracts"][0]["awardID"] == "ocds-abc123-youth-club-award"
    assert [award["id"] for award in found["awards"]] == ["D-2", "ocds-abc123-youth-club-award"]


def test_amended_awards_are_one() -> None:
    """With the amount now in force, and the amendment."""
    later = choice(3, amends="D-2", amount_awarded=200, decision_date=date(2025, 5, 1), summary="One year more.")
    (award,) = one(service(), choice(2, amount_awarded=100), later)["awards"]
    assert award["value"]["amount"] == "2.00"
    assert award["amendments"] == [{"id": "D-3", "date": "2025-05-01T00:00:00Z", "description": "One year more."}]


def test_all_members_of_a_consortium_are_suppliers() -> None:
    """Each once, whether the decision or the list of parties names it."""
    members = [
        row("parties", n, kind="decisions", id="D-2", name=name, role=role)
        for n, (name, role) in enumerate([("A Ltd", "supplier"), ("B Ltd", "supplier"), ("C Ltd", "interested_party")])
    ]
    (award,) = one(service(), choice(recipient_name="A Ltd", recipient_org_id=None, contract_ref="EM-118"), *members)["awards"][
        :1
    ]
    assert [supplier["name"] for supplier in award["suppliers"]] == ["A Ltd", "B Ltd"]


def test_a_notice_is_not_a_contract() -> None:
    """Of a process read from OCDS nothing is added: neither an award nor a contract that its file does not tell of."""
    path = "publishers/eastmere/services/services.csv"
    notice = service(service_id="ocds-b5fd17-x", provider_name=None, provider_org_id=None, status=None, contract_value=None)
    found = one(notice, sources=[source("ocds", path)])
    sound(found)
    assert found["ocid"] == "ocds-b5fd17-x"
    assert found["tag"] == ["tender"]
    assert found["tender"]["contractPeriod"]["startDate"] == "2024-04-01T00:00:00Z"
    assert "buyer" not in found


def test_a_process_read_from_ocds_keeps_its_contracts_apart() -> None:
    """Where its payments name several, each follows from the award that they name."""
    path = "publishers/eastmere/services/services.csv"
    process = service(service_id="ocds-b5fd17-x", status=None, contract_ref="T-1")
    chosen = [choice(n, service_id="ocds-b5fd17-x") for n in (2, 3)]
    paid = [
        row("payments", payment_id=f"P{n}", date=date(2025, 1, n), amount=n, service_id="ocds-b5fd17-x", contract_ref=f"C-{n}", decision_id=f"D-{n}")
        for n in (2, 3)
    ]  # fmt: skip
    found = one(process, *chosen, *paid, sources=[source("ocds", path)])
    sound(found)
    assert [(contract["id"], contract["awardID"]) for contract in found["contracts"]] == [("C-2", "D-2"), ("C-3", "D-3")]


def test_payments_under_another_contract_are_listed() -> None:
    """They belong to no contract that is published."""
    paid = row("payments", payment_id="P1", date=date(2025, 1, 1), amount=1, service_id="youth-club", contract_ref="OTHER")
    files = taken(portal(service(), paid, publishers=[COUNCIL]))
    assert reasons(files, "ocds") == {"P1": "The payment belongs to no contract and no award that is published."}


def test_without_a_prefix_there_is_no_process() -> None:
    """No claim to an identifier that nobody registered; the Transparency Code's register has the contract all the same."""
    files = taken(portal(service(), publishers=[publisher("eastmere")]))
    told = "The publisher has no registered ocid prefix, with which the standard has every process begin."
    assert reasons(files, "ocds") == {"youth-club": told}
    assert "ocds-releases.json" not in files
    assert "ocds-records.json" not in files
    assert b"EM-118" in files["lgtc-contracts.csv"]


def test_a_person_who_gets_a_contract_is_not_named() -> None:
    """The award has no supplier."""
    found = one(
        service(provider_name=None, provider_org_id=None), choice(recipient_type="individual", recipient_name="Jo Bloggs")
    )
    assert "suppliers" not in found["awards"][0]
    assert "Bloggs" not in str(found)


@pytest.mark.parametrize("model", ["in_house", "grant", "community_run", "joint"])
def test_what_is_not_bought_is_no_contract(model: str) -> None:
    """And it is not missed in the list, for it was never the subject."""
    files = taken(portal(service(delivery_model=model), publishers=[COUNCIL]))
    assert "ocds-releases.json" not in files
    assert reasons(files, "ocds") == {}


def test_a_day_is_taken_from_what_is_known() -> None:
    """From the latest decision where the row states none; and never from the clock."""
    dated = one(service(last_modified=None), choice())
    assert dated["date"] == "2024-02-01T00:00:00Z"
    files = taken(portal(service(last_modified=None), publishers=[COUNCIL]))
    assert reasons(files, "ocds") == {"youth-club": "No day is known on which this was published or last changed."}


def test_a_name_that_may_not_be_shown_is_not_given_away_by_its_number() -> None:
    """Neither the provider's, nor a recipient's, nor a payee's."""
    paid = row(
        "payments", payment_id="P1", date=date(2025, 1, 1), amount=1, service_id="youth-club", payee_org_id="GB-COH-01234567"
    )
    records = [
        replace(record, withheld=MappingProxyType({name: "redacted_personal"}))
        for record, name in (
            (service(provider_name=None, provider_org_id="GB-COH-01234567"), "provider_name"),
            (choice(recipient_name=None, recipient_org_id="GB-COH-01234567"), "recipient_name"),
            (paid, "payee_name"),
        )
    ]
    trust = row("organisations", org_id="GB-COH-01234567", name="Jo Bloggs", company_number="01234567")
    files = taken(portal(*records, trust, publishers=[COUNCIL]))
    sound(tree(files, "ocds-releases.json")["releases"][0])
    assert not re.search(rb"01234567|Bloggs", b"".join(files.values()))


def test_parties_keep_their_roles() -> None:
    """Several suppliers of a contract, and who else has a part in it; a buyer that is named comes before the publisher."""
    members = [
        row("parties", n, kind="services", id="youth-club", name=name, role=role)
        for n, (name, role) in enumerate(
            [("B Ltd", "supplier"), ("Joint Board", "buyer"), ("A Fund", "funder"), ("X", "partner")]
        )
    ]
    found = one(service(), *members)
    sound(found)
    assert found["buyer"]["name"] == "Joint Board"
    assert [supplier["name"] for supplier in found["awards"][0]["suppliers"]] == ["Eastfield Community Trust", "B Ltd"]
    assert {party["name"]: party["roles"] for party in found["parties"]} == {
        "A Fund": ["funder"],
        "Joint Board": ["buyer"],
        "Eastfield Community Trust": ["supplier"],
        "B Ltd": ["supplier"],
    }


def test_a_payment_to_a_person_names_nobody() -> None:
    """What follows from a decision whose money a person receives has no payee, whatever the payment calls them."""
    paid = row(
        "payments",
        payment_id="P1",
        date=date(2025, 1, 1),
        amount=1,
        service_id="youth-club",
        decision_id="D-2",
        payee_name="Jo Bloggs",
    )
    person = choice(recipient_type="individual", recipient_name="Individual", recipient_org_id=None)
    files = taken(portal(service(), person, paid, publishers=[COUNCIL]))
    (contract,) = tree(files, "ocds-releases.json")["releases"][0]["contracts"]
    assert "payee" not in contract["implementation"]["transactions"][0]
    assert b"Bloggs" not in b"".join(files.values())
