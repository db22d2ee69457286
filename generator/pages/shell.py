"""The theme's page around a hole for each thing that differs, cut from what MkDocs rendered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from markupsafe import escape

TITLE: Final = "portal-hole-title"
DESCRIPTION: Final = "portal-hole-description"
CONTENT: Final = "portal-hole-content"
ADDRESS: Final = "portal-hole-address"
STRUCTURED: Final = "portal-hole-structured"
DATA: Final = "portal-hole-data"
HOLES: Final = (TITLE, DESCRIPTION, CONTENT, ADDRESS, STRUCTURED)
# Inside an element, JSON must hold nothing that could end it or that old JavaScript takes for a line's end.
ENCODE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
ESCAPES: Final = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")


@dataclass(frozen=True)
class Shell:
    """Rendered HTML as text between holes: `parts` has one more than `holes`; `element` is what holds structured data."""

    parts: tuple[str, ...]
    holes: tuple[str, ...]
    element: str = ""

    @cached_property
    def written(self) -> tuple[bytes, ...]:
        """The parts as they are written, the same on every page."""
        return tuple(part.encode() for part in self.parts)

    def fill(self, title: str, description: str, address: str, content: str, structured: str = "") -> bytes:
        """A whole page. Title and description are escaped here; `content` is HTML of our templates, `structured` is `script_json`."""
        words = {TITLE: str(escape(title)), DESCRIPTION: str(escape(description)), ADDRESS: address, CONTENT: content}
        words[STRUCTURED] = self.element.replace(DATA, structured) if structured else ""
        pieces = [self.written[0]]
        for hole, part in zip(self.holes, self.written[1:], strict=True):
            pieces += (words[hole].encode(), part)
        return b"".join(pieces)


def script_json(value: Mapping[str, Any]) -> str:
    """JSON as it may stand inside a script element."""
    # Most members are texts, which are encoded alone in a fifth of the time.
    text = ",".join([f"{ENCODE(name)}:{ENCODE(member)}" for name, member in value.items()])
    for sign, escaped in ESCAPES:
        text = text.replace(sign, escaped)
    return f"{{{text}}}"


def cut(html: str) -> Shell:
    """A shell from the page that MkDocs rendered for a placeholder, without the templates' indentation and blank lines."""
    html = "\n".join(line.strip() for line in html.splitlines() if line.strip())
    before, element, after = html.split(STRUCTURED)
    html = before + STRUCTURED + after
    parts: list[str] = []
    holes: list[str] = []
    while True:
        places = [(html.find(hole), hole) for hole in HOLES if hole in html]
        if not places:
            return Shell((*parts, html), tuple(holes), element)
        start, hole = min(places)
        parts.append(html[:start])
        holes.append(hole)
        html = html[start + len(hole) :]
