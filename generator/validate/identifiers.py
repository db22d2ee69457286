"""Identifiers: our own are restricted because they become addresses; those of other standards are kept verbatim."""

import re
from types import MappingProxyType
from typing import Final

from generator.validate.found import Fault, Found, Outcome

LONGEST_NATIVE: Final = 80
LONGEST_FOREIGN: Final = 500

NATIVE: Final = re.compile(r"[A-Za-z0-9._-]+")
SHORTENED: Final = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
RESERVED: Final = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def read_native_id(text: str) -> Outcome:
    """An id of our own: letters, digits, `.`, `_` and `-`, at most 80, and no name that Windows keeps for itself."""
    if SHORTENED.fullmatch(text):
        return Fault("id-shortened")
    if len(text) > LONGEST_NATIVE:
        return Fault("id-long", MappingProxyType({"length": f"{len(text):,}", "most": str(LONGEST_NATIVE)}))
    if RESERVED.fullmatch(text) or not text.strip("."):
        return Fault("id-reserved")
    if not NATIVE.fullmatch(text):
        wrong = next(character for character in text if not NATIVE.fullmatch(character))
        return Fault("id-characters", MappingProxyType({"wrong": _named(wrong)}))
    return Found(text, text)


def read_foreign_id(text: str) -> Outcome:
    """An id of another standard, verbatim; only one that Excel has destroyed or that no address could hold is refused."""
    if SHORTENED.fullmatch(text):
        return Fault("id-shortened")
    if len(text) > LONGEST_FOREIGN:
        return Fault("id-long", MappingProxyType({"length": f"{len(text):,}", "most": str(LONGEST_FOREIGN)}))
    return Found(text, text)


def read_reference(text: str) -> Outcome:
    """The id of another record: bare for one's own, or `publisher/id`. Whether it exists is looked at later."""
    return read_foreign_id(text)


def _named(character: str) -> str:
    names = {" ": "a space", "/": "a slash (/)", "\\": "a backslash", "\n": "a line break", "\t": "a tab"}
    return names.get(character, f'"{character}"' if character.isprintable() else f"the character U+{ord(character):04X}")
