"""The history of every record, from git: what each commit of a publisher added, changed, withdrew and brought back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from generator.changes import ADDED, UNKNOWN, Change, FieldChange, History, collected
from generator.checks.row.duplicates import folded
from generator.history.cleared import cleared
from generator.history.continuing import Entry, Owned, Rules, and_now, entries
from generator.history.differing import state_of
from generator.history.files import intakes
from generator.history.kept import from_entry, opened, rules_of, typed
from generator.history.quiet import quiet_changes
from generator.intake import Intake
from generator.model import Record, Ref
from generator.read.folder import FACTS, IGNORED
from generator.repository import KEPT, Commit, Step, Timeline
from generator.schemas import Schemas

__all__ = ["cleared", "history", "intakes", "quiet_changes"]
PUBLISHERS: Final = "publishers"
UNSAVED: Final = "Not committed yet"


@dataclass(frozen=True, slots=True)
class Today:
    """What the data folder gives now: each publisher's records, and what its files gave before they were settled."""

    records: Mapping[str, Sequence[Record]]
    intakes: Mapping[str, Sequence[Intake]]


def history(
    line: Timeline | None, schemas: Schemas, as_of: date, taken: Iterable[Intake], settled: Iterable[Intake], place: Path | None
) -> History:
    """Every change from the first commit to the records of today. What was found out is kept in a folder, that of `place` or
    beside the repository; nothing is known outside git."""
    if line is None:
        return UNKNOWN
    today = _today(taken, settled)
    unsaved = {name.split("/")[1] for name in line.unsaved if name.startswith(f"{PUBLISHERS}/") and _counts(name)}
    owned = _owned(line.steps)
    owned += [Owned(publisher, (), ()) for publisher in unsaved - {one.publisher for one in owned}]
    found: dict[str, Sequence[Entry]] = {
        one.publisher: told for one in owned if (told := _added_only(one, today, unsaved)) is not None
    }
    rules = Rules(line.folder, schemas, as_of)
    cache = opened(place or line.top / KEPT, rules_of(schemas))
    found |= entries([one for one in owned if one.publisher not in found], today.intakes, rules, cache)
    for one in (one for one in owned if one.publisher in unsaved):
        now = state_of(today.records.get(one.publisher, ()))
        found[one.publisher] = and_now(one, found[one.publisher], today.intakes.get(one.publisher, ()), now, rules)
    # What nobody has committed yet is one more step, the last.
    last = Step(Commit("", as_of), UNSAVED, MappingProxyType({}))
    owned = [Owned(one.publisher, (*one.numbers, len(line.steps)), (*one.steps, last)) for one in owned]
    changes = [change for one in owned for change in _changes(one, found[one.publisher])]
    changes.sort(key=lambda pair: (pair[0], pair[1].ref.publisher))
    first = line.steps[0].commit if line.shallow and line.steps else None
    return collected([change for number, change in changes if number or not line.shallow], first)


def _today(taken: Iterable[Intake], settled: Iterable[Intake]) -> Today:
    records: dict[str, list[Record]] = {}
    intakes: dict[str, list[Intake]] = {}
    for intake in settled:
        records.setdefault(intake.account.source.publisher, []).extend((*intake.records, *intake.sides))
    for intake in taken:
        intakes.setdefault(intake.account.source.publisher, []).append(intake)
    return Today(records, intakes)


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


def _changes(one: Owned, found: Iterable[Entry]) -> Iterator[tuple[int, Change]]:
    for entry in found:
        yield one.numbers[entry[0]], _change(one, entry)


def _change(one: Owned, entry: Entry) -> Change:
    number, what, kind, key, fields, held = entry
    step = one.steps[number]
    record = from_entry(held[1], one.publisher, held[0]) if held else None
    told = tuple(FieldChange(name, typed(before), typed(after)) for name, before, after in fields)
    previous = one.steps[number - 1].commit.on if number else None
    return Change(Ref(kind, one.publisher, key), step.commit.id, step.commit.on, step.subject, what, told, previous, record)
