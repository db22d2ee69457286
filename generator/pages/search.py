"""The page on which any record can be found: a form, and the lists for those whose browser runs no scripts."""

import json
from typing import Final

from generator import urls
from generator.artefacts import Artefact
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.views import Link, SearchPage

LISTS: Final = ("decisions", "services", "funds", "communities", "places", "organisations", "publishers")
LEAD: Final = "Find any record by words, a name or a reference. Narrow by who decided, place, money and date."


def search_page(site: Site, manifest: bytes) -> Artefact:
    """The explorer; its scripts read the index that `generator.search` writes, from its manifest on."""
    page = site.page(urls.section("search"), SECTION_TITLES["search"], LEAD, ())
    lists = tuple(Link(SECTION_TITLES[one], urls.section(one)) for one in LISTS)
    return site.render("search", SearchPage(page, LEAD, lists, json.loads(manifest)))
