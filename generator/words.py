"""Values as words: money, dates, counts and codes as a reader meets them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from generator.schemas import Field, Schema, Schemas

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SIGNS: Final = {"GBP": "£", "": "£", "EUR": "€", "USD": "$"}
NOT_STATED: Final = "Not stated"
COMING: Final = {"ends": "Contract or service ends", "review": "Service is reviewed", "power_review": "Power is reviewed"}
INVENTED: Final = "This is made-up data about places and bodies that do not exist."
WITHHELD: Final = {
    "taken_down": "Taken down",
    "redacted_personal": "Withheld by the publisher: personal data",
    "redacted_commercial": "Withheld by the publisher: commercially confidential",
    "text-long-withheld": "Withheld: the text is longer than 5,000 characters",
    "excel-error-text": "Withheld: the file holds an Excel error here",
}


def money(pence: int, currency: str = "GBP") -> str:
    """£1,234 or £1,234.50; a minus in front of a refund."""
    pounds, rest = divmod(abs(pence), 100)
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{'−' if pence < 0 else ''}{sign}{pounds:,}{f'.{rest:02d}' if rest else ''}"


def pounds(pence: int) -> str:
    """£1,235: to the nearest pound, for a headline; tables give the pence."""
    return money(round(pence, -2))


def day(value: date) -> str:
    """3 March 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """3 March 2026 at 7pm; minutes only where there are some."""
    hour, minute = value.hour % 12 or 12, f":{value.minute:02d}" if value.minute else ""
    return f"{day(value)} at {hour}{minute}{'am' if value.hour < 12 else 'pm'}"


def opening(text: str) -> str:
    """Words as a sentence begins: the first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def month(text: str) -> str:
    """`2024-04` as April 2024."""
    return f"{MONTHS[int(text[5:7]) - 1]} {text[:4]}" if len(text) == 7 else text


def count(number: int, one: str, many: str = "") -> str:
    """1 decision, 2 decisions, 1,234 decisions."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number(value: Decimal | int) -> str:
    """A number with thousands separated and no needless noughts."""
    plain = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def said(value: Any, field: Field, schemas: Schemas, currency: str = "GBP") -> str:
    """One value of a field in words; codes by their titles."""
    if field.reads in {"text", "id"}:
        return str(value)
    if field.reads == "money":
        return money(value, currency)
    if field.reads in {"code", "codes"}:
        return schemas.codelist_of(field).title(str(value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if field.reads in {"number", "integer"}:
        return number(value)
    return str(value)


def code_title(schema: Schema, schemas: Schemas, name: str, code: Any) -> str:
    """The words for a coded value of a kind's field, or "Not stated"."""
    field = schema.by_name.get(name)
    return schemas.codelist_of(field).title(str(code)) if code and field and field.codelist else NOT_STATED


def withheld(reason: str) -> str:
    """Why a value is not shown."""
    return WITHHELD.get(reason, "Withheld: it may hold personal data")
