"""£ and decisions by who decided, reckoned by hand."""

from datetime import date
from typing import Any

import pytest

from generator.assemble import measure
from generator.measures import NO_FUND, WHOLE, Measures, Tally
from generator.model import Record, Ref
from tests.checks.making import SCHEMAS, portal, publisher, row

EASTMERE = Ref("publishers", "", "eastmere")
NORTHBY = Ref("publishers", "", "northby")
SHARED = Ref("funds", "", "ukspf")
BOARD = Ref("communities", "eastmere", "board")
BACKGROUND = (
    row("funds", of="", fund_id="ukspf", name="Shared"),
    row("areas", of="", code="E01", name="East"),
    row("areas", 3, of="", code="E02", name="West"),
    row("communities", community_id="board", name="Board"),
)


def decision(number: int = 2, /, *, of: str = "eastmere", **values: Any) -> Record:
    """A neighbourhood board's binding award of £10 from the shared fund, of June 2025; None leaves a value out."""
    stated = {
        "decision_id": f"A{number}",
        "outcome": "approved",
        "decision_type": "fund_award",
        "decided_by_type": "neighbourhood_board",
        "binding": True,
        "decision_date": date(2025, 6, 1),
        "amount_awarded": 1000,
        "fund_id": "ukspf",
        **values,
    }
    return row("decisions", number, of=of, **{name: value for name, value in stated.items() if value is not None})


def measured(*records: Record) -> Measures:
    """The measures of a portal of two publishers with a shared fund, two areas and Eastmere's board."""
    return measure(portal(*BACKGROUND, *records, publishers=[publisher("eastmere"), publisher("northby")]), SCHEMAS)


def money(tally: Tally) -> dict[str, dict[str, tuple[int, int]]]:
    """Awards and pence by currency and who decided."""
    return {currency: {who: (one.awards, one.pence) for who, one in sums.items()} for currency, sums in tally.money.items()}


def whole(*records: Record) -> dict[str, dict[str, tuple[int, int]]]:
    """The money of the home page."""
    return money(measured(*records).tally(WHOLE))


def test_money_stands_under_who_decided() -> None:
    """Each holder has its own sum, and with the number of decisions it is told apart from the others."""
    deciders: list[dict[str, Any]] = [
        {"amount_awarded": 1},
        {"amount_awarded": 20, "decided_by_type": "resident_vote"},
        {"amount_awarded": 300, "decided_by_type": "town_board"},
        {"amount_awarded": 4000, "decided_by_type": "cabinet"},
        {"amount_awarded": 50_000, "decided_by_type": "officer_delegated", "binding": None},
        {"amount_awarded": 600_000, "binding": False},
        {"amount_awarded": 7_000_000, "ratified_by": "Cabinet"},
        {"amount_awarded": 80_000_000, "binding": None},
        {"amount_awarded": 900_000_000, "decided_by_type": None},
    ]
    tally = measured(*(decision(number, **values) for number, values in enumerate(deciders, 2))).tally(WHOLE)
    assert money(tally) == {
        "GBP": {
            "community": (2, 21),
            "shared": (1, 300),
            "body": (2, 54_000),
            "advice": (2, 7_600_000),
            "not_stated": (2, 980_000_000),
        }
    }
    assert tally.decisions == {"community": 2, "shared": 1, "body": 2, "advice": 2, "not_stated": 2}
    assert tally.total("GBP") == (9, 987_654_321)
    assert (tally.unstated, tally.repeated) == (0, 0)


@pytest.mark.parametrize("kind", ["", "parliament_of_owls"])
def test_an_unknown_kind_of_body_is_not_stated(kind: str) -> None:
    """A code that the list does not hold says nothing of who decided."""
    assert whole(decision(decided_by_type=kind)) == {"GBP": {"not_stated": (1, 1000)}}


@pytest.mark.parametrize(
    ("confirmed", "expected"),
    [(None, "advice"), (date(2026, 3, 4), "advice"), (date(2026, 3, 3), "community"), (date(2025, 6, 2), "community")],
)
def test_money_that_waits_for_confirmation_is_not_the_communitys(confirmed: date | None, expected: str) -> None:
    """Until the day on which it is confirmed; from that day on it counts."""
    assert whole(decision(ratified_by="Director", ratified_date=confirmed)) == {"GBP": {expected: (1, 1000)}}


@pytest.mark.parametrize("outcome", ["rejected", "deferred", "withdrawn", None])
def test_only_what_was_approved_counts(outcome: str | None) -> None:
    """With conditions, too; anything else is neither money nor a decision."""
    assert whole(decision(outcome="approved_with_conditions")) == {"GBP": {"community": (1, 1000)}}
    assert measured(decision(outcome=outcome)).tally(WHOLE) == Tally({}, {})


