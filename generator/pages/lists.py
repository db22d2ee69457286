"""Lists of the records of a section: of everything, of a publisher, and of a publisher's year."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator import urls, words
from generator.artefacts import Artefact
from generator.model import Record
from generator.pages.related import DATES, newest_first
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.tables import pages, record_list
from generator.pages.views import Cell, Link, ListPage, PageView, TableView

COLUMNS = {
    "services": ("service_type", "provider_name", "status", "end_date"),
    "decisions": ("decision_date", "decided_by_type", "outcome", "amount_awarded"),
    "funds": ("funder", "period_start", "period_end"),
    "communities": ("body_type", "network_type", "need_or_interest"),
}
LEADS = {
    "services": "Every service on this portal, whoever provides it, and how much say a community has in it.",
    "decisions": "Every decision on this portal: who took it, why, and what came of it.",
    "funds": "Money with a purpose, and who decides how it is spent.",
    "communities": "The boards, panels and groups through which people decide, and the other bodies that do.",
}


def list_pages(site: Site, kind: str) -> Iterator[Artefact]:
    """The list of everything in a section."""
    records = newest_first(site.portal.records[kind], kind)
    owners = sorted({record.publisher for record in records if record.publisher})
    page = site.page(urls.section(kind), SECTION_TITLES[kind], LEADS[kind], ())
    if kind == "funds":
        yield from _pages(site, page, LEADS[kind], records, kind, take=taking(kind))
        return
    yield from _pages(site, page, LEADS[kind], records, kind, tuple(_by_publisher(site, kind, owners)), taking(kind))


def publisher_list_pages(site: Site, kind: str, owner: str) -> Iterator[Artefact]:
    """The lists of one publisher: all of a kind, and by year. A fund is in the list of all funds only."""
    records = newest_first(site.portal.of_publisher(kind, owner), kind)
    if not records or kind == "funds":
        return
    name = site.portal.publishers[owner].name
    schema = site.schemas.kinds[kind]
    said = words.count(len(records), schema.singular.lower(), schema.title.lower())
    trail = (Link(SECTION_TITLES[kind], urls.section(kind)),)
    years = _years(kind, owner, records)
    page = site.page(urls.section_of_publisher(kind, owner), f"{SECTION_TITLES[kind]}: {name}", f"{said} of {name}", trail, owner)
    yield from _pages(site, page, f"{said}.", records, kind, (("By year", years),) if years else (), taking("", owner))
    if kind not in DATES:
        return
    for year, members in groupby(records, key=lambda record: _year(record, kind)):
        address = urls.section_of_year(kind, owner, year)
        title = f"{SECTION_TITLES[kind]} of {name}, {_year_title(year)}"
        above = (*trail, Link(name, urls.section_of_publisher(kind, owner)))
        yield from _pages(site, site.page(address, title, title, above, owner), "", tuple(members), kind)


def _by_publisher(site: Site, kind: str, owners: Sequence[str]) -> Iterator[tuple[str, tuple[Link, ...]]]:
    links = tuple(Link(site.portal.publishers[owner].name, urls.section_of_publisher(kind, owner)) for owner in owners)
    yield "By publisher", links


def _years(kind: str, owner: str, records: Sequence[Record]) -> tuple[Link, ...]:
    if kind not in DATES:
        return ()
    years = sorted({_year(record, kind) for record in records}, reverse=True)
    return tuple(Link(_year_title(year), urls.section_of_year(kind, owner, year)) for year in years)


def _year(record: Record, kind: str) -> str:
    day = record.get(DATES[kind])
    return str(day.year) if day else "none"


def _year_title(year: str) -> str:
    return "date not stated" if year == "none" else year


def _pages(
    site: Site,
    page: PageView,
    lead: str,
    records: Sequence[Record],
    kind: str,
    narrow: tuple[tuple[str, tuple[Link, ...]], ...] = (),
    take: Link | None = None,
) -> Iterator[Artefact]:
    table = record_list(records, COLUMNS[kind], page.title, site.portal, site.schemas)
    if len(site.portal.publishers) > 1 and len({record.publisher for record in records}) > 1:
        cells = tuple((*row, Cell(site.publisher_name(record))) for row, record in zip(table.rows, records, strict=True))
        table = TableView(table.caption, (*table.headings, "Publisher"), cells, table.anchor, table.total)
    yield from table_pages(site, page, lead, table, narrow, take)


def table_pages(
    site: Site,
    page: PageView,
    lead: str,
    table: TableView,
    narrow: tuple[tuple[str, tuple[Link, ...]], ...] = (),
    take: Link | None = None,
) -> Iterator[Artefact]:
    """A table that is the whole of its page, cut into pages of 50 rows."""
    for number, (address, part) in enumerate(pages(table, page.address), 1):
        title = page.title if number == 1 else f"{page.title}, page {number}"
        trail = page.trail if number == 1 else (*page.trail, Link(page.title, page.address))
        view = PageView(address, title, page.description, trail, page.demonstration)
        shown = ListPage(view, lead, narrow, part, take) if number == 1 else ListPage(view, "", (), part)
        yield site.render("list", shown)


def taking(kind: str, publisher: str = "") -> Link:
    """The way to the files of a kind, or to those of a publisher."""
    return Link("Take all of this as data", urls.data(publisher) if publisher else urls.dictionary(kind))
