"""Portal → files in the forms of other standards, which others' tools accept.

Nothing is invented: a record that lacks what a standard requires is left out, and `not-mapped.csv` says which and why. Individuals are
never named. Each export is a function of its own, so that they can be made beside each other.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from generator.artefacts import Artefact
from generator.downloads.exports import giving, left_out, lgtc_contracts, lgtc_grants, ocds, open_referral
from generator.downloads.exports.ocds import ocds_records, ocds_releases
from generator.downloads.exports.ukspf_projects import ukspf_projects
from generator.model import Portal
from generator.schemas import Schemas

Export = Callable[[Portal, Schemas, str, str], Iterator[Artefact]]

TELLERS: Final[Mapping[str, left_out.Tells]] = MappingProxyType(
    {
        "360giving": giving.left_out,
        "ocds": ocds.left_out,
        "lgtc-contracts": lgtc_contracts.left_out,
        "lgtc-grants": lgtc_grants.left_out,
        "open-referral-services": open_referral.left_out,
    }
)
"""What each export leaves out; the list of UKSPF projects leaves nothing out."""


def not_mapped(portal: Portal, schemas: Schemas, name: str, address: str) -> Iterator[Artefact]:
    """The list of what the exports leave out, and why; the site's `name` and `address` are not in it."""
    yield from left_out.not_mapped(portal, schemas, TELLERS)


EXPORTS: Final[tuple[Export, ...]] = (
    giving.giving,
    ocds_releases,
    ocds_records,
    lgtc_contracts.lgtc_contracts,
    lgtc_grants.lgtc_grants,
    ukspf_projects,
    open_referral.open_referral_services,
    not_mapped,
)
"""Every export, each an independent piece of work."""


def exports(portal: Portal, schemas: Schemas, name: str, address: str) -> Iterator[Artefact]:
    """Every export of a portal; `name` is the site's name and `address` where it stands, ending in `/`."""
    for export in EXPORTS:
        yield from export(portal, schemas, name, address)
