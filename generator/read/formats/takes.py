"""How one field is filled from the texts that a row or a JSON object holds."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

from generator.read.formats.mapping import Take
from generator.read.headings import normal

INSTANT: Final = re.compile(r"(\S+?)(?:T| +)[0-9]{1,2}:[0-9]{2}.*", re.ASCII | re.DOTALL)
LONGEST_SLUG: Final = 80

Look = Callable[[str], Sequence[str]]


def first(takes: Sequence[Take], look: Look) -> tuple[str, Take | None]:
    """The text of the first take that gives one, and that take; `look` gives the texts that stand at a name or path."""
    for take in takes:
        text = taken(take, look)
        if text:
            return text, take
    return "", None


def taken(take: Take, look: Look) -> str:
    """The text that one take gives, or "" where it gives none."""
    if not _applies(take, look):
        return ""
    if take.constant:
        return take.constant
    if not all(_agreed(take, look(source)) for source in take.sources):
        return ""
    given = [text for text in (_converted(take, text) for text in _texts(take, look)) if text]
    return ";".join(dict.fromkeys(given)) if take.several == "all" else next(iter(given), "")


def left_out(takes: Sequence[Take], look: Look) -> str:
    """A text that is there but that no take could read; "" where there is none."""
    for take in takes:
        if take.selective and (not take.when or _filled(look(take.when))):
            for text in _texts(take, look):
                if not _said(take, look) or (not _converted(take, text) and normal(text) not in take.values):
                    return text
    return ""


def _applies(take: Take, look: Look) -> bool:
    return (not take.when or bool(_filled(look(take.when)))) and _said(take, look)


def _said(take: Take, look: Look) -> bool:
    source, text = take.where
    return not source or set(look(source)) == {text}


def _agreed(take: Take, texts: Sequence[str]) -> bool:
    if take.several == "single":
        return len(texts) <= 1
    return take.several != "only" or len(set(texts)) <= 1


def _texts(take: Take, look: Look) -> list[str]:
    found = [_filled(look(source)) for source in take.sources]
    if len(found) == 1 or not all(found):
        return found[0] if len(found) == 1 else []
    return [take.join.join(texts[0] for texts in found)]


def _filled(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if text.strip()]


def _converted(take: Take, text: str) -> str:
    if take.matches and not take.matches.fullmatch(text.strip()):
        return ""
    if take.values:
        text = take.values.get(normal(text), "")
    if take.part == "date":
        text = day(text)
    if take.part == "slug":
        text = slug(text)
    if take.part == "digest":
        text = digest(text)
    return take.write.replace("{}", text.strip()) if take.write and text else text


def day(text: str) -> str:
    """The date of an instant ("2014-02-12T00:00:00Z" gives "2014-02-12"); another text as it is."""
    instant = INSTANT.fullmatch(text.strip())
    return instant.group(1) if instant else text


def slug(text: str) -> str:
    """An id made from words: small letters, digits and hyphens, at most 80; cut ones end in a digest of the whole."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if words and len(words) <= LONGEST_SLUG:
        return words
    return f"{words[: LONGEST_SLUG - 13].rstrip('-')}-{digest(text)}".lstrip("-")


def digest(text: str) -> str:
    """Twelve characters that stand for a text without repeating it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
