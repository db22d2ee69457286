"""Work that is finished and has no result to show."""

from collections.abc import Iterator

from generator.checks.telling import Hit, gathered
from generator.model import Portal, Publisher
from generator.problems import Problem
from generator.schemas import Schemas
from generator.standing.decisions import decisions, state


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns of finished decisions without a row in results, unless the publisher declares results a gap."""
    excused = frozenset(publisher.id for publisher in portal.publishers.values() if _declares(publisher, portal))
    return gathered(
        Hit(record, "finished-without-result", "delivery_status")
        for record, family in decisions(portal)
        if record.publisher not in excused
        and state(portal, record) == "finished"
        and not any(portal.children(member.ref, "results") for member in family)
    )


def _declares(publisher: Publisher, portal: Portal) -> bool:
    gaps = (gap for gap in publisher.gaps if gap.kind == "results" and not gap.field)
    return any(gap.until is None or gap.until >= portal.as_of for gap in gaps)
