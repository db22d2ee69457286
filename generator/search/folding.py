"""Text → terms, by rules so plain that `site_templates/assets/js/fold.js` keeps the same: what one folds, the other finds.

Case, accents and the English plural are folded, in every language alike. A reference such as `DN123456/A` is a term as a whole, and
so is each of its parts.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

REMEMBERED: Final = 2**18  # words whose terms are kept, for nearly all come again
SEPARATORS: Final = "/-._:~,&+"
# A word, or words that a separator joins without a space. An underscore is a separator, though \w holds it.
CHUNK: Final = re.compile(rf"[^\W_]+(?:[{re.escape(SEPARATORS)}]+[^\W_]+)*")
WORD: Final = re.compile(r"[^\W_]+")
NUMBER: Final = re.compile(r"\d")
QUOTES: Final = re.compile("['’ʼ`´]")  # within words they are left out: children's, i'r
LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ς": "σ", "ħ": "h"}
)
# The plural of English, as far as letters alone tell; y and ie fall together, so that city, citie… and cities do.
HISSING: Final = re.compile(r"(?:ss|x|z|ch|sh)es$")
PLURAL: Final = re.compile(r"[^siu]s$")
ENDING: Final = re.compile(r"ie$|(?<=[^aeiou])y$")
SHORTEST: Final = 4  # letters of a word that may be a plural


def terms(text: str) -> set[str]:
    """The terms of a text. No word, reference or sign holds a space, so each word as it is written can be folded by itself."""
    return {term for word in text.split() for term in terms_of(word)}


@lru_cache(REMEMBERED)
def terms_of(word: str) -> tuple[str, ...]:
    """The terms of what stands between two spaces, each once."""
    simple = plain(word)
    found = [term for chunk in CHUNK.findall(simple) for term in _of_chunk(chunk)]
    return tuple(dict.fromkeys([*found, *symbols(simple)]))


def plain(text: str) -> str:
    """A text without case, accents and apostrophes."""
    text = text.lower()
    if text.isascii():
        return text.replace("'", "").replace("`", "")
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    text = "".join([sign for sign in text if sign < "\x7f" or unicodedata.category(sign)[0] != "M"]).translate(LETTERS)
    return QUOTES.sub("", text)


def symbols(text: str) -> list[str]:
    """The signs of a plain text that are no letters but mean something, such as emoji: each is a term."""
    return [] if text.isascii() else [sign for sign in text if unicodedata.category(sign) == "So"]


def _of_chunk(chunk: str) -> Iterator[str]:
    words = WORD.findall(chunk)
    if len(words) > 1 and NUMBER.search(chunk):
        yield "".join(words)
    yield from map(folded, words)


def folded(word: str) -> str:
    """A plain word without the ending of a plural; a word that is no word of letters alone stays as it is."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    if HISSING.search(word):
        word = word[:-2]
    elif PLURAL.search(word):
        word = word[:-1]
    return ENDING.sub("i", word)
