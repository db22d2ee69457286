"""What a record points at has to be there."""

from generator.checks.portal.dangling_references import check
from generator.model import Source
from tests.checks.making import SCHEMAS, portal, publisher, row, told

FUND = row("funds", fund_id="arts-fund-2025", name="Arts")


def test_the_closest_id_is_offered() -> None:
    """Among one's own records of the kind and those that all share."""
    assert told(check, portal(FUND, row("decisions", decision_id="A1", fund_id="arts-fund"))) == [
        'Row 2, fund_id: "arts-fund" is not in funds. Closest: "arts-fund-2025".'
    ]
    assert told(check, portal(FUND, row("decisions", decision_id="A1", fund_id="sport"))) == [
        'Row 2, fund_id: "sport" is not in funds.'
    ]


def test_own_shared_and_other_publishers_records_are_found() -> None:
    """A bare id means one's own or a shared record, publisher/id another's."""
    shared = row("funds", of="", fund_id="ukspf")
    theirs = row("funds", of="northby", fund_id="budget")
    names = ("arts-fund-2025", "ukspf", "northby/budget")
    rows = [row("decisions", number, decision_id=f"A{number}", fund_id=name) for number, name in enumerate(names, 2)]
    both = [publisher("eastmere"), publisher("northby")]
    assert told(check, portal(FUND, shared, theirs, *rows, publishers=both)) == []
    bare = row("decisions", decision_id="A1", fund_id="budget")
    assert len(told(check, portal(theirs, bare, publishers=both))) == 1


def test_different_ids_are_different_findings_and_equal_ones_are_counted() -> None:
    """So that each wrong id is seen once."""
    rows = [
        row("decisions", number, decision_id=f"A{number}", service_id=service)
        for number, service in ((2, "x"), (3, "y"), (4, "x"))
    ]
    found = list(check(portal(*rows), SCHEMAS))
    assert [(problem.value, problem.count, problem.more_rows) for problem in found] == [("x", 2, (4,)), ("y", 1, ())]


def test_organisations_need_no_record() -> None:
    """An organisation may be known by its id alone."""
    assert told(check, portal(row("decisions", decision_id="A1", recipient_org_id="GB-CHC-1234567"))) == []


def test_area_codes_of_other_formats_are_one_notice() -> None:
    """Their files hold wards and smaller areas, which the list does not; our own format is held to the list."""
    area = row("areas", of="", code="E07000026", name="Allerdale")
    rows = [
        row("decisions", number, decision_id=f"A{number}", area_codes=(f"E0500000{number}", "E07000026")) for number in (2, 3)
    ]
    source = Source("eastmere", "publishers/eastmere/decisions/decisions.csv", "decisions", "360giving")
    assert told(check, portal(area, *rows, sources=[source])) == [
        'Row 2, area_codes: "E05000002" is not in our list of areas, so it is shown as a code without a page. (The same in 1 more row: 3.)'
    ]
    assert told(check, portal(area, rows[0])) == ['Row 2, area_codes: "E05000002" is not in areas. Closest: "E07000026".']
    assert told(check, portal(rows[0])) == [], "without a list of areas nothing can be said"


def test_parties_and_allocations_are_followed() -> None:
    """A party belongs to the kind that its row names; an allocation is a publisher's."""
    decision = row("decisions", decision_id="A1")
    right = row("parties", kind="decisions", id="A1", name="Harbour Arts")
    wrong = row("parties", 3, kind="services", id="A1", name="Harbour Arts")
    assert told(check, portal(decision, right, wrong)) == ['Row 3, id: "A1" is not in services.']
    allocation = row("allocations", fund_id="arts-fund-2025", publisher="eastmer")
    assert told(check, portal(FUND, allocation)) == ['Row 2, publisher: "eastmer" is not in publishers. Closest: "eastmere".']
