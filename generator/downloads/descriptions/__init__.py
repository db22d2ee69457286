"""Files to take away → files that describe them: what they are, what they hold, and how they are cited and checked."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from generator.artefacts import Artefact, Download
from generator.downloads.descriptions.about import About
from generator.downloads.descriptions.archive import archive
from generator.downloads.descriptions.catalogue import catalogue
from generator.downloads.descriptions.checksums import checksums
from generator.downloads.descriptions.citation_file import citation_file
from generator.downloads.descriptions.data_package import data_package
from generator.downloads.descriptions.meanings import meanings

__all__ = ["DESCRIPTIONS", "About"]

Description = Callable[[About, Sequence[Download], Path], Iterator[Artefact]]
DESCRIPTIONS: Final[Sequence[Description]] = (meanings, citation_file, data_package, archive, catalogue, checksums)
"""In the order in which they are made, for each tells of all files before it, which stand below the folder it is given."""
