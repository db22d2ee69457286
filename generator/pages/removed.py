"""What stands in the place of a record that was taken down: when, and why."""

from collections.abc import Iterator

from generator import urls, words
from generator.artefacts import Artefact
from generator.model import Ref, Takedown
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.views import Cell, Link, RemovedPage, TableView


def removed_pages(site: Site) -> Iterator[Artefact]:
    """A page at the address of each record that was taken down whole and had one."""
    whole = {one.ref: one for one in site.portal.takedowns if not one.field}
    for ref, takedown in sorted(whole.items()):
        address = urls.of(ref)
        if address and ref not in site.portal.index:
            yield _page(site, ref, takedown, address)


def _page(site: Site, ref: Ref, takedown: Takedown, address: str) -> Artefact:
    kind = site.schemas.kinds[ref.kind].singular
    lead = f"This {kind.lower()} was taken down on {words.day(takedown.on)}."
    trail = (Link(SECTION_TITLES.get(ref.kind, kind), urls.section(ref.kind)),)
    page = site.page(address, f"{kind} taken down", lead, trail, ref.publisher)
    return site.render("removed", RemovedPage(page, kind, lead, takedown.reason))


def said_of(site: Site, ref: Ref) -> tuple[str, ...]:
    """For each field of a record that was taken down: which, when and why."""
    fields = site.schemas.kinds[ref.kind].by_name
    return tuple(
        f"“{fields[one.field].title}” was taken down on {words.day(one.on)}: {one.reason}"
        for one in site.takedowns_by_record.get(ref, ())
        if one.field
    )


def removed_table(site: Site, owner: str) -> TableView:
    """What was taken down of a publisher."""
    taken = sorted(
        (one for one in site.portal.takedowns if one.ref.publisher == owner), key=lambda one: (one.on, one.ref, one.field)
    )
    rows = tuple(_row(site, one) for one in taken)
    return TableView("Taken down", ("What", "Since", "Why"), rows, "removed", len(rows))


def _row(site: Site, one: Takedown) -> tuple[Cell, ...]:
    schema = site.schemas.kinds[one.ref.kind]
    part = f", {schema.by_name[one.field].title}" if one.field else ""
    return Cell(f"{schema.singular} {one.ref.key}{part}", urls.of(one.ref)), Cell(words.day(one.on)), Cell(one.reason)
