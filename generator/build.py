"""The composition: the only module that knows the order in which a portal is made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Final, TypeVar

from generator import pages
from generator import schemas as definitions
from generator.assemble import assemble
from generator.checks.portal import PORTAL_CHECKS
from generator.downloads import downloads
from generator.errors import PortalError, PublishError
from generator.intake import Intake, settle, take_in
from generator.model import Portal, Publisher, Source
from generator.pages.shell import Shell
from generator.problems import Problem
from generator.publish import write
from generator.read.folder import holdings, shared_sources
from generator.repository import Repository, open_repository
from generator.schemas import Schemas
from generator.settings import Settings

WORTH_A_PROCESS: Final = 2_000_000  # bytes of sources below which starting processes costs more than it saves

WORTH_FORKING: Final = 2_000  # records below which one process writes the pages sooner than two

Given = TypeVar("Given")
Made = TypeVar("Made")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """A portal, the definitions it was read by, and everything that was found, most of it about single sources."""

    portal: Portal
    schemas: Schemas
    problems: tuple[Problem, ...]


def portal(settings: Settings, repository: Repository, progress: Progress = lambda _: None) -> Built:
    """Reads, validates, checks and assembles a data folder. Raises SettingsError and LedgerError."""
    data, as_of = settings.data, settings.as_of
    schemas = definitions.load(_with("schemas", settings))
    shared = _with("reference", settings)
    held = holdings(data, schemas)
    progress(f"Found {len(held)} publishers")
    sources = [*shared_sources(shared, schemas), *(source for holding in held for source in holding.sources)]
    sources = [_committed(source, repository) for source in sources]
    progress(f"Reading {len(sources)} files")
    taken = spread(partial(_take_in, data, shared, schemas, as_of), sources, sum(source.size for source in sources))
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


def _take_in(data: Path, shared: Path, schemas: Schemas, as_of: date, source: Source) -> Intake:
    # A file over the limit is refused by its size, before it is read.
    path = (data if source.publisher else shared) / source.path
    return take_in(source, path.read_bytes() if source.sha256 else b"", schemas, as_of)


def _with(name: str, settings: Settings) -> Path:
    return settings.data if (settings.data / name).is_dir() else settings.definitions


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


def site(settings: Settings, shells: Mapping[tuple[str, int], Shell], folder: Path, progress: Progress) -> dict[str, object]:
    """Builds the portal and writes every artefact below a folder; gives the facts for the manifest."""
    built = portal(settings, open_repository(settings.data), progress)
    if not built.portal.publishers:
        progress("There is no publisher yet")
    made = pages.site(
        built.portal, built.schemas, built.problems, shells, settings.templates, settings.name, settings.report_errors_to
    )
    progress("Writing pages")
    paths = [path for written in _written(pages.pieces(made), folder, len(built.portal.index)) for path in written]
    for artefact in downloads(built.portal, built.problems):
        write(folder, artefact)
    everything = sorted({*paths, *(path.relative_to(folder).as_posix() for path in folder.rglob("index.html"))})
    write(folder, pages.sitemap(everything, settings.address))
    progress(f"{len(paths):,} pages written")
    return {"commit": built.portal.commit, "as_of": built.portal.as_of.isoformat(), "records": _counts(built.portal)}


def _written(work: Sequence[pages.Piece], folder: Path, records: int) -> Iterator[list[str]]:
    # A forked process inherits the portal as it is, so only the paths it wrote have to come back.
    cores = os.cpu_count() or 1
    if cores == 1 or records < WORTH_FORKING:
        yield from (_write_piece(piece, folder) for piece in work)
        return
    fork = get_context("fork")
    queue: SimpleQueue[list[str] | str] = fork.SimpleQueue()
    taken = fork.Value("q", 0)
    workers = [fork.Process(target=_write_share, args=(work, taken, folder, queue)) for _ in range(cores)]
    for worker in workers:
        worker.start()
    for _ in workers:
        told = queue.get()
        if isinstance(told, str):
            raise PublishError(told)
        yield told
    for worker in workers:
        worker.join()


def _write_share(
    work: Sequence[pages.Piece], taken: Synchronized[int], folder: Path, queue: SimpleQueue[list[str] | str]
) -> None:
    # Each process takes the next piece when it is free, so that none waits for the other's long ones.
    try:
        queue.put([path for piece in _next_pieces(work, taken) for path in _write_piece(piece, folder)])
    except (PortalError, OSError) as fault:
        queue.put(str(fault))
    except BaseException as fault:
        # Whoever waits for this process must hear of every end it can come to.
        queue.put(f"A page could not be written ({fault!r}). Please report this; the site stands as it was.")
        raise


def _next_pieces(work: Sequence[pages.Piece], taken: Synchronized[int]) -> Iterator[pages.Piece]:
    while True:
        with taken.get_lock():
            number = taken.value
            taken.value += 1
        if number >= len(work):
            return
        yield work[number]


def _write_piece(piece: pages.Piece, folder: Path) -> list[str]:
    paths = []
    for artefact in piece():
        write(folder, artefact)
        paths.append(artefact.path)
    return paths


def _counts(whole: Portal) -> dict[str, int]:
    return {kind: len(records) for kind, records in whole.records.items() if records}
