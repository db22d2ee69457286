"""The site's first page: what there is, how power is spread, who decided on money, what is new and what is next."""

from datetime import datetime, time

from generator import urls
from generator.artefacts import Artefact
from generator.model import Record
from generator.pages import words
from generator.pages.facts import called, page_of
from generator.pages.lists import COLUMNS
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.tables import record_list
from generator.pages.views import Cell, HomePage, Link, TableView

LATEST = 8
HOLDERS = {"community": "Community-held bodies", "shared": "Shared bodies", "body": "The public body itself", "": "Not stated"}


def home_page(site: Site) -> Artefact:
    """The first page."""
    lead = "Who decides about public services, how much say communities have, what it cost and what came of it."
    page = site.page(urls.home(), site.name, lead, ())
    decisions = sorted(site.portal.records["decisions"], key=lambda one: str(one.get("decision_date") or ""), reverse=True)
    view = HomePage(
        page=page,
        figures=tuple(_figures(site)),
        ways=_ways(site),
        decided=_decided(site),
        latest=record_list(decisions[:LATEST], COLUMNS["decisions"], "Latest decisions", site.portal, site.schemas),
        coming=_coming(site),
        publishers=_publishers(site),
    )
    return site.render("home", view)


def _figures(site: Site) -> list[tuple[str, Link]]:
    kinds = ("services", "decisions", "communities", "funds")
    figures = [(kind, len(site.portal.records[kind])) for kind in kinds]
    figures += [("organisations", len(site.portal.organisations)), ("publishers", len(site.portal.publishers))]
    return [
        (f"{number:,}", Link(SECTION_TITLES[kind].lower() if number != 1 else _one(kind), urls.section(kind)))
        for kind, number in figures
    ]


def _one(kind: str) -> str:
    return {"services": "service", "decisions": "decision", "communities": "community", "funds": "fund"}.get(kind, kind[:-1])


def _ways(site: Site) -> TableView:
    methods = site.schemas.codelists["transfer_method"]
    counts = dict.fromkeys(methods.codes, 0)
    for service in site.portal.records["services"]:
        held = _in_force(site.portal.children(service.ref, "power"))
        if held and held.get("transfer_method"):
            counts[held.values["transfer_method"]] += 1
    rows = tuple((Cell(methods.title(code)), Cell(f"{number:,}", figure=True)) for code, number in counts.items())
    unstated = len(site.portal.records["services"]) - sum(counts.values())
    rows = (*rows, (Cell(words.NOT_STATED), Cell(f"{unstated:,}", figure=True)))
    return TableView("How power over services is handed over today", ("Way", "Services"), rows, "ways", len(rows))


def _in_force(assessments: tuple[Record, ...]) -> Record | None:
    held = [one for one in assessments if one.get("state") == "in_force"]
    return max(held, key=lambda one: (one.values["assessed_on"], one.key)) if held else None


def _decided(site: Site) -> TableView:
    codes = site.schemas.codelists["body_type"].codes
    sums = {holder: [0, 0] for holder in HOLDERS}
    for decision in site.portal.records["decisions"]:
        if not str(decision.get("outcome")).startswith("approved") or (decision.get("currency") or "GBP") != "GBP":
            continue
        kind = decision.get("decided_by_type")
        entry = sums[codes[kind].marks.get("held_by", "") if kind in codes else ""]
        entry[0] += 1
        entry[1] += decision.get("amount_awarded") or 0
    rows = tuple(
        (Cell(title), Cell(f"{sums[holder][0]:,}", figure=True), Cell(words.money(sums[holder][1]), figure=True))
        for holder, title in HOLDERS.items()
    )
    return TableView("Money approved, by who decided", ("Who decided", "Decisions", "Approved"), rows, "decided", len(rows))


def _coming(site: Site) -> TableView:
    now = datetime.combine(site.portal.as_of, time())
    meetings = [one for one in site.portal.records["meetings"] if one.get("starts_at") and one.values["starts_at"] >= now]
    meetings = [one for one in meetings if one.get("status") != "cancelled"]
    meetings.sort(key=lambda one: (one.values["starts_at"], one.publisher, one.key))
    rows = tuple(
        (
            Cell(str(one.get("title")), page_of(site.portal, one.ref)),
            Cell(words.moment(one.values["starts_at"])),
            Cell(_held_by(site, one)),
            Cell(str(one.get("place") or words.NOT_STATED)),
        )
        for one in meetings[:LATEST]
    )
    return TableView("Next meetings", ("Meeting", "When", "Of", "Where"), rows, "coming", len(meetings))


def _held_by(site: Site, meeting: Record) -> str:
    target = site.portal.resolve(meeting.publisher, "communities", meeting.get("community_id") or "")
    return called(site.portal, site.schemas, target) if target else site.publisher_name(meeting)


def _publishers(site: Site) -> TableView:
    rows = tuple((Cell(one.name, urls.publisher(one.id)),) for one in site.portal.publishers.values())
    return TableView("Publishers", ("Publisher",), rows[: LATEST * 3], "publishers", len(rows))
