"""Grants go out as 360Giving has them: whole, true to the penny, and without naming people."""

import json
import re
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from generator.build import Built
from tests.checks.making import portal, publisher, row
from tests.downloads.exports.taking import ADDRESS, COUNCIL, grant, reasons, rows, source, taken, tree

REQUIRED = {"id", "title", "description", "currency", "amountAwarded", "awardDate", "fundingOrganization"}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def one(*records: Any, **facts: Any) -> dict[str, Any]:
    """The only grant of a portal of these records."""
    (only,) = tree(taken(portal(*records, publishers=[COUNCIL], **facts)), "360giving.json")["grants"]
    return dict(only)


def validator(real: Path) -> Draft202012Validator:
    """The standard's own schema of a package."""
    home = real / "360giving-standard" / "schema"
    whole = json.loads((home / "360-giving-package-schema.json").read_text())
    single = DRAFT202012.create_resource(json.loads((home / "360-giving-schema.json").read_text()))
    checker = FormatChecker(formats=())
    checker.checks("date-time")(lambda value: not isinstance(value, str) or bool(INSTANT.fullmatch(value)))
    registry = Registry().with_resource(whole["properties"]["grants"]["items"]["$ref"], single)
    return Draft202012Validator(whole, registry=registry, format_checker=checker)


def test_the_demonstration_is_valid_by_the_standards_own_schema(demonstration: Built, real: Path) -> None:
    """No error of any kind, in a package of many grants."""
    package = json.loads(taken(demonstration.portal, demonstration.schemas)["360giving.json"])
    assert len(package["grants"]) > 80
    assert [error.message for error in validator(real).iter_errors(package)] == []


def test_the_schema_is_not_blind(demonstration: Built, real: Path) -> None:
    """A grant without an amount would be found."""
    package = json.loads(taken(demonstration.portal, demonstration.schemas)["360giving.json"])
    del package["grants"][0]["amountAwarded"]
    assert list(validator(real).iter_errors(package))


def test_every_grant_has_what_the_standard_requires(demonstration: Built) -> None:
    """Also where the standard's schema is not to be had; one recipient each, and ids that begin with a prefix and are unique."""
    package = tree(taken(demonstration.portal, demonstration.schemas), "360giving.json")
    for found in package["grants"]:
        assert set(found) >= REQUIRED
        assert ("recipientOrganization" in found) != ("recipientIndividual" in found)
        assert all(body["id"] and body["name"] for body in found.get("recipientOrganization", []) + found["fundingOrganization"])
        assert re.fullmatch(r"360G-[a-z]+-\S+", found["id"])
    assert package["version"] == "1.4"
    assert len({found["id"] for found in package["grants"]}) == len(package["grants"])


def test_each_award_is_given_or_listed_with_a_reason(demonstration: Built) -> None:
    """None is lost in silence: the awards that stand are those in the file and those in the list."""
    files = taken(demonstration.portal, demonstration.schemas)
    given = {found["id"].split("-", 2)[2] for found in tree(files, "360giving.json")["grants"]}
    left = set(reasons(files, "360giving"))
    approved = {
        record.key
        for record in demonstration.portal.records["decisions"]
        if record.get("decision_type") == "fund_award" and str(record.get("outcome")).startswith("approved")
    }
    amended = {record.key for record in demonstration.portal.records["decisions"] if record.get("amends")}
    assert given | left == approved - amended
    assert not given & left


def test_the_power_fields_ride_along() -> None:
    """Who decided, that a community holds it, the votes, the reasons and that it binds: what the standard has no place for."""
    found = one(grant(votes_for=33, votes_against=4, vote_method="ballot", reasons="Young people asked for it."))
    assert found["decision"] == {
        "held_by": "community",
        "decision_type": "fund_award",
        "outcome": "approved",
        "reasons": "Young people asked for it.",
        "decided_by_type": "neighbourhood_board",
        "binding": True,
        "vote_method": "ballot",
        "votes_for": 33,
        "votes_against": 4,
    }


def test_the_amount_is_that_of_the_latest_amendment() -> None:
    """It is one grant, with the id and the day of the first decision, the money and currency of the last, and what changed it."""
    first = grant(2, amount_awarded=100, planned_end=date(2026, 1, 1))
    later = grant(
        3, amends="D-2", amount_awarded=-1, currency="EUR", decision_date=date(2025, 6, 1), planned_end=date(2027, 1, 1)
    )
    refused = grant(4, amends="D-2", amount_awarded=999, decision_date=date(2025, 7, 1), outcome="rejected")
    found = one(first, later, refused)
    assert (found["id"], found["awardDate"]) == ("360G-eastmere-D-2", "2025-03-04")
    assert (found["amountAwarded"], found["currency"]) == ("-0.01", "EUR")
    assert found["plannedDates"] == [{"endDate": "2027-01-01"}]
    assert found["decision"]["amended_by"] == ["D-3"]


