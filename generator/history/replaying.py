"""One publisher's commits, done again in their order: which files it had after each, and which records those gave."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.history.differing import State, state_of
from generator.history.versions import Reader, Version
from generator.intake import Intake, settle
from generator.read.folder import FACTS, IGNORED, Claim, claimed, entries_of, read_facts
from generator.read.limits import BYTES
from generator.repository import Step, contents


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


def states(owner: str, steps: Sequence[Step], reader: Reader) -> Iterator[State]:
    """All records of a publisher after each of the commits that touched its folder."""
    facts = _facts(owner, steps, reader)
    moment = NOTHING
    given: dict[Version, Intake] = {}
    for step in steps:
        moment = _after(moment, owner, step, facts, reader)
        wanted = _versions(owner, moment, reader)
        given = _read(given, wanted, reader)
        intakes = [_standing(given, version, moment, reader) for version in wanted]
        settled = settle([intake for intake in intakes if intake], reader.schemas, reader.as_of)
        yield state_of(record for intake in settled for record in (*intake.records, *intake.sides))


def _facts(owner: str, steps: Sequence[Step], reader: Reader) -> Mapping[str, bytes]:
    name = f"publishers/{owner}/{FACTS}"
    blobs = sorted({step.files[name] for step in steps if step.files.get(name)})
    return {blob: content for blob, size, content in contents(reader.folder, blobs, BYTES) if size <= BYTES}


def _after(moment: Moment, owner: str, step: Step, facts: Mapping[str, bytes], reader: Reader) -> Moment:
    files, earlier = dict(moment.files), dict(moment.earlier)
    for path, blob in step.files.items():
        if path in files:
            earlier[path] = (*earlier.get(path, ()), files[path])
        files[path] = blob
        if not blob:
            del files[path]
    after = Moment(files, moment.entries, earlier)
    name = f"publishers/{owner}/{FACTS}"
    return replace(after, entries=_entries(owner, name, after, facts, reader)) if name in step.files else after


def _entries(owner: str, name: str, moment: Moment, facts: Mapping[str, bytes], reader: Reader) -> Entries:
    if name not in moment.files:
        return Entries(False)
    try:
        now: str | None = facts[moment.files[name]].decode("utf-8-sig")
    except (KeyError, UnicodeDecodeError):
        now = None
    older = (facts.get(blob, b"").decode("utf-8-sig", "replace") for blob in reversed(moment.earlier.get(name, ())))
    for text in (now, *older):
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


def _read(given: Mapping[Version, Intake], wanted: Sequence[Version], reader: Reader) -> dict[Version, Intake]:
    # Only what stands now is held; the rest is in the cache.
    missing = [version for version in wanted if version not in given]
    return {version: given[version] for version in wanted if version in given} | (reader.read(missing) if missing else {})


def _standing(given: dict[Version, Intake], version: Version, moment: Moment, reader: Reader) -> Intake | None:
    # What stands in for a refused file is its last version that gives records: the rule of `standins`.
    intake = given.get(version)
    if intake is None or not intake.account.refused:
        return intake
    for blob in reversed(moment.earlier.get(version.path, ())):
        if blob != version.blob:
            old = reader.read([version._replace(blob=blob)]).get(version._replace(blob=blob))
            if old and not old.account.refused and old.records:
                return old
    return intake
