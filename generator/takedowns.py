"""`takedowns.csv`: what must no longer be shown, and since when. It overrides whatever publishers' files say."""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from generator.errors import SettingsError
from generator.intake import Intake, recounted
from generator.model import Record, Ref, Takedown
from generator.organisations import OWN_NAME
from generator.problems import Problem
from generator.schemas import Schemas

FILE: Final = "takedowns.csv"
COLUMNS: Final = ("publisher", "kind", "id", "field", "date", "reason")
TAKEN_DOWN: Final = "taken_down"
"""The reason why a field that was taken down is withheld."""


def takedowns(data: Path, schemas: Schemas) -> tuple[Takedown, ...]:
    """What must not be shown, in the order of the file. Raises SettingsError: a line that cannot be read must not let anything out."""
    path = data / FILE
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise SettingsError(
            f"{FILE} cannot be read ({fault}). Nothing was built, so that nothing is shown that must not be."
        ) from fault
    if not rows or tuple(cell.strip().lower() for cell in rows[0]) != COLUMNS:
        raise SettingsError(f"{FILE}: the first row must be {','.join(COLUMNS)}. Nothing was built.")
    return tuple(_takedown(number, row, schemas) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row))


def _takedown(number: int, row: Sequence[str], schemas: Schemas) -> Takedown:
    cells = [cell.strip() for cell in row]
    if len(cells) != len(COLUMNS) or not all((*cells[:3], *cells[4:])):
        raise SettingsError(
            f"{FILE} row {number}: {', '.join(COLUMNS)} must all be given; only field may be empty. Nothing was built."
        )
    publisher, kind, identifier, field, day, reason = cells
    schema = schemas.kinds.get(kind)
    if schema is None or (field and field not in schema.by_name):
        known = "a field of it" if schema else "one of: " + ", ".join(schemas.kinds)
        raise SettingsError(f'{FILE} row {number}: "{field if schema else kind}" is not {known}. Nothing was built.')
    try:
        on = date.fromisoformat(day)
    except ValueError as fault:
        raise SettingsError(f'{FILE} row {number}: "{day}" is not a date. Write it as 2026-03-03. Nothing was built.') from fault
    return Takedown(Ref(kind, publisher, identifier), field, on, reason)


def without(intakes: Iterable[Intake], taken: Sequence[Takedown]) -> Iterator[Intake]:
    """The intakes without what was taken down: no record, no value, and no problem that repeats one of its values."""
    whole = {one.ref for one in taken if not one.field}
    fields: dict[Ref, set[str]] = {}
    for one in taken:
        if one.field:
            fields.setdefault(one.ref, set()).add(one.field)
    several = list(intakes)
    said = _said(several, whole, fields)
    for intake in several:
        yield _cleared(intake, whole, fields, said) if taken else intake


def unmatched(taken: Iterable[Takedown], intakes: Iterable[Intake], past: Collection[Ref]) -> Iterator[Takedown]:
    """The takedowns of what is neither in today's files nor in the `past`: most likely an id that is misspelt, so that it still shows."""
    wanted = [one for one in taken if one.ref not in past]
    there = {record.ref for intake in intakes for record in (*intake.records, *intake.sides)} if wanted else set()
    yield from (one for one in wanted if one.ref not in there)


def _said(intakes: Iterable[Intake], whole: Collection[Ref], fields: Mapping[Ref, set[str]]) -> Mapping[str, set[str]]:
    # What each publisher that something is taken down of still says about its rows.
    found: dict[str, set[str]] = {ref.publisher: set() for ref in (*whole, *fields)}
    for intake in intakes:
        if intake.account.source.publisher in found:
            kept = (_blanked(record, fields) for record in intake.records if record.ref not in whole)
            found[intake.account.source.publisher].update(text for record in kept for text in _texts(record))
    return found


def _texts(record: Record) -> Iterator[str]:
    return (value for value in record.values.values() if isinstance(value, str))


def _cleared(intake: Intake, whole: set[Ref], fields: Mapping[Ref, set[str]], said: Mapping[str, set[str]]) -> Intake:
    source = intake.account.source
    if not any(ref.publisher == source.publisher and source.kind in {"", ref.kind} for ref in whole | fields.keys()):
        return intake
    kept = [_blanked(record, fields) for record in intake.records if record.ref not in whole]
    sides = [_blanked(record, fields) for record in intake.sides if record.ref not in whole]
    sides = list(_told_elsewhere(sides, intake.records, whole, fields, said[source.publisher]))
    harmless = {_place(record) for record in kept if record.ref not in fields} if intake.account.shown is None else set()
    problems = tuple(_silenced(problem, harmless) for problem in intake.problems)
    account = recounted(intake.account, len(intake.records) - len(kept))
    return replace(intake, account=account, records=tuple(kept), sides=tuple(sides), problems=problems)


def _told_elsewhere(
    sides: Iterable[Record], own: Iterable[Record], whole: set[Ref], fields: Mapping[Ref, set[str]], said: set[str]
) -> Iterator[Record]:
    # Rows also tell of organisations. What only a row tells that is taken down goes with it: the record, or the same words.
    gone = {_place(record) for record in own if record.ref in whole}
    words = {str(record.get(name)) for record in own for name in fields.get(record.ref, ()) if name in record.values} - said
    for side in sides:
        if side.kind not in OWN_NAME or not (_place(side) in gone and side.key not in said):
            hidden = [name for name, value in side.values.items() if side.kind in OWN_NAME and value in words]
            yield _hidden(side, hidden)


def _place(record: Record) -> tuple[str, int]:
    return record.origin.sheet, record.origin.row


def _blanked(record: Record, fields: Mapping[Ref, set[str]]) -> Record:
    return _hidden(record, fields.get(record.ref, ()))


def _hidden(record: Record, hidden: Collection[str]) -> Record:
    if not hidden:
        return record
    values = MappingProxyType({name: value for name, value in record.values.items() if name not in hidden})
    return replace(record, values=values, withheld=MappingProxyType({**record.withheld, **dict.fromkeys(hidden, TAKEN_DOWN)}))


def _silenced(problem: Problem, harmless: set[tuple[str, int]]) -> Problem:
    # A row that is not published as it stands may be the one that was taken down: what was found in it is counted, not repeated.
    rows = [row for row in (problem.row, *problem.more_rows) if row]
    if all((problem.sheet, row) in harmless for row in rows):
        return problem
    return replace(problem, value="", record="", details=MappingProxyType({name: "(taken down)" for name in problem.details}))
