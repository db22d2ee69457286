"""One source → its records, its problems and the account of its rows; then one publisher's sources beside each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from types import MappingProxyType

from generator.checks.row import PUBLISHER_CHECKS, ROW_CHECKS
from generator.checks.scope import Scope
from generator.errors import LedgerError
from generator.model import Account, Ledger, Record, Source
from generator.problems import Problem
from generator.read import read
from generator.read.limits import too_big
from generator.read.reading import Reading
from generator.schemas import Schemas
from generator.validate import content_digest, validate


@dataclass(frozen=True, slots=True)
class Intake:
    """What one source gave: `records` are its own rows, `sides` the further records that those rows also gave."""

    account: Account
    records: tuple[Record, ...] = ()
    sides: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()


def take_in(source: Source, data: bytes, schemas: Schemas, as_of: date) -> Intake:
    """Reads, validates and checks one source. Raises LedgerError where a row is unaccounted for."""
    return judged(source, opened(source, data, schemas), schemas, as_of)


def opened(source: Source, data: bytes, schemas: Schemas) -> Reading:
    """The tables of a source as text; none where its size alone refuses it."""
    big = too_big(source.size)
    return Reading(problems=(replace(big, publisher=source.publisher, path=source.path),)) if big else read(source, data, schemas)


def judged(source: Source, reading: Reading, schemas: Schemas, as_of: date) -> Intake:
    """Validates and checks what was read of a source. Raises LedgerError where a row is unaccounted for."""
    problems = list(reading.problems)
    own: list[Record] = []
    sides: list[Record] = []
    withheld = reading.ledger.withheld
    for table in reading.tables:
        valid = validate(table, schemas, source)
        problems += (replace(problem, publisher=source.publisher, path=source.path) for problem in valid.problems)
        scope = Scope(schemas.kinds[table.kind], schemas, as_of, table.native)
        records = valid.records if table.counted else _merged(valid.records)
        found = [problem for check in ROW_CHECKS for problem in check(records, scope)]
        problems += found
        kept = withhold(records, found)
        (own if table.counted else sides).extend(kept)
        withheld += valid.withheld + len(records) - len(kept) if table.counted else 0
    refused = next((problem.code for problem in problems if problem.withholds == "file"), "")
    ledger = replace(reading.ledger, published=len(own), withheld=withheld)
    return Intake(_account(source, ledger, refused), tuple(own), tuple(sides), tuple(problems))


def _account(source: Source, ledger: Ledger, refused: str) -> Account:
    if not ledger.balanced:
        raise LedgerError(f"{source.path}: the rows do not add up ({ledger}). Please report this; nothing was published.")
    return Account(source, ledger, refused)


def withhold(records: Sequence[Record], problems: Iterable[Problem]) -> tuple[Record, ...]:
    """The records without the rows, and without the values, that problems say must not be shown."""
    rows: set[tuple[str, int, str]] = set()
    values: dict[tuple[str, int, str], dict[str, str]] = {}
    for problem in problems:
        place = (problem.sheet, problem.row, problem.record)
        if problem.withholds in {"row", "file"}:
            rows.add(place)
        elif problem.withholds == "field":
            values.setdefault(place, {})[problem.field] = problem.code
    if not rows and not values:
        return tuple(records)
    kept = ((_place(record), record) for record in records)
    return tuple(_without(record, values.get(place, {})) for place, record in kept if place not in rows)


def _place(record: Record) -> tuple[str, int, str]:
    return (record.origin.sheet, record.origin.row, record.key)


def _without(record: Record, reasons: dict[str, str]) -> Record:
    if not reasons:
        return record
    values = {name: value for name, value in record.values.items() if name not in reasons}
    key = record.key
    if key.startswith(f"{content_digest(record.values)}-"):
        # Whoever guesses a value could prove it by the digest, so the row is known by what is left; rows are numbered anew later.
        key = f"{content_digest(values)}-1"
    return replace(record, key=key, values=MappingProxyType(values), withheld=MappingProxyType({**record.withheld, **reasons}))


def _merged(records: Iterable[Record]) -> tuple[Record, ...]:
    # One recipient stands in many grants: what the first row leaves out, later ones may state.
    merged: dict[tuple[str, str], Record] = {}
    for record in records:
        first = merged.get((record.kind, record.key))
        merged[record.kind, record.key] = _filled(first, record) if first else record
    return tuple(merged.values())


def _filled(first: Record, later: Record) -> Record:
    gained = {name: value for name, value in later.values.items() if name not in first.values and name not in first.withheld}
    return replace(first, values=MappingProxyType({**first.values, **gained})) if gained else first


def settle(intakes: Sequence[Intake], schemas: Schemas, as_of: date) -> tuple[Intake, ...]:
    """One publisher's sources beside each other: releases of one process become one record, ids must not clash."""
    intakes = _numbered(_compiled(intakes), schemas)
    own = [record for intake in intakes for record in intake.records]
    problems: list[Problem] = []
    for kind, members in groupby(sorted(own, key=lambda record: record.kind), key=lambda record: record.kind):
        scope = Scope(schemas.kinds[kind], schemas, as_of)
        records = sorted(members, key=lambda record: (record.origin.path, record.origin.sheet, record.origin.row))
        problems += [problem for check in PUBLISHER_CHECKS for problem in check(records, scope)]
    return tuple(_sides_settled(_rechecked(intakes, problems)))


