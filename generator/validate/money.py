"""Money as people write it, to integer pence. Only what is unambiguous under UK conventions is converted."""

import re
from types import MappingProxyType
from typing import Final

from generator.validate.found import Fault, Found, Outcome

MOST_PENCE: Final = 10_000_000_000_00  # £10bn: no council's single row is larger

PLAIN: Final = re.compile(r"-?[0-9]+(?:\.[0-9]{1,2})?")
WRITTEN: Final = re.compile(r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<pence>[0-9]{1,2}))?")
DECIMALS: Final = re.compile(r"-?£?[0-9,]+\.(?P<decimals>[0-9]{3,})")
EUROPEAN: Final = re.compile(r"-?£?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2}")
SHORTHAND: Final = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]+")
MINUS: Final = "-−–"


def read_money(text: str) -> Outcome:
    """Pence from pounds such as `1234.5`, `£1,234.50`, `(500)`, `-5.00`, `500-` or `−5`; a Fault for everything else."""
    if PLAIN.fullmatch(text):
        return _in_range(_pence(text), "")
    bare = text.replace(" ", "").replace("\xa0", "")
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1] if negative else bare
    if bare[:1] in MINUS or bare[-1:] in MINUS:
        negative, bare = True, bare.strip(MINUS)
    bare = bare.removeprefix("£").removeprefix("GBP")
    if bare[:1] in MINUS:
        negative, bare = True, bare[1:]
    match = WRITTEN.fullmatch(bare)
    if not match or not bare.isascii():
        return _fault(text)
    digits = match["digits"].replace(",", "") + (f".{match['pence']}" if match["pence"] else "")
    return _in_range(-_pence(digits) if negative else _pence(digits), "money-converted")


def _pence(plain: str) -> int:
    pounds, _, pence = plain.partition(".")
    size = int(pounds.lstrip("-")[:20] or "0") * 100 + int(pence.ljust(2, "0") or "0")
    return -size if pounds.startswith("-") else size


def _in_range(pence: int, note: str) -> Outcome:
    if abs(pence) > MOST_PENCE:
        return Fault("money-too-large")
    sign = "-" if pence < 0 else ""
    return Found(pence, f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}", note)


def _fault(text: str) -> Fault:
    if SHORTHAND.fullmatch(text):
        return Fault("money-shorthand")
    if EUROPEAN.fullmatch(text):
        return Fault("money-european")
    decimals = DECIMALS.fullmatch(text)
    if decimals:
        return Fault("money-decimals", MappingProxyType({"decimals": str(len(decimals["decimals"]))}))
    if any(character.isnumeric() and not character.isascii() for character in text):
        return Fault("money-digits")
    return Fault("money-unreadable")
