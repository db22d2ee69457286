"""A zip file that holds one file of data → that file's name and bytes."""

import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.problems import Problem, quoted
from generator.read import limits

TABLES: Final = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".xlsm"})
RECORDS: Final = frozenset({".json"})
NAMES_SHOWN: Final = 5
ENCRYPTED: Final = 0x1
DAMAGE: Final = (BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, OverflowError, RuntimeError)


def unzip(data: bytes) -> tuple[tuple[str, bytes] | None, tuple[Problem, ...]]:
    """The name and the bytes of the one CSV file, workbook or else JSON file in a zip file, or None and the reason."""
    try:
        archive = ZipFile(BytesIO(data))
    except DAMAGE:
        return None, (Problem("zip-damaged"),)
    members = [member for member in archive.infolist() if _is_content(member)]
    tables = _with(members, TABLES) or _with(members, RECORDS)
    if len(tables) != 1:
        names = [PurePosixPath(member.filename).name for member in tables or members]
        return None, (Problem("zip-not-one-table", details={"found": _listed(names)}),)
    return _unpacked(archive, tables[0], len(data), [member for member in members if member is not tables[0]])


def _unpacked(
    archive: ZipFile, table: ZipInfo, packed: int, others: list[ZipInfo]
) -> tuple[tuple[str, bytes] | None, tuple[Problem, ...]]:
    if table.flag_bits & ENCRYPTED:
        return None, (Problem("zip-encrypted"),)
    refusal = limits.unpacks_too_big(packed, table.file_size)
    if refusal:
        return None, (refusal,)
    try:
        unpacked = archive.read(table)
    except NotImplementedError:  # what zipfile raises for a way of packing that it does not know
        return None, (Problem("zip-method"),)
    except DAMAGE:
        return None, (Problem("zip-damaged"),)
    names = [PurePosixPath(member.filename).name for member in others]
    notices = (Problem("zip-others-not-read", details={"found": _listed(names)}),) if names else ()
    return (PurePosixPath(table.filename).name, unpacked), notices


def _with(members: list[ZipInfo], suffixes: frozenset[str]) -> list[ZipInfo]:
    return [member for member in members if PurePosixPath(member.filename).suffix.lower() in suffixes]


def _is_content(member: ZipInfo) -> bool:
    """Whether an entry is a file that somebody put there, not one that Windows or macOS adds."""
    path = PurePosixPath(member.filename)
    if not member.filename:
        return False  # a damaged directory may hold an entry without a name
    return not (member.is_dir() or "__MACOSX" in path.parts or path.name.startswith(".") or path.name == "Thumbs.db")


def _listed(names: list[str]) -> str:
    if not names:
        return "no file"
    shown = ", ".join(quoted(name) for name in names[:NAMES_SHOWN]) + (", …" if len(names) > NAMES_SHOWN else "")
    return f"{len(names):,} {'file' if len(names) == 1 else 'files'} ({shown})"
