"""What a data folder holds: its publishers, their sources, and every file that nobody claims."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath
from posixpath import normpath
from typing import Any, Final, NamedTuple

from generator import yaml_text
from generator.model import Publisher, Source
from generator.problems import Problem
from generator.read.limits import BYTES, too_big
from generator.read.publisher import address, day, publisher, worded
from generator.repository import NOWHERE, Repository
from generator.schemas import Schemas

SHARED: Final = frozenset({"areas"})  # kinds that only the reference data holds: everyone joins on their codes
FACTS: Final = "publisher.yml"
IGNORED: Final = frozenset({"README.md", "README.txt", ".gitkeep", ".DS_Store", "Thumbs.db"})
READABLE: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".yml", ".yaml", ".json", ".zip"})


@dataclass(frozen=True, slots=True)
class Holding:
    """One publisher's folder: who it is (None where publisher.yml cannot be used), its sources and what was found.

    Where it is None, the sources are only there to be accounted for; `refused` says why they are not read.
    """

    folder: str
    publisher: Publisher | None
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> str:
        """The code of what keeps every file of the folder out, which stands first; "" where publisher.yml can be used."""
        return "" if self.publisher else next((problem.code for problem in self.problems if problem.withholds == "file"), "")


def holdings(
    data: Path, schemas: Schemas, repository: Repository = NOWHERE, only: Container[str] | None = None
) -> tuple[Holding, ...]:
    """Every publisher's folder below `publishers/`, or `only` those of some, in the order of their names.

    Where publisher.yml cannot be used, its last version in the repository that can is.
    """
    root = data / "publishers"
    folders = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    return tuple(_holding(data, folder, schemas, repository) for folder in folders if only is None or folder.name in only)


def shared_sources(data: Path, schemas: Schemas) -> tuple[Source, ...]:
    """The files of `reference/`, whose names end in their kind: `areas.csv`, `demonstration-areas.csv`."""
    paths = sorted((data / "reference").glob("*.csv"))
    kinds = ((path, path.stem.rpartition("-")[2]) for path in paths)
    return tuple(_source(data, path, "", kind, "native") for path, kind in kinds if kind in schemas.kinds)


def _holding(data: Path, folder: Path, schemas: Schemas, repository: Repository) -> Holding:
    if folder.is_symlink():
        return Holding(folder.name, None, (), (_link(data, folder, folder),))
    facts = folder / FACTS
    found = [path for path in sorted(folder.rglob("*")) if path != facts and path.name not in IGNORED]
    files = [path for path in found if _is_text(path.name)]
    hazards = (*_hazards(data, folder, [facts, *files]), *(_unnamed(folder, path) for path in found if path not in files))
    regular = [path for path in files if path.is_file() and not path.is_symlink() and _is_inside(data, path)]
    if facts.is_symlink() or (facts.is_file() and not _is_inside(data, facts)):
        return Holding(folder.name, None, _unlisted(data, folder, regular), hazards)
    if not facts.is_file():
        missing = Problem("publisher-missing", folder.name, _relative(data, folder))
        return Holding(folder.name, None, _unlisted(data, folder, regular), (missing, *hazards))
    text, problems = _text(facts)
    entry, who, found_in = read_facts(text, folder.name, schemas)
    path = _relative(data, facts)
    told = [replace(problem, publisher=folder.name, path=path) for problem in (*problems, *found_in)]
    if who is None:
        entry, who, day_of = _earlier(repository, path, folder.name, schemas, entry)
        told += [Problem("publisher-last-good", folder.name, path, details={"day": day_of})] if who else []
    if not isinstance(entry, dict):
        return Holding(folder.name, None, _unlisted(data, folder, regular), (*told, *hazards))
    listed = entry.get("files", [])
    sources, unclaimed = _claims(data, folder, regular, listed, schemas)
    return Holding(folder.name, who, sources, (*told, *hazards, *unclaimed))


def read_facts(text: str | None, name: str, schemas: Schemas) -> tuple[Any, Publisher | None, tuple[Problem, ...]]:
    """What publisher.yml holds, the publisher that it describes (None where it cannot be used), and what is wrong with it."""
    entry, faults = yaml_text.parse(text) if text is not None else (None, ())
    if faults or text is None:
        return entry, None, tuple(faults)
    who, found = publisher(entry, name, schemas)
    return entry, who, tuple(found)


def _earlier(repository: Repository, path: str, name: str, schemas: Schemas, entry: Any) -> tuple[Any, Publisher | None, str]:
    # The last publisher.yml that could be used, with the list of files it had; else what there is.
    for commit, content in repository.earlier(path, BYTES):
        old, who, _ = read_facts(content.decode("utf-8-sig", "replace"), name, schemas)
        if who:
            return old, who, commit.on.isoformat()
    return entry, None, ""


def _is_text(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _is_inside(data: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(data.resolve())


def _link(data: Path, folder: Path, path: Path) -> Problem:
    what = "folder" if path.is_dir() else "file"
    return Problem("file-link", folder.name, _relative(data, path), value=path.name, details={"what": what})


def _unnamed(folder: Path, path: Path) -> Problem:
    return Problem("file-name-bytes", folder.name, f"publishers/{folder.name}", value=ascii(path.name)[1:-1])


def _text(path: Path) -> tuple[str | None, tuple[Problem, ...]]:
    big = too_big(path.stat().st_size)
    if big:
        return None, (big,)
    try:
        return path.read_text(encoding="utf-8-sig"), ()
    except UnicodeDecodeError:
        return None, (Problem("publisher-encoding"),)


def _hazards(data: Path, folder: Path, files: Iterable[Path]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path in files:
        name = path.relative_to(folder).as_posix()
        here = _relative(data, path)
        if path.is_symlink():
            yield _link(data, folder, path)
        elif path.is_file() and not _is_inside(data, path):
            yield Problem("file-outside", folder.name, here, value=name)
        elif path.is_file():
            clash = seen.setdefault(name.casefold(), name)
            if clash != name:
                yield Problem("file-name-clash", folder.name, here, value=name, details={"other": clash})
            if path.stat().st_mode & 0o111:
                yield Problem("file-executable", folder.name, here, value=path.name)


class Claim(NamedTuple):
    """What a file is read as: the kind that its folder names, its format, and its entry in publisher.yml where it has one."""

    kind: str
    format: str
    entry: Mapping[str, Any] | None = None


def entries_of(listed: Any) -> list[Mapping[str, Any]]:
    """The entries under `files` in publisher.yml that name a file."""
    several = listed if isinstance(listed, list) else []
    return [entry for entry in (worded(one) for one in several if isinstance(one, Mapping)) if entry.get("path")]


def claimed(name: str, entries: Iterable[Mapping[str, Any]], schemas: Schemas) -> Claim | None:
    """What a file of a publisher's folder is read as, by its name in the folder; None where nobody says."""
    # Brackets and question marks are legal in file names: an exact name comes before a pattern.
    entry = next((one for one in entries if one["path"] == name), None)
    entry = entry or next((one for one in entries if fnmatchcase(name, one["path"])), None)
    kind = name.split("/")[0] if "/" in name else ""
    if entry is not None:
        return Claim(kind if kind in schemas.kinds else "", str(entry.get("format") or "native"), entry)
    if kind in schemas.kinds and kind not in SHARED and PurePosixPath(name).suffix.lower() in READABLE:
        return Claim(kind, "native")
    return None


