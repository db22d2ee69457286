"""More paid than was awarded."""

from collections.abc import Iterator

from generator.checks.telling import Hit, gathered, pounds
from generator.model import Portal
from generator.problems import Problem
from generator.schemas import Schemas
from generator.standing.decisions import award, decisions


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns where the payments for a decision, and for those it amends, come to more than its award."""
    return gathered(_hits(portal))


def _hits(portal: Portal) -> Iterator[Hit]:
    for _, family in decisions(portal):
        awarding = award(family)
        if awarding is None or awarding.get("currency") not in {None, "GBP"}:
            continue
        paid = sum(payment.get("amount") or 0 for member in family for payment in portal.children(member.ref, "payments"))
        if paid > awarding.values["amount_awarded"]:
            details = {"paid": pounds(paid), "amount": pounds(awarding.values["amount_awarded"])}
            yield Hit(awarding, "payments-above-award", "amount_awarded", "", details)
