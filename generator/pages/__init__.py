"""Portal and shells → every HTML page of the site, and its sitemap."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from generator.artefacts import Artefact
from generator.changes import UNKNOWN, History
from generator.measures import Measures
from generator.model import EMPTY, Portal, Record, Ref, Takedown
from generator.pages.changes import changes_pages
from generator.pages.coming import coming_pages
from generator.pages.data import data_pages
from generator.pages.environment import drawing
from generator.pages.home import home_page
from generator.pages.lists import list_pages, publisher_list_pages
from generator.pages.organisations import organisation_list, organisation_pages
from generator.pages.places import place_list, place_pages
from generator.pages.power import power_pages
from generator.pages.publishers import publisher_pages
from generator.pages.quality import quality_pages
from generator.pages.records import record_pages
from generator.pages.related import neighbours
from generator.pages.removed import removed_pages
from generator.pages.search import search_page
from generator.pages.shell import Shell
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.withdrawn import withdrawn_pages
from generator.problems import Problem, grouped
from generator.schemas import Schemas
from generator.whereabouts import shown_areas

__all__ = ["RECORD_KINDS", "SHELLS", "Piece", "data_pages", "pieces", "search_page", "site", "sitemap"]

CHUNK: Final = 1_000  # records in one piece of work
DEEPEST: Final = 7
SITEMAP: Final = 50_000  # addresses in one sitemap
RECORD_KINDS: Final = ("services", "decisions", "funds", "communities")
SHELLS: Final = (("", 0), *((section, depth) for section in SECTION_TITLES for depth in range(1, DEEPEST + 1)))
"""Every section and depth of address that a shell is needed for; ("", 0) is the first page."""

Piece = Callable[[], Iterator[Artefact]]
Member = TypeVar("Member")


def site(
    portal: Portal,
    schemas: Schemas,
    measures: Measures,
    problems: Sequence[Problem],
    shells: Mapping[tuple[str, int], Shell],
    templates: Path,
    name: str,
    report_address: str = "",
    address: str = "",
    shrunk: Mapping[str, str] = EMPTY,
    history: History = UNKNOWN,
) -> Site:
    """Everything pages are made from."""
    told = grouped(problems)
    by_publisher: dict[str, list[Problem]] = {}
    notices: dict[str, list[Problem]] = {}
    for problem in told:
        by_publisher.setdefault(problem.publisher, []).append(problem)
        if problem.severity == "notice":
            notices.setdefault(problem.path, []).append(problem)
    return Site(
        portal=portal,
        schemas=schemas,
        measures=measures,
        problems=told,
        problems_by_publisher=MappingProxyType({owner: tuple(found) for owner, found in by_publisher.items()}),
        notices_by_path=MappingProxyType({path: tuple(found) for path, found in notices.items()}),
        sources=MappingProxyType({account.source.path: account.shown or account.source for account in portal.accounts}),
        stand_ins=MappingProxyType({account.source.path: account for account in portal.accounts if account.shown}),
        parties=_parties(portal),
        draw=drawing(templates),
        shells=shells,
        takedowns_by_record=MappingProxyType({ref: tuple(taken) for ref, taken in _grouped(portal.takedowns).items()}),
        neighbours=neighbours(portal, RECORD_KINDS),
        name=name,
        report_address=report_address,
        address=address,
        shrunk=shrunk,
        history=history,
    )


def _grouped(takedowns: Sequence[Takedown]) -> Mapping[Ref, list[Takedown]]:
    grouped: dict[Ref, list[Takedown]] = {}
    for one in takedowns:
        grouped.setdefault(one.ref, []).append(one)
    return grouped


def _parties(portal: Portal) -> Mapping[Ref, tuple[Record, ...]]:
    # A party names the kind of record it belongs to in its own field, so no schema can say where it points.
    parties: dict[Ref, list[Record]] = {}
    for party in portal.records["parties"]:
        target = portal.resolve(party.publisher, str(party.get("kind")), str(party.get("id")))
        if target:
            parties.setdefault(target, []).append(party)
    return MappingProxyType({ref: tuple(members) for ref, members in parties.items()})


def pieces(made: Site) -> tuple[Piece, ...]:
    """Independent pieces of work which together give every page, in a fixed order."""
    work: list[Piece] = [
        lambda: iter((home_page(made),)),
        partial(publisher_pages, made),
        partial(power_pages, made),
        partial(removed_pages, made),
        partial(withdrawn_pages, made),
        partial(changes_pages, made),
        partial(coming_pages, made),
        partial(quality_pages, made),
        partial(organisation_list, made),
        partial(place_list, made),
        *(partial(list_pages, made, kind) for kind in RECORD_KINDS),
        *(partial(publisher_list_pages, made, kind, owner) for kind in RECORD_KINDS for owner in made.portal.publishers),
    ]
    for kind in RECORD_KINDS:
        work += (partial(record_pages, made, part) for part in _chunks(made.portal.records[kind]))
    work += (partial(organisation_pages, made, part) for part in _chunks(tuple(sorted(made.portal.organisations))))
    work += (partial(place_pages, made, part) for part in _chunks(shown_areas(made.portal)))
    return tuple(work)


def _chunks(members: Sequence[Member]) -> Iterator[Sequence[Member]]:
    return (members[start : start + CHUNK] for start in range(0, len(members), CHUNK))


def sitemap(paths: Sequence[str], address: str) -> Iterator[Artefact]:
    """`sitemap.xml` of the pages among the site's paths; of more than 50,000 it lists `sitemap-1.xml` and so on.

    The form is that of the sitemaps.org protocol 0.9, which allows 50,000 addresses in a file.
    """
    shown = sorted(path.removesuffix("index.html") for path in paths if path.endswith("index.html"))
    if len(shown) <= SITEMAP:
        yield _sitemap("sitemap.xml", "urlset", "url", address, shown)
        return
    parts = [shown[start : start + SITEMAP] for start in range(0, len(shown), SITEMAP)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield _sitemap("sitemap.xml", "sitemapindex", "sitemap", address, names)
    for name, part in zip(names, parts, strict=True):
        yield _sitemap(name, "urlset", "url", address, part)


def _sitemap(name: str, whole: str, entry: str, address: str, paths: Sequence[str]) -> Artefact:
    lines = "".join(f"  <{entry}><loc>{address}{path.replace('&', '&amp;')}</loc></{entry}>\n" for path in paths)
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Artefact(name, f"{start}{lines}</{whole}>\n".encode(), "application/xml")
