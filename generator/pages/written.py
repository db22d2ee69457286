"""Hand-written pages: what Markdown leaves out of tables, so that everyone can read them."""

import re
from typing import Final

HEADED_TABLE: Final = re.compile(
    r"(<h[123][^>]*>(?P<title>(?:(?!</h[123]>).)*)</h[123]>(?:(?!<h[123][ >]).)*?)<table>", re.DOTALL
)
MARKUP: Final = re.compile(r"<[^>]+>")


def told(html: str) -> str:
    """HTML of a page with a caption for each table, which is the heading above it, and with scoped headings."""

    def captioned(found: re.Match[str]) -> str:
        title = MARKUP.sub("", found["title"]).replace("¶", "").replace("&para;", "").strip()
        return f'{found[1]}<table><caption class="unseen">{title}</caption>'

    return HEADED_TABLE.sub(captioned, html).replace("<th>", '<th scope="col">')
