"""The theme's page around a hole for each thing that differs, cut from what MkDocs rendered."""

from dataclasses import dataclass
from typing import Final

from markupsafe import escape

TITLE: Final = "portal-hole-title"
DESCRIPTION: Final = "portal-hole-description"
CONTENT: Final = "portal-hole-content"
ADDRESS: Final = "portal-hole-address"
HOLES: Final = (TITLE, DESCRIPTION, CONTENT, ADDRESS)


@dataclass(frozen=True, slots=True)
class Shell:
    """Rendered HTML as text between holes: `parts` has one more than `holes`."""

    parts: tuple[str, ...]
    holes: tuple[str, ...]

    def fill(self, title: str, description: str, address: str, content: str) -> bytes:
        """A whole page. Title and description are escaped here; `content` is HTML from our own templates."""
        words = {TITLE: str(escape(title)), DESCRIPTION: str(escape(description)), ADDRESS: address, CONTENT: content}
        pieces = [self.parts[0]]
        for hole, part in zip(self.holes, self.parts[1:], strict=True):
            pieces += (words[hole], part)
        return "".join(pieces).encode()


def cut(html: str, placeholder_address: str) -> Shell:
    """A shell from the page that MkDocs rendered for a placeholder."""
    html = html.replace(placeholder_address, ADDRESS)
    parts: list[str] = []
    holes: list[str] = []
    while True:
        places = [(html.find(hole), hole) for hole in HOLES if hole in html]
        if not places:
            return Shell((*parts, html), tuple(holes))
        start, hole = min(places)
        parts.append(html[:start])
        holes.append(hole)
        html = html[start + len(hole) :]
