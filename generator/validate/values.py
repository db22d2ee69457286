"""From the text of a cell to a value: one reader for each way of reading that schemas name."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Final

from generator.problems import HARMFUL
from generator.schemas import Codelist, Field, Schemas
from generator.validate.dates import read_date, read_datetime
from generator.validate.found import Fault, Found, Outcome, Reader
from generator.validate.identifiers import read_foreign_id, read_native_id, read_reference
from generator.validate.money import read_money

LONGEST_TEXT: Final = 5_000
LONGEST_LIST: Final = 12  # how many codes a sentence can name before it stops being read

NUMBER: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,10})?")
INTEGER: Final = re.compile(r"-?[0-9]{1,15}")
GROUPED: Final = re.compile(r"[-−]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,10})?")
EXCEL_ERROR: Final = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
TOO_NARROW: Final = re.compile(r"#{3,}")
PLACEHOLDERS: Final = frozenset(
    {"n/a", "na", "n.a.", "-", "--", "–", "—", ".", "?", "tbc", "tbd", "none", "null", "nil", "nan", "unknown", "nk", "not known"}
)
REDACTED: Final = MappingProxyType(
    {"redacted personal data": "redacted_personal", "redacted commercial confidentiality": "redacted_commercial"}
)
LONGEST_WORDS: Final = max(map(len, (*PLACEHOLDERS, *REDACTED)))  # a text that is longer is none of them
INTERVENTION: Final = re.compile(r"(?:[EWS]|NI)[0-9]{1,2}")
YES: Final = frozenset({"yes", "y", "true"})
NO: Final = frozenset({"no", "n", "false"})
MISREAD: Final = re.compile("[\x80-\x9f]")  # Windows-1252 punctuation that was once read as Latin-1
CONTROL_NAMES: Final = MappingProxyType(
    {0x00: "NUL", 0x07: "BEL", 0x08: "BACKSPACE", 0x0B: "VERTICAL TAB", 0x0C: "FORM FEED", 0x1B: "ESC", 0x7F: "DEL",
     0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO"}
)  # fmt: skip


def reader(field: Field, schemas: Schemas, *, native: bool, month_first: bool = False) -> Reader:
    """The function that reads a field's cells: text without surrounding spaces in, a Found or a Fault out."""
    typed = _typed(field, schemas, native, month_first)
    is_text = field.reads == "text"
    may_be_words = field.reads in {"text", "code", "codes"}  # "none" is a code of some lists
    long = "text-long" if native else "text-long-withheld"
    is_id = field.reads in {"id", "org_id", "ref"}  # ids have a limit of their own

    def read(text: str) -> Outcome:
        unread = _unreadable(text, may_be_words)
        if unread:
            return Fault("excel-error-text") if is_text and unread == Fault("excel-error") else unread
        if len(text) > LONGEST_TEXT and not is_id:
            return Fault(long, MappingProxyType({"length": f"{len(text):,}", "most": f"{LONGEST_TEXT:,}"}))
        outcome = typed(text)
        if is_text and not text.isprintable() and isinstance(outcome, Found) and MISREAD.search(text):
            return outcome._replace(note="text-misread")
        return outcome

    return read


def _unreadable(text: str, may_be_words: bool) -> Outcome | None:
    # What stands for a value in any column, or spoils it. Most cells are neither: what is quickly asked rules most of it out.
    harmful = None if text.isprintable() else HARMFUL.search(text)
    if harmful:
        return Fault("text-control", MappingProxyType({"character": _control_name(harmful[0])}))
    if text.startswith("#"):
        return _excel_fault(text)
    if len(text) > LONGEST_WORDS:
        return None
    folded = text.casefold()
    if folded in REDACTED:
        return Found(None, "", withheld=REDACTED[folded])
    return Fault("placeholder") if not may_be_words and folded in PLACEHOLDERS else None


def _excel_fault(text: str) -> Fault | None:
    if EXCEL_ERROR.fullmatch(text):
        return Fault("excel-error")
    return Fault("excel-narrow") if TOO_NARROW.fullmatch(text) else None


