"""One publisher's commits, done again in their order: which files it had after each, and which records those gave."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Any

from generator.history.differing import State, state_of
from generator.history.versions import Reader, Version
from generator.intake import Intake, settle
from generator.read.folder import FACTS, IGNORED, Claim, claimed, entries_of, read_facts
from generator.repository import Step


@dataclass(frozen=True, slots=True)
class Entries:
    """What the publisher.yml in force says of the files; `usable` is False where nobody can be named as their publisher."""

    usable: bool
    listed: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """What a publisher had after one commit: its files, what publisher.yml said, and every file's earlier blobs, oldest first."""

    files: Mapping[str, str]
    entries: Entries
    earlier: Mapping[str, tuple[str, ...]]


NOTHING = Moment({}, Entries(False), {})

Held = Mapping[Version, Intake | None]
"""What stands for each file of a moment; None where the repository does not hold it."""


def states(owner: str, steps: Sequence[Step], reader: Reader, known: int = 0) -> Iterator[State]:
    """All records of a publisher after each of the commits that touched its folder, but for those whose changes are known;
    of these, after the last."""
    moments = list(_moments(owner, steps, reader))[max(known - 1, 0) :]
    wanted = [_versions(owner, moment, reader) for moment in moments]
    new = [version for before, now in pairwise(((), *wanted)) for version in dict.fromkeys(now) if version not in set(before)]
    came = reader.read(new)
    held: Held = {}
    for moment, versions in zip(moments, wanted, strict=True):
        held = {
            version: held[version] if version in held else _standing(version, next(came), moment, held, reader)
            for version in versions
        }
        settled = settle([intake for intake in held.values() if intake], reader.schemas, reader.as_of)
        yield state_of(record for intake in settled for record in (*intake.records, *intake.sides))


def _moments(owner: str, steps: Sequence[Step], reader: Reader) -> Iterator[Moment]:
    moment = NOTHING
    for step in steps:
        moment = _after(moment, owner, step, reader)
        yield moment


def _after(moment: Moment, owner: str, step: Step, reader: Reader) -> Moment:
    files, earlier = dict(moment.files), dict(moment.earlier)
    for path, blob in step.files.items():
        if path in files:
            earlier[path] = (*earlier.get(path, ()), files[path])
        files[path] = blob
        if not blob:
            del files[path]
    after = Moment(files, moment.entries, earlier)
    name = f"publishers/{owner}/{FACTS}"
    return replace(after, entries=_entries(owner, name, after, reader)) if name in step.files else after


def _entries(owner: str, name: str, moment: Moment, reader: Reader) -> Entries:
    if name not in moment.files:
        return Entries(False)
    older = (reader.text(blob, "replace") for blob in reversed(moment.earlier.get(name, ())))
    for text in chain((reader.text(moment.files[name]),), older):
        entry, who, _ = read_facts(text, owner, reader.schemas)
        if who and isinstance(entry, dict):
            return Entries(True, tuple(entries_of(entry.get("files", []))))
    return Entries(False)


def _versions(owner: str, moment: Moment, reader: Reader) -> tuple[Version, ...]:
    # In the order in which a folder's files are read today.
    paths = sorted(moment.files, key=lambda path: path.split("/")) if moment.entries.usable else ()
    claims = ((path, _claim(owner, path, moment.entries, reader)) for path in paths)
    return tuple(Version(owner, path, claim.kind, claim.format, moment.files[path]) for path, claim in claims if claim)


def _claim(owner: str, path: str, entries: Entries, reader: Reader) -> Claim | None:
    name = path.removeprefix(f"publishers/{owner}/")
    if name == FACTS or name.split("/")[-1] in IGNORED or any("\ud800" <= sign <= "\udfff" for sign in name):
        return None
    return claimed(name, entries.listed, reader.schemas)


def _standing(version: Version, intake: Intake | None, moment: Moment, before: Held, reader: Reader) -> Intake | None:
    # What stands in for a refused file is its last version that gives records: the rule of `standins`.
    if intake is None or not intake.account.refused:
        return intake
    for blob in reversed(moment.earlier.get(version.path, ())):
        if blob != version.blob:
            older = version._replace(blob=blob)
            old = before[older] if older in before else next(reader.read((older,)))
            if old and not old.account.refused and old.records:
                return old
    return intake