def test_what_an_amendment_withholds_is_not_taken_from_the_first_decision() -> None:
    """A name that may not be shown any more is not shown as it was."""
    later = grant(3, amends="D-2", recipient_name=None, recipient_org_id=None)
    hidden = later.__class__(
        later.kind, later.publisher, later.key, later.values, MappingProxyType({"recipient_name": "redacted_personal"})
    )
    files = taken(portal(grant(2), hidden, publishers=[COUNCIL]))
    assert reasons(files, "360giving") == {"D-2": "The recipient's name may not be shown."}
    assert b"Eastfield Community Trust" not in b"".join(files.values())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount_awarded": None}, "No amount is stated."),
        ({"decision_date": None}, "No day of the award is stated."),
        ({"title": None}, "No title is stated."),
        ({"summary": None}, "No description is stated."),
        ({"recipient_name": None, "recipient_org_id": None}, "No recipient is stated."),
        ({"recipient_name": None}, "The identifier of the recipient goes by no name."),
        ({"funding_org_id": "GB-LAE-ZEM"}, "The identifier of the funder, GB-LAE-ZEM, goes by no name."),
        ({"ratified_by": "Director of Communities"}, "The award does not hold yet: it waits to be confirmed."),
        ({"binding": False}, "The decision is advice: it does not bind, and nothing says that it was confirmed."),
    ],
)
def test_what_the_standard_requires_is_never_made_up(changes: dict[str, Any], reason: str) -> None:
    """Where it is not known the award is left out, and the list says why in plain words."""
    files = taken(portal(grant(**changes), publishers=[COUNCIL]))
    assert reasons(files, "360giving") == {"D-2": reason}
    assert "360giving.json" not in files
    assert rows(files, "360giving.csv") == []


def test_advice_that_was_confirmed_is_a_grant() -> None:
    """Whoever confirmed it made the award."""
    assert one(grant(binding=False, ratified_by="Cabinet", ratified_date=date(2025, 4, 1)))["id"] == "360G-eastmere-D-2"


def test_a_currency_that_a_360giving_file_does_not_state_is_not_assumed() -> None:
    """Our own format says that blank means pounds; that standard does not."""
    path = "publishers/eastmere/decisions/decisions.csv"
    files = taken(portal(grant(), publishers=[COUNCIL], sources=[source("360giving", path)]))
    assert reasons(files, "360giving") == {"D-2": "No currency is stated."}
    assert one(grant())["currency"] == "GBP"


def test_a_person_is_never_named() -> None:
    """Neither a name nor an identifier that leads to one, in any file; what was paid says nothing of whom."""
    told = grant(recipient_type="individual", recipient_name="Jo Bloggs", recipient_org_id="GB-COH-01234567")
    paid = row("payments", payment_id="P1", date=date(2025, 4, 1), amount=5000, decision_id="D-2", purpose="Jo Bloggs, travel")
    files = taken(portal(told, paid, publishers=[COUNCIL]))
    (found,) = tree(files, "360giving.json")["grants"]
    assert found["recipientIndividual"] == {"id": "360G-eastmere-D-2-recipient", "name": "Individual recipient"}
    assert "recipientOrganization" not in found
    assert rows(files, "lgtc-grants.csv")[0]["BeneficiaryName"] == "REDACTED PERSONAL DATA"
    assert not re.search(rb"Bloggs|01234567", b"".join(files.values()))


def test_an_id_of_the_standard_stays_as_it_is() -> None:
    """Also an odd one, where a 360Giving file has it; others stand behind the publisher's prefix."""
    path = "publishers/eastmere/decisions/decisions.csv"
    odd = grant(decision_id="360G -OxfordCC-7 / b", currency="GBP")
    own = grant(decision_id="360G-trust-105177/Z/14/Z")
    assert one(odd, sources=[source("360giving", path)])["id"] == "360G -OxfordCC-7 / b"
    assert one(own)["id"] == "360G-trust-105177/Z/14/Z"


