"""The history of every record, from git: what each commit of a publisher added, changed, withdrew and brought back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import chain, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from generator.changes import ADDED, UNKNOWN, Change, FieldChange, History, collected
from generator.checks.row.duplicates import folded
from generator.history.cleared import cleared
from generator.history.differing import Difference, State, differences, state_of
from generator.history.kept import opened, plain, rules_of, typed
from generator.history.quiet import quiet_changes
from generator.history.replaying import states
from generator.history.versions import Reader, as_entry, from_entry
from generator.intake import Intake
from generator.model import Record, Ref
from generator.processes import spread
from generator.read.folder import FACTS, IGNORED
from generator.repository import Commit, Step, Timeline
from generator.schemas import Schemas

__all__ = ["cleared", "history", "quiet_changes"]
PUBLISHERS: Final = "publishers"
USUAL: Final = 20_000  # bytes of a version of a file, about
UNSAVED: Final = "Not committed yet"
PLACE: Final = ".cache/portal"

Entry = list[Any]
"""A difference as it is kept: the number of the publisher's step, what, the record's kind and key, fields, and the record."""


class Owned(NamedTuple):
    """One publisher's commits, each with its number among all and only the files of its folder."""

    publisher: str
    numbers: tuple[int, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What the data folder gives now: each publisher's records, and what its files gave before they were settled."""

    records: Mapping[str, Sequence[Record]]
    intakes: Mapping[str, Sequence[Intake]]
    as_of: date


def history(
    line: Timeline | None, schemas: Schemas, as_of: date, taken: Iterable[Intake], settled: Iterable[Intake], place: Path | None
) -> History:
    """Every change from the first commit to the records of today. What was found out is kept in a folder, that of `place` or
    beside the repository; nothing is known outside git."""
    if line is None:
        return UNKNOWN
    today = _today(taken, settled, as_of)
    cache = opened(place or line.top / PLACE, rules_of(schemas))
    reader = Reader(line.folder, schemas, as_of, cache)
    unsaved = {name.split("/")[1] for name in line.unsaved if name.startswith(f"{PUBLISHERS}/") and _counts(name)}
    owned = _owned(line.steps)
    simple = {one.publisher: found for one in owned if (found := _added_only(one, today, unsaved)) is not None}
    kept = _entries([one for one in owned if one.publisher not in simple and one.publisher not in unsaved], reader)
    changes = list(_changes(owned, {**simple, **kept}))
    for one in (one for one in owned if one.publisher in unsaved):
        changes += _with_unsaved(one, today, reader, len(line.steps))
    for publisher in unsaved - {one.publisher for one in owned}:
        changes += _with_unsaved(Owned(publisher, (), ()), today, reader, len(line.steps))
    changes.sort(key=lambda pair: (pair[0], pair[1].ref.publisher))
    first = line.steps[0].commit if line.shallow and line.steps else None
    return collected([change for number, change in changes if number or not line.shallow], first)


def _today(taken: Iterable[Intake], settled: Iterable[Intake], as_of: date) -> Today:
    records: dict[str, list[Record]] = {}
    intakes: dict[str, list[Intake]] = {}
    for intake in settled:
        records.setdefault(intake.account.source.publisher, []).extend((*intake.records, *intake.sides))
    for intake in taken:
        intakes.setdefault(intake.account.source.publisher, []).append(intake)
    return Today(records, intakes, as_of)


def _counts(name: str) -> bool:
    return name.count("/") > 1 and name.split("/")[-1] not in IGNORED


def _owned(steps: Sequence[Step]) -> list[Owned]:
    found: dict[str, list[tuple[int, Step]]] = {}
    for number, step in enumerate(steps):
        by_owner: dict[str, dict[str, str]] = {}
        for path, blob in step.files.items():
            folder, _, rest = path.partition("/")
            if folder == PUBLISHERS and "/" in rest:
                by_owner.setdefault(rest.partition("/")[0], {})[path] = blob
        for owner, files in by_owner.items():
            found.setdefault(owner, []).append((number, replace(step, files=MappingProxyType(files))))
    return [
        Owned(owner, tuple(number for number, _ in pairs), tuple(step for _, step in pairs))
        for owner, pairs in sorted(found.items())
    ]


def _added_only(one: Owned, today: Today, unsaved: set[str]) -> list[Entry] | None:
    # Where no file was ever changed and no two have a key in common, no old version has to be read.
    touched = Counter(path for step in one.steps for path in step.files)
    intakes = today.intakes.get(one.publisher, ())
    if one.publisher in unsaved or (len(one.steps) > 1 and (max(touched.values()) > 1 or _overlap(intakes))):
        return None
    facts = f"{PUBLISHERS}/{one.publisher}/{FACTS}"
    came = {path: number for number, step in enumerate(one.steps) for path in step.files}
    records = (
        (max(came.get(record.origin.path, 0), came.get(facts, 0)), record) for record in today.records.get(one.publisher, ())
    )
    return [[number, ADDED, record.kind, record.key, [], None] for number, record in sorted(records, key=_by_step)]


def _by_step(pair: tuple[int, Record]) -> tuple[int, Ref]:
    return pair[0], pair[1].ref


def _overlap(intakes: Sequence[Intake]) -> bool:
    if any(intake.account.source.format == "ocds" or intake.account.refused for intake in intakes):
        return True
    keys = Counter(key for intake in intakes for key in {(one.kind, folded(one.key)) for one in (*intake.records, *intake.sides)})
    return any(number > 1 for number in keys.values())


def _entries(owned: Sequence[Owned], reader: Reader) -> dict[str, list[Entry]]:
    found = {one.publisher: reader.cache.get(_name(one)) for one in owned}
    missing = [one for one in owned if found[one.publisher] is None]
    size = USUAL * sum(len(step.files) for one in missing for step in one.steps)
    for one, entries in zip(missing, spread(partial(_replayed, reader), missing, size), strict=True):
        reader.cache.put(_name(one), entries)
        found[one.publisher] = entries
    return found


def _name(one: Owned) -> str:
    told = sha256(one.publisher.encode("utf-8", "surrogateescape"))
    for step in one.steps:
        told.update(repr((step.commit.id, sorted(step.files.items()))).encode("utf-8", "backslashreplace"))
    return f"history\n{told.hexdigest()}"


def _replayed(reader: Reader, one: Owned) -> list[Entry]:
    return [_entry(number, found) for number, found in _differences(states(one.publisher, one.steps, reader), reader.schemas)]


def _differences(several: Iterable[State], schemas: Schemas) -> Iterator[tuple[int, Difference]]:
    gone: set[Ref] = set()
    nothing: State = {}
    for number, (before, after) in enumerate(pairwise(chain((nothing,), several))):
        found = list(differences(before, after, gone, schemas))
        gone |= before.keys() - after.keys()
        yield from ((number, one) for one in found)


def _entry(number: int, found: Difference) -> Entry:
    fields = [[one.field, plain(one.before), plain(one.after)] for one in found.fields]
    record = [found.record.origin.path, as_entry(found.record)] if found.record else None
    return [number, found.what, found.ref.kind, found.ref.key, fields, record]


def _changes(owned: Iterable[Owned], entries: Mapping[str, Sequence[Entry]]) -> Iterator[tuple[int, Change]]:
    for one in owned:
        for entry in entries.get(one.publisher, ()):
            yield one.numbers[entry[0]], _change(one, entry)


def _change(one: Owned, entry: Entry) -> Change:
    number, what, kind, key, fields, held = entry
    step = one.steps[number]
    record = from_entry(held[1], one.publisher, held[0]) if held else None
    told = tuple(FieldChange(name, typed(before), typed(after)) for name, before, after in fields)
    previous = one.steps[number - 1].commit.on if number else None
    return Change(Ref(kind, one.publisher, key), step.commit.id, step.commit.on, step.subject, what, told, previous, record)


def _with_unsaved(one: Owned, today: Today, reader: Reader, last: int) -> Iterator[tuple[int, Change]]:
    # What nobody has committed yet is one more step, the last.
    now = state_of(today.records.get(one.publisher, ()))
    several = [*states(one.publisher, one.steps, reader), now]
    steps = (*one.steps, Step(Commit("", today.as_of), UNSAVED, MappingProxyType({})))
    whole = Owned(one.publisher, (*one.numbers, last), steps)
    entries = [_entry(number, found) for number, found in _differences(several, reader.schemas)]
    yield from _changes((whole,), {one.publisher: entries})
