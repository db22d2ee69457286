"""The page of an organisation that provides, receives or is paid; and the list of them."""

from collections.abc import Iterator, Sequence

from generator import urls, words
from generator.artefacts import Artefact
from generator.model import Record, Ref
from generator.pages.facts import groups
from generator.pages.lists import table_pages, taking
from generator.pages.origins import origin
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.tables import child_table, record_list
from generator.pages.views import Cell, Fact, Group, Link, RecordPage, TableView, Value

COLUMNS = {
    "services": ("service_type", "status", "end_date"),
    "decisions": ("decision_date", "outcome", "amount_awarded"),
}
SHOWN = frozenset({"services", "decisions", "payments"})
LEAD = "Who runs services, gets awards or is paid. A registered number makes one page of all publishers."


def organisation_pages(site: Site, refs: Sequence[Ref]) -> Iterator[Artefact]:
    """The page of each organisation, with the further pages of its long tables."""
    for ref in refs:
        yield from _organisation_page(site, ref)


def organisation_list(site: Site) -> Iterator[Artefact]:
    """Every organisation by name."""
    refs = sorted(site.portal.organisations, key=lambda ref: (site.called(ref).casefold(), ref))
    rows = tuple(_row(site, ref) for ref in refs)
    page = site.page(urls.section("organisations"), SECTION_TITLES["organisations"], LEAD, ())
    headings = ("Organisation", "Registered as", "Services", "Decisions", "Payments")
    yield from table_pages(
        site, page, LEAD, TableView("Organisations", headings, rows, "organisations", len(rows)), take=taking("organisations")
    )


def _row(site: Site, ref: Ref) -> tuple[Cell, ...]:
    counts = (len(site.portal.children(ref, kind)) for kind in ("services", "decisions", "payments"))
    registered = ref.key if not ref.publisher else words.NOT_STATED
    return Cell(site.called(ref), urls.of(ref)), Cell(registered), *(Cell(f"{number:,}", figure=True) for number in counts)


def _organisation_page(site: Site, ref: Ref) -> Iterator[Artefact]:
    name = site.called(ref)
    lead = _lead(site, ref, name)
    owner = site.portal.publishers.get(ref.publisher)
    above = (Link(owner.name, urls.publisher(owner.id)),) if owner else ()
    trail = (Link(SECTION_TITLES["organisations"], urls.section("organisations")), *above)
    page = site.page(urls.of(ref), name, lead, trail, ref.publisher)
    tables, further = site.all_continued(_tables(site, ref), page)
    own = site.portal.children(ref, "organisations")
    facts = groups(own[0], site.portal, site.schemas) if own else (_identity(site, ref),)
    origins = tuple(origin(site, record) for record in own)
    yield site.render("record", RecordPage(page, "Organisation", lead, (*facts, *tables), origins))
    yield from further


def _lead(site: Site, ref: Ref, name: str) -> str:
    services, decisions = site.portal.children(ref, "services"), site.portal.children(ref, "decisions")
    payments = site.portal.children(ref, "payments")
    awarded = sum(_award(one, ref) for one in decisions)
    paid = sum(one.get("amount") or 0 for one in payments)
    parts = [words.count(len(services), "service")] if services else []
    parts += [f"{words.count(len(decisions), 'decision')} and {words.money(awarded)} awarded"] if decisions else []
    parts += [f"{words.count(len(payments), 'payment')} of {words.money(paid)} in all"] if payments else []
    return f"{name} has {'; '.join(parts)} here." if parts else f"{name} is listed by a publisher on this portal."


def _award(record: Record, ref: Ref) -> int:
    approved = str(record.get("outcome")).startswith("approved") and (record.get("currency") or "GBP") == "GBP"
    return (record.get("amount_awarded") or 0) if approved else 0


def _identity(site: Site, ref: Ref) -> Group:
    facts = [Fact("Registered as", (Value(ref.key),))] if not ref.publisher else []
    others = site.portal.organisations[ref][1:]
    facts += [Fact("Also written as", tuple(Value(name) for name in others))] if others else []
    return Group("About this organisation", tuple(facts), "" if not ref.publisher else "Registered number")


def _tables(site: Site, ref: Ref) -> Iterator[TableView]:
    for kind in ("services", "decisions"):
        records = site.portal.children(ref, kind)
        if records:
            yield record_list(records, COLUMNS[kind], SECTION_TITLES[kind], site.portal, site.schemas)
    payments = site.portal.children(ref, "payments")
    if payments:
        yield child_table(payments, frozenset({"organisations"}), site.portal, site.schemas)
