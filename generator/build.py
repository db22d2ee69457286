"""The composition: the order in which a portal and its site are made. The steps of one source are in `intake`."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final

from generator import downloads, pages, search
from generator import schemas as definitions
from generator.artefacts import Artefact, Download
from generator.assemble import assemble, measure
from generator.changes import UNKNOWN, History
from generator.checks.portal import PORTAL_CHECKS
from generator.editions import Edition
from generator.feeds import feeds
from generator.history import cleared, history, intakes, quiet_changes
from generator.intake import Intake, settle
from generator.model import Account, Ledger, Portal, Publisher, Source, Takedown
from generator.pages.panels.power import VERDICT_TITLES
from generator.pages.pictures import HOLDER_TITLES
from generator.pages.shell import Shell
from generator.pages.site import Site
from generator.problems import Problem, quoted
from generator.processes import written
from generator.publish import paths, write
from generator.read.folder import Holding, holdings, shared_sources
from generator.repository import NOWHERE, Repository, Timeline, open_repository, timeline
from generator.schemas import Schemas
from generator.search import Written
from generator.settings import Settings
from generator.shrink import Guard, counts, losses, refuse
from generator.standins import with_stand_ins
from generator.takedowns import takedowns, unmatched, without
from generator.whereabouts import shown_areas
from generator.words import count
from generator.workbooks.offered import templates

Progress = Callable[[str], None]
UNGUARDED: Final = Guard()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the folders of publishers gave, and what they share: settled, and without what was taken down."""

    held: tuple[Holding, ...]
    settled: tuple[Intake, ...]
    history: History = UNKNOWN


@dataclass(frozen=True, slots=True)
class Built:
    """A portal, the definitions it was read by, and everything that was found, most of it about single sources."""

    portal: Portal
    schemas: Schemas
    problems: tuple[Problem, ...]
    history: History = UNKNOWN


def portal(
    settings: Settings,
    repository: Repository,
    progress: Progress = lambda _: None,
    *,
    as_it_is: bool = False,
    line: Timeline | None = None,
) -> Built:
    """Reads, validates, checks and assembles a data folder, each file as it is or in its last good version; `line` gives the
    history of its records.

    Raises SettingsError and LedgerError.
    """
    schemas = defined(settings)
    taken_down = takedowns(settings.data, schemas)
    found = gathered(settings, repository, schemas, taken_down, progress, as_it_is=as_it_is, line=line)
    progress("Putting the records together")
    publishers = [holding.publisher for holding in found.held if holding.publisher]
    return together(assembled(schemas, publishers, found.settled, settings.as_of, repository, taken_down), schemas, found)


def defined(settings: Settings) -> Schemas:
    """The schemas and codelists that hold for a data folder. Raises SettingsError."""
    return definitions.load(_with("schemas", settings))


def gathered(
    settings: Settings,
    repository: Repository,
    schemas: Schemas,
    taken_down: Sequence[Takedown],
    progress: Progress = lambda _: None,
    *,
    as_it_is: bool = False,
    line: Timeline | None = None,
    only: Collection[str] | None = None,
) -> Gathered:
    """Reads, validates and checks the files of all publishers, or of some `only` ("" is what they share). As `portal`."""
    memory = NOWHERE if as_it_is else repository
    data, as_of = settings.data, settings.as_of
    shared = _with("reference", settings)
    held = holdings(data, schemas, memory, only)
    progress(f"Found {count(len(held), 'publisher')}")
    usable = (source for holding in held if not holding.refused for source in holding.sources)
    sources = [*(shared_sources(shared, schemas) if only is None or "" in only else ()), *usable]
    sources = [_committed(source, repository) for source in sources]
    progress(f"Reading {count(len(sources), 'file')}")
    taken = intakes(sources, partial(_content, data, shared), schemas, as_of, settings.cache or repository.kept)
    standing = tuple(with_stand_ins(taken, memory, schemas, as_of, progress))
    settled = [
        intake
        for _, intakes in groupby(standing, key=lambda intake: intake.account.source.publisher)
        for intake in settle(tuple(intakes), schemas, as_of)
    ]
    past = history(line, schemas, as_of, standing, settled, settings.cache or repository.kept)
    # Only who knows the whole past can tell what was taken down long ago from what was never there.
    for one in unmatched(taken_down, settled, past.by_record) if past.known and not past.since else ():
        progress(
            f"takedowns.csv: {one.ref.publisher} has, and had, no {one.ref.kind} called {quoted(one.ref.key)}. Check its spelling"
        )
    settled += _refused(held, repository)
    return Gathered(held, tuple(without(settled, taken_down)), past)


def together(whole: Portal, schemas: Schemas, found: Gathered) -> Built:
    """A portal with all that was found of its files, and what its own checks find."""
    problems = [problem for holding in found.held for problem in holding.problems]
    problems += [problem for intake in found.settled for problem in intake.problems]
    problems += [problem for check in PORTAL_CHECKS for problem in check(whole, schemas)]
    past = cleared(found.history, whole, schemas)
    problems += quiet_changes(whole, past, schemas)
    return Built(whole, schemas, tuple(problems), past)


def assembled(
    schemas: Schemas,
    publishers: Iterable[Publisher],
    intakes: Iterable[Intake],
    as_of: date,
    repository: Repository,
    taken_down: Iterable[Takedown],
) -> Portal:
    """What several files gave as one portal."""
    intakes = tuple(intakes)
    records = [record for intake in intakes for record in (*intake.records, *intake.sides)]
    commit = repository.last.id if repository.last else ""
    return assemble(schemas, publishers, [intake.account for intake in intakes], records, as_of, commit, taken_down)


