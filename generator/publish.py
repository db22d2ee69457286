"""Artefacts → a directory, whole or not at all: written beside the target, verified against its manifest, swapped in."""

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from json import JSONEncoder
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from generator.artefacts import Artefact
from generator.errors import BusyError, PublishError
from generator.settings import ANYWHERE, Host, megabytes

MANIFEST: Final = "manifest.json"
ENOUGH: Final = 100_000_000  # bytes that must be free before a build starts
AT_FDCWD: Final = -100
RENAME_EXCHANGE: Final = 2  # linux/fs.h
RENAME_SWAP: Final = 2  # sys/stdio.h of macOS


@dataclass(frozen=True, slots=True)
class Published:
    """What was put in place."""

    files: int
    bytes: int
    largest: tuple[str, int]


@contextmanager
def staging(site: Path) -> Iterator[Path]:
    """An empty folder beside the site, on its file system, for one build at a time; gone afterwards unless swapped in.

    Raises BusyError where another build holds the lock, PublishError where the disk is full or cannot be written.
    """
    parent = site.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(parent / f".{site.name}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as fault:
        raise _fault(fault, parent) from fault
    try:
        _lock(lock)
        # The lock is ours, so whatever stands here was left by a build that was killed.
        for stale in parent.glob(f".{site.name}.building-*"):
            shutil.rmtree(stale, ignore_errors=True)
        if shutil.disk_usage(parent).free < ENOUGH:
            raise PublishError(
                f"There is less than {ENOUGH // 1_000_000} MB free on the disk of {parent}. The site stands as it was."
            )
        folder = Path(mkdtemp(prefix=f".{site.name}.building-", dir=parent))
        try:
            folder.chmod(0o755)
            yield folder
        except OSError as fault:
            raise _fault(fault, folder) from fault
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _lock(lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        raise BusyError("Another build is running. Wait until it has ended, then try again.") from fault


def _fault(fault: OSError, place: Path) -> PublishError:
    return PublishError(f"{fault.filename or place}: {fault.strerror or fault}. The site stands as it was.")


def write(folder: Path, artefact: Artefact) -> None:
    """Writes one file below a folder. Raises PublishError where the path is taken: two things must not share an address."""
    path = f"{folder}/{artefact.path}"
    try:
        file = _new_file(path)
    except FileExistsError as fault:
        raise PublishError(f"Two pages have the address {artefact.path}. Nothing was published.") from fault
    try:
        left = memoryview(artefact.content)
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)


def _new_file(path: str) -> int:
    # Nearly every page is the first of a folder of its own, so the folder is made before anybody asks whether it is there.
    folder = os.path.dirname(path)
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)


def publish(folder: Path, site: Path, facts: Mapping[str, Any], host: Host = ANYWHERE) -> Published:
    """Writes the manifest over everything in a staged folder, verifies it, and puts the folder in the site's place.

    Raises PublishError where a limit of the host is passed, or the folder cannot be written.
    """
    try:
        files = _digests(folder)
        (folder / MANIFEST).write_bytes(_listed({**facts, "files": files}).encode())
        if _sizes(folder) != {name: facts["bytes"] for name, facts in files.items()}:
            raise PublishError(f"{folder}: files changed while they were written. The site stands as it was.")
        largest = max(files, key=lambda path: (files[path]["bytes"], path))
        whole = sum(file["bytes"] for file in files.values())
        done = Published(len(files) + 1, whole, (largest, files[largest]["bytes"]))
        _refuse(done, (folder / MANIFEST).stat().st_size, host)
        _sync(folder)
        _swap(folder, site.absolute())
    except OSError as fault:
        raise _fault(fault, folder) from fault
    return done


def _refuse(done: Published, manifest: int, host: Host) -> None:
    path, size = max(done.largest, (MANIFEST, manifest), key=lambda file: file[1])
    whole = done.bytes + manifest
    for most, found, said in (
        (host.files, done.files, f"has {done.files:,} files"),
        (host.bytes, whole, f"has {megabytes(whole)}"),
        (host.largest, size, f"has a file of {megabytes(size)}, {path}"),
    ):
        if 0 < most < found:
            raise PublishError(f"The site {said}. {host.takes} Nothing was published; the site stands as it was.")


def paths(folder: Path) -> list[str]:
    """Every file below a folder, by its path from there, in order."""
    start = len(f"{folder}/")
    return sorted(f"{place}/{name}"[start:] for place, _, names in os.walk(folder) for name in names)


def _digests(folder: Path) -> dict[str, dict[str, Any]]:
    names = [name for name in paths(folder) if name != MANIFEST]
    cores = os.cpu_count() or 1
    # A thread takes many files, for to hand over one takes as long as to read it.
    with ThreadPoolExecutor(cores) as pool:
        parts = pool.map(partial(_digested, folder), [names[start::cores] for start in range(cores)])
        return {name: digest for part in parts for name, digest in part}


def _digested(folder: Path, names: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, _digest(f"{folder}/{name}")) for name in names]


def _digest(path: str) -> dict[str, Any]:
    with open(path, "rb") as file:
        content = file.read()
    return {"bytes": len(content), "sha256": sha256(content).hexdigest()}


def _sizes(folder: Path) -> dict[str, int]:
    return {name: os.stat(f"{folder}/{name}").st_size for name in paths(folder) if name != MANIFEST}


def _listed(facts: Mapping[str, Any]) -> str:
    # A line for each fact and each file: the encoder that indents takes as long as to read the files.
    encode = JSONEncoder(ensure_ascii=False, sort_keys=True).encode
    files = ",\n".join(f"  {encode(name)}: {encode(facts['files'][name])}" for name in sorted(facts["files"]))
    told = {**{name: encode(value) for name, value in facts.items()}, "files": f"{{\n{files}\n }}"}
    lines = ",\n".join(f" {encode(name)}: {told[name]}" for name in sorted(told))
    return f"{{\n{lines}\n}}\n"


def _sync(folder: Path) -> None:
    # One call for the file system instead of one for each of 100,000 files.
    if hasattr(os, "sync"):
        os.sync()
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _swap(folder: Path, site: Path) -> None:
    if site.is_symlink():
        _swap_link(folder, site)
    elif not site.exists():
        os.rename(folder, site)
    else:
        _exchange(folder, site)


def _swap_link(folder: Path, site: Path) -> None:
    old = site.resolve()
    home = site.parent / f".{site.name}.{folder.name[-8:]}"
    os.rename(folder, home)
    link = site.parent / f".{site.name}.link"
    link.unlink(missing_ok=True)
    link.symlink_to(home.name)
    os.replace(link, site)
    if old.parent == site.parent and old != home:
        shutil.rmtree(old, ignore_errors=True)


def _exchange(folder: Path, site: Path) -> None:
    # Both names always hold a whole folder: the kernel exchanges them in one step.
    library = ctypes.CDLL(None, use_errno=True)
    one, other = os.fsencode(folder), os.fsencode(site)
    if sys.platform == "darwin":
        failed = library.renamex_np(one, other, RENAME_SWAP)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)
    else:
        raise PublishError(f"This system cannot exchange two folders in one step. Make {site} a symbolic link, or remove it.")
    if failed:
        number = ctypes.get_errno()
        raise PublishError(f"{site}: could not be exchanged for the new site ({os.strerror(number)}). The site stands as it was.")
