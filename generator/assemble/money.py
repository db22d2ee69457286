"""£ and decisions by who decided, for every scope. Amounts are pence, never added up over currencies."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from generator.measures import NO_FUND, WHOLE, Award, Sum, Tally
from generator.model import Portal, Record, Ref
from generator.schemas import Schemas
from generator.standing.decisions import approved, award, decisions, granted_on
from generator.standing.holders import holder

Resolve = Callable[[str, str, str], Ref | None]
STANDARD_IDS: Final = ("360G-", "ocds-")  # ids that mean the same award whoever publishes it


def awards(portal: Portal, schemas: Schemas) -> Iterator[Award]:
    """Every approved decision that stands, with the amount that its latest amendment leaves.

    It counts in the year in which it was first approved, under the body that decided then. Money that is granted on was counted where
    it was granted first. What another publisher already shows under the same id of a standard repeats it.
    """
    seen: set[str] = set()
    resolve = cache(portal.resolve)  # the same areas and funds are named again and again
    for _, family in decisions(portal):
        members = approved(family)
        standards = {member.key for member in members if member.key.startswith(STANDARD_IDS)}
        yield _award(resolve, schemas, members, portal.as_of, not seen.isdisjoint(standards))
        seen |= standards


def _award(resolve: Resolve, schemas: Schemas, family: Sequence[Record], as_of: date, repeats: bool) -> Award:
    first, amount, passed_on = family[0], award(family), granted_on(family)
    day = first.get("decision_date")
    targets = (resolve(first.publisher, "areas", code) for code in first.get("area_codes") or ())
    return Award(
        decision=first,
        holder=holder(first, schemas, as_of),
        year=str(day.year) if day else "none",
        fund=resolve(first.publisher, "funds", first.get("fund_id") or "") or NO_FUND,
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
    wide: dict[Ref, list[Award]] = {WHOLE: [], NO_FUND: []}
    narrow: dict[Ref, list[Award]] = {}
    repeated: Counter[Ref] = Counter()
    for one in counted:
        publisher = Ref("publishers", "", one.decision.publisher)
        for scope in (publisher,) if one.repeats else (publisher, WHOLE, one.fund):
            wide.setdefault(scope, []).append(one)
        for scope in _narrow(portal, one):
            narrow.setdefault(scope, []).append(one)
        if one.repeats:
            repeated.update((WHOLE, publisher))
    whole = {scope: _tally(members, repeated[scope]) for scope, members in (wide | narrow).items()}
    by_year = {scope: MappingProxyType(dict(_yearly(members))) for scope, members in wide.items() if members}
    return MappingProxyType(whole), MappingProxyType(by_year)


def _yearly(members: Sequence[Award]) -> Iterator[tuple[str, Tally]]:
    years: dict[str, list[Award]] = {}
    for one in members:
        years.setdefault(one.year, []).append(one)
    return ((year, _tally(own)) for year, own in sorted(years.items()))


def _tally(members: Sequence[Award], repeated: int = 0) -> Tally:
    pence: dict[tuple[str, str], list[int]] = {}
    for one in members:
        if one.pence is not None:
            pence.setdefault((one.currency, one.holder), []).append(one.pence)
    money: dict[str, dict[str, Sum]] = {}
    for (currency, held_by), amounts in sorted(pence.items()):
        money.setdefault(currency, {})[held_by] = Sum(len(amounts), sum(amounts))
    frozen = {currency: MappingProxyType(sums) for currency, sums in money.items()}
    unstated = sum(one.is_award for one in members if one.pence is None)
    decisions = Counter(one.holder for one in members)
    return Tally(MappingProxyType(dict(decisions)), MappingProxyType(frozen), unstated, repeated)


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
