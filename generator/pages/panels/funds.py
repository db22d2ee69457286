"""A fund: its money from allocation to outcome, and who decided on it, by priority, intervention, place and year."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from generator import urls, words
from generator.measures import Award, Sum
from generator.model import Record, Ref
from generator.pages.facts import heading
from generator.pages.pictures import HOLDER_TITLES, MONEY_NOTE, Bars, Flow, flow, holder_bars, money_bars
from generator.pages.site import Site
from generator.pages.views import Link
from generator.standing.holders import HOLDERS

Panel = Flow | Bars
NO_RESULTS = " No results with targets are published yet."
MOST = 30  # lines of one table of a fund


def fund_panels(site: Site, record: Record) -> Iterator[Panel]:
    """The panels of a fund's page."""
    tally = site.measures.tally(record.ref)
    allocated = site.measures.allocated.get(record.ref, 0)
    yield from _flow(site, record, allocated)
    for currency in tally.money:
        yield holder_bars(tally, currency, f"Who decided{_in(currency)}", MONEY_NOTE)
    awarded = [one for one in site.measures.awards.get(record.ref, ()) if one.currency == "GBP"]
    for caption, column, anchor, told in (
        ("By priority", "Priority", "priorities", _code(site, "priority")),
        ("By intervention", "Intervention", "interventions", _code(site, "intervention_code")),
        ("By place", "Place", "places", _places(site)),
    ):
        sums = _sums(awarded, told)
        if sums and not (len(sums) == 1 and sums[0][0].text == words.NOT_STATED):
            yield money_bars(caption, column, sums[:MOST], "GBP", anchor)
    years = site.measures.by_year.get(record.ref, {})
    if len(years) > 1:
        by_year = [(Link("Date not stated" if year == "none" else year), one.total("GBP")) for year, one in years.items()]
        yield money_bars("By year of decision", "Year", by_year, "GBP", "years")


def _in(currency: str) -> str:
    return "" if currency == "GBP" else f", in {currency}"


def _flow(site: Site, record: Record, allocated: int) -> Iterator[Flow]:
    tally = site.measures.tally(record.ref)
    sums = tally.money.get("GBP", {})
    decided = [(sums[one].pence, one) for one in HOLDERS if one in sums]
    total = tally.total("GBP").pence
    paid = site.measures.paid.get(record.ref, 0)
    if not allocated and not total:
        return
    stages = [("Allocated", words.money(allocated) if allocated else words.NOT_STATED, [(allocated, "plain")])]
    stages.append(("Decided", words.money(total), decided))
    stages.append(("Paid", words.money(paid), [(paid, "plain")]))
    shares = ", ".join(f"{HOLDER_TITLES[one].lower()} {words.money(pence)}" for pence, one in decided)
    met, measured = _results(site, record.ref)
    outcome = (
        f" {words.count(measured, 'result has', 'results have')} a target; {met or 'none'} met it." if measured else NO_RESULTS
    )
    yield flow("From allocation to outcome", stages, f"Who decided: {shares or 'nobody yet'}.{outcome}")


def _results(site: Site, fund: Ref) -> tuple[int, int]:
    # Results that state a target and what was reached.
    results = (
        one for decision in site.portal.children(fund, "decisions") for one in site.portal.children(decision.ref, "results")
    )
    stated = [one for one in results if one.get("target") is not None and one.get("actual") is not None]
    return sum(1 for one in stated if one.values["actual"] >= one.values["target"]), len(stated)


def _sums(awarded: Sequence[Award], told: Callable[[Record], Iterator[Link]]) -> list[tuple[Link, Sum]]:
    sums: dict[Link, Sum] = {}
    for award in awarded:
        for link in told(award.decision):
            one = sums.get(link, Sum())
            sums[link] = Sum(one.awards + 1, one.pence + (award.pence or 0))
    return sorted(sums.items(), key=lambda one: (-one[1].pence, one[0]))


def _code(site: Site, name: str) -> Callable[[Record], Iterator[Link]]:
    schema = site.schemas.kinds["decisions"]
    return lambda record: iter((Link(words.code_title(schema, site.schemas, name, record.get(name))),))


def _places(site: Site) -> Callable[[Record], Iterator[Link]]:
    def told(record: Record) -> Iterator[Link]:
        targets = [site.portal.resolve(record.publisher, "areas", code) for code in record.get("area_codes") or ()]
        known = [target for target in targets if target]
        for target in islice(known, 10):
            yield Link(heading(site.portal.index[target], site.schemas), urls.of(target))
        if not known:
            yield Link(words.NOT_STATED)

    return told
