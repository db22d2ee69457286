"""The page of a service, a decision, a fund or a community."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator import urls
from generator.artefacts import Artefact
from generator.model import Record
from generator.pages import leads
from generator.pages.facts import groups, heading, not_stated
from generator.pages.following import Following, following
from generator.pages.origins import origin, stand_in
from generator.pages.panels.communities import community_panels
from generator.pages.panels.decisions import decision_panels
from generator.pages.panels.funds import fund_panels
from generator.pages.panels.services import service_panels
from generator.pages.past import past
from generator.pages.related import near, related
from generator.pages.removed import said_of
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.tables import child_table, record_list
from generator.pages.views import Group, Link, RecordPage, TableView

Lead = Callable[[Site, Record], str]
LEADS: dict[str, Lead] = {
    "services": leads.service,
    "decisions": leads.decision,
    "funds": leads.fund,
    "communities": leads.community,
}
PANELS: dict[str, Callable[[Site, Record], Iterator[Any]]] = {
    "services": service_panels,
    "decisions": decision_panels,
    "funds": fund_panels,
    "communities": community_panels,
}
CHILDREN = {
    "services": ("power", "decisions", "meetings", "payments"),
    "decisions": ("options", "updates", "results", "payments"),
    "funds": ("allocations", "decisions", "meetings"),
    "communities": ("power", "services", "decisions", "meetings"),
}
COLUMNS = {
    "decisions": ("decision_date", "decided_by_type", "outcome", "amount_awarded"),
    "services": ("service_type", "provider_name", "end_date"),
}


def record_pages(site: Site, records: Sequence[Record]) -> Iterator[Artefact]:
    """The page of each record, with the further pages of its long tables."""
    for record in records:
        yield from _record_page(site, record)


def _record_page(site: Site, record: Record) -> Iterator[Artefact]:
    ref, title = record.ref, heading(record, site.schemas)
    lead = LEADS[record.kind](site, record)
    page = site.page(urls.of(ref), title, lead, _trail(site, record), record.publisher)
    tables, further = site.all_continued(_tables(site, record), page)
    panels = tuple(PANELS[record.kind](site, record))
    view = RecordPage(
        page=page,
        kind=site.schemas.kinds[record.kind].singular,
        lead=lead,
        parts=_ordered(record.kind, panels, groups(record, site.portal, site.schemas), tables),
        origins=(origin(site, record),),
        not_stated=not_stated(record, site.schemas),
        near=near(site, record),
        related=related(site, record),
        said=(*stand_in(site, record.origin.path), *said_of(site, ref)),
        past=past(site, ref),
        follow=_follow(site, record),
    )
    yield site.render("record", view)
    yield from further


def _follow(site: Site, record: Record) -> Following | None:
    # Of a service and a decision there is no feed: its publisher's, its fund's and its community's hold what becomes of it.
    if record.kind not in {"funds", "communities"}:
        return None
    return following(urls.of(record.ref), record.kind == "communities" or bool(site.portal.children(record.ref, "meetings")))


def _ordered(kind: str, panels: tuple[Any, ...], facts: tuple[Group, ...], tables: tuple[TableView, ...]) -> tuple[Any, ...]:
    if kind != "decisions":
        return (*panels, *facts, *tables)
    # What was decided, by whom and instead of what comes before the vote and what became of it.
    early = tuple(table for table in tables if table.anchor == "options")
    late = tuple(table for table in tables if table.anchor == "results")
    rest = tuple(table for table in tables if table.anchor not in {"options", "results"})
    return (*facts[:2], *panels[:1], *early, *panels[1:], *late, *facts[2:], *rest)


def _trail(site: Site, record: Record) -> tuple[Link, ...]:
    section = Link(SECTION_TITLES[record.kind], urls.section(record.kind))
    owner = site.portal.publishers.get(record.publisher)
    if not owner:
        return (section,)
    return section, Link(
        owner.name, urls.section_of_publisher(record.kind, owner.id) if record.kind != "funds" else urls.publisher(owner.id)
    )


def _tables(site: Site, record: Record) -> Iterator[TableView]:
    own, ref = frozenset({record.kind}), record.ref
    for kind in CHILDREN[record.kind]:
        children = site.portal.children(ref, kind)
        if not children:
            continue
        if kind in COLUMNS:
            newest = sorted(children, key=lambda one: str(one.get("decision_date") or ""), reverse=True)
            yield record_list(newest, COLUMNS[kind], SECTION_TITLES[kind], site.portal, site.schemas)
        else:
            yield child_table(children, own, site.portal, site.schemas)
    parties = site.parties.get(ref, ())
    if parties:
        yield child_table(parties, own, site.portal, site.schemas)
