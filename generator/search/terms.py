"""Documents → terms → shards: which term stands in which document, in its title or elsewhere, cut into files of even size."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap, takewhile
from math import log2
from operator import sub
from typing import Final, NamedTuple

from generator.search.documents import Document
from generator.search.folding import chunks, terms_of
from generator.search.packing import digest, numbers, packed, text

TARGET: Final = (
    20_000,
    32_000,
)  # compressed bytes of a shard, about: the more documents, the larger, so that there are not too many
BLOCK: Final = 2**17  # documents of one block of a very frequent term
Postings = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one source of documents gives: where each term stands, by the number of the document in this piece."""

    count: int
    titles: Postings
    texts: Postings


class Entry(NamedTuple):
    """A term, and the documents it stands in: in their titles, and elsewhere alone."""

    term: str
    titles: Sequence[int]
    texts: Sequence[int]


class Shard(NamedTuple):
    """Neighbouring terms as a file: the first of them, the content, and the blocks of very frequent terms, newest first, by name."""

    first: str
    content: bytes
    blocks: Mapping[str, bytes]


def piece(documents: Iterable[Document]) -> Piece:
    """The terms of some documents. A term of the title is not told again as one of the text."""
    titles: dict[str, list[int]] = defaultdict(list)
    texts: dict[str, list[int]] = defaultdict(list)
    count = 0
    for number, document in enumerate(documents):
        count = number + 1
        for chunk in chunks(document.title):
            titles[chunk].append(number)
        for chunk in chunks(document.text):
            texts[chunk].append(number)
    named, told = _by_term(titles), _by_term(texts)
    for term in named.keys() & told.keys():
        told[term] = sorted(set(told[term]).difference(named[term]))
    return Piece(count, named, {term: postings for term, postings in told.items() if postings})


def _by_term(by_chunk: Postings) -> dict[str, Sequence[int]]:
    # A text has far more words than there are different ones, so they are folded when they are together.
    found: dict[str, list[Sequence[int]]] = defaultdict(list)
    for chunk, postings in by_chunk.items():
        for term in terms_of(chunk):
            found[term].append(postings)
    return {term: lists[0] if len(lists) == 1 else sorted(set().union(*lists)) for term, lists in found.items()}


def merged(pieces: Sequence[Piece], places: Sequence[Sequence[int]]) -> Piece:
    """All pieces as one; `places` gives the number of each piece's documents in the whole."""
    titles = _together([(one.titles, where) for one, where in zip(pieces, places, strict=True)])
    texts = _together([(one.texts, where) for one, where in zip(pieces, places, strict=True)])
    return Piece(sum(one.count for one in pieces), titles, texts)


def _together(parts: Sequence[tuple[Postings, Sequence[int]]]) -> Postings:
    found: dict[str, list[int]] = defaultdict(list)
    for postings, where in parts:
        for term, local in postings.items():
            found[term] += map(where.__getitem__, local)
    for whole in found.values():
        whole.sort()
    return found


def _order(term: str) -> bytes:
    # A browser compares texts by the units of UTF-16.
    return term.encode("utf-16-be")


def shards(whole: Piece) -> Iterator[Shard]:
    """The dictionary in its order, cut into shards."""
    members: list[Entry] = []
    target = min(TARGET[1], max(TARGET[0], whole.count // 4))
    weight = 0.0
    for term in sorted(whole.titles.keys() | whole.texts.keys(), key=_order):
        entry = Entry(term, whole.titles.get(term, ()), whole.texts.get(term, ()))
        cost = 2 + 0.4 * len(term) + _cost(len(entry.titles), whole.count) + _cost(len(entry.texts), whole.count)
        if members and weight + cost > target:
            yield _shard(members)
            members, weight = [], 0.0
        members.append(entry)
        weight += cost
    if members:
        yield _shard(members)


def _cost(frequency: int, count: int) -> float:
    # Deflate comes close to the entropy of the gaps; a term beyond a block is a line of names here.
    if not frequency:
        return 0.0
    return 64.0 if frequency > BLOCK else frequency * (log2(count / frequency) + 1.6) / 8


def _shard(members: Sequence[Entry]) -> Shard:
    words = [entry.term for entry in members]
    shared = [0, *starmap(_shared, pairwise(words))]
    ends = [word[start:] for word, start in zip(words, shared, strict=True)]
    starts = [_units(word[:start]) for word, start in zip(words, shared, strict=True)]
    gaps: list[int] = []
    blocks: dict[str, bytes] = {}
    elsewhere: dict[int, list[str]] = {}
    for number, postings in enumerate(one for entry in members for one in (entry.titles, entry.texts)):
        if len(postings) <= BLOCK:
            gaps += _gaps(postings)
            continue
        cut = [packed(numbers(_gaps(postings[start : start + BLOCK]))) for start in range(0, len(postings), BLOCK)]
        elsewhere[number] = [digest(block) for block in cut]
        blocks |= zip(elsewhere[number], cut, strict=True)
    parts = (
        numbers(starts),
        numbers([_units(end) for end in ends]),
        text("".join(ends)),
        numbers([len(entry.titles) for entry in members]),
        numbers([len(entry.texts) for entry in members]),
        text(json.dumps(elsewhere, separators=(",", ":"))),
        numbers(gaps),
    )
    return Shard(words[0], packed(b"".join(parts)), blocks)


def _gaps(postings: Sequence[int]) -> list[int]:
    return [*postings[:1], *map(sub, postings[1:], postings)]


def _shared(before: str, word: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, word, strict=False)))


def _units(word: str) -> int:
    return len(word) if word.isascii() else len(word.encode("utf-16-le")) // 2