def test_the_latest_amendment_replaces_the_amount() -> None:
    """The award counts once, in the year and under the body that first decided it, however often it is changed."""
    first = decision(2, amount_awarded=1000, decision_date=date(2023, 5, 1), area_codes=("E01",))
    second = decision(
        3, amends="A2", amount_awarded=3000, decision_date=date(2024, 5, 1), decided_by_type="cabinet", fund_id=None
    )
    third = decision(4, amends="A3", amount_awarded=2000, decision_date=date(2025, 5, 1), decided_by_type="town_board")
    for chain, pence in (((first, second), 3000), ((third, first, second), 2000)):
        found = measured(*chain)
        assert money(found.tally(WHOLE)) == money(found.tally(SHARED)) == {"GBP": {"community": (1, pence)}}
        assert found.tally(WHOLE).decisions == {"community": 1}
        assert {year: money(one) for year, one in found.by_year[WHOLE].items()} == {"2023": {"GBP": {"community": (1, pence)}}}
        assert money(found.tally(Ref("areas", "", "E01"))) == {"GBP": {"community": (1, pence)}}
        assert money(found.tally(NO_FUND)) == {}


def test_an_amendment_that_was_rejected_or_states_no_amount_leaves_the_amount() -> None:
    """A new term or a refusal takes nothing away; an amendment to nothing takes all."""
    first, rejected = decision(2), decision(3, amends="A2", outcome="rejected", amount_awarded=9, decision_date=date(2025, 7, 1))
    longer = decision(4, amends="A2", amount_awarded=None, decision_date=date(2025, 8, 1))
    ended = decision(5, amends="A2", amount_awarded=0, decision_date=date(2025, 9, 1))
    assert whole(first, rejected) == whole(first, rejected, longer) == {"GBP": {"community": (1, 1000)}}
    assert whole(first, rejected, longer, ended) == {"GBP": {"community": (1, 0)}}


def test_an_amendment_of_the_same_day_comes_after_what_it_amends() -> None:
    """Whatever their ids are, and also where the amendment has no day of its own."""
    first = decision(9, decision_id="Z9")
    assert whole(first, decision(2, amends="Z9", amount_awarded=5)) == {"GBP": {"community": (1, 5)}}
    undated = measured(first, decision(2, amends="Z9", amount_awarded=5, decision_date=None))
    assert {year: money(one) for year, one in undated.by_year[WHOLE].items()} == {"2025": {"GBP": {"community": (1, 5)}}}


def test_a_rejected_bid_that_was_approved_later_is_of_the_later_year() -> None:
    """The decision is the first that was approved."""
    rejected = decision(2, outcome="rejected", decision_date=date(2024, 1, 1))
    found = measured(rejected, decision(3, amends="A2", decision_date=date(2025, 1, 1), decided_by_type="cabinet"))
    assert money(found.by_year[WHOLE]["2025"]) == money(found.tally(WHOLE)) == {"GBP": {"body": (1, 1000)}}


def test_money_granted_on_is_counted_where_it_was_granted_first() -> None:
    """The decision to grant it on counts, its money does not, and it is no award without an amount; nor after an amendment."""
    first = decision(2, decided_by_type="cabinet", amount_awarded=5000)
    on = decision(3, regrant_of="A2", amount_awarded=4000)
    for others in ((), (decision(4, amends="A3", amount_awarded=4500, decision_date=date(2025, 7, 1)),)):
        tally = measured(first, on, *others).tally(WHOLE)
        assert money(tally) == {"GBP": {"body": (1, 5000)}}
        assert tally.decisions == {"body": 1, "community": 1}
        assert tally.unstated == 0
    told_later = decision(4, amends="A3", regrant_of="A2", amount_awarded=4500, decision_date=date(2025, 7, 1))
    assert whole(first, decision(3, amount_awarded=4000), told_later) == {"GBP": {"body": (1, 5000)}}


def test_currencies_are_never_added_up() -> None:
    """An amount without a currency is in pounds; an amendment may change the currency."""
    euros, pounds = decision(2, currency="EUR"), decision(3, amount_awarded=1)
    assert whole(euros, pounds) == {"EUR": {"community": (1, 1000)}, "GBP": {"community": (1, 1)}}
    changed = decision(4, amends="A2", amount_awarded=800, currency="GBP", decision_date=date(2025, 7, 1))
    tally = measured(euros, pounds, changed).tally(WHOLE)
    assert money(tally) == {"GBP": {"community": (2, 801)}}
    assert (tally.total("GBP"), tally.total("EUR")) == ((2, 801), (0, 0))


def test_awards_without_an_amount_are_counted_apart() -> None:
    """£0 is an amount; and other decisions need none."""
    nothing, unknown = decision(2, amount_awarded=0), decision(3, amount_awarded=None)
    other = decision(4, amount_awarded=None, decision_type="change_service")
    tally = measured(nothing, unknown, other).tally(WHOLE)
    assert (money(tally), tally.unstated, tally.decisions) == ({"GBP": {"community": (1, 0)}}, 1, {"community": 3})


