"""A promise of new data is kept."""

from datetime import date
from typing import Any

import pytest

from generator.checks.portal.update_overdue import check
from generator.model import Source
from tests.checks.making import SCHEMAS, portal, publisher, row, told


def source(**values: Any) -> Source:
    """A file of the publisher."""
    return Source("eastmere", "publishers/eastmere/decisions/decisions.csv", "decisions", "native", **values)


def test_a_promise_that_is_not_kept_is_reported_in_publisher_yml() -> None:
    """With what was promised and the day of the newest data."""
    quarterly = publisher("eastmere", update_frequency="quarterly")
    whole = portal(publishers=[quarterly], sources=[source(committed_on=date(2025, 12, 2))])
    assert told(check, whole) == [
        "update_frequency: promises new data every three months, but the newest is of 2025-12-02. Publish an update, or correct the promise."
    ]
    assert [problem.path for problem in check(whole, SCHEMAS)] == ["publishers/eastmere/publisher.yml"]


@pytest.mark.parametrize(
    ("frequency", "day"),
    [
        ("quarterly", date(2025, 12, 3)),
        ("annual", date(2025, 3, 3)),
        ("irregular", date(2001, 1, 1)),
        ("six_monthly", date(2025, 9, 3)),
    ],
)
def test_the_last_day_of_the_promise_is_fine(frequency: str, day: date) -> None:
    """Whole months are counted back from the day of judgement; no rhythm is no promise."""
    whole = portal(publishers=[publisher("eastmere", update_frequency=frequency)], sources=[source(committed_on=day)])
    assert told(check, whole) == []


def test_the_newest_of_file_and_records_counts() -> None:
    """A record of today in an old file is new data; one that is dated in the future is not."""
    old = source(committed_on=date(2020, 1, 1))
    recent, coming = (row("decisions", decision_id="A1", decision_date=day) for day in (date(2026, 1, 1), date(2030, 1, 1)))
    assert told(check, portal(recent, sources=[old])) == []
    assert len(told(check, portal(coming, sources=[old]))) == 1


def test_the_day_a_file_was_published_counts() -> None:
    """Outside git, what publisher.yml says of a file is what is known of its age."""
    assert told(check, portal(sources=[source(published_on=date(2026, 1, 1))])) == []
    assert len(told(check, portal(sources=[source(published_on=date(2020, 1, 1))]))) == 1


def test_without_any_date_nothing_is_said() -> None:
    """Outside git, and with records that have no date, it cannot be known."""
    assert told(check, portal(sources=[source()])) == []
