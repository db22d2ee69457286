"""What templates are given: typed, finished, and without a decision left to take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from generator.pages.following import Following
from generator.told import FieldLine

LONG_TEXT: Final = 120  # characters from which a value is a paragraph


class Link(NamedTuple):
    """Words, and the address they lead to on this site ("" for none)."""

    text: str
    address: str = ""


class Value(NamedTuple):
    """One value of a fact: words, an address on this site, or a web address elsewhere."""

    text: str
    address: str = ""
    web: str = ""


class Fact(NamedTuple):
    """A field's title and its values; `long` where the text is a paragraph, `term` where the title is explained.

    `again` where other pages have the same, so that it is drawn once.
    """

    title: str
    values: tuple[Value, ...]
    long: bool = False
    term: str = ""
    again: bool = False


class Group(NamedTuple):
    """Facts under a heading, and the titles of what is not stated there."""

    title: str
    facts: tuple[Fact, ...]
    not_stated: str = ""
    macro: str = "facts"


class Cell(NamedTuple):
    """A cell of a table, which may lead to an address on this site or elsewhere; `figure` where it is set to the right."""

    text: str
    address: str = ""
    figure: bool = False
    web: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with its caption. `anchor` names it on its page; `more` says where the rest of a long table is."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    anchor: str = ""
    total: int = 0
    pages: tuple[Link, ...] = ()
    macro: str = "table"


class OriginView(NamedTuple):
    """Where a record comes from; `owner` and `key` name its row in the files that `rows` leads to."""

    publisher: Link
    file: str
    sheet: str
    row: int
    entry: bool
    commit: str
    committed_on: str
    licence: str
    licence_web: str
    source_web: str
    conversions: tuple[str, ...]
    report_web: str
    rows: Link
    owner: str
    key: str
    data: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PageView:
    """What every page has: the address, the names of itself and of the pages above it, and a sentence about it."""

    address: str
    title: str
    description: str
    trail: tuple[Link, ...]
    demonstration: bool = False

    @property
    def full_title(self) -> str:
        """The title with those of the pages above it, but the first: what tells this page from every other in a list of tabs."""
        return " - ".join([self.title, *(step.text for step in reversed(self.trail[1:]))])

    @property
    def base(self) -> str:
        """What comes before an address in a link from this page."""
        return "../" * self.address.count("/") or "./"


class Related(NamedTuple):
    """Others that share something with a record: what, the nearest of them, and where all are."""

    title: str
    links: tuple[Link, ...]
    all: Link


class PastMoment(NamedTuple):
    """One change of a record: when, what, the fields, and the commit with its first line."""

    when: str
    title: str
    fields: tuple[FieldLine, ...]
    commit: str
    subject: str


@dataclass(frozen=True, slots=True)
class PastView:
    """How a record changed, newest first, below how it began; `more` leads to the rest, `note` says since when that is known."""

    title: str
    lead: str
    moments: tuple[PastMoment, ...]
    more: Link | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record: the sentence it opens with, then pictures, groups of facts and tables, each drawn by the macro it names.

    `near` are the records before and after; `said` is what must be known first, such as that a part was taken down.
    """

    page: PageView
    kind: str
    lead: str
    parts: tuple[Any, ...]
    origins: tuple[OriginView, ...]
    not_stated: str = ""
    near: tuple[tuple[str, Link], ...] = ()
    related: tuple[Related, ...] = ()
    said: tuple[str, ...] = ()
    past: PastView | None = None
    follow: Following | None = None


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """What stands where a record was withdrawn: a banner, and what its last version said."""

    page: PageView
    kind: str
    lead: str
    banner: str
    note: str
    parts: tuple[Group, ...]
    past: PastView | None = None


class ChangeEntry(NamedTuple):
    """One line of the list of changes: what was done to a record of a kind, or to many at once."""

    what: str
    kind: str
    link: Link
    fields: tuple[FieldLine, ...] = ()


class ChangeGroup(NamedTuple):
    """What one commit of one publisher did."""

    day: str
    publisher: Link
    subject: str
    commit: str
    entries: tuple[ChangeEntry, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """A page of the list of changes, and the way to the others."""

    page: PageView
    lead: str
    note: str
    groups: tuple[ChangeGroup, ...]
    pages: tuple[Link, ...]
    caption: str = "Changes"
    follow: Following | None = None


@dataclass(frozen=True, slots=True)
class RemovedPage:
    """What stands where a record was taken down."""

    page: PageView
    kind: str
    lead: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartsPage:
    """A page of pictures and tables below a sentence, each drawn by the macro it names."""

    page: PageView
    lead: str
    parts: tuple[Any, ...]
    follow: Following | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list, and ways to narrow it."""

    page: PageView
    lead: str
    narrow: tuple[tuple[str, tuple[Link, ...]], ...]
    table: TableView
    data: Link | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in words, with where to read more."""

    severity: str
    file: str
    sentence: str
    why: str
    fix: str
    code: str


@dataclass(frozen=True, slots=True)
class QualityPage:
    """One publisher's data: the account of each file, what was found, and what was withheld."""

    page: PageView
    lead: str
    accounts: TableView
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    coverage: tuple[Any, ...] = ()
    removed: TableView | None = None


@dataclass(frozen=True, slots=True)
class PublisherPage:
    """A publisher: facts, figures, what it publishes and what it says it does not."""

    page: PageView
    lead: str
    parts: tuple[Any, ...]
    quality: Link
    data: Link
    said: tuple[str, ...] = ()
    follow: Following | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The explorer: its sentence, the lists that lead to everything without it, and the manifest of the index, to save a request."""

    page: PageView
    lead: str
    lists: tuple[Link, ...]
    manifest: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The site's first page: the headline figures, the questions it answers, then pictures and tables."""

    page: PageView
    demonstration: str
    figures: tuple[tuple[str, Link], ...]
    questions: tuple[Link, ...]
    parts: tuple[Any, ...]
