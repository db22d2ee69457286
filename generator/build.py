"""The composition: the only module that knows the order in which a portal is made."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeVar

from generator import schemas as definitions
from generator.assemble import assemble
from generator.checks.portal import PORTAL_CHECKS
from generator.intake import Intake, settle, take_in
from generator.model import Portal, Publisher, Source
from generator.problems import Problem
from generator.read.folder import holdings, shared_sources
from generator.repository import Repository
from generator.schemas import Schemas

WORTH_A_PROCESS: Final = 2_000_000  # bytes of sources below which starting processes costs more than it saves

Given = TypeVar("Given")
Made = TypeVar("Made")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """A portal, the definitions it was read by, and everything that was found, most of it about single sources."""

    portal: Portal
    schemas: Schemas
    problems: tuple[Problem, ...]


def portal(data: Path, repository: Repository, as_of: date, progress: Progress = lambda _: None) -> Built:
    """Reads, validates, checks and assembles a data folder. Raises SettingsError and LedgerError."""
    schemas = definitions.load(data)
    held = holdings(data, schemas)
    progress(f"Found {len(held)} publishers")
    sources = [*shared_sources(data, schemas), *(source for holding in held for source in holding.sources)]
    sources = [_committed(source, repository) for source in sources]
    progress(f"Reading {len(sources)} files")
    taken = spread(partial(_take_in, data, schemas, as_of), sources, sum(source.size for source in sources))
    settled = [
        intake
        for _, intakes in groupby(taken, key=lambda intake: intake.account.source.publisher)
        for intake in settle(tuple(intakes), schemas, as_of)
    ]
    progress("Putting the records together")
    publishers = [holding.publisher for holding in held if holding.publisher]
    whole = _assembled(schemas, publishers, settled, as_of, repository)
    problems = [problem for holding in held for problem in holding.problems]
    problems += [problem for intake in settled for problem in intake.problems]
    problems += [problem for check in PORTAL_CHECKS for problem in check(whole, schemas)]
    return Built(whole, schemas, tuple(problems))


def _assembled(
    schemas: Schemas, publishers: list[Publisher], intakes: list[Intake], as_of: date, repository: Repository
) -> Portal:
    records = [record for intake in intakes for record in (*intake.records, *intake.sides)]
    commit = repository.last.id if repository.last else ""
    return assemble(schemas, publishers, [intake.account for intake in intakes], records, as_of, commit)


def _take_in(data: Path, schemas: Schemas, as_of: date, source: Source) -> Intake:
    # A file over the limit is refused by its size, before it is read.
    return take_in(source, (data / source.path).read_bytes() if source.sha256 else b"", schemas, as_of)


def _committed(source: Source, repository: Repository) -> Source:
    commit = repository.of(source.path)
    return replace(source, commit=commit.id, committed_on=commit.on) if commit else source


def spread(work: Callable[[Given], Made], given: Sequence[Given], size: int) -> Iterator[Made]:
    """Does independent pieces of work in order, on as many processes as the machine has cores once `size` is worth it."""
    cores = os.cpu_count() or 1
    if cores == 1 or len(given) < 2 or size < WORTH_A_PROCESS:
        yield from map(work, given)
        return
    with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as pool:
        yield from pool.map(work, given)


def findings(built: Built, paths: Iterable[str] = ()) -> tuple[Problem, ...]:
    """What was found, of all files or of those below the given paths."""
    wanted = tuple(paths)
    return tuple(problem for problem in built.problems if not wanted or problem.path.startswith(wanted))
