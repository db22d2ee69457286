"""The site's settings, complete: read from mkdocs.yml by the plugin; the command line may put another data folder and day in their place."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Accessibility:
    """When the accessibility statement was last reviewed, and the e-mail or web address to write to."""

    reviewed_on: date
    contact: str


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
