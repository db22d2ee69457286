"""The text of a JSON value."""

from decimal import Decimal
from typing import Any


def text(value: Any) -> str:
    """A number, text or truth as it would stand in a cell; null is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f") if abs(value.adjusted()) < 40 else str(value)
    return str(value)


def nested(value: Any) -> bool:
    """Whether a value is an object or a list, and so no text."""
    return isinstance(value, dict | list)


def named(value: Any) -> str:
    """What a JSON value is, in plain words."""
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "true or false" if isinstance(value, bool) else "text" if isinstance(value, str) else "a number"