def _typed(field: Field, schemas: Schemas, native: bool, month_first: bool) -> Reader:
    readers: Mapping[str, Reader] = {
        "text": _text,
        "url": _text,
        "org_id": read_foreign_id,
        "id": read_native_id if native else read_foreign_id,
        "money": read_money,
        "number": _number,
        "coordinate": _number,
        "integer": _integer,
        "date": partial(read_date, month_first=month_first),
        "datetime": read_datetime,
        "yes_no": _yes_no,
        "ref": read_reference,
        "refs": _several(read_reference),
    }
    if field.reads in readers:
        return readers[field.reads]
    codelist = schemas.codelist_of(field)
    one = partial(_code, codelist=codelist, spelled=_spellings(codelist))
    return one if field.reads == "code" else _several(one)


def _text(text: str) -> Outcome:
    return Found(text, text)


def _number(text: str) -> Outcome:
    if NUMBER.fullmatch(text):
        return Found(Decimal(text), text)
    if GROUPED.fullmatch(text):
        plain = text.replace(",", "").replace("−", "-")
        return Found(Decimal(plain), plain, "number-converted")
    return Fault("number-unreadable")


def _integer(text: str) -> Outcome:
    if INTEGER.fullmatch(text):
        return Found(int(text), text)
    found = _number(text)
    if isinstance(found, Found) and found.value == int(found.value):
        return Found(int(found.value), str(int(found.value)), "number-converted")
    return Fault("integer-unreadable")


def _yes_no(text: str) -> Outcome:
    word = text.casefold()
    if word in YES or word in NO:
        return Found(word in YES, "true" if word in YES else "false", "" if word in {"yes", "no"} else "yes-no-converted")
    return Fault("yes-no-unreadable")


def _folded(text: str) -> str:
    # As codes are compared: without case, accents, spaces or punctuation.
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def _spellings(codelist: Codelist) -> Mapping[str, str]:
    spellings = {_folded(code.title): name for name, code in codelist.codes.items()}
    return MappingProxyType(spellings | {_folded(name): name for name in codelist.codes})


def _code(text: str, codelist: Codelist, spelled: Mapping[str, str]) -> Outcome:
    if text in codelist.codes:
        return Found(text, text)
    known = spelled.get(_folded(text), "")
    if known:
        return Found(known, known, "code-converted")
    if codelist.is_open and INTERVENTION.fullmatch(text):
        return Found(text, text, "code-unverified")
    return _unknown_code(text, codelist)


def _unknown_code(text: str, codelist: Codelist) -> Fault:
    codes = list(codelist.codes)
    listed = ", ".join(codes[:LONGEST_LIST]) + (", …" if len(codes) > LONGEST_LIST else "")
    titles = {code.title.casefold(): name for name, code in codelist.codes.items()}
    near = difflib.get_close_matches(text.casefold(), [*codes, *titles], n=1, cutoff=0.6)
    closest = titles.get(near[0], near[0]) if near else ""
    return Fault("code-unknown", MappingProxyType({"codes": listed, "closest": f' Closest: "{closest}".' if closest else ""}))


def _several(one: Reader) -> Reader:
    def read(text: str) -> Outcome:
        parts = [part.strip() for part in re.split("[;|\n]", text) if part.strip()]
        outcomes = [one(part) for part in parts]
        faults = [outcome for outcome in outcomes if isinstance(outcome, Fault)]
        if faults:
            return faults[0]
        found = [outcome for outcome in outcomes if isinstance(outcome, Found)]
        notes = [outcome.note for outcome in found if outcome.note]
        values = tuple(dict.fromkeys(outcome.value for outcome in found))
        return Found(values, "; ".join(outcome.text for outcome in found), notes[0] if notes else "")

    return read


def _control_name(character: str) -> str:
    code = ord(character)
    return CONTROL_NAMES.get(code, unicodedata.name(character, f"U+{code:04X}"))
