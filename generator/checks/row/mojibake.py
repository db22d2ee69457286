"""Text that was saved twice in different encodings."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.fields import reading, texts
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem, quoted

# The signs that Windows-1252 shows for the bytes that follow the first byte of a character in UTF-8.
FOLLOWING: Final = re.escape(
    bytes(byte for byte in range(0x80, 0xC0) if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}).decode("cp1252")
)
# The beginnings of the letters, quotes, signs and emoji met in British texts; others occur in real words (CAFÉ’S).
TWICE: Final = re.compile(f"[ÃÂ][{FOLLOWING}]|â[€‚„][{FOLLOWING}]|ï»¿|ðŸ[{FOLLOWING}]{{2}}")
STARTS: Final = re.compile("[ÃÂâïð]")
WORD: Final = re.compile(r"[^ \t\r\n]+")


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of words such as "CafÃ©" that become real words when the second saving is undone."""
    return gathered(
        Hit(record, "text-saved-twice", name, word, {"meant": quoted(mended)})
        for record, name, text in texts(records, reading(scope.schema, {"text"}))
        if not text.isascii() and STARTS.search(text) and TWICE.search(text)
        for word, mended in _first(text)
    )


def _first(text: str) -> list[tuple[str, str]]:
    pairs = ((word, TWICE.sub(_undone, word)) for word in WORD.findall(text))
    return [pair for pair in pairs if pair[0] != pair[1]][:1]


def _undone(match: re.Match[str]) -> str:
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
