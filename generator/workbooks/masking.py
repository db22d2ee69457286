"""Personal data that a workbook of ours must not repeat, and what stands in its place."""

from typing import Final

from generator.checks.fields import organisations, prose
from generator.checks.row import named_person, personal_data
from generator.problems import CATALOGUE, PERSONAL
from generator.schemas import Schema

MASK: Final = "REDACTED PERSONAL DATA"
"""What a publisher writes for personal data: where a copy with it is handed in, the value stays withheld."""
COMMERCIAL: Final = "REDACTED COMMERCIAL CONFIDENTIALITY"
NAMED: Final = frozenset({"individual-named", "person-named"})


def is_personal(code: str) -> bool:
    """Whether a problem says that a value is, or seems to be, personal data."""
    return code.startswith("personal-") or code in NAMED


def redaction(reason: str) -> str:
    """What stands for a value that is withheld: nothing where it only could not be read, so that a person fills it in."""
    if reason == "redacted_commercial":
        return COMMERCIAL
    return "" if reason in CATALOGUE and not is_personal(reason) else MASK


def seems_personal(text: str, field: str, schema: Schema) -> bool:
    """Whether a cell seems to hold personal data; told by itself too, as rows that are withheld are not checked for it."""
    if field not in prose(schema):
        return bool(PERSONAL.search(text))
    return any(personal_data.kinds_of(text)) or (field in _names(schema) and named_person.is_person(text))


def _names(schema: Schema) -> frozenset[str]:
    return frozenset(name for _, name in organisations(schema))
