"""What a change to the data is judged by: its own findings, what it breaks elsewhere, the fence, and what readers will see change."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final, NamedTuple

from generator import build
from generator.assemble import measure
from generator.build import Built, Gathered, Progress
from generator.checks.portal.dangling_references import answered
from generator.difference import Difference, difference
from generator.fence import crossings
from generator.history.ties import Ties, keep, kept, kept_in, mark, may_be_apart, reached, ties, voting, with_names
from generator.model import Portal, Publisher, Takedown
from generator.problems import Problem
from generator.read.folder import IGNORED
from generator.repository import Repository, Touched, export, open_repository, passed_over, touched, trees
from generator.schemas import Schemas
from generator.settings import Settings
from generator.takedowns import takedowns

PUBLISHERS: Final = "publishers"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The problems of a change and what it changes for readers; the portal as read, and as `shown`: with the accounts of changed files."""

    problems: tuple[Problem, ...]
    difference: Difference
    built: Built
    shown: Portal


class Pair(NamedTuple):
    """A portal before and after a change, as far as the change can make a difference to it."""

    before: Built
    after: Built


@dataclass(frozen=True, slots=True)
class Change:
    """The paths below the data folder that differ from where the line of `since` forked off, and what git knows of both folders."""

    settings: Settings
    since: str
    paths: frozenset[str]
    repository: Repository

    @property
    def known_before(self) -> Repository:
        """What is known of the folder before: of the files that did not change the same as now, so that they are as old."""
        files = {path: commits for path, commits in self.repository.files.items() if path not in self.paths}
        return replace(self.repository, files=MappingProxyType(files))

    def earlier(self, folder: Path) -> Settings:
        """The settings for what the data folder was, in another folder; files that did not change are known from this one."""
        return replace(self.settings, data=folder, cache=self.settings.cache or self.repository.kept)


def judged(settings: Settings, since: str, progress: Progress = lambda _: None, *, fenced: bool = True) -> Judgement:
    """Compares a data folder with what it was where the line of `since` forked off. Raises SettingsError where git knows no such.

    Who looks after the whole portal is not `fenced`: the change may touch the folders of several publishers.
    """
    files, prefix = touched(settings.data, since)
    change = change_of(settings, since, files, prefix)
    pair = narrowly(change, progress) or wholly(change, progress)
    return judgement(change, pair, crossings(files, prefix) if fenced else ())


def change_of(settings: Settings, since: str, files: Iterable[Touched], prefix: str) -> Change:
    """A change from the files that git says it touches; `prefix` is the data folder's path in the repository."""
    below = (file.path for file in files if file.path.startswith(f"{prefix}/") or not prefix)
    paths = frozenset(path.removeprefix(f"{prefix}/") for path in below)
    return Change(settings, since, paths, open_repository(settings.data))


def judgement(change: Change, pair: Pair, fence: Sequence[Problem]) -> Judgement:
    """What is told of a change when its two portals are held against each other."""
    before, after = pair
    known = {_same(problem) for problem in before.problems}
    news = (problem for problem in after.problems if problem.path in change.paths or _is_new(problem, known))
    found = difference(
        before.portal, after.portal, measure(before.portal, before.schemas), measure(after.portal, after.schemas), after.schemas
    )
    shown = replace(after.portal, accounts=tuple(one for one in after.portal.accounts if one.source.path in change.paths))
    return Judgement((*fence, *answered(after.portal, news)), found, after, shown)


def _is_new(problem: Problem, known: Collection[tuple[str, ...]]) -> bool:
    # No link is written into the folder of before, so one that is there still would look new.
    return problem.code != "file-link" and _same(problem) not in known


def _same(problem: Problem) -> tuple[str, ...]:
    # Rows move when others are added; a finding is the same by what it says of what.
    return problem.code, problem.path, problem.sheet, problem.field, problem.record, problem.value


def wholly(change: Change, progress: Progress = lambda _: None) -> Pair:
    """The whole portal before and after a change."""
    after = build.portal(change.settings, change.repository, progress, as_it_is=True)
    with TemporaryDirectory(prefix="portal-before-") as folder:
        export(change.settings.data, change.since, Path(folder))
        return Pair(build.portal(change.earlier(Path(folder)), change.known_before, as_it_is=True), after)


