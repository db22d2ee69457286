"""The contracts of one contracting process, with what was paid under each."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from generator.downloads.exports.grants import is_individual
from generator.downloads.exports.left_out import LeftOut
from generator.downloads.exports.mapping import instant, nameable
from generator.downloads.exports.ocds_awards import Award
from generator.downloads.exports.ocds_parties import Parties, Reference
from generator.downloads.exports.writing import Money
from generator.model import Portal, Record

NO_CONTRACT: Final = "The payment belongs to no contract and no award that is published."


class Signed(NamedTuple):
    """The contracts as the standard has them, and the payments that belong to none of them."""

    trees: tuple[dict[str, Any], ...]
    left: tuple[LeftOut, ...] = ()


def contracts(
    service: Record,
    main: dict[str, Any] | None,
    made: Sequence[Award],
    portal: Portal,
    parties: Parties,
    payer: tuple[str, str] | None,
) -> Signed:
    """The contract of a service, if one is told of (`main`), and those that its payments name and that follow from an award.

    `payer` is who pays, by name and identifier, where that is known.
    """
    found: dict[str, dict[str, Any]] = {main["id"]: main} if main else {}
    paid: dict[str, list[dict[str, Any]]] = {}
    left: list[LeftOut] = []
    ids = {award.decision.ref: award.tree["id"] for award in made if award.decision}
    for payment in portal.children(service.ref, "payments"):
        name = payment.get("contract_ref") or (main["id"] if main else "")
        ref = portal.resolve(payment.publisher, "decisions", payment.get("decision_id") or "")
        if name and name not in found and ref in ids:
            found[name] = {"id": name, "awardID": ids[ref]}
        if name in found:
            decision = portal.index[ref] if ref else None
            paid.setdefault(name, []).append(
                _transaction(payment, decision, parties, parties.named("payer", *payer) if payer else None)
            )
        else:
            left.append(LeftOut(payment, NO_CONTRACT))
    trees = (
        {**tree, **({"implementation": {"transactions": paid[name]}} if name in paid else {})} for name, tree in found.items()
    )
    return Signed(tuple(trees), tuple(left))


def main_award(service: Record, made: Sequence[Award]) -> Award | None:
    """The award that the contract of a service follows from: the latest that was made and that does not speak against it."""
    fitting = [award for award in made if award.decision and award.is_active and _fits(service, award)]
    return max(fitting, key=lambda award: _rank(service, award), default=None)


def _fits(service: Record, award: Award) -> bool:
    # What both state must agree: the reference of the contract, and who it is with.
    reference = award.decision.get("contract_ref") if award.decision else None
    if reference and service.get("contract_ref") and reference != service.get("contract_ref"):
        return False
    if not award.suppliers or ("provider_name" not in service.values and "provider_org_id" not in service.values):
        return True
    own = {service.get("provider_name"), service.get("provider_org_id")} - {None}
    return any(own & set(supplier.values()) for supplier in award.suppliers)


def _rank(service: Record, award: Award) -> tuple[bool, str, str]:
    same = bool(award.decision and award.decision.get("contract_ref") and service.get("contract_ref"))
    return same, str(award.tree.get("date", "")), str(award.tree["id"])


def _transaction(payment: Record, decision: Record | None, parties: Parties, payer: Reference | None) -> dict[str, Any]:
    named = decision is None or not is_individual(decision)
    payee = parties.named("payee", *nameable(payment, "payee_name", "payee_org_id")) if named else None
    day = payment.get("date")
    told = {
        "id": payment.key,
        "date": instant(day) if day else None,
        "value": {"amount": Money(payment.values["amount"]), "currency": "GBP"} if "amount" in payment.values else None,
        "payer": payer,
        "payee": payee,
    }
    return {name: value for name, value in told.items() if value}
