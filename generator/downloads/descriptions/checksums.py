"""`SHA256SUMS`: the digest of every file to take away, as `sha256sum -c` reads it in their folder."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from generator.artefacts import Artefact, Download, Offer
from generator.downloads.descriptions.about import FOLDER, About, local

NAME: Final = "SHA256SUMS"


def checksums(about: About, downloads: Sequence[Download], folder: Path) -> Iterator[Artefact]:
    """The list of all files in the folder but itself; feeds stand elsewhere, beside the pages that they follow."""
    lines = sums((local(one.path), one.sha256) for one in downloads if one.path.startswith(FOLDER))
    yield Artefact(f"{FOLDER}{NAME}", lines, "text/plain", Offer("about", "Checksums of all files"))


def sums(files: Iterable[tuple[str, str]]) -> bytes:
    """A line for each file, by its path and digest."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files)).encode()
