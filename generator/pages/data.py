"""`/data/`: everything to take away, with what it needs to be used well; and the same of each publisher."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

from generator import urls, words
from generator.artefacts import Artefact, Download
from generator.caveats import Caveat, caveats
from generator.editions import GROUPS, Edition, cited, licence_of, licences, licensed
from generator.measures import WHOLE
from generator.model import Publisher
from generator.pages.dictionary import dictionary_pages
from generator.pages.files import FilesByKind, file_table, files_by_kind, linked, size
from generator.pages.sharing import dataset
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.views import Cell, Link, PageView, TableView, Value

EXAMPLES: Final = (
    ("Python with pandas", "pandas.py"),
    ("Python with Polars", "polars.py"),
    ("SQL with DuckDB", "duckdb.sql"),
    ("SQL with SQLite", "sqlite.sql"),
    ("R", "base.R"),
)
"""What each example is for, and its file below `site_templates/snippets/`."""
EXPLAINED: Final = "decisions"
FOLLOWED: Final = "What changes, and what is coming up, to follow in a feed reader or a calendar"
FEEDS: Final = (("atom", "Atom"), ("json", "JSON Feed"), ("ics", "Calendar"))
OTHER: Final = ""  # a group that nobody has given a title yet
EARLY: Final = ("exports", OTHER)
LATE: Final = ("about",)
FOLDED: Final = ("templates", "feeds")
"""Which groups of files stand before what is said of their use, which behind it, and which last and folded."""


class Example(NamedTuple):
    """An example of how to use the files: for what, and the template of its text."""

    title: str
    template: str


@dataclass(frozen=True, slots=True)
class DataPage:
    """Files to take away: at once, by kind and each alone; then how to use and cite them, and what is missing.

    `root` is the address that files are read from, `table` the CSV file, or its first part, of the kind that examples use.
    `figure` leads to what they come to. `shared` says whether rows that all publishers share are among them.
    """

    page: PageView
    lead: str
    whole: tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]
    kinds: FilesByKind
    tables: tuple[TableView, ...]
    licences: tuple[tuple[Value, str], ...]
    caveats: tuple[Caveat, ...]
    quality: Link
    citation: str
    every: tuple[TableView, ...]
    folded: tuple[TableView, ...]
    examples: tuple[Example, ...] = ()
    root: str = ""
    table: str = ""
    in_parts: bool = False
    figure: Link | None = None
    shared: bool = False
    others: tuple[Link, ...] = ()


def data_pages(site: Site, edition: Edition, downloads: Sequence[Download]) -> Iterator[Artefact]:
    """The page of all files, those of each kind's columns, and those of each publisher's files."""
    yield from _data_page(site, edition, downloads)
    yield from dictionary_pages(site, edition, downloads)
    for publisher in site.portal.publishers.values():
        yield from _publisher_page(site, edition, publisher, downloads)


def _data_page(site: Site, edition: Edition, downloads: Sequence[Download]) -> Iterator[Artefact]:
    files = [one for one in downloads if not one.offer.publisher]
    day = f" They hold the data as of {words.day(edition.on)}." if edition.on else ""
    records = sum(map(len, site.portal.records.values()))
    lead = f"Take everything on this portal with you: {words.count(records, 'record')}, as files for Excel and for programs.{day}"
    page = site.page(urls.data(), SECTION_TITLES["data"], lead, ())
    table = _table(files)
    tables, further = site.all_continued((_by_publisher(site, downloads), *_groups(files, EARLY)), page)
    every, more = site.all_continued(tuple(_groups(files, LATE)), page)
    folded, rest = site.all_continued((*_groups(files, FOLDED), _records(files, page)), page)
    view = DataPage(
        page=page,
        lead=lead,
        whole=_whole(files),
        kinds=files_by_kind(site, files, "One kind at a time"),
        tables=tables,
        licences=tuple(_licences(site, downloads)),
        caveats=caveats(site.portal, site.schemas, downloads),
        quality=Link("Data quality: what was found in each file", urls.quality()),
        citation=cited(edition),
        every=every,
        folded=folded,
        shared=True,
        examples=tuple(Example(title, f"snippets/{file}") for title, file in EXAMPLES) if table else (),
        root=edition.root,
        table=table[0].path if table else "",
        in_parts=len(table) > 1,
        figure=Link("the first page", f"{urls.home()}#decided-gbp") if "GBP" in site.measures.tally(WHOLE).money else None,
    )
    yield site.render("data", view, dataset(edition, "all data", lead, _complete(files), _places(site, files)))
    yield from chain(further, more, rest)


def _complete(files: Sequence[Download]) -> list[Download]:
    return [one for one in files if one.offer.group == "records" and not one.offer.kind]


def _whole(files: Sequence[Download]) -> tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]:
    # Parts of one file stand together.
    found: dict[str, list[Download]] = {}
    for one in sorted(_complete(files), key=lambda one: one.path):
        found.setdefault(one.offer.title, []).append(one)
    whole = tuple((title, linked(several)) for title, several in found.items())
    # Those that tell of everything, or of everything of one publisher: of a fund or a body there are others, further down.
    feeds = [one for one in files if one.offer.group == "feeds"]
    nearest = min((one.path.count("/") for one in feeds), default=0)
    followed = {one.path.rpartition(".")[2]: one for one in feeds if one.path.count("/") == nearest}
    links = tuple((Link(title, followed[form].path), size(followed[form].bytes)) for form, title in FEEDS if form in followed)
    return (*whole, (FOLLOWED, links)) if links else whole


def _groups(files: Sequence[Download], wanted: Container[str]) -> Iterator[TableView]:
    groups = sorted({one.offer.group for one in files}, key=lambda group: (_place(group), group))
    for group in groups:
        if (group if group in GROUPS else OTHER) in wanted:
            members = [one for one in files if one.offer.group == group]
            yield file_table(members, GROUPS.get(group, words.opening(group)), group, urls.data())


def _place(group: str) -> int:
    return [*GROUPS].index(group) if group in GROUPS else len(GROUPS)


def _records(files: Sequence[Download], page: PageView) -> TableView:
    members = [one for one in files if one.offer.group == "records"]
    return file_table(members, "Every file of records, with its checksum", "records", page.address)


def _by_publisher(site: Site, downloads: Sequence[Download]) -> TableView:
    rows = tuple(
        (
            Cell(owner.name, urls.data(owner.id)),
            Cell(words.count(len(files), "file")),
            Cell("; ".join(licence_of(code, site.schemas)[0] for code in licences(files)) or words.NOT_STATED),
        )
        for owner in site.portal.publishers.values()
        for files in [[one for one in downloads if one.offer.publisher == owner.id and one.offer.group == "records"]]
    )
    return TableView("One publisher at a time", ("Publisher", "Files", "Licence"), rows, "publishers", len(rows))


def _table(files: Sequence[Download]) -> list[Download]:
    records = (one for one in files if one.offer.group == "records" and one.offer.kind == EXPLAINED)
    return sorted((one for one in records if one.path.endswith(".csv")), key=lambda one: one.offer.part)


def _publisher_page(site: Site, edition: Edition, owner: Publisher, downloads: Sequence[Download]) -> Iterator[Artefact]:
    # Nothing here may tell of others, so that the page stays as it is when they publish.
    files = [one for one in downloads if one.offer.publisher == owner.id]
    days = [
        one.source.committed_on for one in site.portal.accounts if one.source.publisher == owner.id and one.source.committed_on
    ]
    day = f" They last changed on {words.day(max(days))}." if days else ""
    lead = f"Everything that {owner.name} publishes here, as {words.count(sum(1 for one in files if one.offer.group == 'records'), 'file')} to take with you.{day}"
    trail = (Link(SECTION_TITLES["data"], urls.data()),)
    page = site.page(urls.data(owner.id), f"Data of {owner.name}", lead, trail, owner.id)
    tables, further = site.all_continued(tuple(_groups(files, EARLY)), page)
    every, more = site.all_continued(tuple(_groups(files, LATE)), page)
    folded, rest = site.all_continued((*_groups(files, FOLDED), _records(files, page)), page)
    own = Edition(edition.name, edition.address, on=max(days, default=None))
    view = DataPage(
        page=page,
        lead=lead,
        whole=_whole(files),
        kinds=files_by_kind(site, files, "One kind at a time"),
        tables=tables,
        licences=tuple(_licences(site, files, owner.id)),
        caveats=caveats(site.portal, site.schemas, downloads, owner.id),
        quality=Link("Data quality: what was found in each file", urls.quality(owner.id)),
        citation=cited(own, f"data of {owner.name}", urls.data(owner.id)),
        every=every,
        folded=folded,
        others=(Link(owner.name, urls.publisher(owner.id)), Link("Data of all publishers", urls.data())),
    )
    yield site.render(
        "data",
        view,
        dataset(own, f"data of {owner.name}", lead, _complete(files), _places(site, files), (owner.name,)),
    )
    yield from chain(further, more, rest)


def _licences(site: Site, files: Sequence[Download], publisher: str = "") -> Iterator[tuple[Value, str]]:
    """Each licence with whose files stand under it."""
    owners: dict[str, set[str]] = {}
    for one in licensed(site.portal):
        if publisher in {"", one.publisher}:
            owners.setdefault(one.licence, set()).add(one.name)
    for code, names in sorted(owners.items()):
        title, address = licence_of(code, site.schemas)
        yield Value(title, web=address), ", ".join(sorted(names))


def _places(site: Site, files: Sequence[Download]) -> tuple[str, ...]:
    found = (licence_of(code, site.schemas)[1] for code in licences(files))
    return tuple(place for place in found if place)
