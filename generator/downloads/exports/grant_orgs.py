"""The funder and the recipient of a grant as 360Giving knows organisations: an identifier and a name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from generator import urls
from generator.downloads.exports.grants import is_individual, lacking
from generator.downloads.exports.mapping import Mapped, mapped, stated
from generator.model import Portal, Publisher, Record, Ref
from generator.organisations import organisation
from generator.schemas import Schemas

STANDARD: Final = "360giving"
NO_RECIPIENT: Final = "No recipient is stated."
GENERIC_NAME: Final = "Individual recipient"
"""What stands in the place of a person's name, as the standard's own schema advises."""


class Directory(NamedTuple):
    """What is known of organisations.

    `prefixes` are those of the register, `publishers` go by their identifiers, `fields` are what the standard holds of an
    organisation, and `funders` gives the one identifier of a fund's funder, where all its decisions state the same.
    """

    portal: Portal
    prefixes: frozenset[str]
    publishers: Mapping[str, Publisher]
    fields: tuple[Mapped, ...]
    funders: Mapping[Ref, str]

    def name(self, owner: str, identifier: str) -> str:
        """The name that an identifier goes by when a publisher writes it; "" where nobody names it."""
        ref = organisation(owner, identifier, "", self.prefixes)
        named = self.portal.organisations.get(ref, ()) if ref else ()
        publisher = self.publishers.get(identifier)
        return named[0] if named else publisher.name if publisher else ""


def directory(portal: Portal, schemas: Schemas) -> Directory:
    """What a portal knows of organisations."""
    names = schemas.kinds["organisations"].by_name
    types = schemas.codelist_of(names["type"]) if "type" in names and names["type"].codelist else None
    fields = (field for field in mapped(schemas.kinds["organisations"], STANDARD) if field.name not in {"org_id", "name"})
    return Directory(
        portal,
        frozenset(schemas.codelists["org_id_prefixes"].codes),
        MappingProxyType({publisher.org_id: publisher for publisher in portal.publishers.values() if publisher.org_id}),
        tuple(field._replace(written=types.title) if field.name == "type" and types else field for field in fields),
        _funders(portal),
    )


def _funders(portal: Portal) -> Mapping[Ref, str]:
    stated_ids: dict[Ref, set[str]] = {}
    for decision in portal.records["decisions"]:
        ref = fund(portal, decision) if decision.get("funding_org_id") else None
        if ref:
            stated_ids.setdefault(ref, set()).add(decision.values["funding_org_id"])
    return MappingProxyType({ref: next(iter(ids)) for ref, ids in stated_ids.items() if len(ids) == 1})


def recipient(directory: Directory, decision: Record, grant_id: str, prefix: str) -> tuple[dict[str, Any], str]:
    """The recipient by path, or why it cannot be given. A person has neither a name nor an identifier that leads elsewhere."""
    if is_individual(decision):
        return {"recipientIndividual/id": f"{grant_id}-recipient", "recipientIndividual/name": GENERIC_NAME}, ""
    identifier, name = decision.get("recipient_org_id") or "", decision.get("recipient_name") or ""
    if "recipient_name" in decision.withheld:
        return {}, lacking(decision, "recipient_name", "recipient's name")
    name = name or (directory.name(decision.publisher, identifier) if identifier else "")
    if not name:
        return {}, "The identifier of the recipient goes by no name." if identifier else NO_RECIPIENT
    told = {"recipientOrganization/id": identifier or own(prefix, name), "recipientOrganization/name": name}
    if identifier:
        told |= _details(directory, decision.publisher, identifier)
    return told, ""


def _details(directory: Directory, owner: str, identifier: str) -> dict[str, Any]:
    ref = directory.portal.resolve(owner, "organisations", identifier)
    return stated(directory.portal.index[ref], directory.fields) if ref else {}


def funder(directory: Directory, decision: Record, prefix: str) -> tuple[dict[str, Any], str]:
    """The body whose money it is by path: the one that is stated, else the publisher itself; or why it cannot be given."""
    publisher = directory.portal.publishers[decision.publisher]
    identifier = decision.get("funding_org_id") or ""
    if not identifier:
        found = publisher.org_id or own(prefix, publisher.name)
        return {"fundingOrganization/id": found, "fundingOrganization/name": publisher.name}, ""
    name = directory.name(decision.publisher, identifier) or _of_fund(directory, decision, identifier)
    if not name:
        return {}, f"The identifier of the funder, {identifier}, goes by no name."
    return {"fundingOrganization/id": identifier, "fundingOrganization/name": name}, ""


def _of_fund(directory: Directory, decision: Record, identifier: str) -> str:
    # A fund names its funder; that this is the name of an identifier is certain where all its decisions state that one.
    ref = fund(directory.portal, decision)
    named = directory.portal.index[ref].get("funder") if ref and directory.funders.get(ref) == identifier else None
    return str(named or "")


def fund(portal: Portal, decision: Record) -> Ref | None:
    """The fund that a decision names, where the portal knows it."""
    return portal.resolve(decision.publisher, "funds", decision.get("fund_id") or "")


def own(prefix: str, name: str) -> str:
    """An identifier within a publisher's prefix for an organisation that has none, as the standard advises."""
    return f"{prefix}-ORG:{urls.slug(name)}"
