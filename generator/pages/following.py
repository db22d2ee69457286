"""How a page tells of its feeds and its calendar."""

from typing import Final, NamedTuple

from generator import urls

FORMS: Final = (("Atom", "atom"), ("JSON Feed", "json"))


class Following(NamedTuple):
    """How to hear of what is new: the title and address of each feed of changes, and the address of the calendar ("" for none)."""

    feeds: tuple[tuple[str, str], ...]
    calendar: str


def following(address: str, calendar: bool = True, feeds: bool = True) -> Following:
    """The feeds and the calendar that stand beside a page."""
    links = tuple((title, urls.feed(address, form)) for title, form in FORMS)
    return Following(links if feeds else (), urls.calendar(address) if calendar else "")
