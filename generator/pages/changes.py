"""`/changes/`: what was added, changed, withdrawn and put back, by day and publisher, newest first."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from generator import urls, words
from generator.artefacts import Artefact
from generator.model import Ref
from generator.pages.following import following
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.tables import ROWS, turns
from generator.pages.views import Cell, ChangeEntry, ChangeGroup, ChangesPage, Link, PageView, TableView
from generator.told import TITLES, UNKNOWN, Told, address_of, beginning, field_lines, list_of, name_of, several, told

LATEST: Final = 5
LEAD: Final = "What councils have added, changed and withdrawn here, newest first."


def changes_pages(site: Site) -> Iterator[Artefact]:
    """The list of all changes, 50 on a page."""
    every = tuple(told(site.history.changes))
    lead = LEAD if site.history.known else UNKNOWN
    page = site.page(urls.section("changes"), SECTION_TITLES["changes"], lead, ())
    starts = range(0, max(len(every), 1), ROWS)
    addresses = [urls.section("changes", number) for number in range(1, len(starts) + 1)]
    for number, start in enumerate(starts, 1):
        groups = tuple(_groups(site, every[start : start + ROWS]))
        yield site.render("changes", _view(site, page, lead, groups, number, turns(number, addresses)))


def _view(
    site: Site, page: PageView, lead: str, groups: tuple[ChangeGroup, ...], number: int, links: tuple[Link, ...]
) -> ChangesPage:
    if number == 1:
        return ChangesPage(page, lead, beginning(site.history), groups, links, follow=following(page.address, calendar=False))
    trail = (*page.trail, Link(page.title, page.address))
    later = PageView(urls.section("changes", number), f"{page.title}, page {number}", page.description, trail, page.demonstration)
    return ChangesPage(later, "", "", groups, links)


def _groups(site: Site, listed: Sequence[Told]) -> Iterator[ChangeGroup]:
    for _, members in groupby(listed, key=lambda one: (one.change.commit, one.change.ref.publisher)):
        alike = tuple(members)
        first = alike[0].change
        entries = tuple(_entry(site, one) for one in alike)
        yield ChangeGroup(words.day(first.day), _publisher(site, first.ref), first.subject, first.commit[:10], entries)


def _entry(site: Site, one: Told) -> ChangeEntry:
    change = one.change
    if one.records > 1:
        return ChangeEntry(TITLES[change.what], "", Link(several(one, site.schemas), list_of(change.ref, site.portal)))
    link = Link(name_of(change, site.portal, site.schemas), address_of(change, site.portal, site.schemas))
    kind = site.schemas.kinds[change.ref.kind].singular.lower()
    return ChangeEntry(TITLES[change.what], kind, link, field_lines(change, site.portal, site.schemas))


def _publisher(site: Site, ref: Ref) -> Link:
    owner = site.portal.publishers.get(ref.publisher)
    return Link(owner.name, urls.publisher(owner.id)) if owner else Link(ref.publisher)


def latest_changes(site: Site) -> TableView:
    """The latest few changes, for the first page."""
    rows = []
    for one, _ in zip(told(site.history.changes), range(LATEST), strict=False):
        entry = _entry(site, one)
        what = f"{entry.what} {entry.kind}" if entry.kind else entry.what
        publisher = _publisher(site, one.change.ref)
        rows.append((Cell(*entry.link), Cell(what), Cell(words.day(one.change.day)), Cell(*publisher)))
    every = (Link("All changes", urls.section("changes")),)
    return TableView("Latest changes", ("Record", "Change", "Day", "Publisher"), tuple(rows), "changes", len(rows), every)
