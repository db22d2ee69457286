"""Values of records as a person would type them into a spreadsheet, so that reading them gives the same values again."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from generator.model import Record
from generator.read import workbook
from generator.schemas import Field
from generator.validate.values import LONGEST_TEXT
from generator.workbooks.layout import Value
from generator.workbooks.masking import redaction
from generator.xlsx import FIRST_DAY


def cell(record: Record, field: Field) -> Value:
    """What is typed for a field of a record: "" where nothing is stated, a redaction for what may not be shown."""
    reason = record.withheld.get(field.name, "")
    if reason:
        return redaction(reason)
    value = record.get(field.name)
    return "" if value is None else typed(field, value)


def typed(field: Field, value: Any) -> Value:
    """A value that was read from a cell, as it is typed: money in pounds, days as days, several codes or ids with semicolons."""
    if field.reads == "money":
        return _number(Decimal(value) / 100)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return _several([str(part) for part in value])
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    return _number(Decimal(value)) if isinstance(value, int | Decimal) else str(value)


def _number(value: Decimal) -> Value:
    # Spreadsheets keep fifteen digits, and no noughts at the end: where that is too few, or one too few, it stays text.
    shown = format(value, "f")
    near = float(value)
    return near if workbook.text(near) == shown else shown


def _several(parts: list[str]) -> str:
    spaced = "; ".join(parts)
    return spaced if len(spaced) <= LONGEST_TEXT else ";".join(parts)


def _instant(moment: datetime) -> Value:
    # At midnight a spreadsheet's moment looks like a day on which the time was forgotten.
    usual = moment.date() >= FIRST_DAY and moment.time() != time()
    return moment if usual else moment.isoformat(sep=" ")
