"""Meetings with binding decisions, of which no decision is to be seen."""

from collections.abc import Iterator
from datetime import date

from generator.checks.portal.standing import months_before, powers
from generator.checks.telling import Hit, gathered
from generator.model import Portal, Record, Ref
from generator.problems import Problem
from generator.schemas import Schemas


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns where a binding method has been in force for 12 months and no binding decision of these is published."""
    year_ago = months_before(portal.as_of, 12)
    return gathered(
        Hit(power, "binding-without-decision", "transfer_method", "", {"since": began.isoformat()})
        for power, service, began in powers(portal)
        if power.get("transfer_method") == "binding_meetings"
        and began <= year_ago
        and _runs(portal, service)
        and not any(_shows(decision, power, year_ago, portal.as_of) for decision in portal.children(service, "decisions"))
    )


def _runs(portal: Portal, service: Ref) -> bool:
    record = portal.index[service]
    return record.get("status") != "defunct" and not (record.get("end_date") and record.values["end_date"] < portal.as_of)


def _shows(decision: Record, power: Record, first: date, last: date) -> bool:
    day, deciding, holding = decision.get("decision_date"), decision.get("community_id"), power.get("community_id")
    if not decision.get("binding") or not day or not first < day <= last:
        return False
    return not deciding or not holding or deciding == holding
