"""Payments should not come to more than the award."""

from datetime import date

from generator.checks.portal.payments_above_award import check
from tests.checks.making import portal, row, told

AWARD = row("decisions", decision_id="A1", outcome="approved", amount_awarded=500_000, decision_date=date(2025, 1, 1))


def paid(*amounts: int, decision: str = "A1") -> list[object]:
    """Payments for a decision."""
    return [row("payments", number, decision_id=decision, amount=amount) for number, amount in enumerate(amounts, 2)]


def test_more_paid_than_awarded_is_reported_at_the_award() -> None:
    """All its payments are added up, refunds taken off."""
    assert told(check, portal(AWARD, *paid(300_000, 300_050, -50))) == [
        "Row 2, amount_awarded: payments come to £6,000, more than the award of £5,000. Check both, or publish the decision that raised it."
    ]


def test_all_paid_is_fine() -> None:
    """Also where a refund brings it back to the award, and where no award is stated."""
    assert told(check, portal(AWARD, *paid(500_000))) == []
    assert told(check, portal(AWARD, *paid(600_000, -100_000))) == []
    assert told(check, portal(row("decisions", decision_id="A1", outcome="approved"), *paid(600_000))) == []


def test_the_latest_amendment_replaces_the_amount() -> None:
    """Payments for the first decision count against what it was raised to; a rejected raise raises nothing."""
    raised = row(
        "decisions", 3, decision_id="A2", amends="A1", outcome="approved", amount_awarded=700_000, decision_date=date(2025, 6, 1)
    )
    refused = row(
        "decisions", 3, decision_id="A2", amends="A1", outcome="rejected", amount_awarded=700_000, decision_date=date(2025, 6, 1)
    )
    assert told(check, portal(AWARD, raised, *paid(600_000))) == []
    assert len(told(check, portal(AWARD, raised, *paid(600_000), row("payments", 9, decision_id="A2", amount=200_000)))) == 1
    assert len(told(check, portal(AWARD, refused, *paid(600_000)))) == 1


def test_other_currencies_are_not_compared() -> None:
    """Payments are in pounds."""
    euros = row("decisions", decision_id="A1", outcome="approved", amount_awarded=500_000, currency="EUR")
    assert told(check, portal(euros, *paid(600_000))) == []
