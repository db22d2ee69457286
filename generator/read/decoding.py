"""Bytes → text: UTF-8, UTF-16 with its mark, or Windows-1252 with a notice; nothing is guessed beyond that."""

import re
from itertools import islice
from typing import Final

from generator.problems import Problem

UTF_8_MARK: Final = b"\xef\xbb\xbf"
UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
LINE_END: Final = re.compile(rb"\r\n|\r|\n")
# Both bytes are letters in Windows-1252 (ÿ, þ), but no language puts them side by side.
NEVER_TEXT: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]|\xff\xfe|\xfe\xff")
HIGH_BYTES: Final = re.compile(rb"[\x80-\xff]+")
TELLING: Final = re.compile(r'[^\s,;|"]*[^\x00-\x7f][^\s,;|"]*(?: [^\s,;|"]*[^\x00-\x7f][^\s,;|"]*)*')
# An old DOS program writes £ as the byte that Windows-1252 reads as œ, a letter that never stands before a digit.
DOS_POUND: Final = re.compile(r"œ(?=\)| ?\d)")
SAMPLES: Final = 20
LONGEST_SAMPLE: Final = 40
MOST_HEX: Final = 8


def decode(data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file and how it was read, or None and the reason why it cannot be."""
    if data.startswith(UTF_8_MARK):
        return _marked_utf_8(data)
    if data.startswith(UTF_16_MARKS):
        return _marked_utf_16(data)
    if _looks_like_utf_16(data):
        return None, (Problem("utf-16-without-mark"),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _windows_1252(data)


def _marked_utf_8(data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    try:
        return data[len(UTF_8_MARK) :].decode("utf-8"), (Problem("byte-order-mark"),)
    except UnicodeDecodeError as fault:
        return None, (_at("not-utf-8", data, fault.start + len(UTF_8_MARK)),)


def _marked_utf_16(data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        return None, (_unknown(data),)
    if text.count("\0") * 4 > len(text):
        return None, (Problem("utf-16-without-mark"),)
    return text, (Problem("utf-16-read"),)


def _looks_like_utf_16(data: bytes) -> bool:
    """Whether nearly every other byte is NUL, as in Latin text saved as UTF-16 (or three of four, as in UTF-32)."""
    if len(data) < 4 or b"\0" not in data:
        return False
    half = len(data) // 2
    return max(data[0::2].count(0), data[1::2].count(0)) * 10 > half * 7


def _windows_1252(data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    if NEVER_TEXT.search(data):
        return None, (_unknown(data),)
    text = data.decode("cp1252")
    samples = [match.group() for match in islice(TELLING.finditer(text), SAMPLES)]
    notice = Problem("windows-1252-read", value=max(samples, key=len)[:LONGEST_SAMPLE])
    pound = DOS_POUND.search(text)
    if pound is None:
        return text, (notice,)
    return text, (notice, Problem("pound-sign-garbled", value=text[pound.start() : pound.start() + 4].split()[0]))


def _unknown(data: bytes) -> Problem:
    found = NEVER_TEXT.search(data) or HIGH_BYTES.search(data)
    return _at("bytes-unknown", data, found.start() if found else 0)


def _at(code: str, data: bytes, position: int) -> Problem:
    """The problem with the line of a byte and, in hex, the bytes beyond ASCII that it stands among."""
    start = position
    while start > max(0, position - MOST_HEX // 2) and data[start - 1] >= 0x80:
        start -= 1
    run = HIGH_BYTES.match(data, start)
    shown = run.group()[:MOST_HEX] if run else data[start : start + 2]
    line = len(LINE_END.findall(data, 0, position)) + 1
    return Problem(code, line=line, details={"line": str(line), "hex": shown.hex(" ").upper()})
