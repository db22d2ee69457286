"""How a record changed: the timeline on its page."""

from collections.abc import Sequence
from typing import Final

from generator import urls, words
from generator.changes import ADDED, Change
from generator.model import Ref
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.views import Link, PastMoment, PastView
from generator.told import TITLES, beginning, field_lines

MOST: Final = 12  # changes on a record's page


def past(site: Site, ref: Ref) -> PastView | None:
    """How a record changed, newest first; None where nothing is known of it."""
    changes = site.history.by_record.get(ref, ())
    if not changes and not (site.history.since and ref.publisher):
        return None
    moments = tuple(_moment(site, change) for change in reversed(changes[-MOST:]))
    left = len(changes) - MOST
    more = Link(f"{words.count(left, 'older change')} in the list of all changes", urls.section("changes")) if left > 0 else None
    return PastView("How this record changed", _began(changes), moments, more, beginning(site.history))


def _began(changes: Sequence[Change]) -> str:
    if not changes or changes[0].what != ADDED:
        return ""
    since = f" {words.count(len(changes) - 1, 'change')} since." if len(changes) > 1 else " It has not changed since."
    return f"Added on {words.day(changes[0].day)}.{since}"


def _moment(site: Site, change: Change) -> PastMoment:
    lines = field_lines(change, site.portal, site.schemas)
    return PastMoment(words.day(change.day), TITLES[change.what], lines, change.commit[:10], change.subject)


def trail_of(site: Site, ref: Ref) -> tuple[Link, ...]:
    """The section of a kind, and the publisher where it is still there."""
    owner = site.portal.publishers.get(ref.publisher)
    section = (Link(SECTION_TITLES[ref.kind], urls.section(ref.kind)),)
    return (*section, Link(owner.name, urls.publisher(owner.id))) if owner else section


def last_of(changes: Sequence[Change], what: str) -> Change | None:
    """The last change of a kind, such as the last withdrawal."""
    return next((change for change in reversed(changes) if change.what == what), None)
