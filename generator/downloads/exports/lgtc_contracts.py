"""`lgtc-contracts.csv`: the contracts register that the Transparency Code asks for.

The headings are those of the Local Government Association; days are written YYYY-MM-DD. A value that may not be shown is written as
the Code writes it; whether a supplier is a small business or a voluntary body is not known here, so these cells are blank.
"""

from collections.abc import Iterator
from typing import Any, Final

from generator.artefacts import Artefact, Offer
from generator.downloads.exports.contracts import contracted, is_awarded
from generator.downloads.exports.left_out import LeftOut
from generator.downloads.exports.lgtc_cells import code_fields, numbers, redacted
from generator.downloads.exports.mapping import Mapped, stated
from generator.downloads.exports.sources import licences, sources
from generator.downloads.exports.writing import table
from generator.model import Portal, Record
from generator.schemas import Schemas

NOT_YET: Final = "Neither a provider, a value nor a decision is stated, so no contract is told of yet."
HEADINGS: Final = (
    "OrganisationLabel", "ContractReference", "ContractTitle", "OrganisationalUnit", "Description", "StartDate", "EndDate",
    "ReviewDate", "ContractValue", "IrrecoverableVAT", "SupplierName", "CompaniesHouseRegistrationNumber",
    "CharityCommissionNumber", "SMESupplier", "VCSESupplier", "ProcessType",
)  # fmt: skip


def lgtc_contracts(portal: Portal, schemas: Schemas, name: str, address: str) -> Iterator[Artefact]:
    """The contracts as a CSV file; the site's `name` and `address` are not in it."""
    fields = _fields(schemas)
    found = sources(portal)
    services = [service for service in contracted(portal, found) if not _reason(service, portal)]
    rows = (_row(service, portal, fields) for service in services)
    title = "Contracts under the headings of the Transparency Code (CSV)"
    offer = Offer("exports", title, "services", licences=licences(portal, found, services))
    yield from table("lgtc-contracts.csv", HEADINGS, ([cells.get(one) for one in HEADINGS] for cells in rows), offer)


def left_out(portal: Portal, schemas: Schemas) -> Iterator[LeftOut]:
    """The services under contract that are not in it, and why."""
    for service in contracted(portal, sources(portal)):
        if reason := _reason(service, portal):
            yield LeftOut(service, reason)


def _reason(service: Record, portal: Portal) -> str:
    return "" if is_awarded(service, portal) else NOT_YET


def _fields(schemas: Schemas) -> tuple[Mapped, ...]:
    process = schemas.codelist_of(schemas.kinds["services"].by_name["process"])
    fields = code_fields(schemas.kinds["services"])
    return tuple(field._replace(written=process.title) if field.name == "process" else field for field in fields)


def _row(service: Record, portal: Portal, fields: tuple[Mapped, ...]) -> dict[str, Any]:
    cells = stated(service, fields)
    cells["ContractReference"] = service.get("contract_ref") or service.key
    cells |= redacted(service, fields)
    if "provider_name" not in service.withheld:
        cells |= numbers(portal, service.publisher, service.get("provider_org_id") or "")
    cells["OrganisationLabel"] = portal.publishers[service.publisher].name
    return cells
