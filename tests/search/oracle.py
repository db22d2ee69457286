"""Answers searches by looking at every document, without an index: slow, short, and therefore to be believed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from generator.search.documents import KINDS, Document
from generator.search.folding import CHUNK, WORD, folded, plain, symbols, terms

MOST_WORDS: Final = 12
Asked = Mapping[str, Any]


def words(typed: str) -> list[tuple[str, bool]]:
    """The terms asked for, and whether each may be the start of one, which only the last word may."""
    found: list[str] = []
    for chunk in CHUNK.findall(plain(typed)):
        parts = WORD.findall(chunk)
        found += ["".join(parts)] if len(parts) > 1 and re.search(r"\d", chunk) else map(folded, parts)
    last = found[-1] if found else ""
    return [(term, term == last and len(term) >= 3) for term in dict.fromkeys([*found, *symbols(plain(typed))])][:MOST_WORDS]


class Oracle:
    """All documents of a portal, newest first, with the terms of each."""

    def __init__(self, documents: Sequence[Document], facets: Mapping[str, Sequence[str]]) -> None:
        self.documents = sorted(
            documents,
            key=lambda one: (-(one.day or date.min).toordinal() if one.day else 1, KINDS.index(one.kind), one.publisher, one.key),
        )
        self.facets = facets
        self.where: dict[str, dict[int, int]] = {}
        for number, one in enumerate(self.documents):
            for term in terms(one.text):
                self.where.setdefault(term, {})[number] = 2
            for term in terms(one.title):
                self.where.setdefault(term, {})[number] = 4

    def scores(self, typed: str) -> dict[int, int] | None:
        """What each document scores that has all the words; None where no words are asked for."""
        if not typed.strip():
            return None
        asked = words(typed)
        each = [self._level(term, starts) for term, starts in asked]
        if not each:
            return {}
        return {one: sum(level[one] for level in each) for one in set.intersection(*(set(level) for level in each))}

    def _level(self, term: str, starts: bool) -> dict[int, int]:
        best = dict(self.where.get(term, {}))
        if starts:
            for other, places in self.where.items():
                if other != term and other.startswith(term):
                    for one, level in places.items():
                        best[one] = max(best.get(one, 0), level - 1)
        return best

    def search(self, asked: Asked) -> list[int]:
        """The numbers of the documents found, in the order asked for."""
        scores = self.scores(asked.get("q", ""))
        found = [number for number in range(len(self.documents)) if self._fits(number, scores, asked, "")]
        if asked.get("sort") == "largest":
            return sorted(found, key=lambda number: (self._pence(number) is None, -(self._pence(number) or 0), number))
        if asked.get("sort") == "newest" or scores is None:
            return found
        return sorted(found, key=lambda number: (-scores[number], number))

    def counts(self, asked: Asked, facet: str) -> list[int]:
        """How many documents each value of a facet has, whatever is chosen of that facet; first those that do not state it."""
        scores = self.scores(asked.get("q", ""))
        fits = [one for number, one in enumerate(self.documents) if self._fits(number, scores, asked, facet)]
        stated = [one.facets[facet] for one in fits if facet in one.facets]
        return [sum(not codes for codes in stated), *(sum(code in codes for codes in stated) for code in self.facets[facet])]

    def _pence(self, number: int) -> int | None:
        money = self.documents[number].money
        return money.pence if money.currency == "GBP" else None

    def _fits(self, number: int, scores: dict[int, int] | None, asked: Asked, but: str) -> bool:
        one = self.documents[number]
        if scores is not None and number not in scores:
            return False
        for facet, codes in asked.get("facets", {}).items():
            if facet != but and codes and (facet not in one.facets or not set(codes) & set(one.facets[facet] or ("",))):
                return False
        day, pence = one.day.isoformat() if one.day else "", self._pence(number)
        if (asked.get("from") or asked.get("to")) and not (asked.get("from", "") <= day <= (asked.get("to") or "9") and day):
            return False
        least, most = asked.get("least"), asked.get("most")
        if least is None and most is None:
            return True
        return pence is not None and (least is None or pence >= least) and (most is None or pence <= most)
