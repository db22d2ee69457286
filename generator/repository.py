"""The only module that runs git: which commits touched a file, when, and what it held after each."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")
MARK: Final = "\x01"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit's hash and its day in London."""

    id: str
    on: date


@dataclass(frozen=True, slots=True)
class Repository:
    """What git knows of one folder: the commits of each file, newest first (paths relative to the folder), and the last of all."""

    files: Mapping[str, tuple[Commit, ...]]
    last: Commit | None
    folder: Path | None = None

    def of(self, path: str) -> Commit | None:
        """The last commit that touched a file; None outside git, or where the file was never committed."""
        return self.files[path][0] if path in self.files else None

    def earlier(self, path: str, most: int) -> Iterator[tuple[Commit, bytes]]:
        """What a file held after each commit that touched it, newest first; versions of more than `most` bytes are left out."""
        for commit in self.files.get(path, ()):
            name = f"{commit.id}:./{path}"
            size = _told(self.folder, "cat-file", "-s", name)
            content = _told(self.folder, "cat-file", "blob", name) if size and int(size) <= most else None
            if content is not None:
                yield commit, content


NOWHERE: Final = Repository(MappingProxyType({}), None)


def open_repository(folder: Path) -> Repository:
    """Reads the history of a folder once. Outside git, or without it, nothing is known."""
    log = ("log", "--no-renames", "-z", "--relative", "--name-only", f"--format={MARK}%H %cI", "--", ".")
    told = _told(folder, *log)
    if told is None:
        return NOWHERE
    files: dict[str, list[Commit]] = {}
    commits: list[Commit] = []
    for word in told.decode("utf-8", "surrogateescape").split("\0"):
        name = word.strip("\n")
        if name.startswith(MARK):
            identifier, moment = name[1:].split(" ", 1)
            commits.append(Commit(identifier, datetime.fromisoformat(moment).astimezone(LONDON).date()))
        elif name and commits:
            files.setdefault(name, []).append(commits[-1])
    frozen = MappingProxyType({name: tuple(touched) for name, touched in files.items()})
    return Repository(frozen, commits[0] if commits else None, folder)


def _told(folder: Path | None, *arguments: str) -> bytes | None:
    command = ["git", "-c", "core.quotepath=off", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
