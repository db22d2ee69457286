"""How large what we read may be, and the refusal of a file by its size alone."""

from math import ceil
from typing import Final

from generator.problems import Problem

BYTES: Final = 25_000_000
UNPACKED_BYTES: Final = 250_000_000
YAML_BYTES: Final = 5_000_000
RATIO: Final = 100
ROWS: Final = 250_000
COLUMNS: Final = 200

SPREADSHEET_ROWS: Final = 1_048_576
SPREADSHEET_COLUMNS: Final = 16_384


def too_big(size: int) -> Problem | None:
    """The reason not to open a file of this many bytes, decided before anything of it is read."""
    if size <= BYTES:
        return None
    return Problem("file-too-big", details={"size": megabytes(size), "most": megabytes(BYTES)})


def unpacks_too_big(packed: int, unpacked: int) -> Problem | None:
    """The reason not to unpack an archive, from its own bytes and those its directory promises."""
    times = unpacked // max(packed, 1)
    if times > RATIO:
        return Problem("unpacks-too-much", details={"times": f"{times:,}", "most": str(RATIO)})
    if unpacked > UNPACKED_BYTES:
        return Problem("unpacks-too-big", details={"size": megabytes(unpacked), "most": megabytes(UNPACKED_BYTES)})
    return None


def too_many_rows(sheet: str = "") -> Problem:
    """The refusal of a sheet that has more rows than are read."""
    return Problem("too-many-rows", sheet=sheet, details={"most": f"{ROWS:,}"})


def too_many_columns(found: int, sheet: str = "") -> Problem:
    """The refusal of a sheet whose values reach further right than is read."""
    return Problem("too-many-columns", sheet=sheet, details={"found": f"{found:,}", "most": str(COLUMNS)})


def megabytes(size: int) -> str:
    """A number of bytes as a person says it, rounded up: "25 MB", "1.0 GB"."""
    if size >= 1_000_000_000:
        return f"{ceil(size / 100_000_000) / 10:.1f} GB"
    tenths = ceil(size / 100_000)
    return f"{tenths // 10} MB" if tenths % 10 == 0 else f"{tenths / 10:.1f} MB"
