"""What a fund's allocations come to."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.model import Portal, Record, Ref


def allocated_to(rows: Iterable[Record]) -> int | None:
    """What allocations of one publisher come to, in pence; None where a year states no amount.

    A year's whole stands for its parts by priority, where both are given.
    """
    by_year: dict[str, list[Record]] = {}
    for row in rows:
        by_year.setdefault(row.values["financial_year"], []).append(row)
    sums = [_year_sum(members) for members in by_year.values()]
    return sum(one for one in sums if one is not None) if None not in sums else None


def _year_sum(rows: Iterable[Record]) -> int | None:
    amounts = [(bool(row.get("priority") or row.get("intervention_code")), _amount(row)) for row in rows]
    whole = [amount for is_part, amount in amounts if not is_part]
    used = whole or [amount for _, amount in amounts]
    return sum(amount for amount in used if amount is not None) if None not in used else None


def _amount(row: Record) -> int | None:
    if row.get("amount") is not None:
        return int(row.values["amount"])
    parts = [row.values[name] for name in ("capital", "revenue") if name in row.values]
    return sum(parts) if len(parts) == 2 else None


def allocated(portal: Portal) -> Mapping[Ref, int]:
    """What each fund allocates to all publishers together; what cannot be told counts as nothing."""
    shares: dict[tuple[Ref, str], list[Record]] = {}
    for record in portal.records["allocations"]:
        fund = portal.resolve(record.publisher, "funds", record.get("fund_id") or "")
        if fund:
            shares.setdefault((fund, str(record.get("publisher"))), []).append(record)
    sums: dict[Ref, int] = {}
    for (fund, _), rows in shares.items():
        sums[fund] = sums.get(fund, 0) + (allocated_to(rows) or 0)
    return MappingProxyType(sums)
