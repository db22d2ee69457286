"""The site's settings, complete: read from mkdocs.yml by the plugin; the command line may put another data folder and day in their place."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Accessibility:
    """When the accessibility statement was last reviewed, and the e-mail or web address to write to."""

    reviewed_on: date
    contact: str


@dataclass(frozen=True, slots=True)
class Host:
    """Where a site is hosted, and the most that is taken there: files, bytes of all together, bytes of one (0: no limit known)."""

    title: str
    files: int = 0
    bytes: int = 0
    largest: int = 0

    @property
    def takes(self) -> str:
        """Its limits in words; "" where none is known."""
        limits = [f"{self.files:,} files"] if self.files else []
        limits += [f"{megabytes(self.bytes)} in all"] if self.bytes else []
        limits += [f"{megabytes(self.largest)} a file"] if self.largest else []
        return f"{self.title} takes {' and '.join(limits)}." if limits else ""


def megabytes(number: int) -> str:
    """Bytes as 26.2 MB."""
    return f"{number / 1e6:,.1f} MB"


ANYWHERE: Final = Host("any host")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what the site is called. `as_of` is the day on which "coming up" and "overdue" are judged.

    `definitions` is the folder whose schemas, codelists and reference data hold where the data folder has none of its own.
    `cache` is where what is known of older versions is kept (None: beside the data's repository).
    """

    data: Path
    definitions: Path
    site: Path
    templates: Path
    name: str
    address: str
    as_of: date
    report_errors_to: str = ""
    cache: Path | None = None
    host: Host = ANYWHERE
