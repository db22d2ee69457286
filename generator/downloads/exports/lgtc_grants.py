"""`lgtc-grants.csv`: grants to voluntary, community and social enterprise bodies, as the Transparency Code asks for them.

The headings are those of the Local Government Association; days are written YYYY-MM-DD. The grants are the same as in the 360Giving
export, and need no registered prefix. A person who receives a grant is never named.
"""

from collections.abc import Iterator
from typing import Any, Final

from generator.artefacts import Artefact, Offer
from generator.downloads.exports import grant_orgs
from generator.downloads.exports.grant_orgs import Directory
from generator.downloads.exports.grants import Grant, awarded, is_individual
from generator.downloads.exports.left_out import LeftOut
from generator.downloads.exports.lgtc_cells import PERSONAL, code_fields, numbers, redacted
from generator.downloads.exports.mapping import Mapped, stated
from generator.downloads.exports.sources import licences, sources
from generator.downloads.exports.writing import table
from generator.model import Portal, Record
from generator.schemas import Schemas

HEADINGS: Final = (
    "OrganisationLabel", "Identifier", "Title", "Purpose", "DateAwarded", "PeriodStart", "PeriodEnd", "OrganisationalUnit",
    "BeneficiaryName", "BeneficiaryIdentifier", "CompaniesHouseRegistrationNumber", "CharityCommissionNumber", "GrantProgramme",
    "AmountRequested", "Amount", "Currency", "LastModified",
)  # fmt: skip


def lgtc_grants(portal: Portal, schemas: Schemas, name: str, address: str) -> Iterator[Artefact]:
    """The grants as a CSV file; the site's `name` and `address` are not in it."""
    rows = [one for one in _rows(portal, schemas) if not isinstance(one, LeftOut)]
    codes = licences(portal, sources(portal), (record for record, _ in rows))
    offer = Offer("exports", "Grants under the headings of the Transparency Code (CSV)", "decisions", licences=codes)
    yield from table("lgtc-grants.csv", HEADINGS, ([cells.get(one) for one in HEADINGS] for _, cells in rows), offer)


def left_out(portal: Portal, schemas: Schemas) -> Iterator[LeftOut]:
    """The awards that are not in it, and why."""
    return (one for one in _rows(portal, schemas) if isinstance(one, LeftOut))


def _rows(portal: Portal, schemas: Schemas) -> Iterator[tuple[Record, dict[str, Any]] | LeftOut]:
    fields = code_fields(schemas.kinds["decisions"])
    directory = grant_orgs.directory(portal, schemas)
    for one in awarded(portal, schemas):
        yield _row(one.decision, directory, fields) if isinstance(one, Grant) else one


def _row(decision: Record, directory: Directory, fields: tuple[Mapped, ...]) -> tuple[Record, dict[str, Any]] | LeftOut:
    portal, identifier = directory.portal, decision.get("recipient_org_id") or ""
    cells = stated(decision, fields) | redacted(decision, fields)
    if is_individual(decision) or "recipient_name" in decision.withheld:
        cells.pop("BeneficiaryIdentifier", None)
        cells["BeneficiaryName"] = redacted(decision, fields).get("BeneficiaryName", PERSONAL)
    else:
        cells.setdefault("BeneficiaryName", directory.name(decision.publisher, identifier) if identifier else "")
        cells |= numbers(portal, decision.publisher, identifier)
    if not cells["BeneficiaryName"]:
        return LeftOut(decision, grant_orgs.NO_RECIPIENT)
    ref = grant_orgs.fund(portal, decision)
    cells["GrantProgramme"] = (portal.index[ref].get("name") if ref else None) or decision.get("fund_id")
    cells["OrganisationLabel"] = portal.publishers[decision.publisher].name
    return decision, cells
