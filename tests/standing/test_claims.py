"""Claims against the record of the last 12 months: each verdict, and the days on which it changes."""

from datetime import date, datetime
from typing import Any

import pytest

from generator.model import Record
from generator.standing.claims import claims
from tests.checks.making import SCHEMAS, portal, row

YEAR_AGO = date(2025, 3, 3)  # the day of judgement is 3 March 2026
IN_THE_YEAR = date(2025, 3, 4)
TODAY = date(2026, 3, 3)
TOMORROW = date(2026, 3, 4)
SERVICE = row("services", service_id="club", name="Club")


def power(method: str, **values: Any) -> Record:
    """A claim of the board, in force for long; None leaves a value out."""
    stated = {"service_id": "club", "community_id": "board", "state": "in_force", "power_level": "3", "transfer_method": method}
    dated = {**stated, "effective_on": date(2023, 9, 1), "assessed_on": date(2026, 1, 1), **values}
    return row("power", **{name: value for name, value in dated.items() if value is not None})


def decision(number: int = 2, /, **values: Any) -> Record:
    """The board's binding decision to change the service, of last June."""
    stated = {"decision_id": f"A{number}", "service_id": "club", "community_id": "board", "binding": True, "outcome": "approved"}
    told = {**stated, "decision_type": "change_service", "decided_by_type": "neighbourhood_board", **values}
    return row("decisions", number, **{"decision_date": date(2025, 6, 1), **told})


def meeting(kind: str, day: date = date(2025, 6, 1), **values: Any) -> Record:
    """A meeting of the board about the service."""
    stated = {"meeting_id": f"M-{kind}-{day}", "community_id": "board", "service_id": "club", "status": "held", **values}
    return row("meetings", kind=kind, starts_at=datetime(day.year, day.month, day.day, 18, 30), **stated)


def verdict(*records: Record) -> tuple[str, str]:
    """The verdict on the only claim, and the key of the record that decides it."""
    (claim,) = claims(portal(SERVICE, *records), SCHEMAS)
    return claim.verdict, claim.shown.key if claim.shown else ""


METHODS = ["conversations", "discussion_meetings", "binding_meetings", "legal_control"]


@pytest.mark.parametrize("method", METHODS)
def test_a_claim_without_anything_to_see_is_not_evidenced(method: str) -> None:
    """From the day on which it has been in force for 12 months; until then it is too early to say."""
    assert verdict(power(method)) == ("not_evidenced", "")
    assert verdict(power(method, effective_on=YEAR_AGO)) == ("not_evidenced", "")
    assert verdict(power(method, effective_on=IN_THE_YEAR)) == ("too_early", "")
    assert verdict(power(method, effective_on=None, assessed_on=YEAR_AGO)) == ("not_evidenced", "")
    assert verdict(power(method, effective_on=None, assessed_on=IN_THE_YEAR)) == ("too_early", "")


@pytest.mark.parametrize(
    ("day", "expected"),
    [(YEAR_AGO, "not_evidenced"), (IN_THE_YEAR, "evidenced"), (TODAY, "evidenced"), (TOMORROW, "not_evidenced")],
)
def test_the_record_of_the_last_12_months_counts(day: date, expected: str) -> None:
    """From the day after that day of last year up to today, for decisions as for meetings."""
    assert verdict(power("binding_meetings"), decision(decision_date=day))[0] == expected
    assert verdict(power("discussion_meetings"), meeting("discussion", day))[0] == expected
    assert verdict(power("conversations"), meeting("conversation", day))[0] == expected


@pytest.mark.parametrize(
    ("method", "kinds"),
    [
        ("conversations", {"conversation", "discussion", "binding"}),
        ("discussion_meetings", {"discussion", "binding"}),
        ("binding_meetings", set()),
        ("legal_control", set()),
    ],
)
def test_a_meeting_of_that_kind_or_better_bears_a_claim_out(method: str, kinds: set[str]) -> None:
    """Where the community is said to decide, meeting alone shows nothing."""
    for kind in ("conversation", "discussion", "binding"):
        expected = ("evidenced", f"M-{kind}-2025-06-01") if kind in kinds else ("not_evidenced", "")
        assert verdict(power(method), meeting(kind)) == expected


