"""What a page tells machines about itself, in the words of schema.org."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from generator.artefacts import Download
from generator.editions import Edition
from generator.model import EMPTY
from generator.pages.views import Link, PageView

CONTEXT: Final = "https://schema.org"
ABOUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "services": "GovernmentService",
        "decisions": "Report",
        "funds": "FundingScheme",
        "communities": "Organization",
        "organisations": "Organization",
        "places": "AdministrativeArea",
        "publishers": "GovernmentOrganization",
    }
)
"""What the pages of a section's records are about; other pages are pages of a collection."""


def structured(page: PageView, site_name: str, site_address: str, subject: Mapping[str, Any] = EMPTY) -> Mapping[str, Any]:
    """The way to a page and what it is about; for the first page, the site. Addresses are absolute or left out.

    `subject` tells what it is about where that is more than its name.
    """
    place = {"url": f"{site_address}{page.address}"} if site_address else {}
    if not page.address:
        return {"@context": CONTEXT, "@type": "WebSite", "name": site_name, "description": page.description, **place}
    about = {"@type": _about(page.address), "name": page.title, "description": page.description, **place, **subject}
    steps = (*page.trail, Link(page.title, page.address))
    way = {
        "@type": "BreadcrumbList",
        "itemListElement": [_step(number, step, site_address) for number, step in enumerate(steps, 1)],
    }
    return {"@context": CONTEXT, "@graph": [way, about]}


def dataset(
    edition: Edition,
    what: str,
    description: str,
    files: Sequence[Download],
    licences: Sequence[str] = (),
    creators: Sequence[str] = (),
) -> Mapping[str, Any]:
    """Files to take away as a Dataset of schema.org, each as a DataDownload. `data.json` has every file of the portal."""
    creator = {"creator": [{"@type": "GovernmentOrganization", "name": name} for name in creators]} if creators else {}
    return {
        "@type": "Dataset",
        "name": f"{edition.name}: {what}",
        "description": description,
        **({"version": edition.commit} if edition.commit else {}),
        **({"dateModified": edition.on.isoformat()} if edition.on else {}),
        **({"license": list(licences)} if licences else {}),
        **creator,
        "isAccessibleForFree": True,
        "distribution": [_file(one, edition) for one in sorted(files, key=lambda one: one.path)],
    }


def _file(download: Download, edition: Edition) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "contentUrl": edition.root + download.path,
        "encodingFormat": download.media_type,
        "contentSize": f"{download.bytes} B",
        "sha256": download.sha256,
    }


def _about(address: str) -> str:
    # A record of a publisher stands three folders deep, one of everybody two.
    section, *rest = address.strip("/").split("/")
    alone = section in {"publishers", "places", "organisations", "funds"}
    is_record = len(rest) == 2 or (alone and len(rest) == 1)
    return ABOUT.get(section, "CollectionPage") if is_record and "page" not in rest else "CollectionPage"


def _step(number: int, step: Link, site_address: str) -> dict[str, Any]:
    place = {"item": f"{site_address}{step.address}"} if site_address else {}
    return {"@type": "ListItem", "position": number, "name": step.text, **place}
