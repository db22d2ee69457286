"""A promise of new data that was not kept."""

from collections.abc import Iterator

from generator.model import Portal
from generator.problems import Problem
from generator.schemas import Schemas
from generator.standing.freshness import freshness


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns where a publisher's newest file and newest record are older than its update_frequency promises."""
    rhythms = schemas.codelists["update_frequency"]
    for owner, fresh in freshness(portal, schemas).items():
        if fresh.overdue and fresh.newest:
            promised = rhythms.title(portal.publishers[owner].update_frequency)
            details = {"rhythm": promised.lower(), "newest": fresh.newest.isoformat()}
            path = f"publishers/{owner}/publisher.yml"
            yield Problem("update-overdue", owner, path, field="update_frequency", details=details)