@pytest.mark.parametrize("prefix", ["", "eastmere"])
def test_without_a_prefix_there_is_no_grant(prefix: str) -> None:
    """An identifier that begins with no registered prefix would not be one; the Transparency Code asks for none."""
    files = taken(portal(grant(), publishers=[publisher("eastmere", prefix_360giving=prefix)]))
    told = "The publisher has no 360Giving prefix, with which the standard has every identifier begin."
    assert reasons(files, "360giving") == {"D-2": told}
    assert rows(files, "lgtc-grants.csv")[0]["Identifier"] == "D-2"


def test_a_grant_that_two_publish_is_given_once() -> None:
    """As the first has it; the list names whose it is."""
    twice = [row("decisions", of=of, **{**grant().values, "decision_id": "360G-trust-1"}) for of in ("eastmere", "westmere")]
    files = taken(portal(*twice, publishers=[COUNCIL, publisher("westmere", prefix_360giving="360G-westmere")]))
    assert len(tree(files, "360giving.json")["grants"]) == 1
    told = "A grant with this identifier is given already, as Eastmere publishes it."
    assert reasons(files, "360giving") == {"360G-trust-1": told}


def test_organisations_are_described_as_their_publisher_describes_them() -> None:
    """Numbers and kind of the recipient; without an identifier one below the prefix, the same for the same name."""
    trust = row(
        "organisations", org_id="GB-CHC-9999901", name="Another name", charity_number="9999901", type="registered_charity"
    )
    assert one(grant(), trust)["recipientOrganization"] == [
        {
            "id": "GB-CHC-9999901",
            "name": "Eastfield Community Trust",
            "organisationType": "Registered charity",
            "charityNumber": "9999901",
        }
    ]
    assert one(grant(recipient_org_id=None))["recipientOrganization"][0]["id"] == "360G-eastmere-ORG:eastfield-community-trust"
    assert one(grant())["fundingOrganization"] == [{"id": "360G-eastmere-ORG:eastmere", "name": "Eastmere"}]


def test_money_granted_on_names_the_grant_it_comes_from() -> None:
    """Both are grants; whoever adds them up can see that the money is the same."""
    passed_on = grant(3, regrant_of="D-2")
    found = tree(taken(portal(grant(2), passed_on, publishers=[COUNCIL])), "360giving.json")["grants"]
    assert [one.get("relatedActivity") for one in found] == [None, ["360G-eastmere-D-2"]]


def test_the_spreadsheet_has_a_column_for_each_place() -> None:
    """Under the standard's headings, numbered as in its own spreadsheets."""
    area = row("areas", of="", code="E05099901", name="Eastfield")
    files = taken(portal(area, grant(area_codes=("E05099901", "E05099902")), publishers=[COUNCIL]))
    (line,) = rows(files, "360giving.csv")
    assert line["Beneficiary Location:0:Name"] == "Eastfield"
    assert [line[f"Beneficiary Location:{n}:Geographic Code"] for n in (0, 1)] == ["E05099901", "E05099902"]
    assert line["Recipient Org:Name"] == "Eastfield Community Trust"
    assert line["Amount Awarded"] == "24000.50"
    assert line["Decision:Must be acted on"] == "yes"
    assert line["URL"] == f"{ADDRESS}decisions/eastmere/D-2/"


def test_json_and_csv_hold_the_same_grants(demonstration: Built) -> None:
    """The same ids and amounts in the same order."""
    files = taken(demonstration.portal, demonstration.schemas)
    told = [(found["id"], found["amountAwarded"]) for found in tree(files, "360giving.json")["grants"]]
    assert told == [(line["Identifier"], line["Amount Awarded"]) for line in rows(files, "360giving.csv")]


def test_an_amendment_keeps_what_it_does_not_say_again() -> None:
    """The currency of the money, and the number of a recipient that is named once more; a new recipient brings its own."""
    first = grant(2, currency="EUR")
    again = grant(3, amends="D-2", currency=None, recipient_org_id=None)
    other = grant(4, amends="D-2", recipient_name="Another", recipient_org_id=None, decision_date=date(2025, 9, 1))
    found = one(first, again)
    assert (found["currency"], found["recipientOrganization"][0]["id"]) == ("EUR", "GB-CHC-9999901")
    assert one(first, again, other)["recipientOrganization"] == [{"id": "360G-eastmere-ORG:another", "name": "Another"}]


def test_the_body_that_decided_is_named() -> None:
    """As its publisher calls it."""
    board = row("communities", community_id="board", name="Eastfield Neighbourhood Board")
    assert one(grant(community_id="board"), board)["decision"]["decided_by"] == "Eastfield Neighbourhood Board"
