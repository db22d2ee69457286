"""What a page tells machines about itself, in the words of schema.org."""

from collections.abc import Mapping
from typing import Any, Final

from generator.pages.views import Link, PageView

CONTEXT: Final = "https://schema.org"


def structured(page: PageView, site_name: str, site_address: str) -> Mapping[str, Any]:
    """The way to a page from the first one; for the first page, the page itself. Addresses are absolute or left out."""
    if page.address and page.trail:
        steps = (*page.trail, Link(page.title, page.address))
        return {
            "@context": CONTEXT,
            "@type": "BreadcrumbList",
            "itemListElement": [_step(number, step, site_address) for number, step in enumerate(steps, 1)],
        }
    told = {"@context": CONTEXT, "@type": "WebPage", "name": page.title, "description": page.description}
    place = {"url": f"{site_address}{page.address}"} if site_address else {}
    return {**told, **place, "isPartOf": {"@type": "WebSite", "name": site_name}}


def _step(number: int, step: Link, site_address: str) -> dict[str, Any]:
    place = {"item": f"{site_address}{step.address}"} if site_address else {}
    return {"@type": "ListItem", "position": number, "name": step.text, **place}
