"""The only module that runs git: which commits touched a file, when, and what it held after each."""

import io
import subprocess
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final, NamedTuple
from zoneinfo import ZoneInfo

from generator.errors import SettingsError
from generator.problems import PERSONAL, visible

LONDON: Final = ZoneInfo("Europe/London")
MARK: Final = "\x01"
LONGEST_SUBJECT: Final = 200
KEPT: Final = ".cache/portal"
REGULAR: Final = "100"  # how the mode of a file starts that is no link and no other repository


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit's hash and its day in London."""

    id: str
    on: date


@dataclass(frozen=True, slots=True)
class Repository:
    """What git knows of one folder: the commits of each file, newest first (paths relative to the folder), and the last of all.

    `kept` is the folder beside them for what builds found out.
    """

    files: Mapping[str, tuple[Commit, ...]]
    last: Commit | None
    folder: Path | None = None
    kept: Path | None = None

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


class Blob(NamedTuple):
    """A blob's size in bytes and what it holds."""

    size: int
    content: bytes


class Touched(NamedTuple):
    """A file that a change touches, by its path in the repository, and its mode in git before or after ("000000": none)."""

    path: str
    mode: str


NOWHERE: Final = Repository(MappingProxyType({}), None)


@dataclass(frozen=True, slots=True)
class Step:
    """One commit of the published line: its first line, and the blob that each file it touched held after it ("": none)."""

    commit: Commit
    subject: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The commits of a folder in the order they were published, merges as one; `top` is the repository's own folder.

    `shallow` says that what came before the first is not known; `unsaved` names the files that are not as the last left them.
    """

    folder: Path
    top: Path
    steps: tuple[Step, ...]
    shallow: bool
    unsaved: frozenset[str]


def timeline(folder: Path) -> Timeline | None:
    """What was published when, as the first parents tell it. None outside git."""
    facts = _told(folder, "rev-parse", "--is-shallow-repository", "--show-toplevel", "--show-prefix")
    log = ("log", "--first-parent", "--reverse", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative")
    told = _told(folder, "-c", "i18n.logOutputEncoding=UTF-8", *log, f"--format={MARK}%H %cI %s", "--", ".")
    if facts is None or told is None:
        return None
    shallow, top, prefix = _text(facts).split("\n")[:3]
    words = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=traditional", "--", ".")
    unsaved = _text(_told(folder, "--no-optional-locks", *words) or b"").split("\0")
    names = frozenset(line[3:].removeprefix(prefix) for line in unsaved if line)
    return Timeline(folder, Path(top), tuple(_steps(_text(told).split("\0"))), shallow == "true", names)


def _steps(words: Sequence[str]) -> Iterator[Step]:
    files: dict[str, str] = {}
    commit, subject, position = None, "", 0
    while position < len(words):
        word = words[position].lstrip("\n")
        position += 1
        if word.startswith(MARK):
            if commit:
                yield Step(commit, subject, MappingProxyType(files))
            (identifier, moment, subject), files = word[1:].split(" ", 2), {}
            commit, subject = Commit(identifier, _day(moment)), _plain(subject)
        elif word.startswith(":"):
            # The name is a word of its own, whatever it looks like.
            _, mode, _, blob, status = word.split(" ")
            files[words[position]] = blob if status != "D" and mode.startswith(REGULAR) else ""
            position += 1
    if commit:
        yield Step(commit, subject, MappingProxyType(files))


def _plain(subject: str) -> str:
    # Anybody may write anything there: it is shown as one line of visible signs, and no address or number of a person.
    readable = subject.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    bare = PERSONAL.sub("(personal data, not repeated)", readable[: LONGEST_SUBJECT + 1])
    shown = "".join(map(visible, bare))
    return f"{shown[: LONGEST_SUBJECT - 1]}…" if len(shown) > LONGEST_SUBJECT else shown


@contextmanager
def blobs(folder: Path, most: int) -> Iterator[Callable[[str], Blob | None]]:
    """What gives blobs by their names, one after another, from one process of git; of one of more than `most` bytes the size alone.

    None for what the repository does not hold.
    """
    command = ["git", "-C", str(folder), "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as git:
        if git.stdin is None or git.stdout is None:  # both are pipes, as was asked for
            raise SettingsError("git cannot be talked to.")
        yield partial(_blob, git.stdin, git.stdout, most)
        git.stdin.close()


def _blob(asked: IO[bytes], told: IO[bytes], most: int, name: str) -> Blob | None:
    asked.write(f"{name}\n".encode())
    asked.flush()
    words = told.readline().split()
    if len(words) != 3:
        return None
    size = int(words[2])
    if size <= most:
        return Blob(size, told.read(size + 1)[:size])  # a line end follows
    for start in range(0, size + 1, most):
        told.read(min(most, size + 1 - start))
    return Blob(size, b"")


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
            commits.append(Commit(identifier, _day(moment)))
        elif name and commits:
            files.setdefault(name, []).append(commits[-1])
    frozen = MappingProxyType({name: tuple(touched) for name, touched in files.items()})
    return Repository(frozen, commits[0] if commits else None, folder, kept_beside(folder))


def last_commit(folder: Path) -> Commit | None:
    """The last commit that touched a folder; None outside git, or where none did."""
    told = _told(folder, "log", "-1", "--format=%H %cI", "--", ".")
    identifier, _, moment = _text(told or b"").strip().partition(" ")
    return Commit(identifier, _day(moment)) if moment else None


def trees(folder: Path, place: str, since: str) -> Mapping[str, str]:
    """What was in a place of a folder where the line of `since` forked off: each name, with the one git gives to what it holds."""
    base = _told(folder, "merge-base", "--end-of-options", since, "HEAD") or b""
    told = _told(folder, "ls-tree", "-z", base.decode().strip(), "--", f"./{place}/") or b""
    lines = (line.partition("\t") for line in _text(told).split("\0") if line)
    return {path.rpartition("/")[2]: facts.split(" ")[2] for facts, _, path in lines}


def passed_over(folder: Path, place: str) -> tuple[str, ...]:
    """The files in a place of a folder that git was told to ignore, by their paths in the folder."""
    words = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", f"./{place}")
    return tuple(filter(None, _text(_told(folder, *words) or b"").split("\0")))


def kept_beside(folder: Path) -> Path | None:
    """The folder in a repository for what builds found out; None outside git."""
    top = _told(folder, "rev-parse", "--show-toplevel")
    return Path(_text(top).removesuffix("\n")) / KEPT if top else None


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(LONDON).date()


def _text(told: bytes) -> str:
    return told.decode("utf-8", "surrogateescape")


def _told(folder: Path | None, *arguments: str) -> bytes | None:
    command = ["git", "-c", "core.quotepath=off", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def touched(folder: Path, since: str) -> tuple[tuple[Touched, ...], str]:
    """The files changed since a commit, branch or tag forked off, committed or not; and the folder's path in the repository.

    Both names of a file that was renamed are given. Raises SettingsError where git does not know `since`.
    """
    base = _told(folder, "merge-base", "--end-of-options", since, "HEAD")
    prefix = _told(folder, "rev-parse", "--show-prefix")
    if base is None or prefix is None:
        raise SettingsError(f'git knows no "{since}" here. Fetch it first, with its history: git fetch --unshallow origin.')
    told = _told(folder, "diff", "--raw", "-z", "--no-renames", "--no-abbrev", base.decode().strip()) or b""
    fresh = _told(folder, "ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/") or b""
    words = [word.decode("utf-8", "surrogateescape") for word in told.split(b"\0")]
    pairs = zip(words[::2], words[1::2], strict=False)
    found = [Touched(path, mode) for facts, path in pairs for mode in facts[1:14].split(" ")]
    found += [Touched(word.decode("utf-8", "surrogateescape"), "100644") for word in fresh.split(b"\0") if word]
    return tuple(dict.fromkeys(found)), prefix.decode("utf-8", "surrogateescape").strip().rstrip("/")


def export(folder: Path, since: str, target: Path, place: str = ".") -> None:
    """Writes what a folder held where the line of a commit, branch or tag forked off, or only what was in a place that is in it.

    Raises SettingsError as `touched` does.
    """
    base = _told(folder, "merge-base", "--end-of-options", since, "HEAD")
    packed = _told(folder, "archive", "--format=tar", base.decode().strip(), "--", place) if base else None
    if packed is None:
        raise SettingsError(f'git knows no "{since}" here. Fetch it first, with its history: git fetch --unshallow origin.')
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        # Links are left out: they are problems of today's folder, and nothing of before is published.
        for member in archive:
            held = archive.extractfile(member) if member.isfile() else None
            path = target / member.name
            if held and path.resolve().is_relative_to(target.resolve()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(held.read())
                path.chmod(member.mode & 0o777)
