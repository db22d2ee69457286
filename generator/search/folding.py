"""Text → terms, by rules so plain that `site_templates/assets/js/fold.js` keeps the same: what one folds, the other finds.

Case, accents and the English plural are folded, in every language alike. A reference such as `DN123456/A` is a term as a whole, and
so is each of its parts.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

REMEMBERED: Final = 2**18  # words whose terms are kept, for nearly all come again
SEPARATORS: Final = "/-._:~,&+"
# A word, or words that a separator joins without a space. An underscore is a separator, though \w holds it.
CHUNK: Final = re.compile(rf"[^\W_]+(?:[{re.escape(SEPARATORS)}]+[^\W_]+)*")
WORD: Final = re.compile(r"[^\W_]+")
NUMBER: Final = re.compile(r"\d")
APART: Final = str.maketrans({sign: " " for sign in map(chr, range(128)) if not sign.isalnum() and sign not in SEPARATORS})
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
    """The terms of a text."""
    return set().union(*map(terms_of, chunks(text)))


def chunks(text: str) -> set[str]:
    """What a text is made of: words, words that a separator joins, and signs; `terms_of` tells the terms of each."""
    if text.isascii():
        # The same for a fifth of the time. Stops that end a word are taken off; what is left of others is no part of a term.
        apart = f"{plain(text).translate(APART)} "
        return set(apart.replace(". ", " ").replace(", ", " ").replace(": ", " ").split())
    return set(CHUNK.findall(plain(text))) | symbols(text)


def plain(text: str) -> str:
    """A text without case, accents and apostrophes."""
    text = text.lower()
    if text.isascii():
        return text.replace("'", "").replace("`", "")
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    text = "".join([sign for sign in text if sign < "\x7f" or unicodedata.category(sign)[0] != "M"]).translate(LETTERS)
    return QUOTES.sub("", text)


def symbols(text: str) -> set[str]:
    """The signs of a text that are no letters but mean something, such as emoji: each is a term."""
    return {sign for sign in plain(text) if sign > "\x7f" and unicodedata.category(sign) == "So"}


@lru_cache(REMEMBERED)
def terms_of(chunk: str) -> tuple[str, ...]:
    """The terms of one chunk; a sign is one by itself."""
    words = WORD.findall(chunk) or [chunk] * (chunk > "\x7f")
    whole = ("".join(words),) if len(words) > 1 and NUMBER.search(chunk) else ()
    return (*whole, *(folded(word) for word in words))


def folded(word: str) -> str:
    """A plain word without the ending of a plural; a word that is no word of letters alone stays as it is."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    if HISSING.search(word):
        word = word[:-2]
    elif PLURAL.search(word):
        word = word[:-1]
    return ENDING.sub("i", word)
