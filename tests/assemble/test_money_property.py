"""The money of any portal, against a slow reckoning of its own that knows decisions by their number only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from generator.assemble import measure
from generator.measures import NO_FUND, WHOLE, Tally
from generator.model import Record, Ref
from tests.checks.making import SCHEMAS, portal, publisher, row

PUBLISHERS: Final = ("eastmere", "northby", "southby")
SHARED: Final = Ref("funds", "", "ukspf")
OWN: Final = {one: Ref("funds", one, "own") for one in PUBLISHERS}
DAYS: Final = (None, date(2023, 5, 1), date(2024, 5, 1), date(2024, 5, 2), date(2025, 5, 1))
OUTCOMES: Final = ("approved", "approved", "approved_with_conditions", "rejected", "deferred", None)
CONFIRMED: Final = {"binding": True, "ratified_by": "Cabinet", "ratified_date": date(2026, 3, 3)}
WAITING: Final = {"binding": True, "ratified_by": "Cabinet", "ratified_date": date(2026, 3, 4)}
WHO: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("community", {"decided_by_type": "resident_vote", "binding": True}),
    ("community", {"decided_by_type": "neighbourhood_board", **CONFIRMED}),
    ("shared", {"decided_by_type": "town_board", "binding": True}),
    ("body", {"decided_by_type": "cabinet"}),
    ("body", {"decided_by_type": "committee", "binding": False}),
    ("advice", {"decided_by_type": "citizens_assembly", "binding": False}),
    ("advice", {"decided_by_type": "cabinet", **WAITING}),
    ("not_stated", {"decided_by_type": "community_organisation"}),
    ("not_stated", {"binding": True}),
)


@dataclass(frozen=True)
class Drawn:
    """A decision drawn at random; `amends` is the number of another, counted round."""

    publisher: str
    key: str
    amends: int | None
    day: date | None
    outcome: str | None
    who: int
    pence: int | None
    currency: str
    fund: str
    passed_on: bool
    is_award: bool

    @property
    def is_approved(self) -> bool:
        """Whether it goes ahead."""
        return str(self.outcome).startswith("approved")


@dataclass
class Reckoned:
    """The sums of one scope, by currency and holder, and by year."""

    pence: Counter[tuple[str, str]] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    years: Counter[tuple[str, str]] = field(default_factory=Counter)
    unstated: int = 0


DRAWN = st.builds(
    Drawn,
    publisher=st.sampled_from(PUBLISHERS),
    key=st.sampled_from(["A1", "A2", "B1", "B2", "360G-1", "360G-2", "ocds-1"]),
    amends=st.none() | st.integers(0, 9),
    day=st.sampled_from(DAYS),
    outcome=st.sampled_from(OUTCOMES),
    who=st.integers(0, len(WHO) - 1),
    pence=st.none() | st.integers(0, 10**9),
    currency=st.sampled_from(["", "GBP", "EUR"]),
    fund=st.sampled_from(["", "ukspf", "own", "nowhere"]),
    passed_on=st.integers(0, 4).map(lambda drawn: drawn == 0),
    is_award=st.booleans(),
)
PORTALS = st.lists(DRAWN, max_size=10, unique_by=lambda one: (one.publisher, one.key))


def as_record(drawn: Sequence[Drawn], number: int) -> Record:
    """The decision as a publisher writes it: with bare ids of its own, and those of others behind their publisher."""
    one = drawn[number]
    target = None if one.amends is None else drawn[one.amends % len(drawn)]
    stated = {
        "decision_id": one.key,
        "outcome": one.outcome,
        "decision_date": one.day,
        "decision_type": "fund_award" if one.is_award else "commission_service",
        "amount_awarded": one.pence,
        "currency": one.currency or None,
        "fund_id": one.fund or None,
        "regrant_of": "A1" if one.passed_on else None,
        "amends": target and (target.key if target.publisher == one.publisher else f"{target.publisher}/{target.key}"),
        **WHO[one.who][1],
    }
    return row("decisions", number + 2, of=one.publisher, **{name: told for name, told in stated.items() if told is not None})


def families(drawn: Sequence[Drawn]) -> list[list[int]]:
    """The numbers of decisions that amend one another, each family oldest first: an amendment is never older than its object."""
    before = {number: {one.amends % len(drawn)} if one.amends is not None else set() for number, one in enumerate(drawn)}
    above = {number: {number} for number in before}
    for _ in drawn:
        above = {number: seen.union(*(before[other] for other in seen)) for number, seen in above.items()}

    def age(number: int) -> tuple[date, int, str, str]:
        days = [drawn[one].day or date.min for one in above[number]]
        return max(days), len(days), drawn[number].key, drawn[number].publisher

    labels = {number: min(above[number]) for number in above}
    for _ in drawn:
        labels = {number: min(labels[one] for one in above if above[one] & above[number]) for number in above}
    return [sorted((one for one in labels if labels[one] == label), key=age) for label in sorted(set(labels.values()))]


def reckon(drawn: Sequence[Drawn]) -> tuple[dict[Ref, Reckoned], list[list[Drawn]]]:
    """The sums of every scope, and the awards that are repeated."""
    found: dict[Ref, Reckoned] = {}
    repeated: list[list[Drawn]] = []
    standing = [[drawn[number] for number in family if drawn[number].is_approved] for family in families(drawn)]
    ordered = sorted((family for family in standing if family), key=lambda family: (family[-1].publisher, family[-1].key))
    for place, family in enumerate(ordered):
        first = family[0]
        scopes = [Ref("publishers", "", first.publisher)]
        standards = {one.key for one in family if one.key[:4] in {"360G", "ocds"}}
        if any(one.key in standards for other in ordered[:place] for one in other):
            repeated.append(family)
        else:
            scopes += [WHOLE, {"ukspf": SHARED, "own": OWN[first.publisher]}.get(first.fund, NO_FUND)]
        for scope in scopes:
            add(found.setdefault(scope, Reckoned()), family)
    return found, repeated


def add(sums: Reckoned, family: Sequence[Drawn]) -> None:
    """Counts a family in a scope."""
    first, who = family[0], WHO[family[0].who][0]
    sums.decisions[who] += 1
    pence, currency = amount(family)
    if pence is not None:
        sums.pence[currency, who] += pence
        sums.years[str(first.day.year) if first.day else "none", currency] += pence
    elif first.is_award and not any(one.passed_on for one in family):
        sums.unstated += 1


def amount(family: Sequence[Drawn]) -> tuple[int | None, str]:
    """The amount of a family that counts, and its currency."""
    told = [(one.pence, one.currency or family[0].currency or "GBP") for one in family if one.pence is not None]
    return (None, "") if not told or any(one.passed_on for one in family) else told[-1]


def pence(tally: Tally) -> Counter[tuple[str, str]]:
    """Pence by currency and holder."""
    return +Counter({(currency, who): one.pence for currency, sums in tally.money.items() for who, one in sums.items()})


def summed(tallies: Iterable[Tally]) -> Counter[tuple[str, str]]:
    """What several come to together."""
    return sum(map(pence, tallies), Counter())


@given(PORTALS)
def test_the_money_of_any_portal_adds_up(drawn: list[Drawn]) -> None:
    """Every scope is as it is reckoned by hand, and home = publishers - what is repeated = funds + no fund = years."""
    funds = row("funds", of="", fund_id="ukspf"), *(row("funds", of=one, fund_id="own") for one in PUBLISHERS)
    records = [as_record(drawn, number) for number in range(len(drawn))]
    measures = measure(portal(*funds, *records, publishers=[publisher(one) for one in PUBLISHERS]), SCHEMAS)
    expected, repeated = reckon(drawn)
    owners, sources = [Ref("publishers", "", one) for one in PUBLISHERS], [SHARED, *OWN.values(), NO_FUND]
    for scope in (WHOLE, *owners, *sources):
        tally, sums = measures.tally(scope), expected.get(scope, Reckoned())
        assert pence(tally) == +sums.pence
        assert tally.decisions == sums.decisions
        assert tally.unstated == sums.unstated
        years = measures.by_year.get(scope, {})
        by_year = Counter({(year, one): told.total(one).pence for year, told in years.items() for one in told.money})
        assert +by_year == +sums.years
        assert summed(years.values()) == pence(tally)
    twice: Counter[tuple[str, str]] = Counter()
    for family in repeated:
        twice[amount(family)[1], WHO[family[0].who][0]] += amount(family)[0] or 0
    home = pence(measures.tally(WHOLE))
    assert home + +twice == summed(measures.tally(scope) for scope in owners)
    assert home == summed(measures.tally(scope) for scope in sources)
    assert measures.tally(WHOLE).repeated == sum(measures.tally(scope).repeated for scope in owners) == len(repeated)
