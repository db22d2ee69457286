"""What is coming up: meetings, contract ends and reviews, with the first and last days that count."""

from datetime import date, datetime
from typing import Any

import pytest

from generator.assemble.days import coming
from generator.model import Record
from tests.checks.making import portal, row

YESTERDAY, TODAY = date(2026, 3, 2), date(2026, 3, 3)
IN_A_YEAR, TOO_FAR = date(2027, 3, 3), date(2027, 3, 4)


def ahead(*records: Record, as_of: date = TODAY) -> list[tuple[date, str, str]]:
    """The days ahead, each with what happens and the key of the record it is about."""
    return [(one.day, one.what, one.record.key) for one in coming(portal(*records, as_of=as_of))]


def meeting(number: int = 2, /, **values: Any) -> Record:
    """A meeting of tomorrow evening."""
    stated = {"meeting_id": f"M{number}", "title": "Board", "starts_at": datetime(2026, 3, 4, 18, 30), **values}
    return row("meetings", number, **stated)


def service(**values: Any) -> Record:
    """A service that runs."""
    return row("services", service_id="club", name="Club", **values)


def power(**values: Any) -> Record:
    """A claim in force over the service."""
    stated = {"service_id": "club", "state": "in_force", "transfer_method": "conversations", "power_level": "1", **values}
    return row("power", **{"assessed_on": date(2025, 1, 1), **stated})


@pytest.mark.parametrize(
    ("at", "comes"),
    [
        (datetime(2026, 3, 2, 23, 59), False),
        (datetime(2026, 3, 3, 0, 1), True),
        (datetime(2026, 3, 4, 18, 30), True),
        (datetime(2030, 1, 1, 18, 30), True),
    ],
)
def test_meetings_come_from_today_on(at: datetime, comes: bool) -> None:
    """At whatever hour, and however far ahead; also those of a body without a service."""
    for values in ({}, {"service_id": "club"}, {"community_id": "board"}):
        assert ahead(service(), meeting(starts_at=at, **values)) == ([(at.date(), "meeting", "M2")] if comes else [])


@pytest.mark.parametrize(("status", "comes"), [("planned", True), (None, True), ("cancelled", False), ("held", False)])
def test_a_cancelled_meeting_does_not_come(status: str | None, comes: bool) -> None:
    """Nor does one of today that is over."""
    assert bool(ahead(meeting(status=status))) == comes


def test_a_meeting_without_a_day_is_not_shown() -> None:
    """Nobody could go there."""
    assert ahead(row("meetings", meeting_id="M1", title="Board")) == []


@pytest.mark.parametrize(("day", "comes"), [(YESTERDAY, False), (TODAY, True), (IN_A_YEAR, True), (TOO_FAR, False)])
def test_contract_ends_and_reviews_come_within_12_months(day: date, comes: bool) -> None:
    """From today up to this day of next year."""
    assert ahead(service(end_date=day)) == ([(day, "ends", "club")] if comes else [])
    assert ahead(service(review_date=day)) == ([(day, "review", "club")] if comes else [])
    assert ahead(service(), power(next_review=day)) == ([(day, "power_review", "club")] if comes else [])


def test_a_year_from_a_leap_day_ends_in_february() -> None:
    """On its last day."""
    for day, comes in ((date(2029, 2, 28), True), (date(2029, 3, 1), False)):
        assert bool(ahead(service(end_date=day), as_of=date(2028, 2, 29))) == comes


@pytest.mark.parametrize("ended", [{"status": "defunct"}, {"end_date": YESTERDAY}])
def test_nothing_is_reviewed_of_services_that_have_ended(ended: dict[str, Any]) -> None:
    """Neither they nor the power over them."""
    assert ahead(service(review_date=IN_A_YEAR, **ended), power(next_review=IN_A_YEAR)) == []
    assert ahead(service(status="defunct", end_date=IN_A_YEAR)) == []


@pytest.mark.parametrize("values", [{"state": "proposed"}, {"assessed_on": date(2026, 3, 4)}, {"service_id": "library"}])
def test_only_power_in_force_is_reviewed(values: dict[str, Any]) -> None:
    """What is not yet in force, or over no service of this portal, is not."""
    assert ahead(service(), power(next_review=IN_A_YEAR, **values)) == []


def test_the_latest_statement_says_when_power_is_reviewed() -> None:
    """The review it announced before has been held."""
    earlier, later = power(next_review=date(2026, 4, 1)), power(assessed_on=date(2026, 2, 1), next_review=date(2027, 2, 1))
    assert ahead(service(), earlier, later) == [(date(2027, 2, 1), "power_review", "club")]


def test_one_review_of_several_communities_is_one() -> None:
    """It is shown once for the service; those of other days are others."""
    day = date(2026, 6, 1)
    board, panel = power(next_review=day, community_id="board"), power(next_review=day, community_id="panel")
    other = power(next_review=date(2026, 7, 1), community_id="users")
    assert ahead(service(), board, panel) == [(day, "power_review", "club")]
    assert ahead(service(), other, board) == [(day, "power_review", "club"), (date(2026, 7, 1), "power_review", "club")]


def test_the_soonest_comes_first() -> None:
    """Of one day in an order that is always the same."""
    records = (
        meeting(3),
        meeting(2),
        service(end_date=date(2026, 3, 4), review_date=date(2026, 3, 3)),
        power(next_review=date(2026, 3, 4)),
    )
    expected = [
        (date(2026, 3, 3), "review", "club"),
        (date(2026, 3, 4), "ends", "club"),
        (date(2026, 3, 4), "meeting", "M2"),
        (date(2026, 3, 4), "meeting", "M3"),
        (date(2026, 3, 4), "power_review", "club"),
    ]
    assert ahead(*records) == ahead(*reversed(records)) == expected
