"""How a decision was followed through, as seen on the last day of March 2026."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

TODAY: Final = date(2026, 3, 31)
NOT_BEGUN: Final = 0.05  # of what should have begun
CLOSED_EARLY: Final = 0.1  # of what is over


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where the follow-through stands; days that are not known are None."""

    status: str = ""
    reason: str = ""
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None


def delivery(decided: date, approved: bool, rng: Random) -> Delivery:
    """What became of a decision of that day; nothing where it was not approved."""
    starts = decided + timedelta(rng.randrange(14, 90))
    ends = starts + timedelta(rng.randrange(120, 700))
    begun = starts + timedelta(rng.randrange(20))
    chance = rng.random()
    if not approved:
        return Delivery()
    if begun > TODAY or chance < NOT_BEGUN:
        return Delivery("planned", "", starts, ends)
    if ends > TODAY:
        return Delivery("live", "", starts, ends, begun)
    if chance > 1 - CLOSED_EARLY:
        return Delivery("closed_early", "Too few people came.", starts, ends, begun, ends - timedelta(60))
    return Delivery("finished", "", starts, ends, begun, ends)
