"""`/power/`: the four questions and the four ways explained, and where every service stands."""

from collections.abc import Iterator
from typing import Any, Final

from generator import urls, words
from generator.artefacts import Artefact
from generator.measures import WHOLE
from generator.model import Record
from generator.pages.facts import heading
from generator.pages.panels.power import VERDICT_TITLES, claim_bars, level_table, split_table, ways_bars
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.views import Cell, PartsPage, TableView
from generator.standing.power import runs, strongest

LEAD: Final = "How much say do communities have in the services of these bodies? Each service is asked the same four questions."


def power_pages(site: Site) -> Iterator[Artefact]:
    """The page about power, with the further pages of its long table."""
    page = site.page(urls.section("power"), SECTION_TITLES["power"], LEAD, ())
    table, further = site.continued(_services(site), page, urls.part(page.address, "services"))
    yield site.render("power", PartsPage(page, LEAD, (*_parts(site), table)))
    yield from further


def _parts(site: Site) -> Iterator[Any]:
    bars = ways_bars(site, WHOLE)
    if bars:
        yield bars
    states = {place.state for place in site.measures.spread.get(WHOLE, {})}
    if "in_force" in states:
        yield level_table(site, WHOLE)
        yield split_table(site, WHOLE, ("in_force",), "For which services, and for whom", "split")
    if states & {"proposed", "agreed"}:
        yield split_table(site, WHOLE, ("proposed", "agreed"), "Proposed or agreed next", "next")
    claims = claim_bars(site)
    if claims:
        yield claims
    yield _levels(site)


def _levels(site: Site) -> TableView:
    codes = site.schemas.codelists["power_level"].codes
    rows = tuple((Cell(code), Cell(one.title), Cell(f"{one.description}.")) for code, one in codes.items())
    return TableView("The levels, a scale of this portal's own", ("Level", "Name", "What it means"), rows, "scale", len(rows))


def _services(site: Site) -> TableView:
    records = [record for record in site.portal.records["services"] if runs(record, site.portal.as_of)]
    records.sort(
        key=lambda record: (-_level(site, record), record.publisher, heading(record, site.schemas).casefold(), record.key)
    )
    rows = tuple(_row(site, record) for record in records)
    headings = ("Service", "Publisher", "Core or discretionary", "Who has a say", "Way", "Level", "Claim")
    return TableView("Where every service stands", headings, rows, "services", len(rows))


def _level(site: Site, record: Record) -> int:
    held = strongest(site.measures.held.get(record.ref, ()))
    return int(held.get("power_level") or -1) if held else -1


def _row(site: Site, record: Record) -> tuple[Cell, ...]:
    held = strongest(site.measures.held.get(record.ref, ()))
    schema = site.schemas.kinds["power"]
    told = (
        words.code_title(schema, site.schemas, name, held.get(name) if held else None)
        for name in ("network_type", "transfer_method")
    )
    level = (
        f"{held.values['power_level']} {words.code_title(schema, site.schemas, 'power_level', held.values['power_level'])}"
        if held
        else words.NOT_STATED
    )
    verdicts = [claim.verdict for claim in site.measures.claims.get(record.ref, ()) if claim.power is held]
    return (
        Cell(heading(record, site.schemas), urls.of(record.ref)),
        Cell(site.publisher_name(record), urls.publisher(record.publisher)),
        Cell(words.code_title(site.schemas.kinds["services"], site.schemas, "service_type", record.get("service_type"))),
        *(Cell(text) for text in told),
        Cell(level),
        Cell(VERDICT_TITLES[verdicts[0]] if verdicts else "No claim", f"{urls.of(record.ref)}#claim" if verdicts else ""),
    )
