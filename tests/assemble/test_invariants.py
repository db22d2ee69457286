"""What must add up, in whatever portal: the sums, the counts and the partitions, each counted here in another way."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generator.assemble import measure
from generator.build import portal
from generator.demo import demo
from generator.measures import NO_FUND, WHOLE, Measures, Tally
from generator.model import Portal, Record, Ref
from generator.repository import NOWHERE
from generator.standing.claims import VERDICTS
from generator.standing.follow_through import STATES
from generator.standing.holders import HOLDERS
from tests.conftest import ROOT, settings_for

APPROVED = ("approved", "approved_with_conditions")
Money = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Measured:
    """A portal and what it measures."""

    portal: Portal
    measures: Measures


@pytest.fixture(scope="module", params=["demonstration", 1, 2])
def measured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """The demonstration portal, and two made-up ones of 300 records."""
    folder: Path = ROOT / "data"
    if request.param != "demonstration":
        folder = tmp_path_factory.mktemp("made-up") / "data"
        demo(folder, publishers=3, records=300, seed=request.param, definitions=ROOT / "data")
    built = portal(settings_for(folder), NOWHERE)
    assert len(built.portal.records["decisions"]) >= 200
    return Measured(built.portal, measure(built.portal, built.schemas))


def standing(portal: Portal) -> list[list[Record]]:
    """Decisions that amend one another and were not all refused, found by joining sets until nothing changes; latest last."""
    families = [{record.ref} for record in portal.records["decisions"]]
    for record in portal.records["decisions"]:
        before = portal.resolve(record.publisher, "decisions", record.get("amends") or "")
        joined = [family for family in families if family & {record.ref, before}]
        families = [family for family in families if family not in joined] + [set().union(*joined)]
    approved = [[portal.index[ref] for ref in family if portal.index[ref].get("outcome") in APPROVED] for family in families]
    return [sorted(family, key=lambda one: (one.get("decision_date") or date.min, one.key)) for family in approved if family]


def money(tally: Tally) -> Money:
    """Pence by currency and who decided."""
    return Counter({(currency, who): one.pence for currency, sums in tally.money.items() for who, one in sums.items()})


def awards(tally: Tally) -> Money:
    """Awards by currency and who decided."""
    return Counter({(currency, who): one.awards for currency, sums in tally.money.items() for who, one in sums.items()})


def runs(service: Record, as_of: date) -> bool:
    """Whether a service has neither ended nor will have by tomorrow."""
    return service.get("status") != "defunct" and (service.get("end_date") or date.max) >= as_of


def publishers(portal: Portal) -> list[Ref]:
    """The scopes of the publishers."""
    return [Ref("publishers", "", one) for one in portal.publishers]


def test_the_home_page_is_the_sum_of_publishers_and_of_funds(measured: Measured) -> None:
    """In each currency and under each holder; here no two publishers show the same award."""
    tally = measured.measures.tally
    funds = [*(fund.ref for fund in measured.portal.records["funds"]), NO_FUND]
    assert tally(WHOLE).repeated == 0
    for scopes in (publishers(measured.portal), funds):
        for count in (money, awards):
            assert count(tally(WHOLE)) == sum((count(tally(scope)) for scope in scopes), Counter())
        assert tally(WHOLE).unstated == sum(tally(scope).unstated for scope in scopes)
        assert Counter(tally(WHOLE).decisions) == sum((Counter(tally(scope).decisions) for scope in scopes), Counter())
    assert money(tally(WHOLE)).total() > 0


def test_years_add_up_to_the_whole(measured: Measured) -> None:
    """Of the home page, each publisher and each fund."""
    by_year = measured.measures.by_year
    assert {WHOLE, *publishers(measured.portal)} <= set(by_year)
    for scope, years in by_year.items():
        whole = measured.measures.tally(scope)
        for count in (money, awards, lambda tally: Counter(tally.decisions), lambda tally: Counter({"": tally.unstated})):
            assert +count(whole) == +sum((count(year) for year in years.values()), Counter()), scope


def test_the_money_is_that_of_the_records(measured: Measured) -> None:
    """The amount that the latest approved decision states, added up without asking who decided."""
    found: Counter[str] = Counter()
    for family in standing(measured.portal):
        stated = [one for one in family if one.get("amount_awarded") is not None]
        if stated and not any(one.get("regrant_of") for one in family):
            found[stated[-1].get("currency") or "GBP"] += stated[-1].values["amount_awarded"]
    assert {one: measured.measures.tally(WHOLE).total(one).pence for one in found} == found
    assert set(found) == set(measured.measures.tally(WHOLE).money)


def test_every_standing_decision_has_one_holder(measured: Measured) -> None:
    """The holders of each publisher add up to its approved decisions, amendments counted with what they amend."""
    families = Counter(family[0].publisher for family in standing(measured.portal))
    for scope in publishers(measured.portal):
        assert sum(measured.measures.tally(scope).decisions.values()) == families[scope.key]
    assert sum(measured.measures.tally(WHOLE).decisions.values()) == families.total() > 0
    assert set(measured.measures.tally(WHOLE).decisions) <= set(HOLDERS)


def test_the_states_partition_the_binding_decisions(measured: Measured) -> None:
    """Each that stands, binds and waits for nobody is in one state, and no other decision is in any."""
    latest = [family[-1] for family in standing(measured.portal)]
    binding = {one.ref for one in latest if one.get("binding") and not awaits(one, measured.portal.as_of)}
    found = measured.measures.follow_through
    assert set(found) == binding
    counts = Counter(one.state for one in found.values())
    assert set(counts) <= set(STATES)
    assert len(counts) > 1, "the portal is of some variety"


def awaits(decision: Record, as_of: date) -> bool:
    """Whether a decision waits for confirmation."""
    return bool(decision.get("ratified_by")) and (decision.get("ratified_date") or date.max) > as_of


def test_every_running_service_is_in_the_spread_once(measured: Measured) -> None:
    """As in force or as not stated; in the whole, for its publisher, and in each of its areas."""
    whole, as_of = measured.portal, measured.portal.as_of
    expected: Counter[Ref] = Counter()
    for service in whole.records["services"]:
        if runs(service, as_of):
            areas = {Ref("areas", "", code) for code in service.get("area_codes") or ()} & set(whole.index)
            expected.update([WHOLE, Ref("publishers", "", service.publisher), *areas])
    assert expected[WHOLE] > 0
    spread = measured.measures.spread
    now = {scope: sum(n for place, n in places.items() if place.state in {"", "in_force"}) for scope, places in spread.items()}
    assert now == expected
    claimed = {claim.service for claim in in_force(whole)}
    stated = sum(n for place, n in spread[WHOLE].items() if place.state == "in_force")
    assert stated == len([one for one in whole.records["services"] if runs(one, as_of) and one.ref in claimed])


def test_what_is_ahead_is_in_the_spread_once(measured: Measured) -> None:
    """For each running service of which something is proposed or agreed."""
    ahead = sum(n for place, n in measured.measures.spread[WHOLE].items() if place.state in {"proposed", "agreed"})
    assert ahead == len(measured.measures.prospects)
    assert all(runs(measured.portal.index[ref], measured.portal.as_of) for ref in measured.measures.prospects)


@dataclass(frozen=True)
class Claimed:
    """A statement in force and the service it is about."""

    power: Record
    service: Ref


def in_force(portal: Portal) -> Iterator[Claimed]:
    """Each statement in force that no later one of the same community replaces."""
    told = []
    for power in portal.records["power"]:
        service = portal.resolve(power.publisher, "services", power.values["service_id"])
        days = (power.values["assessed_on"], power.get("effective_on") or date.min)
        if service and power.get("state") == "in_force" and max(days) <= portal.as_of:
            told.append(Claimed(power, service))
    for one in told:
        same = [other for other in told if other.service == one.service and whose(other) == whose(one)]
        if all(other.power.values["assessed_on"] <= one.power.values["assessed_on"] for other in same):
            yield one


def whose(claimed: Claimed) -> str:
    """The community of a statement."""
    return claimed.power.get("community_id") or ""


def test_every_claim_has_one_verdict(measured: Measured) -> None:
    """Each claim in force of some power over a service that runs."""
    whole = measured.portal
    expected = Counter(
        one.power.ref
        for one in in_force(whole)
        if runs(whole.index[one.service], whole.as_of) and one.power.get("transfer_method") != "none"
    )
    found = [claim for claims in measured.measures.claims.values() for claim in claims]
    assert Counter(claim.power.ref for claim in found) == expected
    assert set(expected.values()) == {1}
    assert {claim.verdict for claim in found} <= set(VERDICTS)
    assert all(claim.service == ref for ref, claims in measured.measures.claims.items() for claim in claims)


def test_every_publisher_is_fresh_or_not(measured: Measured) -> None:
    """Each has its own day, and none is later than today."""
    found = measured.measures.freshness
    assert set(found) == set(measured.portal.publishers)
    assert all(one.newest is not None and one.newest <= measured.portal.as_of for one in found.values())


def test_days_ahead_are_ahead(measured: Measured) -> None:
    """Soonest first, and none cancelled."""
    days = [one.day for one in measured.measures.coming]
    assert days == sorted(days)
    assert all(day >= measured.portal.as_of for day in days)
    assert all(one.record.get("status") not in {"cancelled", "held", "defunct"} for one in measured.measures.coming)
