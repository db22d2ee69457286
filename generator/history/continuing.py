"""What each publisher's commits came to, worked out from where an earlier build left off, and kept for the next."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import chain, pairwise, takewhile
from pathlib import Path
from typing import Any, Final, NamedTuple

from generator.changes import WITHDRAWN
from generator.history.differing import Difference, State, differences
from generator.history.kept import Cache, as_entry, plain
from generator.history.replaying import states
from generator.history.versions import Reader
from generator.intake import Intake
from generator.model import Ref
from generator.processes import written
from generator.read.limits import BYTES
from generator.repository import Step, blobs
from generator.schemas import Schemas

RECORDS: Final = 20  # of a version of a file, at least; more cost more, and then processes are worth it anyway

Entry = list[Any]
"""A difference as it is kept: the number of the publisher's step, what, the record's kind and key, fields, and the record."""


class Owned(NamedTuple):
    """One publisher's commits, each with its number among all and only the files of its folder."""

    publisher: str
    numbers: tuple[int, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the repository is, and by which definitions and on which day its files are read."""

    folder: Path
    schemas: Schemas
    as_of: date


class Done(NamedTuple):
    """How many of a publisher's steps are done, and what they came to."""

    steps: int = 0
    entries: Sequence[Entry] = ()


class Behind(NamedTuple):
    """A publisher some of whose steps are still to be done, and what its files of today gave."""

    owned: Owned
    done: Done
    today: Sequence[Intake]


def entries(
    owned: Sequence[Owned], today: Mapping[str, Sequence[Intake]], rules: Rules, cache: Cache
) -> dict[str, Sequence[Entry]]:
    """What the commits of each publisher came to; only steps that no earlier build has done are done now."""
    done = {one.publisher: _done(one, cache.get(_name(one))) for one in owned}
    behind = [
        Behind(one, done[one.publisher], today.get(one.publisher, ()))
        for one in owned
        if done[one.publisher].steps < len(one.steps)
    ]
    # A forked process has today's files as they are, so that only what it found has to come back.
    pieces = [partial(_told, rules, one) for one in behind]
    size = RECORDS * sum(len(step.files) for one, found, _ in behind for step in one.steps[found.steps :])
    owners = {one.owned.publisher: one.owned for one in behind}
    for publisher, found in (json.loads(told) for several in written(pieces, size) for told in several):
        one = owners[publisher]
        cache.put(_name(one), [_marks(one), found])
        done[publisher] = Done(len(one.steps), found)
    return {publisher: found.entries for publisher, found in done.items()}


def and_now(one: Owned, found: Sequence[Entry], today: Sequence[Intake], now: State, rules: Rules) -> list[Entry]:
    """The entries of a publisher's commits, and as a further step what makes of them the records that it has now."""
    return _continued(rules, Behind(one, Done(len(one.steps), found), today), (now,))


def _name(one: Owned) -> str:
    return f"history\n{one.publisher}"


def _marks(one: Owned) -> list[str]:
    told = (repr((step.commit.id, sorted(step.files.items()))) for step in one.steps)
    return [sha256(mark.encode("utf-8", "backslashreplace")).hexdigest() for mark in told]


def _done(one: Owned, held: Any) -> Done:
    # What is kept may be of another branch or of a line that was written anew: the steps that both begin with count.
    marks, found = held or ((), ())
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(marks, _marks(one), strict=False)))
    return Done(same, [entry for entry in found if entry[0] < same])


def _told(rules: Rules, behind: Behind) -> list[str]:
    return [json.dumps([behind.owned.publisher, _continued(rules, behind)])]


def _continued(rules: Rules, behind: Behind, further: Sequence[State] = ()) -> list[Entry]:
    one, done, today = behind
    same = {intake.account.source.sha256: intake for intake in today if not intake.account.refused}
    with blobs(rules.folder, BYTES) as blob:
        several = states(one.publisher, one.steps, Reader(blob, rules.schemas, rules.as_of, same), done.steps)
        return _gone_on(one.publisher, chain(several, further), rules.schemas, done)


def _gone_on(publisher: str, several: Iterable[State], schemas: Schemas, done: Done) -> list[Entry]:
    # The first state is that of the last step which is done.
    gone = {Ref(kind, publisher, key) for _, what, kind, key, *_ in done.entries if what == WITHDRAWN}
    nothing: State = {}
    pairs = enumerate(pairwise(several if done.steps else chain((nothing,), several)), done.steps)
    return [*done.entries, *(_entry(number, found) for number, found in _differences(pairs, gone, schemas))]


def _differences(
    pairs: Iterable[tuple[int, tuple[State, State]]], gone: set[Ref], schemas: Schemas
) -> Iterator[tuple[int, Difference]]:
    for number, (before, after) in pairs:
        yield from ((number, found) for found in list(differences(before, after, gone, schemas)))
        gone |= before.keys() - after.keys()


def _entry(number: int, found: Difference) -> Entry:
    fields = [[one.field, plain(one.before), plain(one.after)] for one in found.fields]
    record = [found.record.origin.path, as_entry(found.record)] if found.record else None
    return [number, found.what, found.ref.kind, found.ref.key, fields, record]
