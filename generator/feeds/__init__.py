"""Portal and history → feeds of what changed and calendars of what is coming up. One format per module."""

from collections.abc import Iterator

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.changes import History
from generator.editions import NOWHERE
from generator.feeds.atom import atom
from generator.feeds.dates import CALENDAR_TITLE, about_dates, happenings
from generator.feeds.entries import Feed, feed_of
from generator.feeds.json_feed import json_feed
from generator.feeds.scopes import Scope, Telling, changes_by_scope, scopes
from generator.measures import Measures
from generator.model import Portal
from generator.schemas import Schemas


def feeds(portal: Portal, schemas: Schemas, measures: Measures, history: History, name: str, address: str) -> Iterator[Artefact]:
    """An Atom feed, a JSON Feed and a calendar of the whole, each publisher, each fund and each community, also while they hold
    nothing yet; only a fund about which no meeting is held has no calendar. Links start with the site's address, for feeds are read
    elsewhere.
    """
    # Loaded only where feeds are written: it takes a twentieth of a second, for which `portal check` need not wait.
    from generator.feeds.calendar import calendar

    address = address or NOWHERE
    telling = Telling(portal, schemas, history, name, address)
    changes = changes_by_scope(history, portal, schemas)
    dates = happenings(telling, measures.coming)
    for scope in scopes(portal, schemas):
        yield from _feeds_of(scope, feed_of(scope, changes.get(scope.ref, ()), telling))
        if scope.dates:
            path = urls.calendar(scope.dates)
            offer = Offer("feeds", f"{CALENDAR_TITLE}{_of(scope)}, as a calendar", publisher=scope.publisher)
            title = f"{scope.name or name}: {CALENDAR_TITLE.lower()}"
            content = calendar(title, about_dates(scope, telling), address + scope.dates, dates.get(scope.ref, ()))
            yield Artefact(path, content, "text/calendar", offer)


def _feeds_of(scope: Scope, feed: Feed) -> Iterator[Artefact]:
    for form, title, media_type, written in (
        ("atom", "Atom feed", "application/atom+xml", atom),
        ("json", "JSON Feed", "application/feed+json", json_feed),
    ):
        path = urls.feed(scope.page, form)
        yield Artefact(
            path, written(feed, path), media_type, Offer("feeds", f"Changes{_of(scope)}, as {title}", publisher=scope.publisher)
        )


def _of(scope: Scope) -> str:
    return f" of {scope.name}" if scope.name else ""
