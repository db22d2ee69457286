"""The nouns of search: what can be found, and how it can be narrowed."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

KINDS: Final = ("services", "decisions", "funds", "communities", "organisations", "areas", "publishers", "pages")
"""The kinds of page that can be found; among equals they come in this order."""


class Facet(NamedTuple):
    """A way to narrow: its name in addresses, its title, and the titles of its values by code, in the order they are shown."""

    id: str
    title: str
    values: Mapping[str, str]


class Money(NamedTuple):
    """An amount in pence (None: not stated), its currency, and what it is: `awarded`, `year` or `contract`."""

    pence: int | None = None
    currency: str = ""
    of: str = ""


NO_MONEY: Final = Money()


class Document(NamedTuple):
    """A page that can be found. `text` is what is searched besides the title.

    `facets` gives the codes of each facet that applies to it: none of them where nothing is stated.
    """

    kind: str
    publisher: str
    publisher_name: str
    key: str
    title: str
    address: str
    text: str
    facets: Mapping[str, tuple[str, ...]]
    day: date | None = None
    money: Money = NO_MONEY
    decided: str = ""


class Written(NamedTuple):
    """A hand-written page: its address, title and words."""

    address: str
    title: str
    text: str


RANKS: Final = MappingProxyType({kind: place for place, kind in enumerate(KINDS)})


def newest_first(document: Document) -> tuple[int, int, str, str]:
    """What documents are sorted by: latest day first, those without one last; among equals by kind, publisher and key."""
    day = -document.day.toordinal() if document.day else 0
    return (day, RANKS[document.kind], document.publisher, document.key)
