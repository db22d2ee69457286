"""The demonstration portal is what a newcomer sees first: whole, coherent, and made up."""

from collections import Counter
from dataclasses import replace

import pytest

from generator.build import Built, portal
from generator.repository import NOWHERE
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