def _refused(held: Iterable[Holding], repository: Repository) -> Iterator[Intake]:
    # Nobody can be named as their publisher, so these files are not read; but that they were found is said.
    for holding in held:
        if holding.refused:
            for source in holding.sources:
                yield Intake(Account(_committed(source, repository), Ledger(), holding.refused))


def _content(data: Path, shared: Path, source: Source) -> bytes:
    # A file over the limit is refused by its size, before it is read.
    path = (data if source.publisher else shared) / source.path
    return path.read_bytes() if source.sha256 else b""


def _with(name: str, settings: Settings) -> Path:
    return settings.data if (settings.data / name).is_dir() else settings.definitions


def _committed(source: Source, repository: Repository) -> Source:
    commit = repository.of(source.path)
    return replace(source, commit=commit.id, committed_on=commit.on) if commit else source


def findings(built: Built, paths: Iterable[str] = ()) -> tuple[Problem, ...]:
    """What was found, of all files or of the given files and folders ("." is the data folder itself)."""
    wanted = tuple(paths) or (".",)
    return tuple(problem for problem in built.problems if any(_is_within(problem.path, place) for place in wanted))


def _is_within(path: str, place: str) -> bool:
    return place in {".", path} or path.startswith(f"{place}/")


def site(
    settings: Settings,
    shells: Mapping[tuple[str, int], Shell],
    written_pages: tuple[Written, ...],
    folder: Path,
    progress: Progress,
    guard: Guard = UNGUARDED,
) -> dict[str, object]:
    """Builds the portal and writes every artefact below a folder; gives the facts for the manifest.

    Raises PublishError where much of what is live would be lost without a reason.
    """
    repository = open_repository(settings.data)
    built = portal(settings, repository, progress, line=timeline(settings.data))
    published = counts(built.portal)
    refuse(published, guard)
    lost = losses(published, guard)
    for owner, what in lost.items():
        progress(f"{owner} loses {what}: {guard.reason}")
    if not built.portal.publishers:
        progress("There is no publisher yet")
    measures = measure(built.portal, built.schemas)
    made = pages.site(
        built.portal,
        built.schemas,
        measures,
        built.problems,
        shells,
        settings.templates,
        settings.name,
        settings.report_errors_to,
        settings.address,
        {owner: f"{what} are no longer published. The reason given: {guard.reason}" for owner, what in lost.items()},
        built.history,
    )
    progress("Writing pages and the search index")
    areas = shown_areas(built.portal)
    library = search.Library(built.portal, built.schemas, measures, written_pages, areas, settings.name, settings.address)
    # The index is the longest piece, so it is begun first, and then the feeds; the pages are written beside them.
    index: pages.Piece = partial(_index, library, made)
    lists: pages.Piece = partial(downloads.lists, built.portal, built.problems, built.history, built.schemas)
    follow: pages.Piece = partial(feeds, built.portal, built.schemas, measures, built.history, settings.name, settings.address)
    offered = downloads.datasets(built.portal, built.schemas, measures, settings.address)
    wholes = downloads.wholes(offered, built.portal, built.schemas, folder)
    files = downloads.pieces(offered, built.portal.commit, settings.address, built.portal.publishers, built.schemas.codelists)
    files += downloads.conversions(built.portal, built.schemas, settings.name, settings.address)
    forms: pages.Piece = partial(templates, built.schemas)
    work = [partial(_write_piece, piece, folder) for piece in (index, *wholes, follow, *files, *pages.pieces(made), lists, forms)]
    offers = [offer for several in written(work, len(built.portal.index)) for offer in several]
    edition = Edition(settings.name, settings.address, built.portal.commit, repository.last.on if repository.last else None)
    about = downloads.About(built.portal, built.schemas, measures, edition)
    for description in downloads.DESCRIPTIONS:
        offers += _write_piece(partial(description, about, tuple(offers), folder), folder)
    _write_piece(partial(pages.data_pages, made, edition, tuple(offers)), folder)
    everything = [path for path in paths(folder) if path.rpartition("/")[2] == "index.html"]
    for artefact in pages.sitemap(everything, settings.address):
        write(folder, artefact)
    progress(f"{len(everything):,} pages and {len(offers):,} files to take away written")
    return {
        "commit": built.portal.commit,
        "as_of": built.portal.as_of.isoformat(),
        "records": _counts(built.portal),
        **_told(published, lost, guard),
    }


def _index(library: search.Library, made: Site) -> Iterator[Artefact]:
    # The manifest comes last, and with it the page that holds it, so that a search needs not ask for it.
    for artefact in search.search_index(library, HOLDER_TITLES, VERDICT_TITLES):
        yield artefact
        if artefact.path == search.MANIFEST:
            yield pages.search_page(made, artefact.content)


def _told(published: Mapping[str, int], lost: Mapping[str, str], guard: Guard) -> dict[str, object]:
    return {"publishers": published, **({"lost": lost, "reason": guard.reason} if lost else {})}


def _write_piece(piece: pages.Piece, folder: Path) -> list[Download]:
    # What is offered to readers is told with its digest, so that a page can list it.
    offers = []
    for artefact in piece():
        write(folder, artefact)
        if artefact.offer:
            size, digest = len(artefact.content), sha256(artefact.content).hexdigest()
            offers.append(Download(artefact.path, artefact.media_type, size, digest, artefact.offer))
    return offers


def _counts(whole: Portal) -> dict[str, int]:
    return {kind: len(records) for kind, records in whole.records.items() if records}