@pytest.mark.parametrize(("status", "held"), [("held", True), (None, True), ("cancelled", False), ("planned", False)])
def test_only_meetings_that_were_held_count(status: str | None, held: bool) -> None:
    """A past meeting of which nothing is said was held."""
    found = row("meetings", **{name: value for name, value in meeting("discussion", status=status).values.items() if value})
    assert verdict(power("discussion_meetings"), found)[0] == ("evidenced" if held else "not_evidenced")


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"service_id": ""}, True),
        ({"community_id": ""}, True),
        ({"service_id": "library"}, False),
        ({"community_id": "panel"}, False),
        ({"community_id": "panel", "service_id": ""}, False),
    ],
)
def test_meetings_of_the_body_about_this_service_or_none_count(values: dict[str, Any], counts: bool) -> None:
    """Not those about another service, nor those of another body."""
    background = (
        row("communities", community_id="board", name="Board"),
        row("communities", 3, community_id="panel", name="Panel"),
        row("services", 3, service_id="library", name="Library"),
    )
    found = verdict(*background, power("discussion_meetings"), meeting("discussion", **values))
    assert found[0] == ("evidenced" if counts else "not_evidenced")


def test_the_latest_meeting_is_shown() -> None:
    """It says most of how things are now."""
    days = [date(2025, 6, 1), date(2025, 9, 1), date(2025, 7, 1)]
    assert verdict(power("discussion_meetings"), *(meeting("discussion", day) for day in days))[1] == "M-discussion-2025-09-01"


@pytest.mark.parametrize("method", ["conversations", "discussion_meetings", "binding_meetings"])
def test_a_binding_decision_bears_out_whatever_is_less(method: str) -> None:
    """The latest of several is shown; an award binds, too."""
    later = decision(3, decision_date=date(2025, 8, 1), decision_type="fund_award")
    assert verdict(power(method), later, decision()) == ("evidenced", "A3")


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"outcome": "rejected"}, True),
        ({"outcome": "deferred"}, False),
        ({"outcome": "withdrawn"}, False),
        ({"community_id": ""}, True),
        ({"community_id": "panel"}, False),
        ({"service_id": "library"}, False),
        ({"ratified_by": "Cabinet"}, False),
        ({"ratified_by": "Cabinet", "ratified_date": TOMORROW}, False),
        ({"ratified_by": "Cabinet", "ratified_date": TODAY}, True),
        ({"decided_by_type": "", "community_id": ""}, True),
        ({"binding": None}, False),
    ],
)
def test_what_a_binding_decision_is(values: dict[str, Any], counts: bool) -> None:
    """To say no is to decide, to put it off is not; it is of the body or of one that is not named, and waits for nobody."""
    found = verdict(power("binding_meetings"), decision(**values))
    assert found == (("evidenced", "A2") if counts else ("not_evidenced", ""))


@pytest.mark.parametrize("method", ["binding_meetings", "legal_control"])
def test_the_public_bodys_own_decision_contradicts(method: str) -> None:
    """Where the community is said to decide; also in the first year, and whatever else is there to see."""
    own = decision(3, decided_by_type="officer_delegated", community_id="", decision_date=date(2025, 8, 1))
    claim = power(method, evidence_url="https://www.example.org/agreement")
    assert verdict(claim, decision(), own) == ("contradicted", "A3")
    early = power(method, effective_on=date(2025, 8, 1))
    assert verdict(early, own) == ("contradicted", "A3")


@pytest.mark.parametrize(
    ("method", "values"),
    [
        ("discussion_meetings", {}),
        ("conversations", {}),
        ("binding_meetings", {"decision_type": "fund_award"}),
        ("binding_meetings", {"decision_type": "power_transfer"}),
        ("binding_meetings", {"outcome": "deferred"}),
        ("binding_meetings", {"service_id": "library"}),
        ("binding_meetings", {"decision_date": YEAR_AGO}),
        ("binding_meetings", {"decision_date": TOMORROW}),
    ],
)
def test_other_decisions_of_the_public_body_neither_contradict_nor_bear_out(method: str, values: dict[str, Any]) -> None:
    """Where others decide anyway, where it takes nothing out of the community's hands, and outside the year."""
    own = {"decided_by_type": "cabinet", "community_id": "", "decision_date": date(2025, 8, 1)}
    assert verdict(power(method), decision(3, **{**own, **values})) == ("not_evidenced", "")


def test_a_decision_of_the_public_body_before_the_claim_began_says_nothing() -> None:
    """On the day itself it contradicts; the decision of the day before may have handed the power over."""
    claim = power("binding_meetings", effective_on=date(2025, 8, 1))
    own = {"decided_by_type": "cabinet", "community_id": ""}
    assert verdict(claim, decision(3, decision_date=date(2025, 7, 31), **own)) == ("too_early", "")
    assert verdict(claim, decision(3, decision_date=date(2025, 8, 1), **own)) == ("contradicted", "A3")


