"""`360giving.json` and `360giving.csv`: the grants in the 360Giving Data Standard 1.4.3."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.downloads.exports.giving_grants import OWN_PART, Giving, given, not_given, payments_of
from generator.downloads.exports.left_out import LeftOut
from generator.downloads.exports.mapping import Mapped, mapped, nested, stated
from generator.downloads.exports.sources import licence_address, licences, sources
from generator.downloads.exports.writing import package, table
from generator.model import Portal, Record
from generator.schemas import Schemas

VERSION: Final = "1.4"
TITLE: Final = "Grants in the 360Giving Data Standard, with who decided on each"
TRANSACTION: Final = "disbursementTransaction/"
LISTS: Final = frozenset(
    {"beneficiaryLocation", "plannedDates", "actualDates", "recipientOrganization", "fundingOrganization", "grantProgramme",
     "relatedDocument"}
)  # fmt: skip
COLUMNS: Final = (
    "id", "title", "description", "currency", "amountAppliedFor", "amountAwarded", "awardDate", "url", "plannedDates/startDate",
    "plannedDates/endDate", "actualDates/startDate", "actualDates/endDate", "recipientOrganization/id", "recipientOrganization/name",
    "recipientOrganization/charityNumber", "recipientOrganization/companyNumber", "recipientOrganization/organisationType",
    "recipientOrganization/url", "recipientIndividual/id", "recipientIndividual/name", "fundingOrganization/id",
    "fundingOrganization/name", "fundingOrganization/department", "grantProgramme/code", "grantProgramme/title",
    "grantProgramme/description", "grantProgramme/url", "locationScope", "relatedActivity", "dateModified", "dataSource",
)  # fmt: skip
REPEATED: Final = (("beneficiaryLocation", ("name", "geoCode")), ("relatedDocument", ("title", "url")))
HEADINGS: Final = MappingProxyType(
    {
        "id": "Identifier", "url": "URL", "dateModified": "Last Modified", "recipientOrganization": "Recipient Org",
        "recipientIndividual": "Recipient Ind", "fundingOrganization": "Funding Org", "organisationType": "Organisation Type",
        "geoCode": "Geographic Code",
    }
)  # fmt: skip
"""The headings of the standard's spreadsheets where they are not simply the words of the name."""
WEB_ADDRESS: Final = frozenset({"recipientOrganization", "relatedDocument"})  # where the standard calls a URL so


def giving(portal: Portal, schemas: Schemas, name: str, address: str) -> Iterator[Artefact]:
    """The grants as a 360Giving package and as a table; `name` and `address` are the site's."""
    grants = list(given(portal, schemas, address))
    codes = licences(portal, sources(portal), (one.grant.decision for one in grants))
    yield from _package(grants, codes, portal, schemas, name, address)
    yield from _table(grants, codes, schemas)


def _package(
    grants: Sequence[Giving], codes: tuple[str, ...], portal: Portal, schemas: Schemas, name: str, address: str
) -> Iterator[Artefact]:
    # No file where there is no grant.
    path = urls.export("360giving.json")
    about = {
        "version": VERSION,
        "title": f"Grants published at {name}",
        **_made_up(portal),
        "publisher": {"name": name, "website": address},
        "downloadURL": address + path,
        "accessURL": address,
        **licence_address(schemas, codes),
    }
    payments = tuple(field for field in mapped(schemas.kinds["payments"], "360giving") if field.path.startswith(TRANSACTION))
    trees = (_tree(one, portal, payments) for one in grants)
    offer = Offer("exports", f"{TITLE} (JSON)", "decisions", licences=codes)
    yield from package("360giving.json", about, "grants", trees, offer)


def _table(grants: Sequence[Giving], codes: tuple[str, ...], schemas: Schemas) -> Iterator[Artefact]:
    # The headings are those of 360Giving's spreadsheets; what rides along is headed `Decision:` and our field's title.
    columns = [*COLUMNS, *_repeated(grants)]
    fields = (field for field in schemas.kinds["decisions"].fields if "360giving" not in field.maps_to)
    own = {f"{OWN_PART}/{field.name}": f"Decision:{field.title}" for field in fields}
    own |= {
        f"{OWN_PART}/decided_by": "Decision:Decided by",
        f"{OWN_PART}/held_by": "Decision:Held by",
        f"{OWN_PART}/amended_by": "Decision:Amended by",
    }
    headings = [*map(heading, columns), *own.values()]
    offer = Offer("exports", f"{TITLE} (CSV)", "decisions", licences=codes)
    order = (*columns, *own)
    yield from table("360giving.csv", headings, ([one.paths.get(path) for path in order] for one in grants), offer)


def left_out(portal: Portal, schemas: Schemas) -> Iterator[LeftOut]:
    """The awards that are not given, and why."""
    return not_given(portal, schemas)


def _made_up(portal: Portal) -> dict[str, str]:
    owners = [publisher.name for publisher in portal.publishers.values() if publisher.demonstration]
    return {"description": f"For demonstration: what is said of {', '.join(owners)} is made up."} if owners else {}


def _tree(one: Giving, portal: Portal, fields: Iterable[Mapped]) -> Mapping[str, Any]:
    tree = nested(one.paths, LISTS)
    paid = [
        {"currency": "GBP", **{path.removeprefix(TRANSACTION): value for path, value in _paid(payment, fields).items()}}
        for payment in payments_of(one.grant, portal)
    ]
    return tree | ({"disbursementTransaction": paid} if paid else {})


def _paid(payment: Record, fields: Iterable[Mapped]) -> Mapping[str, Any]:
    told = stated(payment, fields)
    if "payee_name" in payment.withheld:
        told.pop(f"{TRANSACTION}recipient", None)
    return told


def _repeated(grants: Iterable[Giving]) -> Iterator[str]:
    # As many columns as the grant with the most places or papers needs.
    most = dict.fromkeys((name for name, _ in REPEATED), 0)
    for one in grants:
        for name, (*_, last) in REPEATED:
            while f"{name}/{most[name]}/{last}" in one.paths:
                most[name] += 1
    for name, parts in REPEATED:
        yield from (f"{name}/{place}/{part}" for place in range(most[name]) for part in parts)


def heading(path: str) -> str:
    """The heading of a path: `Recipient Org:Name`; with its number, as in `Beneficiary Location:0:Name`, in lists of several."""
    steps = path.split("/")
    return ":".join(_heading(step, steps[0]) for step in steps)


def _heading(step: str, first: str) -> str:
    if step == "url" and first in WEB_ADDRESS:
        return "Web Address"
    return HEADINGS.get(step) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", step[:1].upper() + step[1:])
