"""Text that a spreadsheet would run as a formula."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.fields import reading, texts
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

STARTS: Final = frozenset("=@+-")  # a tab in front was left out when the text was read
DASHED: Final = re.compile(r"-[A-Za-z(=+@-]")


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of texts that start with =, @ or +, or with a minus before a letter or bracket."""
    return gathered(
        Hit(record, "text-formula", name, "", {"sign": f'"{text[0]}"'})
        for record, name, text in texts(records, reading(scope.schema, {"text"}))
        if text[:1] in STARTS and (text[0] != "-" or DASHED.match(text))
    )