def test_only_the_latest_decision_contradicts() -> None:
    """What the community decided after the public body shows that it decides now."""
    own = decision(3, decided_by_type="cabinet", community_id="")
    assert verdict(power("binding_meetings"), own, decision(4, decision_date=date(2025, 6, 2))) == ("evidenced", "A4")
    other = decision(4, decision_date=date(2025, 6, 2), decided_by_type="resident_vote", community_id="panel")
    assert verdict(power("binding_meetings"), own, other) == ("not_evidenced", "")


def test_advice_of_the_body_itself_contradicts() -> None:
    """It is said to decide, and the record shows less; a decision of which it is not said is neither."""
    assert verdict(power("binding_meetings"), decision(), decision(3, binding=False, decision_date=TODAY)) == (
        "contradicted",
        "A3",
    )
    assert verdict(power("binding_meetings"), decision(binding=None)) == ("not_evidenced", "")
    assert verdict(power("discussion_meetings"), decision(binding=False)) == ("not_evidenced", "")
    assert verdict(power("binding_meetings"), decision(binding=False, community_id="panel")) == ("not_evidenced", "")


def test_a_public_body_that_is_the_community_of_the_claim_contradicts_nothing() -> None:
    """A committee may hold the power itself."""
    assert verdict(power("binding_meetings"), decision(decided_by_type="committee")) == ("evidenced", "A2")


def test_legal_control_shows_in_an_agreement_or_terms_of_reference() -> None:
    """With the statement, or with the body; decisions and meetings show no control."""
    board = row("communities", community_id="board", name="Board", terms_of_reference_url="https://www.example.org/terms")
    bare = row("communities", community_id="board", name="Board")
    claim = power("legal_control")
    assert verdict(claim, board) == ("evidenced", "board")
    assert verdict(power("legal_control", evidence_url="https://www.example.org/a"), board) == (
        "evidenced",
        "club|board|2026-01-01",
    )
    assert verdict(claim, bare, decision(), meeting("binding")) == ("not_evidenced", "")
    assert verdict(power("legal_control", effective_on=IN_THE_YEAR), board) == ("evidenced", "board")


@pytest.mark.parametrize(
    ("values", "judged"),
    [
        ({"status": "defunct"}, False),
        ({"end_date": date(2026, 3, 2)}, False),
        ({"end_date": date(2026, 3, 3)}, True),
        ({"status": "inactive"}, True),
        ({"status": "temporarily_closed"}, True),
    ],
)
def test_services_that_ended_are_not_judged(values: dict[str, Any], judged: bool) -> None:
    """From the day after their last; those that only pause are."""
    service = row("services", service_id="club", name="Club", **values)
    assert len(claims(portal(service, power("conversations")), SCHEMAS)) == judged


@pytest.mark.parametrize(
    "values",
    [
        {"state": "agreed"},
        {"state": "proposed"},
        {"transfer_method": "none"},
        {"assessed_on": TOMORROW},
        {"effective_on": TOMORROW},
    ],
)
def test_what_is_no_claim_in_force_is_not_judged(values: dict[str, Any]) -> None:
    """What is still to come, and that no power is held, needs no evidence."""
    assert claims(portal(SERVICE, power("conversations", **values)), SCHEMAS) == ()


def test_each_communitys_claim_is_judged_by_its_own_record() -> None:
    """Also where two hold power over one service in different ways."""
    panel: dict[str, Any] = {"community_id": "panel"}
    records = (
        row("communities", community_id="board", name="Board"),
        row("communities", 3, community_id="panel", name="Panel"),
        *(power("binding_meetings"), power("discussion_meetings", **panel)),
    )

    def verdicts(*shown: Record) -> dict[str, str]:
        found = claims(portal(SERVICE, *records, *shown), SCHEMAS)
        return {claim.power.values["community_id"]: claim.verdict for claim in found}

    assert verdicts() == {"board": "not_evidenced", "panel": "not_evidenced"}
    assert verdicts(decision()) == {"board": "evidenced", "panel": "not_evidenced"}
    assert verdicts(meeting("binding", **panel)) == {"board": "not_evidenced", "panel": "evidenced"}
    assert verdicts(decision(**panel), meeting("binding")) == {"board": "not_evidenced", "panel": "evidenced"}
