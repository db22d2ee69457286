"""What every page is made from: the portal, the vocabulary, the templates and the shells."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from generator import urls
from generator.artefacts import Artefact
from generator.changes import UNKNOWN, History
from generator.measures import Measures
from generator.model import EMPTY, Account, Portal, Record, Ref, Source, Takedown
from generator.pages.facts import called
from generator.pages.sharing import structured
from generator.pages.shell import Shell
from generator.pages.tables import pages as pages_of_table
from generator.pages.views import Link, ListPage, PageView, TableView
from generator.problems import Problem
from generator.schemas import Schemas

SECTION_TITLES = {
    "services": "Services",
    "decisions": "Decisions",
    "funds": "Funds",
    "communities": "Communities",
    "power": "Power",
    "coming-up": "Coming up",
    "organisations": "Organisations",
    "places": "Places",
    "publishers": "Publishers",
    "data": "Data",
    "quality": "Data quality",
    "changes": "Changes",
    "search": "Search",
}


@dataclass(frozen=True, eq=False)
class Site:
    """The portal with everything needed to show it. `problems` are grouped; `shells` are by section and depth."""

    portal: Portal
    schemas: Schemas
    measures: Measures
    problems: tuple[Problem, ...]
    problems_by_publisher: Mapping[str, tuple[Problem, ...]]
    notices_by_path: Mapping[str, tuple[Problem, ...]]
    sources: Mapping[str, Source]
    stand_ins: Mapping[str, Account]
    parties: Mapping[Ref, tuple[Record, ...]]
    draw: Callable[[str, Any], str]
    shells: Mapping[tuple[str, int], Shell]
    takedowns_by_record: Mapping[Ref, tuple[Takedown, ...]]
    neighbours: Mapping[Ref, tuple[Record | None, Record | None]]
    name: str
    report_address: str = ""
    address: str = ""
    shrunk: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    history: History = UNKNOWN

    def render(self, template: str, view: Any, about: Mapping[str, Any] = EMPTY) -> Artefact:
        """A view through its template into the shell of its section and depth; `about` is what its subject is in schema.org."""
        page: PageView = view.page
        content = self.draw(template, view)
        shell = self.shells[page.address.split("/")[0], page.address.count("/")]
        told = structured(page, self.name, self.address, about)
        return Artefact(urls.file(page.address), shell.fill(page.full_title, page.description, page.address, content, told))

    def page(self, address: str, title: str, description: str, trail: tuple[Link, ...], publisher: str = "") -> PageView:
        """The part that every view has; the trail starts at the first page."""
        owner = self.portal.publishers.get(publisher)
        shown = bool(owner and owner.demonstration)
        return PageView(address, title, description, (Link("Home", urls.home()), *trail), shown)

    def continued(self, table: TableView, page: PageView, address: str) -> tuple[TableView, Iterator[Artefact]]:
        """The first rows of a long table, for the page it stands on, and the further pages that hold the rest."""
        (_, first), *others = pages_of_table(table, address, opening=f"{page.address}#{table.anchor}")
        return first, (self._continuation(part, number, page, where) for number, (where, part) in enumerate(others, 2))

    def all_continued(self, tables: Iterable[TableView], page: PageView) -> tuple[tuple[TableView, ...], Iterator[Artefact]]:
        """The tables of a page, each cut to its first rows, and all further pages."""
        cut = [self.continued(table, page, urls.part(page.address, table.anchor)) for table in tables]
        return tuple(first for first, _ in cut), chain.from_iterable(rest for _, rest in cut)

    def _continuation(self, table: TableView, number: int, page: PageView, address: str) -> Artefact:
        title = f"{table.caption}, page {number}: {page.title}"
        trail = (*page.trail, Link(page.title, page.address))
        view = PageView(address, title, f"{table.caption} of {page.title}", trail, page.demonstration)
        return self.render("list", ListPage(view, "", (), table))

    def called(self, ref: Ref) -> str:
        """The name of a record, or of an organisation that is only ever named."""
        names = self.portal.organisations.get(ref)
        return names[0] if names else called(self.portal, self.schemas, ref)

    def publisher_name(self, record: Record) -> str:
        """The name of the body that published a record; the portal's own for shared reference data."""
        owner = self.portal.publishers.get(record.publisher)
        return owner.name if owner else self.name
