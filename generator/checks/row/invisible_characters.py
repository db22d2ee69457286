"""Characters that cannot be seen and make equal texts differ."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.fields import reading, texts
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

# Joiners and direction marks are part of some scripts and of emoji, so they are odd only beside plain letters;
# the tags after a black flag make the flags of England, Scotland and Wales.
INVISIBLE: Final = re.compile(
    "[\u00ad\u180e\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]"
    "|(?<![^\x00-\x7f])[\u200c-\u200f]|[\u200c-\u200f](?![^\x00-\x7f])"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001-\U000e007f]"
)
ANY: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u2028\u2029\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]")


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of zero-width spaces, soft hyphens and other invisible characters in texts, ids and addresses."""
    return gathered(
        Hit(record, "text-invisible", name, "", {"character": unicodedata.name(found[0], f"U+{ord(found[0]):04X}")})
        for record, name, text in texts(records, reading(scope.schema, {"text", "id", "org_id", "url"}))
        if not text.isascii() and _may_hold(text) and (found := INVISIBLE.search(text))
    )


def _may_hold(text: str) -> bool:
    # Most texts that are not ASCII hold only £ or é, of which a look at the soft hyphen is enough.
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return bool(ANY.search(text))
    return "\u00ad" in text
