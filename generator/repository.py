"""The only module that runs git: which commit last touched a file, and when."""

import subprocess
from collections.abc import Mapping
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
    """What git knows of one folder: the last commit of each file (paths relative to the folder) and of the whole."""

    files: Mapping[str, Commit]
    last: Commit | None

    def of(self, path: str) -> Commit | None:
        """The last commit that touched a file; None outside git, or where the file was never committed."""
        return self.files.get(path)


NOWHERE: Final = Repository(MappingProxyType({}), None)


def open_repository(folder: Path) -> Repository:
    """Reads the history of a folder once. Outside git, or without it, nothing is known."""
    command = ["git", "-c", "core.quotepath=off", "-C", str(folder), "log", "--no-renames", "-z", "--relative"]
    command += ["--name-only", f"--format={MARK}%H %cI", "--", "."]
    try:
        told = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "surrogateescape")
    except (OSError, subprocess.CalledProcessError):
        return NOWHERE
    files: dict[str, Commit] = {}
    commits: list[Commit] = []
    for word in told.split("\0"):
        name = word.strip("\n")
        if name.startswith(MARK):
            identifier, moment = name[1:].split(" ", 1)
            commits.append(Commit(identifier, datetime.fromisoformat(moment).astimezone(LONDON).date()))
        elif name and commits:
            files.setdefault(name, commits[-1])
    return Repository(MappingProxyType(files), commits[0] if commits else None)
