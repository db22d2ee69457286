"""The page of an area: the publishers, services, decisions and communities that name it; and the list of them."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from generator import urls, words
from generator.artefacts import Artefact
from generator.model import Record, Ref
from generator.pages.facts import groups, heading
from generator.pages.lists import COLUMNS, table_pages, taking
from generator.pages.origins import origin
from generator.pages.panels.power import ways_bars
from generator.pages.pictures import MONEY_NOTE, holder_bars
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.tables import record_list
from generator.pages.views import Cell, Link, RecordPage, TableView
from generator.whereabouts import AT_PLACES, shown_areas

OVERLAP: Final = "An award for several places counts in each, so places do not add up."
LEAD = "Areas that something on this portal is about."


def place_list(site: Site) -> Iterator[Artefact]:
    """Every area that has a page, by name."""
    areas = sorted(shown_areas(site.portal), key=lambda area: (heading(area, site.schemas).casefold(), area.key))
    rows = tuple(
        (
            Cell(heading(area, site.schemas), urls.place(area.key)),
            Cell(words.code_title(site.schemas.kinds["areas"], site.schemas, "type", area.get("type"))),
            *(Cell(f"{len(site.portal.children(area.ref, kind)):,}", figure=True) for kind in AT_PLACES),
        )
        for area in areas
    )
    page = site.page(urls.section("places"), SECTION_TITLES["places"], LEAD, ())
    headings = ("Place", "Sort of area", "Services", "Decisions", "Communities")
    yield from table_pages(site, page, LEAD, TableView("Places", headings, rows, "places", len(rows)), take=taking("areas"))


def place_pages(site: Site, areas: Sequence[Record]) -> Iterator[Artefact]:
    """The page of each area."""
    for area in areas:
        yield from _place_page(site, area)


def _place_page(site: Site, area: Record) -> Iterator[Artefact]:
    name = heading(area, site.schemas)
    counts = [
        words.count(len(site.portal.children(area.ref, kind)), site.schemas.kinds[kind].singular.lower(), kind)
        for kind in AT_PLACES
    ]
    lead = f"Here are {', '.join(counts[:-1])} and {counts[-1]} about {name}."
    page = site.page(urls.place(area.key), name, lead, (Link(SECTION_TITLES["places"], urls.section("places")),))
    tables, further = site.all_continued(_tables(site, area.ref), page)
    facts = groups(area, site.portal, site.schemas)
    yield site.render(
        "record", RecordPage(page, "Place", lead, (*_pictures(site, area.ref), *tables, *facts), (origin(site, area),))
    )
    yield from further


def _pictures(site: Site, ref: Ref) -> Iterator[Any]:
    bars = ways_bars(site, ref)
    if bars:
        yield bars
    tally = site.measures.tally(ref)
    for currency in tally.money:
        caption = f"Money{'' if currency == 'GBP' else f' in {currency}'}, by who decided"
        yield holder_bars(tally, currency, caption, f"{MONEY_NOTE} {OVERLAP}")


def _tables(site: Site, ref: Ref) -> Iterator[TableView]:
    owners = [publisher for publisher in site.portal.publishers.values() if publisher.gss == ref.key]
    if owners:
        rows = tuple((Cell(publisher.name, urls.publisher(publisher.id)),) for publisher in owners)
        yield TableView("Publishers", ("Publisher",), rows, "publishers", len(rows))
    for kind in AT_PLACES:
        records = site.portal.children(ref, kind)
        if records:
            yield record_list(records, COLUMNS[kind], SECTION_TITLES[kind], site.portal, site.schemas)
