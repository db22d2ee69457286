"""What has happened cannot be dated in the future."""

from datetime import date

from generator.checks.row.future_date import check
from tests.checks.making import row, said


def test_a_decision_of_tomorrow_is_reported() -> None:
    """The day of judgement is named, because it need not be the reader's."""
    later = row("decisions", decision_id="A1", decision_date=date(2026, 3, 4))
    assert said(check, later) == ['Row 2, decision_date: "2026-03-04" is in the future (today is 2026-03-03). Check the date.']


def test_today_and_plans_are_fine() -> None:
    """A decision of the day itself, and what is still planned, are no mistakes."""
    today = row("decisions", decision_date=date(2026, 3, 3), planned_end=date(2030, 1, 1), act_by=date(2027, 1, 1))
    assert said(check, today, row("decisions", 3)) == []


def test_payments_and_updates_are_looked_at_too() -> None:
    """A payment that is yet to be made is as odd as a decision."""
    assert said(check, row("payments", date=date(2027, 1, 1))) != []
    assert said(check, row("updates", date=date(2027, 1, 1))) != []
