"""A description that only repeats the title."""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

LONG_FORMS: Final = ("summary", "description")


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns where a summary or description says the same as the title or name."""
    heading = scope.schema.heading
    return gathered(
        Hit(record, "title-repeated", name, "", {"heading": heading})
        for name in LONG_FORMS
        if name in scope.schema.by_name and name != heading
        for record in records
        if _same(record.get(heading), record.get(name))
    )


def _same(title: str | None, text: str | None) -> bool:
    if not title or not text or title[0].casefold() != text[0].casefold():
        return False
    return title == text or title.casefold().split() == text.rstrip(".").casefold().split()
