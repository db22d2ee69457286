"""Which row holds the headings, and which field each heading means, whatever its case, spaces and punctuation."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.model import Row
from generator.problems import quoted

DEEPEST: Final = 20
INDEX: Final = re.compile(r"[:/](\d{1,4})(?=[:/])")

Names = Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading cell: where it stands, and the name it is read as ("" where it is not known).

    `position` counts the cells of its row from 0; `index` is the number in "Recipient Org:1:Name"; `rank` is the place
    of the alias that matched (0 is the best).
    """

    position: int
    text: str
    letter: str
    name: str = ""
    index: int = 0
    rank: int = 0


@lru_cache(maxsize=4096)  # a JSON file repeats the same few paths in every grant
def normal(heading: str) -> str:
    """A heading as it is compared: only its letters and digits, without case, accents, line breaks or index."""
    plain = unicodedata.normalize("NFKD", INDEX.sub("", heading)).casefold()
    return "".join(character for character in plain if character.isalnum())


def names(aliases: Iterable[tuple[str, Sequence[str]]]) -> Names:
    """The headings that are known, as compared, each with its name and rank; the first to claim a heading keeps it."""
    known: dict[str, tuple[str, int]] = {}
    for name, headings in aliases:
        for rank, heading in enumerate(headings):
            known.setdefault(normal(heading), (name, rank))
    return known


def read(row: Row, known: Names, first_column: int = 1) -> tuple[Heading, ...]:
    """The headings of a row, a `Heading` per cell."""
    return tuple(_heading(position, text, known, first_column) for position, text in enumerate(row.cells))


def _heading(position: int, text: str, known: Names, first_column: int) -> Heading:
    name, rank = known.get(normal(text), ("", 0))
    index = INDEX.search(text)
    shown = " ".join(text.split())
    return Heading(position, shown, letter(first_column + position), name, int(index.group(1)) if index else 0, rank)


def find(rows: Sequence[Row], known: Names, deepest: int = DEEPEST) -> int | None:
    """The index of the row, among the first ones, in which most names are found; None where no row has enough."""
    best, place = 0, None
    for index, row in enumerate(rows[:deepest]):
        # A row holds no more names than cells, and among equals the first is meant.
        if len(row.cells) > best and (score := _score(row, known)) > best:
            best, place = score, index
    return place


def _score(row: Row, known: Names) -> int:
    filled = [normal(cell) for cell in row.cells if cell.strip()]
    matched = {known[cell][0] for cell in filled if cell in known}
    return len(matched) if len(matched) > 1 or len(filled) == len(matched) else 0


def letter(column: int) -> str:
    """The letters of a column number: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def chosen(headings: Sequence[Heading]) -> dict[str, tuple[Heading, ...]]:
    """The headings that fill each name: those of its best alias, one per index, leftmost first."""
    best: dict[str, dict[int, Heading]] = {}
    for heading in sorted(headings, key=lambda one: (one.rank, one.position)):
        columns = best.setdefault(heading.name, {})
        if not columns or next(iter(columns.values())).rank == heading.rank:
            columns.setdefault(heading.index, heading)
    return {name: tuple(columns[index] for index in sorted(columns)) for name, columns in best.items() if name}


def listed(texts: Iterable[str], most: int = 12) -> str:
    """Texts in quotes as a list that stays readable: "A", "B" and 3 more."""
    shown = list(dict.fromkeys(texts))
    said = ", ".join(quoted(text) for text in shown[:most])
    return said if len(shown) <= most else f"{said} and {len(shown) - most} more"
