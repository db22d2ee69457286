"""What a reader cites, and under which licences it stands: one edition of the portal, made from one commit."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from generator import urls, words
from generator.artefacts import Download
from generator.model import Portal
from generator.schemas import Schemas

WEB: Final = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")
NOWHERE: Final = "https://example.org/"
"""Where a site stands that does not know its address: a name that nobody can own (RFC 2606)."""


GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "records": "Everything in one file",
        "exports": "In the form of other standards",
        "templates": "Templates to fill in",
        "feeds": "Feeds of what changes",
        "about": "Lists about the data",
    }
)
"""What the files of several kinds are called together; any other group goes by its own name."""


class Edition(NamedTuple):
    """The portal's name, where it stands, and the commit of its data with the day of it ("" and None outside git)."""

    name: str
    address: str
    commit: str = ""
    on: date | None = None

    @property
    def root(self) -> str:
        """The address that whole addresses begin with."""
        return self.address or NOWHERE


class Licensed(NamedTuple):
    """A file of a publisher, and the code of its licence."""

    publisher: str
    name: str
    file: str
    licence: str


def cited(edition: Edition, what: str = "all data", address: str = "") -> str:
    """How to name an edition, or a part of it, so that others find the same."""
    day = f", {words.day(edition.on)}" if edition.on else ""
    commit = f", commit {edition.commit[:10]}" if edition.commit else ""
    return f"{edition.name}: {what}{day}{commit}. {edition.root}{address or urls.data()}"


def licensed(portal: Portal) -> tuple[Licensed, ...]:
    """Each file of a publisher that something is published from, with its licence, by publisher and path."""
    found = []
    for account in portal.accounts:
        source, owner = account.shown or account.source, portal.publishers.get(account.source.publisher)
        if owner and (account.shown or not account.refused):
            found.append(Licensed(owner.id, owner.name, source.path, source.licence or owner.licence))
    return tuple(sorted(found))


def licence_of(code: str, schemas: Schemas) -> tuple[str, str]:
    """The title of a licence and its address; the code alone where the codelist does not hold it."""
    known = schemas.codelists["licence"].codes.get(code) if "licence" in schemas.codelists else None
    return (known.title, known.marks.get("url", "")) if known else (code, "")


def web(text: str) -> str:
    """A web address; "" for anything else, also for one with signs that addresses do not have."""
    return text if WEB.fullmatch(text) else ""


def licences(downloads: Iterable[Download]) -> tuple[str, ...]:
    """The codes of the licences of everything in some files."""
    return tuple(sorted({code for download in downloads for code in download.offer.licences}))


def by_kind(downloads: Iterable[Download]) -> Mapping[str, Sequence[Download]]:
    """The files of each kind, in the order of their paths; "" for those of several."""
    found: dict[str, list[Download]] = {}
    for download in sorted(downloads, key=lambda one: one.path):
        found.setdefault(download.offer.kind, []).append(download)
    return MappingProxyType(found)
