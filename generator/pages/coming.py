"""`/coming-up/`: meetings to come, and services whose contract ends or that are reviewed in the next 12 months."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator import urls, words
from generator.artefacts import Artefact
from generator.measures import Coming
from generator.model import Record
from generator.pages.facts import called, heading, page_of
from generator.pages.following import following
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.views import Cell, PartsPage, TableView

MEETINGS: Final = "Meetings"
SERVICES: Final = "Services that end or are reviewed"


def coming_pages(site: Site) -> Iterator[Artefact]:
    """The page of what is coming up, with the further pages of its long tables."""
    day = words.day(site.portal.as_of)
    meetings = sum(1 for one in site.measures.coming if one.what == "meeting")
    others = len(site.measures.coming) - meetings
    lead = f"On {day}, {words.count(meetings, 'meeting lies', 'meetings lie')} ahead. Within a year, {words.count(others, 'service comes', 'services come')} up for a change."
    page = site.page(urls.section("coming-up"), SECTION_TITLES["coming-up"], lead, ())
    parts, further = site.all_continued((meeting_table(site, site.measures.coming), _service_table(site)), page)
    yield site.render("coming", PartsPage(page, lead, parts, following(page.address, feeds=False)))
    yield from further


def meeting_table(site: Site, coming: Sequence[Coming], most: int = 0) -> TableView:
    """The meetings among what is coming up, all or the first few."""
    meetings = [one.record for one in coming if one.what == "meeting"]
    rows = tuple(_meeting_row(site, one) for one in (meetings[:most] if most else meetings))
    headings = ("Meeting", "When", "Of", "Where", "How to join", "Kind")
    return TableView(MEETINGS if not most else "Next meetings", headings, rows, "meetings", len(meetings))


def _meeting_row(site: Site, meeting: Record) -> tuple[Cell, ...]:
    schema = site.schemas.kinds["meetings"]
    return (
        Cell(str(meeting.get("title") or meeting.key), page_of(site.portal, meeting.ref)),
        Cell(words.moment(meeting.values["starts_at"])),
        Cell(_of(site, meeting)),
        Cell(str(meeting.get("place") or words.NOT_STATED)),
        Cell(str(meeting.get("how_to_join") or words.NOT_STATED)),
        Cell(words.code_title(schema, site.schemas, "kind", meeting.get("kind"))),
    )


def _of(site: Site, meeting: Record) -> str:
    target = site.portal.resolve(meeting.publisher, "communities", meeting.get("community_id") or "")
    return called(site.portal, site.schemas, target) if target else site.publisher_name(meeting)


def _service_table(site: Site) -> TableView:
    rows = tuple(_service_row(site, one) for one in site.measures.coming if one.what != "meeting")
    headings = ("Service", "When", "What", "Publisher", "Provider", "Budget for a year")
    return TableView(SERVICES, headings, rows, "services", len(rows))


def _service_row(site: Site, one: Coming) -> tuple[Cell, ...]:
    service = one.record
    budget = service.get("annual_budget")
    return (
        Cell(heading(service, site.schemas), urls.of(service.ref)),
        Cell(words.day(one.day)),
        Cell(words.COMING[one.what]),
        Cell(site.publisher_name(service), urls.publisher(service.publisher)),
        Cell(str(service.get("provider_name") or words.NOT_STATED)),
        Cell(words.money(budget) if budget is not None else words.NOT_STATED, figure=True),
    )