def test_awards_of_no_fund_or_an_unknown_one_stand_apart() -> None:
    """So that the funds and the rest add up to the whole; undated awards have a year of their own."""
    records = (
        decision(2, amount_awarded=1),
        decision(3, fund_id=None, amount_awarded=20),
        decision(4, fund_id="x", amount_awarded=300),
    )
    found = measured(*records, decision(5, decision_date=None, amount_awarded=4000))
    assert found.tally(SHARED).total("GBP") == (2, 4001)
    assert found.tally(NO_FUND).total("GBP") == (2, 320)
    assert found.tally(WHOLE).total("GBP") == found.tally(EASTMERE).total("GBP") == (4, 4321)
    assert {year: one.total("GBP").pence for year, one in found.by_year[WHOLE].items()} == {"2025": 321, "none": 4000}
    assert {year: one.total("GBP").pence for year, one in found.by_year[SHARED].items()} == {"2025": 1, "none": 4000}


def test_an_award_counts_in_each_of_its_areas_once_and_for_its_body() -> None:
    """Areas overlap, so they need not add up; an area named twice, or unknown, adds nothing."""
    found = measured(decision(2, area_codes=("E01", "E02", "E01", "E99"), community_id="board"), decision(3, area_codes=("E02",)))
    assert found.tally(Ref("areas", "", "E01")).total("GBP") == found.tally(BOARD).total("GBP") == (1, 1000)
    assert found.tally(Ref("areas", "", "E02")).total("GBP") == found.tally(WHOLE).total("GBP") == (2, 2000)


@pytest.mark.parametrize("key", ["360G-x-1", "ocds-x-1"])
def test_the_same_award_of_two_publishers_counts_once(key: str) -> None:
    """At home, for its fund and its areas; on both publishers, where the second says that it is repeated."""
    stated: dict[str, Any] = {"decision_id": key, "area_codes": ("E01",), "community_id": "board"}
    theirs = decision(2, of="northby", **{**stated, "community_id": "eastmere/board"})
    found = measured(decision(2, **stated), theirs, decision(3, of="northby", decision_id="A7", fund_id=None))
    assert found.tally(WHOLE).total("GBP") == (2, 2000)
    assert found.by_year[WHOLE]["2025"].total("GBP") == (2, 2000)
    for scope in (EASTMERE, SHARED, Ref("areas", "", "E01"), BOARD, NO_FUND):
        assert found.tally(scope).total("GBP") == (1, 1000), scope
    assert found.tally(NORTHBY).total("GBP") == found.by_year[NORTHBY]["2025"].total("GBP") == (2, 2000)
    assert found.tally(WHOLE).decisions == found.tally(NORTHBY).decisions == {"community": 2}
    assert [found.tally(scope).repeated for scope in (WHOLE, NORTHBY, EASTMERE, SHARED)] == [1, 1, 0, 0]


def test_ids_of_ones_own_are_different_awards() -> None:
    """Two publishers may both call an award A2."""
    tally = measured(decision(2), decision(2, of="northby")).tally(WHOLE)
    assert (money(tally), tally.repeated) == ({"GBP": {"community": (2, 2000)}}, 0)


def test_the_same_award_is_known_by_its_amendment() -> None:
    """Where one publisher shows an award and its amendment, and the other only what it came to."""
    amendment: dict[str, Any] = {"decision_id": "360G-x-2", "amount_awarded": 1500, "decision_date": date(2025, 7, 1)}
    first = decision(2, of="northby", decision_id="360G-x-1")
    theirs = decision(3, of="northby", amends="360G-x-1", **amendment)
    tally = measured(decision(2, **amendment), first, theirs).tally(WHOLE)
    assert (money(tally), tally.repeated) == ({"GBP": {"community": (1, 1500)}}, 1)


def payment(number: int, amount: int, decision_id: str, of: str = "eastmere") -> Record:
    """A payment for a decision."""
    return row("payments", number, of=of, payment_id=f"P{number}", amount=amount, decision_id=decision_id)


def test_what_was_paid_from_a_fund_is_less_what_came_back() -> None:
    """Payments for decisions of no fund, or for no decision, are of no fund; those for an amendment are of the award's."""
    changed = decision(4, amends="A2", fund_id=None, decision_date=date(2025, 7, 1))
    paid = payment(2, 700, "A2"), payment(3, -150, "A2"), payment(4, 9, "A3"), payment(5, 9, "A99"), payment(6, 40, "A4")
    assert measured(decision(2), decision(3, fund_id=None), changed, *paid).paid == {SHARED: 590}


def test_what_is_granted_on_was_paid_before() -> None:
    """Payments are no more summed twice than awards are."""
    paid = payment(2, 1000, "A2"), payment(3, 900, "A3")
    assert measured(decision(2), decision(3, regrant_of="A2"), *paid).paid == {SHARED: 1000}


def test_payments_that_two_publishers_show_count_once() -> None:
    """Those of the first publisher that shows any for the award."""
    awards = decision(2, decision_id="360G-x"), decision(2, of="northby", decision_id="360G-x")
    ours, theirs = (payment(number, 500, "360G-x", of) for number, of in ((2, "eastmere"), (3, "northby")))
    assert measured(*awards, ours, theirs).paid == measured(*awards, theirs).paid == {SHARED: 500}
