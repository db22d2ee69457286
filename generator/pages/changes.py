"""`/changes/`: what was added, changed, withdrawn and put back, by day and publisher, newest first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from generator import urls
from generator.artefacts import Artefact
from generator.changes import WITHDRAWN, Change
from generator.model import Record, Ref
from generator.pages import words
from generator.pages.facts import heading, page_of
from generator.pages.lists import COLUMNS
from generator.pages.past import TITLES, beginning, field_lines
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.tables import ROWS
from generator.pages.views import Cell, ChangeEntry, ChangeGroup, ChangesPage, Link, PageView, TableView

LATEST: Final = 5
MANY: Final = 10  # records of one kind to which one commit did the same, above which they are told as a number
LONGEST: Final = 90  # signs of a name
LEAD: Final = "What councils have added, changed and withdrawn here, newest first."
UNKNOWN: Final = "This site was built without the history of its data. So it cannot say what has changed."


class Told(NamedTuple):
    """A change as it is listed: one record, or several `records` of a kind to which a commit did the same."""

    change: Change
    records: int = 1


def changes_pages(site: Site) -> Iterator[Artefact]:
    """The list of all changes, 50 on a page."""
    told = tuple(told_changes(site))
    lead = LEAD if site.history.known else UNKNOWN
    page = site.page(urls.section("changes"), SECTION_TITLES["changes"], lead, ())
    starts = range(0, max(len(told), 1), ROWS)
    addresses = [urls.section("changes", number) for number in range(1, len(starts) + 1)]
    for number, start in enumerate(starts, 1):
        links = tuple(Link(str(other), "" if other == number else address) for other, address in enumerate(addresses, 1))
        groups = tuple(_groups(site, told[start : start + ROWS]))
        yield site.render("changes", _view(site, page, lead, groups, number, links if len(links) > 1 else ()))


def _view(
    site: Site, page: PageView, lead: str, groups: tuple[ChangeGroup, ...], number: int, links: tuple[Link, ...]
) -> ChangesPage:
    if number == 1:
        return ChangesPage(page, lead, beginning(site), groups, links)
    trail = (*page.trail, Link(page.title, page.address))
    later = PageView(urls.section("changes", number), f"{page.title}, page {number}", page.description, trail, page.demonstration)
    return ChangesPage(later, "", "", groups, links)


def told_changes(site: Site) -> Iterator[Told]:
    """The changes as they are listed, newest first; many alike of one commit are told as a number."""
    counts = Counter(map(_alike, site.history.changes))
    met = set()
    for change in reversed(site.history.changes):
        alike = _alike(change)
        # What was withdrawn has a page that nothing else leads to.
        if counts[alike] <= MANY or (change.what == WITHDRAWN and change.ref.kind in COLUMNS):
            yield Told(change)
        elif alike not in met:
            met.add(alike)
            yield Told(change, counts[alike])


def _alike(change: Change) -> tuple[str, str, str, str]:
    return change.commit, change.ref.publisher, change.ref.kind, change.what


def _groups(site: Site, told: Sequence[Told]) -> Iterator[ChangeGroup]:
    for _, members in groupby(told, key=lambda one: (one.change.commit, one.change.ref.publisher)):
        several = tuple(members)
        first = several[0].change
        entries = tuple(_entry(site, one) for one in several)
        yield ChangeGroup(words.day(first.day), _publisher(site, first.ref), first.subject, first.commit[:10], entries)


def _entry(site: Site, told: Told) -> ChangeEntry:
    change, kind = told.change, site.schemas.kinds[told.change.ref.kind]
    if told.records == 1:
        return ChangeEntry(TITLES[change.what], kind.singular.lower(), _named(site, change), field_lines(site, change))
    title = kind.title.lower()
    rows = f"{title}, {words.count(told.records, 'row')}"
    many = words.count(told.records, kind.singular.lower(), title) if title.endswith("s") else rows
    return ChangeEntry(TITLES[change.what], "", Link(many, _list_of(site, change.ref)))


def _list_of(site: Site, ref: Ref) -> str:
    listed = ref.kind in COLUMNS and ref.kind != "funds" and site.portal.of_publisher(ref.kind, ref.publisher)
    return urls.section_of_publisher(ref.kind, ref.publisher) if listed else _publisher(site, ref).address


def _publisher(site: Site, ref: Ref) -> Link:
    owner = site.portal.publishers.get(ref.publisher)
    return Link(owner.name, urls.publisher(owner.id)) if owner else Link(ref.publisher)


def _named(site: Site, change: Change) -> Link:
    record = site.portal.index.get(change.ref) or change.record
    if record is None:
        return Link(change.ref.key.split("|")[0])
    name = heading(record, site.schemas)
    # A key of several parts is no name, but its first part says what it belongs to.
    name = name.split("|")[0] if name == record.key else name
    shown = name if len(name) <= LONGEST else f"{name[:LONGEST].rstrip()}…"
    return Link(shown, _address(site, record))


def _address(site: Site, record: Record) -> str:
    if record.kind in COLUMNS:
        return urls.of(record.ref)
    return page_of(site.portal, record.ref) if urls.of(record.ref) == "" and record.kind == "meetings" else _parent(site, record)


def _parent(site: Site, record: Record) -> str:
    # What has no page of its own is shown on the page of what it belongs to.
    for field in site.schemas.kinds[record.kind].fields:
        if field.refers_to in COLUMNS and record.get(field.name):
            target = site.portal.resolve(record.publisher, field.refers_to, str(record.get(field.name)))
            if target:
                return urls.of(target)
    return ""


def latest_changes(site: Site) -> TableView:
    """The latest few changes, for the first page."""
    rows = []
    for told, _ in zip(told_changes(site), range(LATEST), strict=False):
        entry = _entry(site, told)
        what = f"{entry.what} {entry.kind}" if entry.kind else entry.what
        publisher = _publisher(site, told.change.ref)
        rows.append((Cell(*entry.link), Cell(what), Cell(words.day(told.change.day)), Cell(*publisher)))
    every = (Link("All changes", urls.section("changes")),)
    return TableView("Latest changes", ("Record", "Change", "Day", "Publisher"), tuple(rows), "changes", len(rows), every)
