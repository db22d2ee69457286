"""Texts as XML 1.0, JSON and RFC 5545 may hold them."""

import re
from typing import Final

from generator.problems import visible

BREAKS: Final = re.compile("\r\n|[\r\u2028\u2029]")
# Neither XML nor calendars may hold control characters, and UTF-8 holds no surrogates.
REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def plain(text: str) -> str:
    """A text with each character that may not stand there named instead, such as `<U+0007>`; each line break is a line feed."""
    return REFUSED.sub(lambda found: visible(found[0]), BREAKS.sub("\n", text))


def on_one_line(text: str) -> str:
    """A text as a title: without line breaks and needless spaces."""
    return " ".join(plain(text).split())
