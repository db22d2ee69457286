"""Meetings with binding decisions, of which no decision is to be seen."""

from collections.abc import Iterator

from generator.checks.telling import Hit, gathered
from generator.model import Portal
from generator.problems import Problem
from generator.schemas import Schemas
from generator.standing.claims import NOT_EVIDENCED, claims


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns where a binding method has been in force for 12 months and no binding decision of these is published."""
    return gathered(
        Hit(claim.power, "binding-without-decision", "transfer_method", "", {"since": claim.began.isoformat()})
        for claim in claims(portal, schemas)
        if claim.verdict == NOT_EVIDENCED and claim.power.get("transfer_method") == "binding_meetings"
    )
