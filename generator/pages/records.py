"""The page of a service, a decision, a fund or a community."""

from collections.abc import Callable, Iterator, Sequence

from generator import urls
from generator.artefacts import Artefact
from generator.model import Portal, Record
from generator.pages import leads
from generator.pages.facts import groups, heading, not_stated
from generator.pages.origins import origin
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.tables import child_table, record_list
from generator.pages.views import Link, RecordPage, TableView
from generator.schemas import Schemas

Lead = Callable[[Record, Portal, Schemas], str]
LEADS: dict[str, Lead] = {
    "services": leads.service,
    "decisions": leads.decision,
    "funds": leads.fund,
    "communities": leads.community,
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
    title = heading(record, site.schemas)
    lead = LEADS[record.kind](record, site.portal, site.schemas)
    address = urls.of(record.ref)
    page = site.page(address, title, lead, _trail(site, record), record.publisher)
    tables: list[TableView] = []
    further: list[Iterator[Artefact]] = []
    for table in _tables(site, record):
        shown, rest = site.continued(table, page, f"{address}{table.anchor}/")
        tables.append(shown)
        further.append(rest)
    view = RecordPage(
        page=page,
        kind=site.schemas.kinds[record.kind].singular,
        lead=lead,
        groups=groups(record, site.portal, site.schemas),
        tables=tuple(tables),
        origins=(origin(site, record),),
        not_stated=not_stated(record, site.schemas),
    )
    yield site.render("record", view)
    for rest in further:
        yield from rest


def _trail(site: Site, record: Record) -> tuple[Link, ...]:
    section = Link(SECTION_TITLES[record.kind], urls.section(record.kind))
    owner = site.portal.publishers.get(record.publisher)
    if not owner:
        return (section,)
    return section, Link(
        owner.name, urls.section_of_publisher(record.kind, owner.id) if record.kind != "funds" else urls.publisher(owner.id)
    )


def _tables(site: Site, record: Record) -> Iterator[TableView]:
    own = frozenset({record.kind})
    for kind in CHILDREN[record.kind]:
        children = site.portal.children(record.ref, kind)
        if not children:
            continue
        if kind in COLUMNS:
            newest = sorted(children, key=lambda one: str(one.get("decision_date") or ""), reverse=True)
            yield record_list(newest, COLUMNS[kind], SECTION_TITLES[kind], site.portal, site.schemas)
        else:
            yield child_table(children, own, site.portal, site.schemas)
    parties = site.parties.get(record.ref, ())
    if parties:
        yield child_table(parties, own, site.portal, site.schemas)
