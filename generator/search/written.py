"""Hand-written pages as they are searched: the words of the HTML that the theme made of them."""

import re
from html import unescape
from typing import Final

from generator.search.documents import Written

TAG: Final = re.compile(r"<[^>]*>")
MARK: Final = "¶"  # stands beside each heading, for links to it


def written(address: str, title: str, html: str) -> Written:
    """A page from its address, title and content."""
    return Written(address.removeprefix("./"), _words(title), _words(html))


def _words(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", html)).replace(MARK, " ").split())
