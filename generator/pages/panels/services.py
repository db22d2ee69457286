"""A service: the four questions, the ladder, how that changed, and the claim against the record."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from generator import urls, words
from generator.model import Record
from generator.pages.facts import called, heading, page_of
from generator.pages.pictures import Ladder, Question, Questions, Steps, Verdict, Verdicts, ladder, steps
from generator.pages.site import Site
from generator.pages.views import Link
from generator.standing.claims import CONTRADICTED, EVIDENCED, NOT_EVIDENCED, TOO_EARLY, Claim
from generator.standing.power import months_after, strongest

Panel = Questions | Ladder | Steps | Verdicts
WORDS: Final = {
    EVIDENCED: "Evidenced.",
    NOT_EVIDENCED: "Claimed, not evidenced.",
    CONTRADICTED: "Contradicted.",
    TOO_EARLY: "Too early to say.",
}
WANTED: Final = {
    "binding_meetings": "binding decision on this service",
    "discussion_meetings": "meeting to discuss it, and none that decides,",
    "conversations": "open conversation and no meeting about it",
}
ASKED: Final = "We look at the last 12 months of what is published here. A claim is only as good as what can be seen of it."


def service_panels(site: Site, record: Record) -> Iterator[Panel]:
    """The panels of a service's page."""
    held = site.measures.held.get(record.ref, ())
    ahead = site.measures.prospects.get(record.ref, ())
    claim = strongest(held)
    yield _questions(site, record, claim)
    if held or ahead:
        yield _ladder(site, held, ahead, claim)
    changes = _changes(site, record)
    if len(changes) > 1:
        yield steps("How that changed", changes, max(changes[-1][0], site.portal.as_of))
    claims = site.measures.claims.get(record.ref, ())
    if claims:
        yield Verdicts("The claim against the record", tuple(_verdict(site, one) for one in claims), ASKED)


def _questions(site: Site, record: Record, claim: Record | None) -> Questions:
    lists = site.schemas.codelists
    sort = lists["service_type"].codes.get(record.get("service_type") or "")
    network = lists["network_type"].codes.get((claim.get("network_type") if claim else "") or "")
    method = lists["transfer_method"].codes.get((claim.get("transfer_method") if claim else "") or "")
    level = lists["power_level"].codes.get((claim.get("power_level") if claim else "") or "")
    way = method.marks.get("way") if method else ""
    asked = (
        ("Is it a core service?", _title(sort), _meaning(sort), urls.term("core-and-discretionary")),
        ("Who has a say?", _title(network), _meaning(network), urls.term("whole-area-need-or-interest")),
        ("How is power handed over?", _title(method), f"Way {way} of 4." if way and way != "0" else _meaning(method), urls.term("ways")),
        ("How much power is it?", f"Level {level.code} of 4: {level.title.lower()}" if level else words.NOT_STATED, _meaning(level), urls.term("power-level")),
    )  # fmt: skip
    note = (
        f"As stated on {words.day(claim.values['assessed_on'])} by {claim.get('assessed_by') or 'the publisher'}."
        if claim
        else ""
    )
    return Questions("The four questions", tuple(Question(*one) for one in asked), note)


def _title(code: object) -> str:
    return getattr(code, "title", words.NOT_STATED)


def _meaning(code: object) -> str:
    description = getattr(code, "description", "")
    return f"{description}." if description else ""


def _ladder(site: Site, held: tuple[Record, ...], ahead: tuple[Record, ...], claim: Record | None) -> Ladder:
    levels = {code: one.title for code, one in site.schemas.codelists["power_level"].codes.items()}
    states = site.schemas.codelists["power_state"]
    planned = {one.get("power_level") or "": states.title(one.values["state"]).lower() for one in ahead}
    standing = [(_since(one, levels), _body(site, one)) for one in held]
    standing += [(_plan(one, levels, states.title(one.values["state"]).lower()), _body(site, one)) for one in ahead]
    return ladder("The power ladder", levels, (claim.get("power_level") if claim else "") or "", planned, standing)


def _since(power: Record, levels: dict[str, str]) -> str:
    since = power.get("effective_on") or power.values["assessed_on"]
    return f"{_level(power, levels)}, since {words.day(since)}"


def _plan(power: Record, levels: dict[str, str], state: str) -> str:
    on = power.get("effective_on")
    return f"{_level(power, levels)}, {state}{f', from {words.day(on)}' if on else ''}"


def _level(power: Record, levels: dict[str, str]) -> str:
    code = power.get("power_level") or ""
    return f"level {code}, {levels[code].lower()}" if code in levels else "level not stated"


def _body(site: Site, power: Record) -> Link:
    identifier = power.get("community_id") or ""
    target = site.portal.resolve(power.publisher, "communities", identifier)
    return Link(called(site.portal, site.schemas, target), urls.of(target)) if target else Link(identifier or "The community")


def _changes(site: Site, record: Record) -> list[tuple[date, str]]:
    # The strongest level in force from each day on which a statement of a new level begins.
    told = [one for one in site.portal.children(record.ref, "power") if one.get("state") == "in_force" and one.get("power_level")]
    days: dict[date, str] = {}
    for one in sorted(told, key=lambda one: (one.get("effective_on") or one.values["assessed_on"], one.values["power_level"])):
        days[one.get("effective_on") or one.values["assessed_on"]] = one.values["power_level"]
    changes: list[tuple[date, str]] = []
    for day, level in days.items():
        if day <= site.portal.as_of and (not changes or changes[-1][1] != level):
            changes.append((day, level))
    return changes


def _verdict(site: Site, claim: Claim) -> Verdict:
    method = claim.power.values["transfer_method"]
    way = site.schemas.codelists["transfer_method"].title(method).lower()
    shown = _shown(site, claim)
    if claim.verdict == EVIDENCED:
        sentence = f"The claim is {way}. What bears it out:"
    elif claim.verdict == CONTRADICTED:
        bound = claim.shown is not None and claim.shown.get("community_id") != claim.power.get("community_id")
        why = "the public body's own" if bound else "not binding"
        sentence = f"The claim is {way}, but this later decision was {why}:"
    elif method == "legal_control":
        sentence = "The claim is legal control, but no agreement and no terms of reference are linked."
    else:
        sentence = f"The claim is {way}. In the last 12 months we found no {WANTED[method]} here."
    later = months_after(claim.began, 12)
    warn = (
        f"It has been in force only since {words.day(claim.began)}; we will know by {words.day(later)}."
        if claim.verdict == TOO_EARLY
        else ""
    )
    return Verdict(WORDS[claim.verdict], claim.verdict, sentence, shown, warn)


def _shown(site: Site, claim: Claim) -> Link:
    record = claim.shown
    if record is None:
        return Link("")
    if record.kind == "power":
        return Link("the agreement linked under “Who has held what power”", f"{urls.of(claim.service)}#power")
    if record.kind == "communities":
        return Link(f"the terms of reference of {heading(record, site.schemas)}", urls.of(record.ref))
    day = record.get("decision_date") or record.values["starts_at"].date()
    return Link(f"{heading(record, site.schemas)}, {words.day(day)}", page_of(site.portal, record.ref))
