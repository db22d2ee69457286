"""What a change to the data is judged by: its own findings, what it breaks elsewhere, the fence, and what readers will see change."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import build
from generator.assemble import measure
from generator.difference import difference
from generator.fence import crossings
from generator.problems import Problem
from generator.repository import NOWHERE, export, touched
from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class Judgement:
    """The problems of a change, and what it changes for readers in lines of plain text."""

    problems: tuple[Problem, ...]
    lines: tuple[str, ...]


def judged(settings: Settings, since: str, built: build.Built) -> Judgement:
    """Compares a data folder with what it was where the line of `since` forked off. Raises SettingsError where git knows no such."""
    files, prefix = touched(settings.data, since)
    with TemporaryDirectory(prefix="portal-before-") as folder:
        export(settings.data, since, Path(folder))
        before = build.portal(replace(settings, data=Path(folder)), NOWHERE, as_it_is=True)
    changed = {file.path.removeprefix(f"{prefix}/") for file in files if file.path.startswith(f"{prefix}/") or not prefix}
    known = {_same(problem) for problem in before.problems}
    news = (problem for problem in built.problems if problem.path in changed or _same(problem) not in known)
    lines = difference(
        before.portal, built.portal, measure(before.portal, before.schemas), measure(built.portal, built.schemas), built.schemas
    )
    return Judgement((*crossings(files, prefix), *news), tuple(lines))


def _same(problem: Problem) -> tuple[str, ...]:
    # Rows move when others are added; a finding is the same by what it says of what.
    return problem.code, problem.path, problem.sheet, problem.field, problem.record, problem.value
