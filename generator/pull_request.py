"""What a change to the data is judged by: its own findings, what it breaks elsewhere, the fence, and what readers will see change."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import build
from generator.assemble import measure
from generator.difference import Difference, difference
from generator.fence import crossings
from generator.problems import Problem
from generator.repository import NOWHERE, export, kept_beside, touched
from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class Judgement:
    """The problems of a change, and what it changes for readers."""

    problems: tuple[Problem, ...]
    difference: Difference


def judged(settings: Settings, since: str, built: build.Built, *, fenced: bool = True) -> Judgement:
    """Compares a data folder with what it was where the line of `since` forked off. Raises SettingsError where git knows no such.

    Who looks after the whole portal is not `fenced`: the change may touch the folders of several publishers.
    """
    files, prefix = touched(settings.data, since)
    with TemporaryDirectory(prefix="portal-before-") as folder:
        export(settings.data, since, Path(folder))
        # Files that did not change are known from the other reading.
        earlier = replace(settings, data=Path(folder), cache=settings.cache or kept_beside(settings.data))
        before = build.portal(earlier, NOWHERE, as_it_is=True)
    changed = {file.path.removeprefix(f"{prefix}/") for file in files if file.path.startswith(f"{prefix}/") or not prefix}
    known = {_same(problem) for problem in before.problems}
    news = (problem for problem in built.problems if problem.path in changed or _same(problem) not in known)
    found = difference(
        before.portal, built.portal, measure(before.portal, before.schemas), measure(built.portal, built.schemas), built.schemas
    )
    fence = crossings(files, prefix) if fenced else ()
    return Judgement((*fence, *news), found)


def _same(problem: Problem) -> tuple[str, ...]:
    # Rows move when others are added; a finding is the same by what it says of what.
    return problem.code, problem.path, problem.sheet, problem.field, problem.record, problem.value
