"""What the portal measures, as records: money and decisions by who decided, power over services, what is coming up.

How each is reckoned is said in `assemble.measures` and on the page that shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from generator.model import Record, Ref
from generator.standing.claims import Claim
from generator.standing.follow_through import FollowThrough
from generator.standing.freshness import Freshness

WHOLE: Final = Ref("portal", "", "")
"""The scope of everything."""

NO_FUND: Final = Ref("funds", "", "")
"""The scope of awards that name no fund of this portal."""


class Award(NamedTuple):
    """An approved decision as it counts: when and by whom it was taken, and the amount now in force (None: not stated)."""

    decision: Record
    holder: str
    year: str
    fund: Ref
    places: tuple[Ref, ...]
    currency: str
    pence: int | None
    is_award: bool
    repeats: bool


class Sum(NamedTuple):
    """Awards of a stated amount, and their money in pence."""

    awards: int = 0
    pence: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Approved decisions by who decided, and the money of those that award it, by currency and who decided.

    `unstated` counts awards without an amount, `repeated` those that another publisher shows too (counted once, with the first).
    """

    decisions: Mapping[str, int]
    money: Mapping[str, Mapping[str, Sum]]
    unstated: int = 0
    repeated: int = 0

    def total(self, currency: str) -> Sum:
        """All awards in a currency."""
        sums = self.money.get(currency, {}).values()
        return Sum(sum(one.awards for one in sums), sum(one.pence for one in sums))


NOTHING: Final = Tally(MappingProxyType({}), MappingProxyType({}))


class Place(NamedTuple):
    """Where a service stands in the four questions: a cell of the spread; "" where a question is not answered."""

    state: str
    service_type: str
    network_type: str
    method: str
    level: str


class Coming(NamedTuple):
    """A day ahead that matters: a meeting, the end of a contract, or a review."""

    day: date
    what: str
    record: Record


@dataclass(frozen=True, eq=False)
class Measures:
    """Every measure of one portal. Scopes are identities: of a publisher, fund, area or community, `WHOLE` or `NO_FUND`.

    `counted` gives each award by the decision it counts under, `awards` those of a stated amount by their fund.
    """

    tallies: Mapping[Ref, Tally]
    by_year: Mapping[Ref, Mapping[str, Tally]]
    held: Mapping[Ref, tuple[Record, ...]]
    claims: Mapping[Ref, tuple[Claim, ...]]
    prospects: Mapping[Ref, tuple[Record, ...]]
    spread: Mapping[Ref, Mapping[Place, int]]
    follow_through: Mapping[Ref, FollowThrough]
    coming: tuple[Coming, ...]
    freshness: Mapping[str, Freshness]
    coverage: Mapping[tuple[str, str], Mapping[str, int]]
    allocated: Mapping[Ref, int]
    paid: Mapping[Ref, int]
    awards: Mapping[Ref, tuple[Award, ...]]
    counted: Mapping[Ref, Award]
    amounts: Mapping[Ref, Record] = field(default_factory=lambda: MappingProxyType({}))

    def tally(self, scope: Ref) -> Tally:
        """Decisions and money of a scope."""
        return self.tallies.get(scope, NOTHING)
