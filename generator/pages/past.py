"""How a record changed: the timeline on its page, and the words for one change anywhere."""

from collections.abc import Sequence
from typing import Any, Final

from generator import urls
from generator.changes import ADDED, CHANGED, RETURNED, WITHDRAWN, Change, Hidden
from generator.model import Ref
from generator.pages import words
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.views import FieldLine, Link, PastMoment, PastView
from generator.schemas import Field

MOST: Final = 12  # changes on a record's page
LONGEST: Final = 200  # signs of one value
NOT_SHOWN: Final = "not shown"
TITLES: Final = {ADDED: "Added", CHANGED: "Changed", WITHDRAWN: "Withdrawn", RETURNED: "Put back"}


def past(site: Site, ref: Ref) -> PastView | None:
    """How a record changed, newest first; None where nothing is known of it."""
    changes = site.history.by_record.get(ref, ())
    if not changes and not (site.history.since and ref.publisher):
        return None
    moments = tuple(_moment(site, change) for change in reversed(changes[-MOST:]))
    left = len(changes) - MOST
    more = Link(f"{words.count(left, 'older change')} in the list of all changes", urls.section("changes")) if left > 0 else None
    return PastView("How this record changed", _began(changes), moments, more, beginning(site))


def _began(changes: Sequence[Change]) -> str:
    if not changes or changes[0].what != ADDED:
        return ""
    since = f" {words.count(len(changes) - 1, 'change')} since." if len(changes) > 1 else " It has not changed since."
    return f"Added on {words.day(changes[0].day)}.{since}"


def beginning(site: Site) -> str:
    """That the past is known from a day on only; "" where all of it is."""
    since = site.history.since
    return f"We only know what came after {words.day(since.on)}: the copy of the data we work from starts there." if since else ""


def _moment(site: Site, change: Change) -> PastMoment:
    lines = field_lines(site, change)
    return PastMoment(words.day(change.day), TITLES[change.what], lines, change.commit[:10], change.subject)


def field_lines(site: Site, change: Change) -> tuple[FieldLine, ...]:
    """Each field of a change: its title, and what it said before and after."""
    fields = site.schemas.kinds[change.ref.kind].by_name
    return tuple(
        FieldLine(fields[one.field].title, *(_said(site, value, fields[one.field], change) for value in (one.before, one.after)))
        for one in change.fields
    )


def _said(site: Site, value: Any, field: Field, change: Change) -> str:
    if value is None:
        return words.NOT_STATED
    if isinstance(value, Hidden):
        return NOT_SHOWN
    several = value if isinstance(value, tuple) else (value,)
    said = "; ".join(words.said(one, field, site.schemas, _currency(site, change)) for one in several)
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()}…"


def _currency(site: Site, change: Change) -> str:
    record = site.portal.index.get(change.ref) or change.record
    return str(record.get("currency") or "GBP") if record else "GBP"


def trail_of(site: Site, ref: Ref) -> tuple[Link, ...]:
    """The section of a kind, and the publisher where it is still there."""
    owner = site.portal.publishers.get(ref.publisher)
    section = (Link(SECTION_TITLES[ref.kind], urls.section(ref.kind)),)
    return (*section, Link(owner.name, urls.publisher(owner.id))) if owner else section


def last_of(changes: Sequence[Change], what: str) -> Change | None:
    """The last change of a kind, such as the last withdrawal."""
    return next((change for change in reversed(changes) if change.what == what), None)