def _numbered(intakes: Sequence[Intake], schemas: Schemas) -> tuple[Intake, ...]:
    # Equal rows of kinds without ids are numbered within their file; across files the numbers go on.
    seen: Counter[tuple[str, str]] = Counter()
    numbered = []
    for intake in intakes:
        records = []
        for record in intake.records:
            name = schemas.kinds[record.kind].primary_key[0]
            digest = record.key.rpartition("-")[0]
            if name not in record.values and digest:
                seen[record.kind, digest] += 1
                record = replace(record, key=f"{digest}-{seen[record.kind, digest]}")
            records.append(record)
        numbered.append(replace(intake, records=tuple(records)))
    return tuple(numbered)


def _compiled(intakes: Sequence[Intake]) -> tuple[Intake, ...]:
    # The newest release of an Open Contracting process stands for it; the others are counted as merged.
    newest: dict[str, tuple[str, str]] = {}
    for intake in intakes:
        if intake.account.source.format == "ocds":
            for record in intake.records:
                stamp = (str(record.get("last_modified") or ""), intake.account.source.path)
                newest[record.key] = max(newest.get(record.key, ("", "")), stamp)
    return tuple(_newest_only(intake, newest) if intake.account.source.format == "ocds" else intake for intake in intakes)


def _newest_only(intake: Intake, newest: dict[str, tuple[str, str]]) -> Intake:
    path = intake.account.source.path
    kept = tuple(record for record in intake.records if newest[record.key][1] == path)
    merged = len(intake.records) - len(kept)
    ledger = intake.account.ledger
    ledger = replace(ledger, published=ledger.published - merged, rows_merged=ledger.rows_merged + merged)
    return replace(intake, account=_account(intake.account.source, ledger, intake.account.refused), records=kept)


def _rechecked(intakes: Sequence[Intake], problems: Sequence[Problem]) -> Iterator[Intake]:
    for intake in intakes:
        source = intake.account.source
        here = [problem for problem in problems if problem.path == source.path]
        records = withhold(intake.records, here)
        lost = len(intake.records) - len(records)
        yield replace(intake, account=recounted(intake.account, lost), records=records, problems=(*intake.problems, *here))


def recounted(account: Account, lost: int) -> Account:
    """An account after some of its published rows were withheld after all."""
    ledger = replace(account.ledger, published=account.ledger.published - lost, withheld=account.ledger.withheld + lost)
    return replace(_account(account.source, ledger, account.refused), shown=account.shown)


def _sides_settled(intakes: Iterable[Intake]) -> Iterator[Intake]:
    intakes = list(intakes)
    taken = {(record.kind, record.key) for intake in intakes for record in intake.records}
    for intake in intakes:
        fresh = [record for record in intake.sides if (record.kind, record.key) not in taken]
        taken |= {(record.kind, record.key) for record in fresh}
        yield replace(intake, sides=tuple(fresh))
