"""The sentence a record's page opens with, made from its data."""

from generator.model import Portal, Record
from generator.pages import words
from generator.pages.facts import called
from generator.schemas import Schemas

OUTCOMES = {
    "approved": "approved",
    "approved_with_conditions": "approved, with conditions,",
    "rejected": "rejected",
    "deferred": "put off",
    "withdrawn": "withdrew",
}
OF_PUBLISHER = {
    "full_council": "The full council",
    "cabinet": "The cabinet",
    "committee": "A committee",
    "officer_delegated": "An officer",
}
HOLDS = {
    "0": "has no say in it",
    "1": "is informed about it",
    "2": "influences it",
    "3": "decides on it",
    "4": "controls it",
}
WHOLE_BODIES = frozenset({"combined_authority", "parish_or_community_council"})
PASSIVE = {**OUTCOMES, "approved_with_conditions": "approved with conditions", "withdrawn": "withdrawn"}


def decision(record: Record, portal: Portal, schemas: Schemas) -> str:
    """Who decided what, when, with how much money, and among how many options."""
    outcome = record.get("outcome")
    on = f" on {words.day(record.values['decision_date'])}" if record.get("decision_date") else ""
    who = decider(record, portal, schemas)
    if who:
        said = f"{who} {OUTCOMES.get(str(outcome), 'decided')} this{on}"
    else:
        said = f"This was {PASSIVE.get(str(outcome), 'decided')}{on}; who decided is not stated"
    amount = record.get("amount_awarded")
    if amount is not None:
        said += f". The money: {words.money(amount, record.get('currency') or 'GBP')}"
        recipient = record.get("recipient_name")
        said += f" for {recipient}" if recipient else ""
    options = portal.children(record.ref, "options")
    return f"{said}. {_options(len(options))}".strip() if options else f"{said}."


def _options(number: int) -> str:
    return f"{words.count(number, 'option was', 'options were')} considered."


def decider(record: Record, portal: Portal, schemas: Schemas) -> str:
    """Who decided: the community or body named, else the type of body; "" where neither is stated."""
    community = record.get("community_id")
    if community:
        target = portal.resolve(record.publisher, "communities", community)
        return called(portal, schemas, target) if target else str(community)
    kind = record.get("decided_by_type")
    if not kind:
        return ""
    owner = portal.publishers.get(record.publisher)
    title = schemas.codelists["body_type"].title(kind)
    if owner and kind in OF_PUBLISHER:
        return f"{OF_PUBLISHER[kind]} of {owner.name}"
    if owner and title.split()[0].lower() in owner.name.lower() and kind in WHOLE_BODIES:
        return owner.name
    return f"{'An' if title[:1] in 'AEIOU' else 'A'} {title[:1].lower()}{title[1:]}" if kind != "other" else "Another body"


def service(record: Record, portal: Portal, schemas: Schemas) -> str:
    """What kind of service it is, who provides it and how much say a community has."""
    owner = portal.publishers.get(record.publisher)
    kind = record.get("service_type")
    sort = f"a {kind} service" if kind else "a service"
    said = f"This is {sort} of {owner.name if owner else record.publisher}"
    provider = record.get("provider_name")
    said += f", provided by {provider}." if provider else "."
    return f"{said} {power(portal.children(record.ref, 'power'), portal, schemas)}"


def power(assessments: tuple[Record, ...], portal: Portal, schemas: Schemas) -> str:
    """The latest power in force over a service, in a sentence."""
    held = [one for one in assessments if one.get("state") == "in_force"]
    if not held:
        return "Whether a community has a say in it is not stated." if not assessments else "No power over it is in force yet."
    latest = max(held, key=lambda one: one.values["assessed_on"])
    target = portal.resolve(latest.publisher, "communities", latest.get("community_id") or "")
    who = called(portal, schemas, target) if target else "The community"
    method = schemas.codelists["transfer_method"].title(str(latest.get("transfer_method"))).lower()
    level = str(latest.get("power_level"))
    return f"{who} {HOLDS.get(level, 'has a say in it')} (level {level} of 4), through {method}."


def fund(record: Record, portal: Portal, schemas: Schemas) -> str:
    """What a fund holds, what has been decided and what has been paid."""
    allocated = sum(one.get("amount") or 0 for one in portal.children(record.ref, "allocations"))
    decisions = portal.children(record.ref, "decisions")
    awarded = [
        one for one in decisions if str(one.get("outcome")).startswith("approved") and (one.get("currency") or "GBP") == "GBP"
    ]
    decided = sum(one.get("amount_awarded") or 0 for one in awarded)
    paid = sum(payment.get("amount") or 0 for one in decisions for payment in portal.children(one.ref, "payments"))
    parts = [f"{words.money(allocated)} is allocated to publishers on this portal" if allocated else "No allocation is stated"]
    parts.append(f"{words.money(decided)} has been awarded in {words.count(len(awarded), 'decision')}")
    parts.append(f"{words.money(paid)} has been paid")
    return f"{parts[0]}; {parts[1]}; {parts[2]}."


def community(record: Record, portal: Portal, schemas: Schemas) -> str:
    """What sort of body it is, and what it has decided."""
    title = schemas.codelists["body_type"].title(str(record.get("body_type")))
    decisions = portal.children(record.ref, "decisions")
    binding = sum(1 for one in decisions if one.get("binding") is True)
    network = record.get("network_type")
    for_whom = {
        "whole_area": " for everyone in its area",
        "need_or_interest": " for people who share a need or interest",
    }.get(str(network), "")
    said = f"{'An' if title[:1] in 'AEIOU' else 'A'} {title[:1].lower()}{title[1:]}{for_whom}."
    return f"{said} {words.count(len(decisions), 'decision')} of it {'is' if len(decisions) == 1 else 'are'} on record, {binding} binding."
