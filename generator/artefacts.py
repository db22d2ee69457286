"""What a build gives: files by path, before and after they are written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """What a file to take away holds.

    `group` says where it is listed: "records", "exports", "feeds" or "about". `kind` and `publisher` are "" where it holds
    several; `rows` counts records, and is 0 where a file has none. `part` is 0 for a whole file, else its number from 1. `guarded` counts
    the cells that got an apostrophe so that no spreadsheet runs them. `licences` are those of the records in it.
    """

    group: str
    title: str
    kind: str = ""
    publisher: str = ""
    rows: int = 0
    part: int = 0
    guarded: int = 0
    licences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of the site: its path with `/`, its bytes and its media type; an offer where readers may take it away."""

    path: str
    content: bytes
    media_type: str = "text/html"
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A file that was written for readers to take away: its size in bytes and its SHA-256 digest."""

    path: str
    media_type: str
    bytes: int
    sha256: str
    offer: Offer
