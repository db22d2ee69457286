"""Documents → terms → shards: which term stands in which document, in its title or elsewhere, cut into files of even size."""

import json
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise, repeat, starmap, takewhile
from math import log2
from operator import sub
from typing import Final, NamedTuple

from generator.search.documents import Document
from generator.search.folding import terms_of
from generator.search.packing import digest, numbers, packed, text

TARGET: Final = (
    20_000,
    32_000,
)  # compressed bytes of a shard, about: the more documents, the larger, so that there are not too many
LEAST: Final = 0.75  # of that size, from which a shard may end where few terms begin alike
BLOCK: Final = 2**17  # documents of one block of a very frequent term
Postings = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Terms:
    """Where each term stands, by the number of the document: in its title, and elsewhere alone."""

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


def terms_in(documents: Sequence[Document]) -> Terms:
    """The terms of documents in their order. A term of the title is not told again as one of the text."""
    titles, texts = _postings(one.title for one in documents), _postings(one.text for one in documents)
    for term in titles.keys() & texts.keys():
        rest = dict.fromkeys(texts.pop(term))
        for number in titles[term]:
            rest.pop(number, None)
        if rest:
            texts[term] = list(rest)
    return Terms(len(documents), titles, texts)


def _postings(texts: Iterable[str]) -> dict[str, list[int]]:
    terms: dict[str, list[int]] = defaultdict(list)
    apart: list[tuple[tuple[str, ...], list[int]]] = []

    @cache
    def where(word: str) -> list[int]:
        # All spellings of a term share its list; a word of several terms, or of none, has one apart.
        known = terms_of(word)
        if len(known) == 1:
            return terms[known[0]]
        apart.append((known, []))
        return apart[-1][1]

    # Each spelling is folded once; what is done for every word of every text is done without a loop of Python's.
    for number, written in enumerate(texts):
        deque(map(list.append, map(where, written.split()), repeat(number)), maxlen=0)
    mixed = set()
    for several, numbers_of in apart:
        for term in several:
            terms[term] += numbers_of
            mixed.add(term)
    for term in mixed:
        terms[term].sort()
    return {term: list(dict.fromkeys(postings)) for term, postings in terms.items() if postings}


def _order(term: str) -> bytes:
    # A browser compares texts by the units of UTF-16.
    return term.encode("utf-16-be")


def shards(whole: Terms) -> Iterator[Shard]:
    """The dictionary in its order, cut into shards."""
    words = sorted(whole.titles.keys() | whole.texts.keys(), key=_order)
    members = [Entry(term, whole.titles.get(term, ()), whole.texts.get(term, ())) for term in words]
    weights = list(accumulate(_weight(one, whole.count) for one in members))
    target = min(TARGET[1], max(TARGET[0], whole.count // 4))
    start, before = 0, 0.0
    while start < len(members):
        end = _end(words, start, *(max(start + 1, bisect_right(weights, before + part)) for part in (target * LEAST, target)))
        yield _shard(members[start:end])
        start, before = end, weights[end - 1]


def _end(words: Sequence[str], start: int, least: int, most: int) -> int:
    # Neighbours that begin alike stay together, so that the start of a word is sought in few shards.
    if most >= len(words):
        return len(words)
    return min(range(least, most + 1), key=lambda end: (_shared(words[end - 1], words[end]), -end))


def _weight(entry: Entry, count: int) -> float:
    return 2 + 0.4 * len(entry.term) + _cost(len(entry.titles), count) + _cost(len(entry.texts), count)


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
