"""Searches of every sort, made from what a portal holds: the same for the same seed."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any, Final

from generator.search.documents import Document

STRANGE: Final = (
    "🎉", "youth 🎉", "🏳️‍🌈", "☕", "Llŷn", "llyn", "LLŶN", "Cyngor Sir Ddinbych", "i'r", "o’r ysgol", "tŷ", "ty", "café", "CAFÉ", "cafe\u0301",
    "Straße", "strasse", "ΣΊΣΥΦΟΣ", "σισυφος", "İstanbul", "istanbul", "ﬁre", "Ⅷ", "𝔘𝔫𝔦𝔠", "٣٤", "東京", "مجلس", "ø", "Ærø", "łódź",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "&amp;", "%20", "\\", "'; DROP TABLE records; --",
    ".*", "[a-z]+", "(", "__proto__", "constructor", "toString", "null", "undefined", "NaN", "0", "-", "...", "   ", "?", "a", "s", "ss",
    "the", "of the", "the of and to a in for is", "DN123456/A", "dn123456/a", "DN123456", "DN123456/", "DN 123456 A", "dn123456a", "24,000",
    "£24,000", "24000", "2024-25", "2024/25", "3.5%", "x" * 500, "park " * 100, " ".join(f"w{n}" for n in range(120)), "é" * 250, "🎉" * 250,
    "one two three four five six seven eight nine ten eleven twelve thirteen", "services", "service", "cities", "city", "citie", "buses",
    "children's", "childrens", "mother-in-law", "step-free", "communities", "community", "communit", "glass", "bus", "class", "classes",
)  # fmt: skip
SORTS: Final = ("", "newest", "largest")
ACCENTS: Final = str.maketrans("aeiouwy", "áèîöûŵŷ")


def strange() -> Iterator[dict[str, Any]]:
    """What nobody expects."""
    yield from ({"q": text} for text in STRANGE)


def every_value(facets: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Any]]:
    """Each value of each facet alone."""
    for name, codes in facets.items():
        yield from ({"facets": {name: [code]}} for code in ("", *codes[:60]))


def mixed(documents: Sequence[Document], facets: Mapping[str, Sequence[str]], rng: Random) -> Iterator[dict[str, Any]]:
    """Words of a document, starts of them, references, facets, ranges and sorts, alone and together, without end."""
    while True:
        one = rng.choice(documents)
        asked: dict[str, Any] = {}
        parts = rng.sample(("words", "facet", "facet", "days", "money", "sort"), rng.choice((1, 1, 2, 2, 3)))
        for part in parts:
            asked |= PARTS[part](one, facets, rng, asked)
        yield asked


def _words(one: Document, facets: Mapping[str, Sequence[str]], rng: Random, asked: Mapping[str, Any]) -> dict[str, Any]:
    text = f"{one.title} {one.text}".split() or ["nothing"]
    chosen = [rng.choice(text) for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4)))]
    sort = rng.randrange(7)
    if sort == 0:
        chosen = [rng.choice((one.key, one.key.lower(), one.key[:-1], f"{one.key}/"))]
    elif sort in {1, 2}:
        chosen[-1] = chosen[-1][: rng.randrange(1, len(chosen[-1]) + 1)]
    elif sort == 3:
        chosen = [word.upper() for word in chosen]
    elif sort == 4:
        chosen = [word.translate(ACCENTS) for word in chosen]
    return {"q": " ".join(chosen)[:500]}


def _facet(one: Document, facets: Mapping[str, Sequence[str]], rng: Random, asked: Mapping[str, Any]) -> dict[str, Any]:
    name = rng.choice(list(facets))
    own = one.facets.get(name, ())
    code = rng.choice(own) if own and rng.random() < 0.8 else rng.choice(["", *facets[name]])
    more = [rng.choice(["", *facets[name]])] if rng.random() < 0.3 else []
    return {"facets": {**asked.get("facets", {}), name: list(dict.fromkeys([code, *more]))}}


def _days(one: Document, facets: Mapping[str, Sequence[str]], rng: Random, asked: Mapping[str, Any]) -> dict[str, Any]:
    day = one.day.isoformat() if one.day else "2024-02-29"
    return rng.choice(
        ({"from": day}, {"to": day}, {"from": day, "to": day}, {"from": "2024-01-01", "to": day}, {"from": "1900-01-01"})
    )


def _money(one: Document, facets: Mapping[str, Sequence[str]], rng: Random, asked: Mapping[str, Any]) -> dict[str, Any]:
    pence = one.money.pence if one.money.pence is not None else 1_000_000
    return rng.choice(
        (
            {"least": pence},
            {"most": pence},
            {"least": pence, "most": pence},
            {"least": pence // 2, "most": pence * 2},
            {"least": -1, "most": 0},
        )
    )


def _sort(one: Document, facets: Mapping[str, Sequence[str]], rng: Random, asked: Mapping[str, Any]) -> dict[str, Any]:
    return {"sort": rng.choice(SORTS)}


PARTS: Final = {"words": _words, "facet": _facet, "days": _days, "money": _money, "sort": _sort}
