"""Text of anybody as Markdown that GitHub shows as it was written: no link, no picture, no mention, no number that leads to an issue."""

import re
from typing import Final

from generator.problems import PERSONAL, visible

LONGEST: Final = 600
# A word that means nothing to Markdown and is nobody's name, address or number there: letters and digits, with single
# signs between them, in brackets and quotes and before the usual stops.
WORD: Final = re.compile(r"""[("'“‘£€−–]*[^\W_]+(?:[._,'’:/−–-][^\W_]+)*[%)"'”’]*[.,;:?!…]*[)"'”’]*|[→–—&…·][.,;:)]*""")
# What GitHub links by itself: the hash of a commit, GH-12, the number of a security notice, a web address, and an emoji's name,
# whose second colon may be ours.
LINKED: Final = re.compile(r"[0-9a-f]{7,}|GH-\d|GHSA-|CVE-\d|www\.|://|:\w+:|:(?!\d\d\Z)\w+\Z", re.IGNORECASE)
OPENING: Final = re.compile(r"\d+[.)]")


def inert(text: str, most: int = LONGEST) -> str:
    """One line of Markdown that shows a text: plain words as they are, all else as code, in which nothing has a meaning.

    Invisible signs are named, line breaks become spaces, and what looks like personal data is not repeated.
    """
    shown = "".join(map(visible, PERSONAL.sub("(personal data, not repeated)", text)))
    shown = shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"
    parts: list[str] = []
    strange: list[str] = []
    for word in shown.split():
        if _is_plain(word, not parts and not strange):
            parts += [*_code(strange), word]
            strange = []
        else:
            strange.append(word)
    return " ".join([*parts, *_code(strange)])


def _is_plain(word: str, first: bool) -> bool:
    opens_list = first and OPENING.fullmatch(word)
    return bool(WORD.fullmatch(word)) and not LINKED.search(word) and not opens_list


def _code(words: list[str]) -> list[str]:
    if not words:
        return []
    text = " ".join(words)
    # The stop of a sentence is no part of what is shown as code.
    stop = text[-1] if text[-1] in ".,;" and text[:-1].strip("`") else ""
    text = text.removesuffix(stop)
    # A fence longer than any within; a tick at either end needs a space beside it.
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text[0] == "`" or text[-1] == "`" else ""
    return [f"{fence}{space}{text}{space}{fence}{stop}"]
