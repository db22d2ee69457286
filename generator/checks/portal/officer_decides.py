"""Power that is said to be the community's, while an officer decides."""

from collections.abc import Iterator
from typing import Final

from generator.checks.telling import Hit, gathered
from generator.model import Portal
from generator.problems import Problem, quoted
from generator.schemas import Schemas
from generator.standing.power import powers

DECIDES: Final = frozenset({"3", "4"})


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns of claims of level 3 and above in force, with a later decision about the service that an officer took."""
    return gathered(_hits(portal))


def _hits(portal: Portal) -> Iterator[Hit]:
    for power, service, began in powers(portal):
        if power.get("power_level") not in DECIDES:
            continue
        taken = [
            decision
            for decision in portal.children(service, "decisions")
            if decision.get("decided_by_type") == "officer_delegated"
            and decision.get("decision_date")
            and began <= decision.values["decision_date"] <= portal.as_of
        ]
        if taken:
            latest = max(taken, key=lambda decision: (decision.values["decision_date"], decision.key))
            seen = {"decision": quoted(latest.key), "date": latest.values["decision_date"].isoformat()}
            yield Hit(power, "officer-decides", "power_level", "", {"level": power.values["power_level"], **seen})
