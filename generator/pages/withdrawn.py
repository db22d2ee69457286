"""What stands at the address of a record that its publisher withdrew: since when, in which commit, and what it said last."""

from collections.abc import Iterator

from generator import urls, words
from generator.artefacts import Artefact
from generator.changes import WITHDRAWN, Change
from generator.model import Record
from generator.pages.facts import groups, heading
from generator.pages.lists import COLUMNS
from generator.pages.past import last_of, past, trail_of
from generator.pages.site import Site
from generator.pages.views import WithdrawnPage

BANNER = "Its row was taken out of the file, or can no longer be read. What follows is what it said last. It no longer counts in any sum."
LEFT_OUT = "Words that may have named a person are left out."


def withdrawn_pages(site: Site) -> Iterator[Artefact]:
    """A page at the address of each record that was withdrawn, has not returned and had a page."""
    for ref, changes in sorted(site.history.by_record.items()):
        if ref.kind in COLUMNS and ref not in site.portal.index:
            last = last_of(changes, WITHDRAWN)
            if last and last.record:
                yield _page(site, last, last.record)


def _page(site: Site, change: Change, record: Record) -> Artefact:
    kind = site.schemas.kinds[record.kind].singular
    title = f"{heading(record, site.schemas)} (withdrawn)"
    lead = f"This {kind.lower()} was withdrawn on {words.day(change.day)}."
    page = site.page(urls.of(record.ref), title, lead, trail_of(site, record.ref), record.publisher)
    facts = groups(record, site.portal, site.schemas)
    note = LEFT_OUT if record.withheld else ""
    return site.render("withdrawn", WithdrawnPage(page, kind, lead, BANNER, note, facts, past(site, record.ref)))