def narrowly(change: Change, progress: Progress = lambda _: None) -> Pair | None:
    """Both portals with no other publishers than a change of one publisher's folder can reach; None where it may reach any.

    Whatever `judged` tells of them is the same as of the whole.
    """
    there = trees(change.settings.data, PUBLISHERS, change.since)
    owner = _owner(change, there)
    if not owner:
        return None
    schemas = build.defined(change.settings)
    taken = takedowns(change.settings.data, schemas)
    gather = partial(build.gathered, schemas=schemas, taken_down=taken, as_it_is=True)
    with TemporaryDirectory(prefix="portal-before-") as folder:
        if owner in there:
            export(change.settings.data, change.since, Path(folder), f"{PUBLISHERS}/{owner}")
        was = gather(change.earlier(Path(folder)), change.known_before, only={owner})
    now = gather(change.settings, change.repository, only={owner})
    old, new = (_ties(part, schemas).get(owner, Ties()) for part in (was, now))

    cache = kept_in(change.settings.cache or change.repository.kept, schemas)
    marks = {other: mark(other, tree, taken) for other, tree in there.items() if other != owner}
    found = {other: kept(cache, other, of) for other, of in marks.items()}
    missing = {other for other, one in found.items() if one is None}
    rest = gather(change.settings, change.repository, progress=progress, only={"", *missing})
    fresh = _ties(rest, schemas)
    for other in missing:
        keep(cache, other, marks[other], fresh.get(other, Ties()))
    known = {other: one or fresh.get(other, Ties()) for other, one in found.items()}
    every = {**known, owner: old.with_those_of(new)}
    if not may_be_apart(fresh.get("", Ties()), every):
        return None
    wanted = reached({owner}, every) | voting(known, old, new)
    more = gather(change.settings, change.repository, progress=progress, only=wanted - missing - {owner})
    join = partial(_joined, change, schemas, taken, known, wanted)
    return Pair(join((was, rest, more)), join((now, rest, more)))


def _owner(change: Change, there: Mapping[str, str]) -> str:
    # The publisher whose folder alone is another; "" where there is none, or where a folder holds what git does not know.
    data = change.settings.data
    places = [path.split("/") for path in change.paths]
    places += [path.split("/") for path in passed_over(data, PUBLISHERS) if path.rpartition("/")[2] not in IGNORED]
    places += [[PUBLISHERS, path.name, ""] for path in (data / PUBLISHERS).glob("*/") if path.name not in there]
    owners = {place[1] if len(place) > 2 and place[0] == PUBLISHERS else "" for place in places}
    return owners.pop() if len(owners) == 1 else ""


def _ties(part: Gathered, schemas: Schemas) -> Mapping[str, Ties]:
    return ties(part.settled, [holding.folder for holding in part.held if holding.publisher], schemas)


def _joined(
    change: Change,
    schemas: Schemas,
    taken: Collection[Takedown],
    known: Mapping[str, Ties],
    wanted: Collection[str],
    parts: Iterable[Gathered],
) -> Built:
    # Of publishers that are not wanted only the ids are known, and the names that they give to organisations.
    several = tuple(parts)
    held = [holding for part in several for holding in part.held if holding.folder in wanted]
    settled = [intake for part in several for intake in part.settled if intake.account.source.publisher in {"", *wanted}]
    held.sort(key=lambda holding: holding.folder)
    settled.sort(key=lambda intake: intake.account.source.publisher)
    others = {other: one for other, one in known.items() if other not in wanted}
    publishers = [holding.publisher for holding in held if holding.publisher]
    publishers += [Publisher(other, other, "", "") for other, one in others.items() if one.stands]
    portal = build.assembled(schemas, publishers, settled, change.settings.as_of, change.repository, taken)
    portal = with_names(portal, (one.names for one in others.values()), schemas)
    return build.together(portal, schemas, Gathered(tuple(held), tuple(settled)))
