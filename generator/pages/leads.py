"""The sentence a record's page opens with, made from its data."""

from typing import Final

from generator import words
from generator.model import Record
from generator.pages.facts import called
from generator.pages.site import Site
from generator.standing.decisions import state
from generator.standing.follow_through import OVERDUE
from generator.standing.power import runs, strongest

DECIDED: Final = {
    "approved": "approved this",
    "approved_with_conditions": "approved this with conditions",
    "rejected": "rejected this",
    "deferred": "put this off",
    "withdrawn": "withdrew this",
}
PASSIVE: Final = {
    "approved": "approved",
    "approved_with_conditions": "approved with conditions",
    "rejected": "rejected",
    "deferred": "put off",
    "withdrawn": "withdrawn",
}
OF_PUBLISHER: Final = {
    "full_council": "The full council",
    "cabinet": "The cabinet",
    "committee": "A committee",
    "officer_delegated": "An officer",
}
HOLDS: Final = {
    "0": "has no say in it",
    "1": "is told about it",
    "2": "can change what is decided about it",
    "3": "decides on it",
    "4": "controls it",
}
WHOLE_BODIES: Final = frozenset({"combined_authority", "parish_or_community_council"})
MOVES: Final = {
    "planned": "Work has not begun yet.",
    "live": "Work is under way.",
    "finished": "It is finished.",
    "closed_early": "It was closed early.",
}
AWAITED: Final = "It has not begun, and the day by which it had to be acted on has passed."


def decision(site: Site, record: Record) -> str:
    """Who decided what and when, with how much money, among how many options, and how it stands."""
    said = [_decided(site, record)]
    amount = site.measures.amounts.get(record.ref, record).get("amount_awarded")
    if amount is not None:
        recipient = record.get("recipient_name")
        money = words.money(amount, record.get("currency") or "GBP")
        said.append(f"{recipient} was awarded {money}." if recipient else f"The award was {money}.")
    options = site.portal.children(record.ref, "options")
    if options:
        said.append(f"{words.count(len(options), 'option was', 'options were')} considered.")
    stands = site.measures.follow_through.get(record.ref)
    if stands and stands.state == OVERDUE:
        said.append(AWAITED)
    elif str(record.get("outcome")).startswith("approved"):
        said.append(MOVES.get(state(site.portal, record), ""))
    return " ".join(filter(None, said))


def _decided(site: Site, record: Record) -> str:
    outcome = str(record.get("outcome"))
    on = f" on {words.day(record.values['decision_date'])}" if record.get("decision_date") else ""
    who = decider(site, record)
    if who:
        return f"{who} {DECIDED.get(outcome, 'decided this')}{on}."
    return f"This was {PASSIVE.get(outcome, 'decided')}{on}. Who decided is not stated."


def decider(site: Site, record: Record) -> str:
    """Who decided: the community or body named, else the type of body; "" where neither is stated."""
    community = record.get("community_id")
    if community:
        target = site.portal.resolve(record.publisher, "communities", community)
        return called(site.portal, site.schemas, target) if target else str(community)
    kind = record.get("decided_by_type")
    if not kind:
        return ""
    owner = site.portal.publishers.get(record.publisher)
    title = site.schemas.codelists["body_type"].title(kind)
    if owner and kind in OF_PUBLISHER:
        return f"{OF_PUBLISHER[kind]} of {owner.name}"
    if owner and title.split()[0].lower() in owner.name.lower() and kind in WHOLE_BODIES:
        return owner.name
    return _one(title) if kind != "other" else "Another body"


def _one(title: str) -> str:
    return f"{'An' if title[:1] in 'AEIOU' else 'A'} {title[:1].lower()}{title[1:]}"


def service(site: Site, record: Record) -> str:
    """What kind of service it is, who provides it, and how much say a community has."""
    owner = site.portal.publishers.get(record.publisher)
    kind = record.get("service_type")
    said = [f"This is {f'a {kind} service' if kind else 'a service'} of {owner.name if owner else record.publisher}."]
    provider = record.get("provider_name")
    if provider:
        said.append(f"{provider} provides it.")
    if not runs(record, site.portal.as_of):
        end = record.get("end_date")
        said.append(f"It ended on {words.day(end)}." if end else "It has ended.")
    else:
        said.append(_power(site, record))
    return " ".join(said)


def _power(site: Site, record: Record) -> str:
    held = strongest(site.measures.held.get(record.ref, ()))
    if not held:
        ahead = site.measures.prospects.get(record.ref, ())
        return "No power over it is in force yet." if ahead else "How much say a community has in it is not stated."
    target = site.portal.resolve(held.publisher, "communities", held.get("community_id") or "")
    who = called(site.portal, site.schemas, target) if target else "The community"
    level = str(held.get("power_level"))
    return f"{who} {HOLDS.get(level, 'has a say in it')} (level {level} of 4)."


def fund(site: Site, record: Record) -> str:
    """What a fund holds, what has been decided, how much of that by communities, and what has been paid."""
    allocated = site.measures.allocated.get(record.ref, 0)
    tally = site.measures.tally(record.ref)
    whole, own = tally.total("GBP"), tally.money.get("GBP", {}).get("community")
    said = [f"{words.money(allocated)} is allocated here." if allocated else "How much is allocated here is not stated."]
    said.append(f"{words.money(whole.pence)} has been awarded in {words.count(whole.awards, 'decision')}.")
    if own:
        said.append(f"Communities decided on {words.money(own.pence)} of it.")
    said.append(f"{words.money(site.measures.paid.get(record.ref, 0))} has been paid.")
    return " ".join(said)


def community(site: Site, record: Record) -> str:
    """What sort of body it is, and what it has decided."""
    title = site.schemas.codelists["body_type"].title(str(record.get("body_type")))
    decisions = site.portal.children(record.ref, "decisions")
    binding = sum(1 for one in decisions if one.get("binding") is True)
    shares = {"whole_area": " for everyone in its area", "need_or_interest": " for people who share a need or interest"}
    for_whom = shares.get(str(record.get("network_type")), "")
    if not decisions:
        return f"{_one(title)}{for_whom}. No decision of it is published here yet."
    if len(decisions) == 1:
        return (
            f"{_one(title)}{for_whom}. It took 1 decision, which must be acted on."
            if binding
            else f"{_one(title)}{for_whom}. It took 1 decision."
        )
    return f"{_one(title)}{for_whom}. It took {words.count(len(decisions), 'decision')}; {binding:,} of them must be acted on."
