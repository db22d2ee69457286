"""What the exports for the Transparency Code share: cells that may not be shown, and the numbers of organisations."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from generator.downloads.exports.mapping import Mapped, mapped
from generator.model import Portal, Record
from generator.schemas import Schema

STANDARD: Final = "lgtc"
PERSONAL: Final = "REDACTED PERSONAL DATA"
REDACTED: Final = MappingProxyType({"redacted_personal": PERSONAL, "redacted_commercial": "REDACTED COMMERCIAL CONFIDENTIALITY"})
"""What the Code writes in the place of a value that may not be shown; what is withheld for another reason stays blank."""
NUMBERS: Final = (("CompaniesHouseRegistrationNumber", "company_number"), ("CharityCommissionNumber", "charity_number"))


def code_fields(schema: Schema) -> tuple[Mapped, ...]:
    """The fields of a kind that the Code has, under the headings of the Local Government Association."""
    return mapped(schema, STANDARD)


def redacted(record: Record, fields: tuple[Mapped, ...]) -> dict[str, str]:
    """The words for a record's values that may not be shown, by heading."""
    found = {field.path: REDACTED.get(record.withheld[field.name], "") for field in fields if field.name in record.withheld}
    return {heading: words for heading, words in found.items() if words}


def numbers(portal: Portal, owner: str, identifier: str) -> Mapping[str, Any]:
    """An organisation's numbers in the registers of companies and charities, as its publisher states them."""
    ref = portal.resolve(owner, "organisations", identifier) if identifier else None
    values = portal.index[ref].values if ref else {}
    return {heading: values[name] for heading, name in NUMBERS if name in values}
