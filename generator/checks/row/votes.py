"""More votes than people who could vote."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

VOTES: Final = ("votes_for", "votes_against", "votes_abstain")


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns where the votes are more than the people entitled to vote; points are not votes."""
    if "eligible" not in scope.schema.by_name:
        return iter(())
    return gathered(_hits(records))


def _hits(records: Sequence[Record]) -> Iterator[Hit]:
    for record in records:
        eligible = record.get("eligible")
        if eligible is None or record.get("vote_method") == "points":
            continue
        cast = sum(record.get(name) or 0 for name in VOTES)
        if cast > eligible:
            yield Hit(record, "votes-above-eligible", "eligible", "", {"eligible": f"{eligible:,}", "cast": f"{cast:,}"})
