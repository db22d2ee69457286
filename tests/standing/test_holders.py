"""Who decided: each approved decision has exactly one holder."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from generator.standing.holders import ADVICE, BODY, COMMUNITY, HOLDERS, NOT_STATED, SHARED, holder
from tests.checks.making import AS_OF, SCHEMAS, row

BY_COMMUNITIES = {"neighbourhood_board", "resident_vote", "citizens_assembly", "community_organisation"}
BY_SHARED = {"local_partnership_group", "town_board", "parish_or_community_council"}
KINDS = SCHEMAS.codelists["body_type"].codes


def held(**values: Any) -> str:
    """The holder of an approved decision."""
    return holder(row("decisions", decision_id="A1", outcome="approved", **values), SCHEMAS, AS_OF)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_binding_decision_is_of_whom_the_body_belongs_to(kind: str) -> None:
    """Communities, bodies shared with the council, and the public body itself."""
    expected = COMMUNITY if kind in BY_COMMUNITIES else SHARED if kind in BY_SHARED else BODY
    assert held(decided_by_type=kind, binding=True) == expected


@pytest.mark.parametrize(
    ("kind", "binding", "expected"),
    [
        ("resident_vote", False, ADVICE),
        ("resident_vote", None, NOT_STATED),
        ("town_board", False, ADVICE),
        ("town_board", None, NOT_STATED),
        ("cabinet", False, BODY),
        ("cabinet", None, BODY),
        (None, True, NOT_STATED),
        ("", True, NOT_STATED),
        ("parliament_of_owls", True, NOT_STATED),
        (None, False, NOT_STATED),
    ],
)
def test_a_community_decides_only_where_it_is_said_to_bind(kind: str | None, binding: bool | None, expected: str) -> None:
    """What does not bind is advice, what is not said is not stated; a public body needs no word that it binds itself."""
    values = {"decided_by_type": kind, "binding": binding}
    assert held(**{name: value for name, value in values.items() if value is not None}) == expected


@pytest.mark.parametrize(("kind", "holds"), [("citizens_assembly", COMMUNITY), ("town_board", SHARED), ("committee", BODY)])
def test_what_somebody_still_has_to_confirm_is_advice(kind: str, holds: str) -> None:
    """Up to the day of confirmation; a day without anybody who confirms says nothing."""
    waiting = {"decided_by_type": kind, "binding": True, "ratified_by": "Cabinet"}
    assert held(**waiting) == ADVICE
    assert held(**waiting, ratified_date=date(2026, 3, 4)) == ADVICE
    assert held(**waiting, ratified_date=date(2026, 3, 3)) == holds
    assert held(**waiting, ratified_date=date(2026, 3, 2)) == holds
    assert held(decided_by_type=kind, binding=True, ratified_date=date(2026, 3, 4)) == holds


def test_confirmation_makes_no_advice_binding() -> None:
    """Who confirms advice may follow it, but the community did not decide."""
    assert held(decided_by_type="resident_vote", binding=False, ratified_by="Cabinet", ratified_date=date(2025, 1, 1)) == ADVICE
    assert held(decided_by_type="resident_vote", ratified_by="Cabinet", ratified_date=date(2025, 1, 1)) == NOT_STATED


def test_every_decision_has_one_of_the_holders() -> None:
    """Whatever is stated of it."""
    for kind, binding, confirmed in product([*KINDS, "owls"], [True, False], [date(2025, 1, 1), date(2027, 1, 1)]):
        assert held(decided_by_type=kind, binding=binding, ratified_by="Cabinet", ratified_date=confirmed) in HOLDERS
