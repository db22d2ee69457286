"""£ and decisions by who decided, for every scope. Amounts are pence, never added up over currencies."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from generator.measures import NO_FUND, WHOLE, Sum, Tally
from generator.model import Portal, Record, Ref
from generator.schemas import Schemas
from generator.standing.decisions import approved, award, decisions
from generator.standing.holders import holder

STANDARD_IDS: Final = ("360G-", "ocds-")  # ids that mean the same award whoever publishes it


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


@dataclass(slots=True)
class _Count:
    decisions: Counter[str] = field(default_factory=Counter)
    awards: Counter[tuple[str, str]] = field(default_factory=Counter)
    pence: Counter[tuple[str, str]] = field(default_factory=Counter)
    unstated: int = 0
    repeated: int = 0

    def add(self, award: Award) -> None:
        self.decisions[award.holder] += 1
        if award.pence is not None:
            self.awards[award.currency, award.holder] += 1
            self.pence[award.currency, award.holder] += award.pence
        elif award.is_award:
            self.unstated += 1

    def tally(self) -> Tally:
        money: dict[str, dict[str, Sum]] = {}
        for (currency, held_by), number in sorted(self.awards.items()):
            money.setdefault(currency, {})[held_by] = Sum(number, self.pence[currency, held_by])
        frozen = {currency: MappingProxyType(sums) for currency, sums in money.items()}
        return Tally(MappingProxyType(dict(self.decisions)), MappingProxyType(frozen), self.unstated, self.repeated)


def awards(portal: Portal, schemas: Schemas) -> Iterator[Award]:
    """Every approved decision that stands, with the amount that its latest amendment leaves.

    It counts in the year in which it was first approved, under the body that decided then. Money that is granted on was counted where
    it was granted first. What another publisher already shows under the same id of a standard repeats it.
    """
    seen: set[str] = set()
    for _, family in decisions(portal):
        first = approved(family)[0]
        repeats = first.key.startswith(STANDARD_IDS) and first.key in seen
        seen.add(first.key)
        yield _award(portal, schemas, first, award(family), repeats)


def _award(portal: Portal, schemas: Schemas, first: Record, amount: Record | None, repeats: bool) -> Award:
    granted_on = bool(first.get("regrant_of"))
    day = first.get("decision_date")
    targets = (portal.resolve(first.publisher, "areas", code) for code in first.get("area_codes") or ())
    return Award(
        decision=first,
        holder=holder(first, schemas, portal.as_of),
        year=str(day.year) if day else "none",
        fund=portal.resolve(first.publisher, "funds", first.get("fund_id") or "") or NO_FUND,
        places=tuple(dict.fromkeys(target for target in targets if target)),
        currency=(amount.get("currency") if amount else None) or "GBP",
        pence=amount.values["amount_awarded"] if amount and not granted_on else None,
        is_award=first.get("decision_type") == "fund_award" and not granted_on,
        repeats=repeats,
    )


def tallies(portal: Portal, schemas: Schemas) -> tuple[Mapping[Ref, Tally], Mapping[Ref, Mapping[str, Tally]]]:
    """The tally of every scope; and, for the whole, each publisher and each fund, of every year."""
    counts: dict[Ref, _Count] = {WHOLE: _Count(), NO_FUND: _Count()}
    years: dict[Ref, dict[str, _Count]] = {}
    for one in awards(portal, schemas):
        publisher = Ref("publishers", "", one.decision.publisher)
        wide = () if one.repeats else (WHOLE, one.fund)
        for scope in (publisher, *wide):
            counts.setdefault(scope, _Count()).add(one)
            years.setdefault(scope, {}).setdefault(one.year, _Count()).add(one)
        for scope in _narrow(portal, one):
            counts.setdefault(scope, _Count()).add(one)
        if one.repeats:
            counts[WHOLE].repeated += 1
            counts[publisher].repeated += 1
    whole = {scope: count.tally() for scope, count in counts.items()}
    by_year = {
        scope: MappingProxyType({year: count.tally() for year, count in sorted(members.items())})
        for scope, members in years.items()
    }
    return MappingProxyType(whole), MappingProxyType(by_year)


def _narrow(portal: Portal, one: Award) -> Iterator[Ref]:
    # What an award is about or of; such scopes overlap, so their tallies do not add up to the whole.
    if not one.repeats:
        yield from one.places
    community = portal.resolve(one.decision.publisher, "communities", one.decision.get("community_id") or "")
    if community:
        yield community


def paid(portal: Portal) -> Mapping[Ref, int]:
    """The pence paid from each fund: the payments of its decisions in pounds sterling, refunds taken off."""
    sums: Counter[Ref] = Counter()
    for payment in portal.records["payments"]:
        decision = portal.resolve(payment.publisher, "decisions", payment.get("decision_id") or "")
        record = portal.index.get(decision) if decision else None
        fund = portal.resolve(record.publisher, "funds", record.get("fund_id") or "") if record else None
        if fund:
            sums[fund] += payment.get("amount") or 0
    return MappingProxyType(dict(sums))
