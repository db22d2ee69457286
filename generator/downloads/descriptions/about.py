"""What every description is made from, and which files it is of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.artefacts import Download
from generator.editions import Edition
from generator.measures import Measures
from generator.model import Portal
from generator.schemas import Schemas

FOLDER: Final = "data/"
CSV: Final = "text/csv"


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """The portal as it is described: its records, what they mean, and the edition that is cited."""

    portal: Portal
    schemas: Schemas
    measures: Measures
    edition: Edition


def tables(downloads: Iterable[Download]) -> Sequence[Download]:
    """The CSV files of the whole portal, by path: those of one publisher hold the same rows again."""
    found = (
        one for one in downloads if one.media_type == CSV and one.offer.group in {"records", "about"} and not one.offer.publisher
    )
    return sorted((one for one in found if one.path.startswith(FOLDER)), key=lambda one: one.path)


def local(path: str) -> str:
    """A path from the folder of all files to take away."""
    return path.removeprefix(FOLDER)
