"""What a page tells machines about itself, in the words of schema.org."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from generator.artefacts import Download
from generator.editions import Edition
from generator.model import EMPTY
from generator.pages.facts import REMEMBERED
from generator.pages.shell import script_json
from generator.pages.views import Link, PageView

CONTEXT: Final = "https://schema.org"
WAY: Final = f'{{"@context":"{CONTEXT}","@graph":[{{"@type":"BreadcrumbList","itemListElement":[%s%s]}},%s]}}'
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


def structured(page: PageView, site_name: str, site_address: str, subject: Mapping[str, Any] = EMPTY) -> str:
    """The way to a page and what it is about, as JSON for a script element; for the first page, the site. Addresses are absolute or left out.

    `subject` tells what it is about where that is more than its name.
    """
    place = {"url": f"{site_address}{page.address}"} if site_address else {}
    if not page.address:
        return script_json({"@context": CONTEXT, "@type": "WebSite", "name": site_name, "description": page.description, **place})
    about = {"@type": _about(page.address), "name": page.title, "description": page.description, **place, **subject}
    above = "".join([_step(number, step, site_address) + "," for number, step in enumerate(page.trail, 1)])
    return WAY % (above, _written(len(page.trail) + 1, page.title, page.address, site_address), script_json(about))


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


@lru_cache(REMEMBERED)
def _step(number: int, step: Link, site_address: str) -> str:
    # Many pages stand below the same ones.
    return _written(number, step.text, step.address, site_address)


def _written(number: int, name: str, address: str, site_address: str) -> str:
    place = {"item": f"{site_address}{address}"} if site_address else {}
    return script_json({"@type": "ListItem", "position": number, "name": name, **place})
