"""`ocds-releases.json` and `ocds-records.json`: contracts in the form of the Open Contracting Data Standard 1.1.5.

One release of each process tells what is known of it now; its record holds that release and the same compiled. Whether a publisher
may say that it conforms to the standard depends on its ocid prefix being a registered one, which nobody here can know.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.downloads.exports.left_out import LeftOut
from generator.downloads.exports.ocds_releases import Release, released
from generator.downloads.exports.sources import licence_address, licences, sources
from generator.downloads.exports.writing import package
from generator.model import Portal
from generator.schemas import Schemas

VERSION: Final = "1.1"


def ocds_releases(portal: Portal, schemas: Schemas, name: str, address: str) -> Iterator[Artefact]:
    """The releases as a release package; `name` and `address` are the site's. No file where there is no contract."""
    made = _releases(portal, schemas)
    about, codes = _about("ocds-releases.json", made, portal, schemas, (name, address))
    title = "Contracts in the form of the Open Contracting Data Standard: a release of each process (JSON)"
    offer = Offer("exports", title, "services", licences=codes)
    yield from package("ocds-releases.json", about, "releases", (one.tree for one in made), offer)


def ocds_records(portal: Portal, schemas: Schemas, name: str, address: str) -> Iterator[Artefact]:
    """The records as a record package; `name` and `address` are the site's. No file where there is no contract."""
    made = _releases(portal, schemas)
    about, codes = _about("ocds-records.json", made, portal, schemas, (name, address))
    title = "Contracts in the form of the Open Contracting Data Standard: a record of each process (JSON)"
    offer = Offer("exports", title, "services", licences=codes)
    yield from package("ocds-records.json", about, "records", (_record(one.tree) for one in made), offer)


def left_out(portal: Portal, schemas: Schemas) -> Iterator[LeftOut]:
    """The services under contract and the payments that are not in them, and why."""
    return (one for one in released(portal, schemas) if isinstance(one, LeftOut))


def _releases(portal: Portal, schemas: Schemas) -> list[Release]:
    return [one for one in released(portal, schemas) if isinstance(one, Release)]


def _about(
    path: str, made: list[Release], portal: Portal, schemas: Schemas, site: tuple[str, str]
) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    name, address = site
    codes = licences(portal, sources(portal), (one.service for one in made))
    about = {
        "uri": address + urls.export(path),
        "version": VERSION,
        # The day of the latest change to what is in it, as the standard advises for packages made on demand.
        "publishedDate": max((one.tree["date"] for one in made), default=""),
        "publisher": {"name": name, "uri": address},
        **licence_address(schemas, codes),
    }
    return about, codes


def _record(release: Mapping[str, Any]) -> dict[str, Any]:
    compiled = {**release, "id": f"{release['id']}-compiled", "tag": ["compiled"]}
    return {"ocid": release["ocid"], "releases": [dict(release)], "compiledRelease": compiled}
