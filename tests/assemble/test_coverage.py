"""How much of each field is stated."""

from dataclasses import replace

from generator.assemble.coverage import coverage
from generator.model import read_only
from tests.checks.making import portal, publisher, row


def test_a_field_counts_where_it_is_stated_or_withheld() -> None:
    """By publisher and kind; what is not stated is not counted, and a value that is withheld was stated."""
    told = row("services", 2, service_id="a", name="A", url="https://a.example/")
    hidden = replace(row("services", 3, service_id="b"), withheld=read_only({"name": "redacted_personal"}))
    other = row("services", 2, of="harrowfen", service_id="a", name="A")
    found = coverage(portal(told, hidden, other, publishers=[publisher("eastmere"), publisher("harrowfen")]))
    assert dict(found["eastmere", "services"]) == {"service_id": 2, "name": 2, "url": 1}
    assert dict(found["harrowfen", "services"]) == {"service_id": 1, "name": 1}
