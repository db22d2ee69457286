"""`/data/<kind>/`: the files of a kind, and what each of their columns means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from generator import urls, words
from generator.artefacts import Artefact, Download
from generator.dictionary import HELD, Entry, entries
from generator.editions import Edition, cited, licence_of, licences
from generator.pages.files import linked
from generator.pages.sharing import dataset
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.views import Cell, Link, PageView, TableView, Value
from generator.schemas import Schema

ADDED: Final = "What this portal adds"


class ColumnView(NamedTuple):
    """A column: its name, its title and meaning, what it holds, and what more there is to say of it."""

    name: str
    title: str
    meaning: str
    holds: str
    codes: Link | None
    example: str
    stated: str
    elsewhere: str


@dataclass(frozen=True, slots=True)
class DictionaryPage:
    """A kind: its files, then its columns under the headings of its records' pages, then the codes they use."""

    page: PageView
    lead: str
    rows: str
    files: tuple[tuple[Link, str], ...]
    licences: tuple[Value, ...]
    ways: tuple[Link, ...]
    groups: tuple[tuple[str, tuple[ColumnView, ...]], ...]
    codes: tuple[TableView, ...]
    citation: str


def dictionary_pages(site: Site, edition: Edition, downloads: Sequence[Download]) -> Iterator[Artefact]:
    """The page of each kind, with the further pages of long lists of codes."""
    for kind, schema in sorted(site.schemas.kinds.items()):
        files = [one for one in downloads if one.offer.kind == kind and not one.offer.publisher]
        own = [one for one in files if one.offer.group == "records"]
        page = site.page(urls.dictionary(kind), schema.title, schema.description, (Link(SECTION_TITLES["data"], urls.data()),))
        codes, further = site.all_continued(tuple(_codes(site, schema)), page)
        view = DictionaryPage(
            page=page,
            lead=schema.description,
            rows=words.count(len(site.portal.records[kind]), "row"),
            files=linked(own),
            licences=tuple(Value(title, web=place) for title, place in (licence_of(one, site.schemas) for one in licences(own))),
            ways=tuple(_ways(kind)),
            groups=tuple(_groups(site, schema)),
            codes=codes,
            citation=cited(edition, schema.title.lower(), page.address),
        )
        yield site.render("dictionary", view, dataset(edition, schema.title.lower(), schema.description, own))
        yield from further


def _ways(kind: str) -> Iterator[Link]:
    if kind in SECTION_TITLES:
        yield Link("The same as pages to read", urls.section(kind))
    yield Link("Only those of one publisher", f"{urls.data()}#publishers")
    yield Link("How to use them", f"{urls.data()}#use")
    yield Link("Checksums", f"{urls.data()}#records")


def _groups(site: Site, schema: Schema) -> Iterator[tuple[str, tuple[ColumnView, ...]]]:
    titles = dict(schema.groups)
    order = [*titles, ""]
    found = entries(schema, site.portal, site.measures)
    ranked = sorted(found, key=lambda one: order.index(_group(one)))
    for group, members in groupby(ranked, key=_group):
        yield titles.get(group, ADDED), tuple(_column(site, one) for one in members)


def _group(entry: Entry) -> str:
    return entry.column.field.group if entry.column.field else ""


def _column(site: Site, entry: Entry) -> ColumnView:
    column, codelist = entry.column, entry.codelist
    return ColumnView(
        name=column.name,
        title=column.title,
        meaning=column.description,
        holds=HELD[column.holds],
        codes=Link(f"codes of {codelist.replace('_', ' ')}", f"{urls.dictionary(entry.kind)}#codes-{codelist}")
        if codelist
        else None,
        example=_example(site, entry),
        stated=_stated(entry),
        elsewhere="; ".join(f"{standard}: {name}" for standard, name in entry.elsewhere),
    )


def _example(site: Site, entry: Entry) -> str:
    example = entry.column.example
    title = site.schemas.codelists[entry.codelist].title(example) if entry.codelist else example
    return f"{example} ({title})" if title != example else example


def _stated(entry: Entry) -> str:
    if entry.stated is None or not entry.records:
        return ""
    return f"{entry.stated:,} of {words.count(entry.records, 'row')}"


def _codes(site: Site, schema: Schema) -> Iterator[TableView]:
    for name in sorted({field.codelist for field in schema.fields} - {""}):
        codes = site.schemas.codelists[name].codes.values()
        rows = tuple((Cell(one.code), Cell(one.title), Cell(one.description or "–")) for one in codes)
        caption = f"Codes of {name.replace('_', ' ')}"
        yield TableView(caption, ("Code", "Title", "Meaning"), rows, f"codes-{name}", len(rows))
