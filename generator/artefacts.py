"""What a build gives: files by path, before anything is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of the site: its path with `/`, its bytes and its media type."""

    path: str
    content: bytes
    media_type: str = "text/html"
