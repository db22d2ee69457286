"""The demonstration portal is what a newcomer sees first: whole, coherent, and made up."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from generator.build import Built, portal
from generator.repository import NOWHERE
from generator.standing.claims import VERDICTS, claims
from generator.standing.decisions import award, decisions
from generator.standing.follow_through import IN_PROGRESS, LATE, OVERDUE, follow_through
from generator.standing.holders import ADVICE, BODY, COMMUNITY, SHARED, holder
from tests.conftest import ROOT, settings_for


@pytest.fixture(scope="module")
def demonstration() -> Built:
    """The project's own data folder."""
    return portal(replace(settings_for(ROOT / "data")), NOWHERE)


def test_it_is_large_enough_to_judge_by(demonstration: Built) -> None:
    """At least four publishers, 60 services on all four ways, 200 decisions, and every kind in use."""
    records = demonstration.portal.records
    methods = Counter(power.get("transfer_method") for power in records["power"] if power.get("state") == "in_force")
    assert len(demonstration.portal.publishers) >= 4
    assert all(publisher.demonstration for publisher in demonstration.portal.publishers.values())
    assert len(records["services"]) >= 60
    assert len(records["decisions"]) >= 200
    assert {"conversations", "discussion_meetings", "binding_meetings", "legal_control"} <= set(methods)
    assert [kind for kind, members in records.items() if not members] == []


def test_it_has_no_errors_and_some_warnings(demonstration: Built) -> None:
    """Everything in it is published; a few rows show what a warning looks like; nothing it names is missing."""
    codes = Counter(problem.code for problem in demonstration.problems)
    assert [problem for problem in demonstration.problems if problem.severity == "error"] == []
    assert codes["title-repeated"]
    assert codes["awarded-above-request"]
    assert codes["reference-dangling"] == 0


def test_votes_add_up(demonstration: Built) -> None:
    """Those who voted are those who took part, and no more than could."""
    for decision in demonstration.portal.records["decisions"]:
        if decision.get("participants"):
            cast = sum(decision.values[name] for name in ("votes_for", "votes_against", "votes_abstain"))
            assert cast == decision.values["participants"] <= decision.values["eligible"]


def test_two_publishers_claim_what_the_record_does_not_bear_out(demonstration: Built) -> None:
    """Some binding methods have no binding decision within twelve months, in at least two publishers."""
    claims = {problem.publisher for problem in demonstration.problems if problem.code == "binding-without-decision"}
    assert len(claims) >= 2


def test_every_answer_is_there_to_see() -> None:
    """Money by each kind of holder, claims of each verdict, and binding decisions that were late, are due or overdue."""
    built = portal(replace(settings_for(ROOT / "data"), as_of=date(2026, 11, 23)), NOWHERE)
    whole, schemas = built.portal, built.schemas
    money = Counter(holder(family[0], schemas, whole.as_of) for _, family in decisions(whole) if award(family))
    stands = Counter(found.state for record, _ in decisions(whole) if (found := follow_through(whole, record)))
    assert {COMMUNITY, SHARED, BODY, ADVICE} <= set(money)
    assert {claim.verdict for claim in claims(whole, schemas)} == set(VERDICTS)
    assert {LATE, IN_PROGRESS, OVERDUE} <= set(stands)
    assert 0.05 < stands[LATE] / stands.total() < 0.15


def test_no_two_decisions_read_alike(demonstration: Built) -> None:
    """Each decision has a title, a summary and reasons of its own."""
    for name in ("title", "summary", "reasons"):
        texts = Counter(decision.get(name) for decision in demonstration.portal.records["decisions"])
        assert [text for text, times in texts.items() if times > 1] == []
