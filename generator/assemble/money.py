"""£ and decisions by who decided, for every scope. Amounts are pence, never added up over currencies."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from generator.measures import NO_FUND, WHOLE, Award, Sum, Tally
from generator.model import Portal, Record, Ref
from generator.schemas import Schemas
from generator.standing.decisions import approved, award, decisions, granted_on
from generator.standing.holders import holder

STANDARD_IDS: Final = ("360G-", "ocds-")  # ids that mean the same award whoever publishes it


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
        standards = {member.key for member in approved(family) if member.key.startswith(STANDARD_IDS)}
        yield _award(portal, schemas, family, not seen.isdisjoint(standards))
        seen |= standards


def _award(portal: Portal, schemas: Schemas, family: Sequence[Record], repeats: bool) -> Award:
    first, amount, passed_on = approved(family)[0], award(family), granted_on(family)
    day = first.get("decision_date")
    targets = (portal.resolve(first.publisher, "areas", code) for code in first.get("area_codes") or ())
    return Award(
        decision=first,
        holder=holder(first, schemas, portal.as_of),
        year=str(day.year) if day else "none",
        fund=portal.resolve(first.publisher, "funds", first.get("fund_id") or "") or NO_FUND,
        places=tuple(dict.fromkeys(target for target in targets if target)),
        currency=(amount.get("currency") if amount else None) or first.get("currency") or "GBP",
        pence=amount.values["amount_awarded"] if amount and not passed_on else None,
        is_award=first.get("decision_type") == "fund_award" and not passed_on,
        repeats=repeats,
    )


def by_fund(counted: Sequence[Award]) -> Mapping[Ref, tuple[Award, ...]]:
    """The awards of a stated amount from each fund."""
    funds: dict[Ref, list[Award]] = {}
    for one in counted:
        if one.pence is not None and not one.repeats and one.fund != NO_FUND:
            funds.setdefault(one.fund, []).append(one)
    return MappingProxyType({fund: tuple(members) for fund, members in funds.items()})


def tallies(portal: Portal, counted: Sequence[Award]) -> tuple[Mapping[Ref, Tally], Mapping[Ref, Mapping[str, Tally]]]:
    """The tally of every scope; and, for the whole, each publisher and each fund, of every year."""
    counts = defaultdict(_Count, {WHOLE: _Count(), NO_FUND: _Count()})
    years: dict[Ref, dict[str, _Count]] = defaultdict(lambda: defaultdict(_Count))
    for one in counted:
        publisher = Ref("publishers", "", one.decision.publisher)
        wide = () if one.repeats else (WHOLE, one.fund)
        for scope in (publisher, *wide):
            counts[scope].add(one)
            years[scope][one.year].add(one)
        for scope in _narrow(portal, one):
            counts[scope].add(one)
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
    if community and not (one.repeats and community.publisher != one.decision.publisher):
        yield community


def paid(portal: Portal) -> Mapping[Ref, int]:
    """The pence paid from each fund: the payments of its decisions in pounds sterling, refunds taken off.

    As with awards: an amendment is of the fund of what it amends, money that is granted on was paid before, and of an award that
    several publishers show, the payments of the first that shows any count.
    """
    payers: dict[str, str] = {}
    sums: Counter[Ref] = Counter()
    for first, pence in _payments(portal):
        payer = payers.setdefault(first.key, first.publisher) if first.key.startswith(STANDARD_IDS) else first.publisher
        fund = portal.resolve(first.publisher, "funds", first.get("fund_id") or "")
        if fund and payer == first.publisher:
            sums[fund] += pence
    return MappingProxyType(dict(sums))


def _payments(portal: Portal) -> Iterator[tuple[Record, int]]:
    # Each payment in pence with the decision it goes back to, but those of money that is granted on.
    families = {member.ref: family for _, family in decisions(portal) for member in family}
    for payment in portal.records["payments"]:
        decision = portal.resolve(payment.publisher, "decisions", payment.get("decision_id") or "")
        if decision:
            family = families.get(decision, (portal.index[decision],))
            if not granted_on(family):
                yield (approved(family) or family)[0], payment.get("amount") or 0
