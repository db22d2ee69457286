"""The day of the newest data, and the day by which more is promised."""

from datetime import date

import pytest

from generator.model import Record, Source
from generator.standing.freshness import Freshness, freshness
from tests.checks.making import SCHEMAS, portal, publisher, row


def fresh(frequency: str, *records: Record, as_of: date = date(2026, 3, 3), sources: tuple[Source, ...] = ()) -> Freshness:
    """How fresh Eastmere is."""
    promising = publisher("eastmere", update_frequency=frequency)
    others = publisher("northby", update_frequency="monthly")
    return freshness(portal(*records, publishers=[promising, others], sources=sources, as_of=as_of), SCHEMAS)["eastmere"]


def decided(day: date) -> Record:
    """A decision of a day."""
    return row("decisions", decision_id="A1", decision_date=day)


@pytest.mark.parametrize(
    ("frequency", "due"),
    [
        ("monthly", date(2025, 9, 15)),
        ("quarterly", date(2025, 11, 15)),
        ("six_monthly", date(2026, 2, 15)),
        ("annual", date(2026, 8, 15)),
    ],
)
def test_the_promise_is_due_whole_months_after_the_newest(frequency: str, due: date) -> None:
    """On that day it is still kept, on the next it is broken."""
    newest = date(2025, 8, 15)
    before, after = due.replace(day=14), due.replace(day=16)
    assert fresh(frequency, decided(newest), as_of=before) == (newest, due, False)
    assert fresh(frequency, decided(newest), as_of=due) == (newest, due, False)
    assert fresh(frequency, decided(newest), as_of=after) == (newest, due, True)


def test_a_short_month_ends_the_promise_on_its_last_day() -> None:
    """Six months after the last of August is the last of February."""
    newest, last = date(2025, 8, 31), date(2026, 2, 28)
    assert fresh("six_monthly", decided(newest), as_of=last) == (newest, last, False)
    assert fresh("six_monthly", decided(newest), as_of=date(2026, 3, 1)) == (newest, last, True)


@pytest.mark.parametrize("frequency", ["irregular", "whenever"])
def test_without_a_rhythm_nothing_is_due(frequency: str) -> None:
    """However old the newest is."""
    assert fresh(frequency, decided(date(2001, 1, 1))) == (date(2001, 1, 1), None, False)


def test_without_any_day_nothing_is_known() -> None:
    """Nor is a publisher late that has no dated data; others' data is not its own."""
    theirs = row("decisions", of="northby", decision_id="A1", decision_date=date(2026, 3, 1))
    assert fresh("monthly", theirs) == (None, None, False)


def test_the_newest_of_files_and_records_counts_and_the_future_does_not() -> None:
    """Today is not the future; files count by their commit or the day they were published."""
    service = row("services", service_id="club", name="Club", last_modified=date(2026, 1, 1))
    assert fresh("monthly", service).newest == date(2026, 1, 1)
    update = row("updates", decision_id="A1", date=date(2026, 1, 2), status="live", text="Begun")
    assert fresh("monthly", service, update).newest == date(2026, 1, 2)
    power = row("power", service_id="club", assessed_on=date(2026, 1, 3), state="in_force")
    assert fresh("monthly", service, update, power).newest == date(2026, 1, 3)
    path = "publishers/eastmere/decisions/decisions.csv"
    published = Source("eastmere", path, "decisions", "native", committed_on=date(2025, 1, 1), published_on=date(2026, 1, 4))
    assert fresh("monthly", power, sources=(published,)).newest == date(2026, 1, 4)
    committed = Source("eastmere", path, "decisions", "native", committed_on=date(2026, 1, 5))
    assert fresh("monthly", power, sources=(committed,)).newest == date(2026, 1, 5)
    assert fresh("monthly", power, decided(date(2026, 3, 4))).newest == date(2026, 1, 3)
    assert fresh("monthly", power, decided(date(2026, 3, 3))).newest == date(2026, 3, 3)
