"""Charity and company numbers that no register could hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from generator.checks.fields import reading
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

ENGLISH_CHARITY: Final = re.compile(r"[0-9]{6,7}(?:-[0-9]{1,3})?")
SCOTTISH_CHARITY: Final = re.compile(r"SC0[0-9]{5}", re.IGNORECASE)
NORTHERN_IRISH_CHARITY: Final = re.compile(r"(?:NIC)?1[0-9]{5}", re.IGNORECASE)
CHARITY: Final = re.compile(
    f"{ENGLISH_CHARITY.pattern}|{SCOTTISH_CHARITY.pattern}|{NORTHERN_IRISH_CHARITY.pattern}", re.IGNORECASE
)
COMPANY: Final = re.compile(r"[0-9]{8}|[A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9]{5}[A-Z]|R0[0-9]{6}", re.IGNORECASE)
FIELDS: Final = MappingProxyType({"charity_number": ("charity-number", CHARITY), "company_number": ("company-number", COMPANY)})
PREFIXES: Final = MappingProxyType(
    {
        "GB-CHC": ("charity-number", ENGLISH_CHARITY),
        "GB-SC": ("charity-number", SCOTTISH_CHARITY),
        "GB-NIC": ("charity-number", NORTHERN_IRISH_CHARITY),
        "GB-COH": ("company-number", COMPANY),
    }
)


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of numbers of the wrong form, on their own or inside an identifier such as GB-CHC-123."""
    identifiers = reading(scope.schema, {"org_id"})
    numbers = tuple(name for name in FIELDS if name in scope.schema.by_name)
    return gathered(_hits(records, identifiers, numbers))


def _hits(records: Sequence[Record], identifiers: tuple[str, ...], numbers: tuple[str, ...]) -> Iterator[Hit]:
    for record in records:
        values: Mapping[str, str] = record.values
        for name in numbers:
            code, form = FIELDS[name]
            if name in values and not form.fullmatch(values[name].replace(" ", "")):
                yield Hit(record, code, name, values[name])
        for name in identifiers:
            prefix, number = _parted(values.get(name, ""))
            if prefix in PREFIXES and not PREFIXES[prefix][1].fullmatch(number):
                yield Hit(record, PREFIXES[prefix][0], name, values[name])


def _parted(identifier: str) -> tuple[str, str]:
    country, _, rest = identifier.partition("-")
    register, _, number = rest.partition("-")
    return f"{country}-{register}".upper(), number
