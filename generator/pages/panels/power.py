"""How power is spread over the services of a scope: the whole portal, a publisher or a place."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from generator import urls, words
from generator.measures import Place
from generator.model import Ref
from generator.pages.pictures import Bars, counted_bars
from generator.pages.site import Site
from generator.pages.views import Cell, Link, TableView
from generator.standing.claims import VERDICTS

IN_FORCE: Final = "in_force"
COUNTED: Final = (
    "Each service that runs today counts once, by the strongest power that a community has over it. "
    "“Not stated” means that no power over it is in force."
)
VERDICT_TITLES: Final = {
    "evidenced": "Evidenced",
    "not_evidenced": "Claimed, not evidenced",
    "contradicted": "Contradicted by the record",
    "too_early": "Too early to say",
}
CLAIMS: Final = (
    "We look at the last 12 months for a binding decision, a meeting of the kind claimed, or for legal control an agreement. "
    "Power that is newer than 12 months, with nothing to show yet, is too early to judge."
)


def ways_bars(site: Site, scope: Ref, anchor: str = "ways") -> Bars | None:
    """Running services by the way in which power over them is handed over today."""
    spread = site.measures.spread.get(scope, {})
    if not spread:
        return None
    counts: Counter[str] = Counter()
    for place, number in spread.items():
        if place.state in {IN_FORCE, ""}:
            counts[place.method] += number
    codes = site.schemas.codelists["transfer_method"].codes
    rows = [(Link(one.title, urls.term("ways")), counts[code], "") for code, one in reversed(tuple(codes.items()))]
    rows.append((Link(words.NOT_STATED, urls.term("not-stated")), counts[""], "not_stated"))
    return counted_bars("How power over services is handed over", "Way", rows, "Services", COUNTED, anchor)


def level_table(site: Site, scope: Ref) -> TableView:
    """Way by level, of what is in force."""
    levels = site.schemas.codelists["power_level"].codes
    spread = site.measures.spread.get(scope, {})

    def cells(method: str) -> Iterator[int]:
        for level in levels:
            yield sum(number for place, number in spread.items() if _is(place, IN_FORCE, method) and place.level == level)

    headings = ("Way", *(f"{code} {one.title}" for code, one in levels.items()))
    return _table(site, "Ways and levels today", headings, cells, "levels")


def split_table(site: Site, scope: Ref, states: tuple[str, ...], caption: str, anchor: str) -> TableView:
    """Way by kind of service and by who has a say, of power in some states."""
    spread = site.measures.spread.get(scope, {})
    lists = site.schemas.codelists
    pairs = [(sort, network) for sort in lists["service_type"].codes for network in ("whole_area", "need_or_interest")]

    def cells(method: str) -> Iterator[int]:
        for sort, network in pairs:
            yield sum(
                number
                for place, number in spread.items()
                if any(_is(place, state, method) for state in states)
                and (place.service_type, place.network_type) == (sort, network)
            )

    names = {"whole_area": "whole area", "need_or_interest": "need or interest"}
    headings = ("Way", *(f"{lists['service_type'].title(sort)}, {names[network]}" for sort, network in pairs))
    return _table(site, caption, headings, cells, anchor)


def _is(place: Place, state: str, method: str) -> bool:
    return place.state == state and place.method == method


def _table(site: Site, caption: str, headings: tuple[str, ...], cells: Callable[[str], Iterator[int]], anchor: str) -> TableView:
    codes = site.schemas.codelists["transfer_method"].codes
    counted = [(one.title, tuple(cells(code))) for code, one in reversed(tuple(codes.items()))]
    rows = tuple((Cell(title), *(Cell(f"{number:,}", figure=True) for number in numbers)) for title, numbers in counted)
    return TableView(caption, headings, rows, anchor, len(rows))


def claim_bars(site: Site, publisher: str = "") -> Bars | None:
    """Claims in force by what the record says of them, of everything or of one publisher."""
    found = Counter(
        claim.verdict
        for service, claims in site.measures.claims.items()
        for claim in claims
        if not publisher or service.publisher == publisher
    )
    if not found:
        return None
    rows = [(Link(VERDICT_TITLES[one]), found[one], one) for one in VERDICTS]
    return counted_bars("Claims against the record", "What the record says", rows, "Claims", CLAIMS, "claims")
