"""What a publisher publishes already, as far as a template takes it over, and what it does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model import Portal, Record


@dataclass(frozen=True, slots=True)
class Existing:
    """A publisher's records by kind, in the order of its files.

    `replaced` are the files that hold nothing else, `shared` those that also hold records of other kinds. `rows` counts the
    rows of all of them that are withheld, and so are not among the records, `values` the withheld values of the records.
    """

    records: Mapping[str, tuple[Record, ...]]
    replaced: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    rows: int = 0
    values: int = 0


def existing(portal: Portal, publisher: str, kinds: Sequence[str]) -> Existing:
    """The records of some kinds that a publisher has in the portal."""
    own = {kind: tuple(record for record in records if record.publisher == publisher) for kind, records in portal.records.items()}
    taken = {kind: tuple(sorted(own.get(kind, ()), key=_place)) for kind in kinds}
    paths = {record.origin.path for records in taken.values() for record in records}
    others = {record.origin.path for kind, records in own.items() if kind not in taken for record in records}
    withheld = [reason for records in taken.values() for record in records for reason in record.withheld.values()]
    return Existing(
        records=taken,
        replaced=tuple(sorted(paths - others)),
        shared=tuple(sorted(paths & others)),
        rows=sum(account.ledger.withheld for account in portal.accounts if account.source.path in paths),
        values=sum(not _is_redacted(reason) for reason in withheld),
    )


def _place(record: Record) -> tuple[str, str, int]:
    origin = record.origin
    return origin.path, origin.sheet, origin.row


def _is_redacted(reason: str) -> bool:
    return reason.startswith("redacted_")
