"""The page of a publisher: what it publishes, what it says it does not, its payments by month; and the list of them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from generator import urls, words
from generator.artefacts import Artefact
from generator.model import Publisher, Record, Ref
from generator.pages.facts import web_address
from generator.pages.following import following
from generator.pages.lists import COLUMNS, table_pages, taking
from generator.pages.origins import stand_in
from generator.pages.panels.communities import follow_through_bars
from generator.pages.panels.power import claim_bars, ways_bars
from generator.pages.pictures import MONEY_NOTE, holder_bars, money_bars
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.tables import child_table, record_list
from generator.pages.views import Cell, Fact, Group, Link, PublisherPage, TableView, Value

KINDS = ("services", "decisions", "communities", "funds")
LATEST = 10
LEAD = "The public bodies whose data this portal shows."


def publisher_pages(site: Site) -> Iterator[Artefact]:
    """The list of publishers, each one's page and its payments by month."""
    publishers = tuple(site.portal.publishers.values())
    rows = tuple(_row(site, publisher) for publisher in publishers)
    page = site.page(urls.section("publishers"), SECTION_TITLES["publishers"], LEAD, ())
    headings = ("Publisher", "Services", "Decisions", "Communities", "Payments")
    yield from table_pages(site, page, LEAD, TableView("Publishers", headings, rows, "publishers", len(rows)))
    for publisher in publishers:
        yield _publisher_page(site, publisher)
        yield from _payment_pages(site, publisher)


def _row(site: Site, publisher: Publisher) -> tuple[Cell, ...]:
    counts = (len(site.portal.of_publisher(kind, publisher.id)) for kind in ("services", "decisions", "communities", "payments"))
    return Cell(publisher.name, urls.publisher(publisher.id)), *(Cell(f"{number:,}", figure=True) for number in counts)


def _publisher_page(site: Site, publisher: Publisher) -> Artefact:
    counts = {kind: len(site.portal.of_publisher(kind, publisher.id)) for kind in ("services", "decisions")}
    lead = f"{publisher.name} publishes {words.count(counts['services'], 'service')} and {words.count(counts['decisions'], 'decision')} here."
    trail = (Link(SECTION_TITLES["publishers"], urls.section("publishers")),)
    page = site.page(urls.publisher(publisher.id), publisher.name, lead, trail, publisher.id)
    view = PublisherPage(
        page=page,
        lead=lead,
        parts=(*_pictures(site, publisher), _facts(site, publisher), *_tables(site, publisher), _gaps(site, publisher)),
        said=tuple(_said(site, publisher)),
        data=Link("Take all of it as data: files for Excel and for programs", urls.data(publisher.id)),
        quality=Link("Data quality: what was found, and every row that was withheld", urls.quality(publisher.id)),
        follow=following(page.address),
    )
    return site.render("publisher", view)


def _said(site: Site, publisher: Publisher) -> Iterator[str]:
    if publisher.id in site.shrunk:
        yield site.shrunk[publisher.id]
    for path, account in site.stand_ins.items():
        if account.source.publisher == publisher.id:
            yield from stand_in(site, path)


def _pictures(site: Site, publisher: Publisher) -> Iterator[Any]:
    scope = Ref("publishers", "", publisher.id)
    tally = site.measures.tally(scope)
    for bars in (ways_bars(site, scope), claim_bars(site, publisher.id)):
        if bars:
            yield bars
    for currency in tally.money:
        repeated = (
            f" {words.count(tally.repeated, 'award is', 'awards are')} shown by another publisher, too." if tally.repeated else ""
        )
        yield holder_bars(
            tally, currency, f"Money{'' if currency == 'GBP' else f' in {currency}'}, by who decided", f"{MONEY_NOTE}{repeated}"
        )
    years = site.measures.by_year.get(scope, {})
    if len(years) > 1:
        by_year = [(Link("Date not stated" if year == "none" else year), one.total("GBP")) for year, one in years.items()]
        yield money_bars("By year of decision", "Year", by_year, "GBP", "years")
    bars = follow_through_bars(site, site.portal.of_publisher("decisions", publisher.id))
    if bars:
        yield bars