def _claims(
    data: Path, folder: Path, files: list[Path], listed: Any, schemas: Schemas
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    sources, problems, met = [], [], set()
    entries = entries_of(listed)
    for path in files:
        name = path.relative_to(folder).as_posix()
        claim = claimed(name, entries, schemas)
        if claim is None:
            problems.append(Problem("file-unclaimed", folder.name, _relative(data, path), value=name))
        elif claim.entry is not None:
            met.add(claim.entry["path"])
            sources.append(_listed_source(data, path, folder.name, claim.entry, claim.kind))
        else:
            sources.append(_source(data, path, folder.name, claim.kind, claim.format))
    for entry in entries:
        if entry["path"] not in met:
            code = "file-outside" if _leads_out(entry["path"]) else "file-absent"
            problems.append(Problem(code, folder.name, _relative(data, folder / FACTS), value=entry["path"]))
    return tuple(sources), tuple(problems)


def _leads_out(path: str) -> bool:
    # However it is written: from the root of a disk, as on Windows, or upwards.
    return bool(PureWindowsPath(path).anchor) or normpath(path.replace("\\", "/")).split("/")[0] == ".."


def _unlisted(data: Path, folder: Path, files: Iterable[Path]) -> tuple[Source, ...]:
    # Without a list that can be read, nobody knows what a file was meant to be.
    return tuple(_source(data, path, folder.name, "", "") for path in files)


def _listed_source(data: Path, path: Path, owner: str, entry: Mapping[str, Any], kind: str) -> Source:
    source = _source(data, path, owner, kind, str(entry.get("format") or "native"))
    return replace(
        source,
        licence=str(entry.get("licence") or ""),
        source_url=address(entry.get("source_url")),
        published_on=day(entry.get("published_on")),
    )


def _source(data: Path, path: Path, owner: str, kind: str, format_: str) -> Source:
    with path.open("rb") as file:
        digest = sha256(file.read()).hexdigest() if not too_big(path.stat().st_size) else ""
    return Source(owner, _relative(data, path), kind, format_, path.stat().st_size, digest)


def _relative(data: Path, path: Path) -> str:
    return path.relative_to(data).as_posix()
