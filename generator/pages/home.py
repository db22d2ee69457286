"""The site's first page: the headline figures, how power is spread, who decided on money, what is next and what is new."""

from collections.abc import Iterator
from typing import Any, Final

from generator import urls, words
from generator.artefacts import Artefact
from generator.measures import WHOLE, Sum
from generator.pages.changes import latest_changes
from generator.pages.coming import meeting_table
from generator.pages.lists import COLUMNS
from generator.pages.panels.communities import follow_through_bars
from generator.pages.panels.power import claim_bars, ways_bars
from generator.pages.pictures import MONEY_NOTE, holder_bars
from generator.pages.site import Site
from generator.pages.tables import record_list
from generator.pages.views import Cell, HomePage, Link, TableView
from generator.standing.holders import COMMUNITY, NOT_STATED
from generator.standing.power import runs

SOME_INVENTED: Final = "Some of this is made-up data about places and bodies that do not exist. Its pages say so."
LATEST: Final = 6
LEAD: Final = "Who decides about public services, how much say communities have, what it cost and what came of it."


def home_page(site: Site) -> Artefact:
    """The first page."""
    page = site.page(urls.home(), site.name, LEAD, ())
    decisions = sorted(site.portal.records["decisions"], key=lambda one: str(one.get("decision_date") or ""), reverse=True)
    latest = record_list(decisions[:LATEST], COLUMNS["decisions"], "Latest decisions", site.portal, site.schemas)
    coming = meeting_table(site, site.measures.coming, LATEST)
    parts = (*_pictures(site), coming, latest, latest_changes(site), _publishers(site))
    return site.render("home", HomePage(page, _demonstration(site), tuple(_figures(site)), tuple(_questions()), parts))


def _demonstration(site: Site) -> str:
    invented = [publisher.demonstration for publisher in site.portal.publishers.values()]
    if not any(invented):
        return ""
    return words.INVENTED if all(invented) else SOME_INVENTED


def _figures(site: Site) -> Iterator[tuple[str, Link]]:
    yield from _money(site)
    claims = [claim.verdict for found in site.measures.claims.values() for claim in found]
    if claims:
        yield (
            f"{claims.count('evidenced'):,} of {len(claims):,}",
            Link(
                "claims of power that the record bears out" if len(claims) != 1 else "claim of power that the record bears out",
                f"{urls.section('power')}#claims",
            ),
        )
    services = sum(1 for service in site.portal.records["services"] if runs(service, site.portal.as_of))
    yield f"{services:,}", Link("services" if services != 1 else "service", urls.section("services"))
    decisions = len(site.portal.records["decisions"])
    yield f"{decisions:,}", Link("decisions" if decisions != 1 else "decision", urls.section("decisions"))
    ahead = sum(1 for one in site.measures.coming if one.what == "meeting")
    if ahead:
        yield f"{ahead:,}", Link("meetings to come" if ahead != 1 else "meeting to come", urls.section("coming-up"))


def _money(site: Site) -> Iterator[tuple[str, Link]]:
    tally = site.measures.tally(WHOLE)
    sums, whole = tally.money.get("GBP", {}), tally.total("GBP")
    unknown = sums.get(NOT_STATED, Sum())
    place = f"{urls.home()}#decided-gbp"
    if whole.awards == unknown.awards and whole.awards:
        # Nought would say that communities decided on nothing, which nobody has stated.
        yield words.pounds(whole.pence), Link("awarded; who decided is not stated", place)
    elif whole.awards:
        rest = f"; who decided on {words.pounds(unknown.pence)} is not stated" if unknown.awards else ""
        said = f"decided by communities, of {words.pounds(whole.pence)} awarded{rest}"
        yield words.pounds(sums.get(COMMUNITY, Sum()).pence), Link(said, place)


def _questions() -> Iterator[Link]:
    yield Link("How much say do communities have?", urls.section("power"))
    yield Link("Where can I take part next?", urls.section("coming-up"))
    yield Link("What is decided in my area?", urls.section("places"))
    yield Link("Where did the money go?", urls.section("funds"))
    yield Link("Who gets the money?", urls.section("organisations"))
    yield Link("What is wrong with the data?", urls.quality())
    yield Link("Where can I take all of it as data?", urls.data())


def _pictures(site: Site) -> Iterator[Any]:
    tally = site.measures.tally(WHOLE)
    for currency in tally.money:
        repeated = f" {words.count(tally.repeated, 'award')} that two publishers show is counted once." if tally.repeated else ""
        caption = "Money, by who decided" if currency == "GBP" else f"Money in {currency}, by who decided"
        yield holder_bars(tally, currency, caption, f"{MONEY_NOTE}{repeated}")
    for bars in (ways_bars(site, WHOLE), claim_bars(site), follow_through_bars(site, site.portal.records["decisions"])):
        if bars:
            yield bars


def _publishers(site: Site) -> TableView:
    rows = tuple(
        (
            Cell(one.name, urls.publisher(one.id)),
            *(Cell(f"{len(site.portal.of_publisher(kind, one.id)):,}", figure=True) for kind in ("services", "decisions")),
        )
        for one in site.portal.publishers.values()
    )
    every = (Link("All publishers", urls.section("publishers")),)
    return TableView("Publishers", ("Publisher", "Services", "Decisions"), rows[: 5 * LATEST], "publishers", len(rows), every)