def _facts(site: Site, publisher: Publisher) -> Group:
    lists = site.schemas.codelists
    licence = lists["licence"].codes[publisher.licence]
    facts = [
        Fact("Licence", (Value(licence.title, web=web_address(licence.marks.get("url", ""))),)),
        Fact("Publishes", (Value(lists["update_frequency"].title(publisher.update_frequency)),)),
    ]
    fresh = site.measures.freshness[publisher.id]
    if fresh.newest:
        facts.append(Fact("Newest data", (Value(words.day(fresh.newest)),)))
    if fresh.due:
        late = ", and none has come" if fresh.overdue else ""
        facts.append(Fact("More is promised by", (Value(f"{words.day(fresh.due)}{late}"),)))
    ledgers = [account.ledger for account in site.portal.accounts if account.source.publisher == publisher.id]
    read, withheld = sum(ledger.rows_in for ledger in ledgers), sum(ledger.withheld for ledger in ledgers)
    facts.append(Fact("Rows withheld", (Value(f"{withheld:,} of {read:,}", f"{urls.quality(publisher.id)}#files"),)))
    missing = []
    stated = (
        ("Area", publisher.gss, urls.place(publisher.gss) if Ref("areas", "", publisher.gss) in site.portal.index else "", ""),
        ("Registered as", publisher.org_id, "", ""),
        ("Website", publisher.website, "", web_address(publisher.website)),
        ("Contact", publisher.contact, "", ""),
    )
    for title, text, address, web in stated:
        if text:
            facts.append(Fact(title, (Value(_area(site, text) if title == "Area" else text, address, web),)))
        else:
            missing.append(title)
    return Group("About this publisher", tuple(facts), ", ".join(missing))


def _area(site: Site, code: str) -> str:
    area = next((one for one in site.portal.records["areas"] if one.key == code), None)
    return str(area.get("name")) if area else code


def _tables(site: Site, publisher: Publisher) -> Iterator[TableView]:
    for kind in KINDS:
        records = site.portal.of_publisher(kind, publisher.id)
        if not records:
            continue
        newest = sorted(records, key=lambda one: str(one.get("decision_date") or one.get("last_modified") or ""), reverse=True)
        table = record_list(newest[:LATEST], COLUMNS[kind], SECTION_TITLES[kind], site.portal, site.schemas)
        every = Link(f"All {words.count(len(records), site.schemas.kinds[kind].singular.lower(), kind)}", _all(kind, publisher))
        yield TableView(table.caption, table.headings, table.rows, kind, len(records), (every,))
    months = _months(site, publisher)
    if months:
        rows = tuple(
            (
                Cell(_month_title(month), urls.publisher_payments(publisher.id, month)),
                Cell(f"{len(payments):,}", figure=True),
                Cell(words.money(sum(one.get("amount") or 0 for one in payments)), figure=True),
            )
            for month, payments in months
        )
        yield TableView("Payments by month", ("Month", "Payments", "Sum"), rows, "payments", len(rows))


def _all(kind: str, publisher: Publisher) -> str:
    return urls.section(kind) if kind == "funds" else urls.section_of_publisher(kind, publisher.id)


def _months(site: Site, publisher: Publisher) -> list[tuple[str, tuple[Record, ...]]]:
    payments = sorted(site.portal.of_publisher("payments", publisher.id), key=_month, reverse=True)
    return [(month, tuple(members)) for month, members in groupby(payments, key=_month)]


def _month(payment: Record) -> str:
    day = payment.get("date")
    return f"{day.year}-{day.month:02d}" if day else "none"


def _month_title(month: str) -> str:
    return "Date not stated" if month == "none" else words.month(month)


def _gaps(site: Site, publisher: Publisher) -> TableView:
    rows = tuple(
        _gap_row(site, gap.kind, gap.field, gap.reason, words.day(gap.until) if gap.until else "") for gap in publisher.gaps
    )
    return TableView("What it says it does not publish", ("What", "Why", "Until"), rows, "gaps", len(rows))


def _gap_row(site: Site, kind: str, field: str, reason: str, until: str) -> tuple[Cell, ...]:
    schema = site.schemas.kinds.get(kind)
    title = schema.title if schema else kind
    part = schema.by_name[field].title if schema and field in schema.by_name else field
    return Cell(f"{title}: {part}" if part else title), Cell(reason), Cell(until or words.NOT_STATED)


def _payment_pages(site: Site, publisher: Publisher) -> Iterator[Artefact]:
    for month, payments in _months(site, publisher):
        title = f"Payments of {publisher.name}, {_month_title(month)}"
        total = words.money(sum(one.get("amount") or 0 for one in payments))
        lead = f"{words.count(len(payments), 'payment')}, {total} in all."
        trail = (
            Link(SECTION_TITLES["publishers"], urls.section("publishers")),
            Link(publisher.name, urls.publisher(publisher.id)),
        )
        page = site.page(urls.publisher_payments(publisher.id, month), title, lead, trail, publisher.id)
        yield from table_pages(
            site, page, lead, child_table(payments, frozenset(), site.portal, site.schemas), take=taking("", publisher.id)
        )
