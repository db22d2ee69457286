"""A community or deciding body: what it decided and what became of that."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator.model import Record
from generator.pages.pictures import Bars, counted_bars, holder_bars
from generator.pages.site import Site
from generator.pages.views import Link
from generator.standing.follow_through import ACTED_ON, CLOSED, IN_PROGRESS, LATE, NOT_STATED, OVERDUE, STATES

TITLES: Final = {
    ACTED_ON: "Acted on",
    LATE: "Acted on late",
    IN_PROGRESS: "In progress",
    OVERDUE: "Overdue",
    CLOSED: "Closed early",
    NOT_STATED: "Not stated",
}
NOTE: Final = (
    "Binding decisions that were approved. Acted on means finished, or live by the day it was due. Overdue means that the day has passed "
    "and nothing has begun."
)
MONEY: Final = "Awards of this body. They count as its own where they are binding and confirmed; otherwise they are advice."


def community_panels(site: Site, record: Record) -> Iterator[Bars]:
    """The panels of a community's page."""
    bars = follow_through_bars(site, site.portal.children(record.ref, "decisions"), "Were its decisions acted on?")
    if bars:
        yield bars
    tally = site.measures.tally(record.ref)
    for currency in tally.money:
        yield holder_bars(tally, currency, "Money it decided on", MONEY)


def follow_through_bars(
    site: Site, decisions: tuple[Record, ...], caption: str = "Were binding decisions acted on?"
) -> Bars | None:
    """What became of the binding ones among some decisions; None where there are none."""
    states = Counter(site.measures.follow_through[one.ref].state for one in decisions if one.ref in site.measures.follow_through)
    if not states:
        return None
    counts = [(Link(TITLES[one]), states[one], one) for one in STATES if states[one] or one in {ACTED_ON, IN_PROGRESS, OVERDUE}]
    return counted_bars(caption, "State", counts, "Decisions", NOTE, "follow-through")
