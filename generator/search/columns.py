"""What a search is narrowed and sorted by: a column per facet, one of amounts, one of days; in the order of the documents."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import sub
from typing import Final, NamedTuple, TypeVar

from generator.search.documents import Document, Facet
from generator.search.packing import numbers, packed, text

Member = TypeVar("Member")
CHUNK: Final = 2**17  # documents of one file
NOT_STATED: Final = 0  # the number of the value "Not stated"; a facet's own values follow from 1


class Stated(NamedTuple):
    """What documents state of one facet: the different sets of codes, None where it does not apply, and each document's by its place."""

    sets: Sequence[tuple[str, ...] | None]
    of: Sequence[int]


def stated(documents: Sequence[Document], facets: Sequence[Facet]) -> list[Stated]:
    """What each document states of each facet, in the order of the facets."""
    names = [facet.id for facet in facets]
    told = [codes for one in documents for codes in map(one.facets.get, names)]
    return [_numbered(told[place :: len(names)]) for place in range(len(names))]


def _numbered(told: Sequence[tuple[str, ...] | None]) -> Stated:
    # Sets are compared here once, and are numbers from then on.
    places: dict[tuple[str, ...] | None, int] = {}
    of = [places.setdefault(codes, len(places)) for codes in told]
    return Stated(tuple(places), of)


def facet_columns(told: Stated, facet: Facet) -> Iterator[bytes]:
    """A facet's files: the sets of values that documents have, as JSON, and for each document the number of its set.

    The empty set says that the facet does not apply; `[0]` that it does, and nothing is stated.
    """
    numbered = {code: number for number, code in enumerate(facet.values, 1)}
    sets = [_set(codes, numbered) for codes in told.sets]
    for chunk in _chunks(told.of):
        known = sorted({sets[one] for one in set(chunk)})
        ranks = {one: rank for rank, one in enumerate(known)}
        place = [ranks.get(one, 0) for one in sets]
        yield packed(text(json.dumps(known, separators=(",", ":"))) + numbers([place[one] for one in chunk]))


def _set(codes: tuple[str, ...] | None, numbered: dict[str, int]) -> tuple[int, ...]:
    if codes is None:
        return ()
    return tuple(sorted(numbered[code] for code in codes)) or (NOT_STATED,)


def totals(told: Stated, facet: Facet) -> list[int]:
    """How many documents state nothing of a facet that applies to them, and how many have each of its values."""
    counts = dict.fromkeys(["", *facet.values], 0)
    for one, several in Counter(told.of).items():
        codes = told.sets[one]
        for code in () if codes is None else codes or ("",):
            counts[code] += several
    return list(counts.values())


def sterling(document: Document) -> int | None:
    """The amount that a document is sorted and narrowed by: one in pounds sterling, for others cannot be compared."""
    return document.money.pence if document.money.currency == "GBP" else None


def amount_columns(documents: Sequence[Document]) -> Iterator[bytes]:
    """The files of amounts: the least of them in pence, the gaps between those there are, and the number of each document's (0: none)."""
    for chunk in _chunks(documents):
        amounts = [sterling(document) for document in chunk]
        known = sorted({amount for amount in amounts if amount is not None})
        numbered: dict[int | None, int] = {amount: place for place, amount in enumerate(known, 1)}
        gaps = list(map(sub, known[1:], known))
        yield packed(text(str(known[0] if known else 0)) + numbers(gaps) + numbers([numbered.get(one, 0) for one in amounts]))


def day_column(documents: Sequence[Document]) -> bytes:
    """The days as runs, for documents are in their order: the latest, the gaps down to the next, and how many each has."""
    runs = [(day.toordinal() if day else 0, len(list(same))) for day, same in groupby(documents, key=lambda one: one.day)]
    days = [day for day, _ in runs if day]
    gaps = [later - earlier for later, earlier in pairwise(days)]
    return packed(numbers(days[:1]) + numbers(gaps) + numbers([count for day, count in runs if day]))


def _chunks(column: Sequence[Member]) -> Iterator[Sequence[Member]]:
    return (column[start : start + CHUNK] for start in range(0, max(len(column), 1), CHUNK))
