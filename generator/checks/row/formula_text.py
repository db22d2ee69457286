"""Text that a spreadsheet would run as a formula."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.fields import reading, texts
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

STARTS: Final = frozenset("=@+\t\r-")
DASHED: Final = re.compile(r"-[A-Za-z(=+@-]")


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of texts that start with =, @, +, a tab, or a minus before a letter or bracket."""
    return gathered(
        Hit(record, "text-formula", name, "", {"sign": "a tab" if text[0] in "\t\r" else f'"{text[0]}"'})
        for record, name, text in texts(records, reading(scope.schema, {"text"}))
        if text[:1] in STARTS and (text[0] != "-" or DASHED.match(text))
    )
