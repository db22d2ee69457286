"""Services go out as Open Referral UK has them."""

from datetime import date
from typing import Any
from uuid import UUID

from generator.build import Built
from tests.checks.making import portal, row
from tests.downloads.exports.taking import ADDRESS, COUNCIL, reasons, taken, tree
from tests.downloads.exports.test_ocds import service

FILE = "open-referral-services.json"
STATUSES = {"active", "inactive", "defunct", "temporarily closed"}


def one(*records: Any) -> dict[str, Any]:
    """The only service of a portal of these records."""
    (only,) = tree(taken(portal(*records, publishers=[COUNCIL])), FILE)
    return dict(only)


def test_the_demonstration_has_what_the_standard_requires(demonstration: Built) -> None:
    """An id that is a UUID and no other's, a name, a status of its list, a web address, and organisations with all they need."""
    services = tree(taken(demonstration.portal, demonstration.schemas), FILE)
    assert len(services) == 64
    assert len({UUID(found["id"]) for found in services}) == 64
    for found in services:
        assert found["name"] and found["status"] in STATUSES and found["url"].startswith("https://")
        body = found["organization"]
        assert UUID(body["id"]) and found["organization_id"] == body["id"] and body["name"] and body["description"]
        assert all(one["id"] and one["identifier_type"] and one["identifier"] for one in body.get("organization_identifiers", []))
        assert all(UUID(area["id"]) and area["name"] for area in found["service_areas"])


def test_a_service_has_its_provider_and_its_place() -> None:
    """With the registered number, which is no id of the standard's own."""
    area = row("areas", of="", code="E05099901", name="Eastfield")
    trust = row("organisations", org_id="GB-CHC-9999901", name="The trust", url="https://trust.example/")
    found = one(service(area_codes=("E05099901",), url="https://club.example/"), area, trust)
    body = found["organization"]
    assert found["url"] == "https://club.example/"
    assert found["last_modified"] == "2026-01-20T00:00:00Z"
    assert [(place["name"], place["uri"]) for place in found["service_areas"]] == [("Eastfield", f"{ADDRESS}places/E05099901/")]
    assert (body["name"], body["website"]) == ("Eastfield Community Trust", "https://trust.example/")
    assert [(one["identifier_scheme"], one["identifier"]) for one in body["organization_identifiers"]] == [("GB-CHC", "9999901")]


def test_a_service_without_a_web_page_has_its_page_here() -> None:
    """That is an address about it, too; and the id is made from it, so that it is the same in every build."""
    found = one(service())
    assert found["url"] == f"{ADDRESS}services/eastmere/youth-club/"
    assert UUID(found["id"]).version == 5
    assert found["id"] == one(service(name="Another name"))["id"]


def test_a_closed_service_has_the_standards_word() -> None:
    """With a space in it."""
    assert one(service(status="temporarily_closed"))["status"] == "temporarily closed"


def test_what_a_body_runs_itself_is_its_own() -> None:
    """And where nobody is named as the provider, nobody is made up."""
    own = {"provider_name": None, "provider_org_id": None}
    assert one(service(delivery_model="in_house", **own))["organization"]["name"] == "Eastmere"
    assert "organization" not in one(service(delivery_model="grant", **own))


def test_a_service_without_a_status_is_left_out() -> None:
    """The standard asks for one, and a register of contracts states none."""
    files = taken(portal(service(status=None, last_modified=date(2026, 1, 1)), publishers=[COUNCIL]))
    assert reasons(files, "open-referral-services") == {"youth-club": "No status is stated."}
    assert FILE not in files
