"""Where running services stand in the four questions, counted by hand."""

from datetime import date
from typing import Any

import pytest

from generator.assemble import measure
from generator.measures import WHOLE, Measures, Place
from generator.model import Record, Ref
from tests.checks.making import SCHEMAS, portal, publisher, row

TODAY = date(2026, 3, 3)
NOT_STATED = Place("", "core", "", "", "")


def service(number: int = 2, /, *, of: str = "eastmere", **values: Any) -> Record:
    """A core service."""
    return row("services", number, of=of, **{"service_id": f"S{number}", "name": f"S{number}", "service_type": "core", **values})


def power(level: str, method: str = "discussion_meetings", /, *, of: str = "eastmere", **values: Any) -> Record:
    """A claim in force over the first service, of everyone in an area."""
    stated = {"service_id": "S2", "state": "in_force", "network_type": "whole_area", "assessed_on": date(2025, 1, 1), **values}
    return row("power", int(level) + 2, of=of, power_level=level, transfer_method=method, **stated)


def measured(*records: Record) -> Measures:
    """The measures of a portal of two publishers and two areas."""
    areas = row("areas", of="", code="E01", name="East"), row("areas", 3, of="", code="E02", name="West")
    return measure(portal(*areas, *records, publishers=[publisher("eastmere"), publisher("northby")]), SCHEMAS)


def spread(*records: Record) -> dict[Place, int]:
    """The cells of the whole that are not empty."""
    return dict(measured(*records).spread[WHOLE])


def test_a_service_stands_in_the_cell_of_its_four_answers() -> None:
    """Core or not, who has a say, which way and how much."""
    records = (
        *(service(), power("2")),
        *(service(3), power("2", service_id="S3")),
        *(service(4), power("3", "binding_meetings", service_id="S4", network_type="need_or_interest")),
        *(service(5, service_type="discretionary"), power("2", service_id="S5")),
        *(service(6), power("0", "none", service_id="S6", network_type="none")),
        service(7),
        service(8, service_type=""),
    )
    assert spread(*records) == {
        Place("in_force", "core", "whole_area", "discussion_meetings", "2"): 2,
        Place("in_force", "core", "need_or_interest", "binding_meetings", "3"): 1,
        Place("in_force", "discretionary", "whole_area", "discussion_meetings", "2"): 1,
        Place("in_force", "core", "none", "none", "0"): 1,
        NOT_STATED: 1,
        Place("", "", "", "", ""): 1,
    }


def test_a_question_that_is_not_answered_is_left_open() -> None:
    """The statement is still in force."""
    bare = row("power", service_id="S2", state="in_force", assessed_on=date(2025, 1, 1))
    assert spread(service(), bare) == {Place("in_force", "core", "", "", ""): 1}


def test_of_several_communities_the_strongest_stands_for_the_service() -> None:
    """So that a service counts once; among equals the latest statement, whatever order they come in."""
    strong = power("3", "binding_meetings", community_id="board", network_type="need_or_interest")
    weak = power("1", "conversations", community_id="panel")
    cell = Place("in_force", "core", "need_or_interest", "binding_meetings", "3")
    assert spread(service(), strong, weak) == spread(service(), weak, strong) == {cell: 1}
    later = power("3", "legal_control", community_id="panel", assessed_on=date(2025, 1, 2))
    assert spread(service(), strong, later) == {Place("in_force", "core", "whole_area", "legal_control", "3"): 1}


@pytest.mark.parametrize("state", ["proposed", "agreed"])
def test_what_is_ahead_counts_beside_what_is_in_force(state: str) -> None:
    """Once as it stands now and once as it is to be; with nothing in force it is not stated now."""
    ahead = power("4", "legal_control", state=state, assessed_on=date(2025, 6, 1))
    later = Place(state, "core", "whole_area", "legal_control", "4")
    assert spread(service(), ahead) == {NOT_STATED: 1, later: 1}
    now = Place("in_force", "core", "whole_area", "discussion_meetings", "2")
    assert spread(service(), power("2"), ahead) == {now: 1, later: 1}
    done = power("4", "legal_control", assessed_on=date(2025, 9, 1))
    assert spread(service(), power("2"), ahead, done) == {Place("in_force", "core", "whole_area", "legal_control", "4"): 1}


@pytest.mark.parametrize(
    ("values", "in_force"),
    [
        ({"assessed_on": TODAY}, True),
        ({"assessed_on": date(2026, 3, 4)}, False),
        ({"effective_on": TODAY}, True),
        ({"effective_on": date(2026, 3, 4)}, False),
    ],
)
def test_a_claim_is_in_force_from_its_day(values: dict[str, Any], in_force: bool) -> None:
    """Until then the service is not stated."""
    now = Place("in_force", "core", "whole_area", "discussion_meetings", "2")
    assert spread(service(), power("2", **values)) == {now if in_force else NOT_STATED: 1}


@pytest.mark.parametrize(
    ("values", "runs"),
    [
        ({"status": "defunct"}, False),
        ({"end_date": date(2026, 3, 2)}, False),
        ({"end_date": TODAY}, True),
        ({"status": "temporarily_closed"}, True),
        ({"status": "inactive"}, True),
    ],
)
def test_only_services_that_run_are_counted(values: dict[str, Any], runs: bool) -> None:
    """Now and ahead: their last day is still a day."""
    ended = service(**values), power("2", community_id="board"), power("3", state="agreed")
    assert sum(spread(*ended).values()) == (2 if runs else 0)
    assert bool(measured(*ended).prospects) == runs


def test_publishers_and_areas_have_their_own_spread() -> None:
    """A service counts in each of its areas once."""
    east, both = service(area_codes=("E01", "E01")), service(3, area_codes=("E01", "E02", "E99"))
    found = measured(east, both, service(4, of="northby"), power("2")).spread
    now = Place("in_force", "core", "whole_area", "discussion_meetings", "2")
    assert found[WHOLE] == {now: 1, NOT_STATED: 2}
    assert found[Ref("publishers", "", "eastmere")] == found[Ref("areas", "", "E01")] == {now: 1, NOT_STATED: 1}
    assert found[Ref("publishers", "", "northby")] == found[Ref("areas", "", "E02")] == {NOT_STATED: 1}


def test_another_publishers_statement_is_of_the_service_it_names() -> None:
    """With the publisher before the id; its own service of that id is another."""
    whose = service(), service(of="northby"), power("2", of="northby", service_id="eastmere/S2")
    found = measured(*whose).spread
    assert found[Ref("publishers", "", "northby")] == {NOT_STATED: 1}
    assert found[Ref("publishers", "", "eastmere")] == {Place("in_force", "core", "whole_area", "discussion_meetings", "2"): 1}


def test_a_portal_without_services_has_an_empty_spread() -> None:
    """There is nothing to show, and nothing fails."""
    assert spread() == {}
