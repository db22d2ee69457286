"""Web addresses that cannot be made a link."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.fields import reading, texts
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import LETS_IN, Problem

WEB: Final = re.compile(r"https?://[^\s/?#\\]+\S*", re.IGNORECASE)


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of addresses that are not http or https, and withholds those that hold a password, which is not repeated."""
    return gathered(_hits(records, reading(scope.schema, {"url"})))


def _hits(records: Sequence[Record], names: tuple[str, ...]) -> Iterator[Hit]:
    seen: dict[str, str] = {}
    for record, name, text in texts(records, names):
        if text not in seen:
            seen[text] = _fault(text)
        if seen[text] == "url-not-web":
            yield Hit(record, "url-not-web", name, text if "@" not in text else f"{text.partition(':')[0]}:…")
        elif seen[text]:
            yield Hit(record, seen[text], name)


def _fault(text: str) -> str:
    if "@" in text and LETS_IN.match(text):
        return "url-credentials"
    return "" if WEB.fullmatch(text) else "url-not-web"
