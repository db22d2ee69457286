"""The fence around a publisher's folder: a change that touches one may touch nothing else."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from posixpath import relpath

from generator.problems import Problem
from generator.read.publisher import SLUG
from generator.repository import Touched

REGULAR = frozenset({"100644", "100755", "000000"})  # the modes of files, and of what is no more


def crossings(touched: Iterable[Touched], data: str) -> tuple[Problem, ...]:
    """What a set of changed files may not change together; `data` is the data folder's path in the repository.

    Who changes no publisher's folder is not fenced in: that is for the owners of the code to look at.
    """
    files = sorted(set(touched))
    root = PurePosixPath(data, "publishers")
    owners = sorted({owner for file in files if (owner := _owner(file.path, root))})
    found = list(_strange(files, root))
    if owners:
        home = owners[0]
        found += (_crossing(file.path, home) for file in files if _owner(file.path, root) != home and not _near(file.path, root))
        found += (_crossing(file.path, home) for file in files if _owner(file.path, root) not in {"", home})
    # Paths of problems are told from the data folder.
    placed = (replace(problem, path=relpath(problem.path, data or ".")) for problem in found)
    return tuple({(problem.code, problem.path): problem for problem in placed}.values())


def _crossing(path: str, home: str) -> Problem:
    return Problem("fence-crossed", home, path, value=path, details={"home": home})


def _strange(files: Iterable[Touched], root: PurePosixPath) -> Iterator[Problem]:
    # What looks like a publisher's folder and is none, and what is no file.
    for file in files:
        owner = _owner(file.path, root)
        if not owner and _near(file.path, root):
            yield Problem("fence-disguised", "", file.path, value=file.path)
        elif owner and file.mode not in REGULAR:
            yield Problem("fence-no-file", owner, file.path, value=file.path)


def _owner(path: str, root: PurePosixPath) -> str:
    parts, above = PurePosixPath(path).parts, root.parts
    inside = parts[: len(above)] == above and len(parts) > len(above) + 1 and ".." not in parts
    owner = parts[len(above)] if inside else ""
    return owner if SLUG.fullmatch(owner) else ""


def _near(path: str, root: PurePosixPath) -> bool:
    # As a person, a Mac or Windows would read it.
    return _plain(path).startswith(f"{_plain(str(root))}/") or _plain(path) == _plain(str(root))


def _plain(path: str) -> str:
    shown = unicodedata.normalize("NFKC", path).replace("\\", "/").casefold()
    return "/".join(part.strip(" .") for part in shown.split("/") if unicodedata.category(part[:1] or "x") != "Cf")
