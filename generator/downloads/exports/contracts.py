"""Which services are bought under a contract: the subject of the exports on contracts.

It is one that says so, or that comes from a file of contracts; and one that does not say how it is delivered but has a contract's
reference or value.
"""

from collections.abc import Iterator
from typing import Final

from generator.downloads.exports.sources import Sources, form
from generator.model import Portal, Record
from generator.standing.decisions import APPROVED

CONTRACTED: Final = ("provider_name", "provider_org_id", "contract_value")


def contracted(portal: Portal, found: Sources) -> Iterator[Record]:
    """The services that are bought, or are to be bought, under a contract."""
    for service in portal.records["services"]:
        model = service.get("delivery_model")
        if (
            form(service, found) == "ocds"
            or model == "contract"
            or (model is None and (service.get("contract_ref") or service.get("contract_value") is not None))
        ):
            yield service


def is_awarded(service: Record, portal: Portal) -> bool:
    """Whether the data tells of a contract, and not only of the wish to make one: a provider, a value, or the decision to award it."""
    if any(name in service.values or name in service.withheld for name in CONTRACTED):
        return True
    return any(is_choice(one) and one.get("outcome") in APPROVED for one in portal.children(service.ref, "decisions"))


def is_choice(decision: Record) -> bool:
    """Whether a decision is about who gets a contract."""
    return bool(decision.get("decision_type") == "commission_service")
