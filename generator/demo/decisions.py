"""A publisher's decisions in the order of their days, each with what belongs to it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from generator.demo.bodies import Body, Community, Organisation
from generator.demo.children import Shape, child_rows, dozens
from generator.demo.delivery import Delivery, delivery
from generator.demo.folder import Row
from generator.demo.prose import prose
from generator.demo.services import DEPARTMENTS, TOPICS, service_id

FIRST: Final = date(2021, 4, 1)
DAYS: Final = 1_795  # to 28 February 2026
TOGETHER: Final = 4  # decisions of one meeting
SUMMARY: Final = 60  # words
REASONS: Final = 20  # words

PRIORITIES: Final = ("communities_and_place", "supporting_local_business", "people_and_skills", "health_and_wellbeing", "housing")
HELD_BY_COMMUNITY: Final = frozenset({"neighbourhood_board", "resident_vote", "citizens_assembly", "community_organisation"})
VERBS: Final = (
    "Support for|More hours for|A new roof for|Two years of|Equipment for|A trial of|An extension of|A review of".split("|")
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What one decision turned out to be; amounts are whole pounds."""

    id: str
    on: date
    shape: Shape
    meeting: str
    community: Community
    recipient: Organisation
    requested: int
    awarded: int
    fund: str
    delivery: Delivery


def decision_rows(body: Body, rng: Random) -> Iterator[Row]:
    """Every meeting, decision, option, payment, result, update and party, and at the end the allocations that pay for them."""
    spent: Counter[tuple[str, int]] = Counter()
    shapes = dozens(rng)
    for number in range(body.decisions):
        meeting, place = divmod(number, TOGETHER)
        community = body.communities[meeting % len(body.communities)]
        day = FIRST + timedelta(DAYS * meeting * TOGETHER // body.decisions)
        if place == 0:
            yield Row("meetings/meetings", _meeting(body, community, meeting, day, rng))
        decided = _decided(body, community, number, day, next(shapes), rng)
        spent[decided.fund, day.year - (day.month < 4)] += decided.awarded
        yield Row(f"decisions/{day.year}", _decision(body, decided, rng))
        yield from child_rows(decided.id, decided.shape, decided.awarded, decided.recipient, decided.delivery, rng)
    for (fund, year), pounds in sorted(spent.items()):
        if fund:
            yield Row("allocations/allocations", _allocation(body, fund, year, pounds))


def _meeting(body: Body, community: Community, number: int, day: date, rng: Random) -> dict[str, object]:
    return {
        "meeting_id": f"M-{number:06}",
        "title": f"{community.name}, {day:%B %Y}",
        "starts_at": f"{day}T18:30",
        "ends_at": f"{day}T20:30",
        "kind": "binding" if community.body_type in HELD_BY_COMMUNITY else "discussion",
        "status": "held",
        "community_id": community.id,
        "place": f"{body.place} Hall",
        "accessibility": "Step-free entrance and hearing loop.",
        "open_to": "Anyone who lives or works here",
        "minutes_url": f"https://www.example.org/{body.slug}/meetings/{number}",
        "attendance": rng.randrange(12, 220),
    }


def _decided(body: Body, community: Community, number: int, day: date, shape: Shape, rng: Random) -> Decided:
    requested = 100 * rng.randrange(10, 120) * rng.choice((1, 1, 1, 2, 4)) if shape.asks else 0
    awarded = requested * rng.randrange(60, 101) // 100 if shape.pays else 0
    return Decided(
        id=f"D-{day.year}-{number:06}",
        on=day,
        shape=shape,
        meeting=f"M-{number // TOGETHER:06}",
        community=community,
        recipient=rng.choice(body.organisations),
        requested=requested,
        awarded=awarded,
        fund=rng.choice(body.funds)[0] if shape.decision_type == "fund_award" else "",
        delivery=delivery(day, shape.approved, rng),
    )


def _decision(body: Body, decided: Decided, rng: Random) -> dict[str, object]:
    shape = decided.shape
    service = rng.randrange(body.services)
    topic = TOPICS[service % len(TOPICS)]
    return {
        "decision_id": decided.id,
        "title": f"{rng.choice(VERBS)} {topic[0].lower()}{topic[1:]}, {body.place} {service // len(TOPICS) + 1}",
        "summary": prose(rng, SUMMARY),
        "decision_date": decided.on,
        "decision_type": shape.decision_type,
        "outcome": shape.outcome,
        "reasons": prose(rng, REASONS),
        "priority": rng.choice(PRIORITIES),
        "service_id": service_id(service),
        "area_codes": decided.community.ward,
        "decided_by_type": decided.community.body_type,
        "community_id": decided.community.id,
        "meeting_id": decided.meeting,
        "department": rng.choice(DEPARTMENTS),
        "binding": "yes" if decided.community.body_type in HELD_BY_COMMUNITY else "no",
        **_votes(decided, rng),
        **_money(decided, rng),
        "delivery_status": decided.delivery.status,
        "status_reason": decided.delivery.reason,
        "act_by": decided.delivery.planned_start,
        "planned_start": decided.delivery.planned_start,
        "planned_end": decided.delivery.planned_end,
        "actual_start": decided.delivery.actual_start,
        "actual_end": decided.delivery.actual_end,
        "minutes_url": f"https://www.example.org/{body.slug}/decisions/{decided.id}",
        "last_modified": "2026-03-02",
    }


def _votes(decided: Decided, rng: Random) -> dict[str, object]:
    more, fewer = rng.randrange(12, 120), rng.randrange(12)
    in_favour, against = (more, fewer) if decided.shape.approved else (fewer, more)
    abstained = rng.randrange(6)
    return {
        "vote_method": "ballot" if decided.community.body_type == "resident_vote" else "show_of_hands",
        "votes_for": in_favour,
        "votes_against": against,
        "votes_abstain": abstained,
        "eligible": decided.community.eligible,
        "participants": in_favour + against + abstained,
    }


def _money(decided: Decided, rng: Random) -> dict[str, object]:
    capital = decided.awarded * rng.randrange(5) // 10
    return {
        "fund_id": decided.fund,
        "amount_requested": f"{decided.requested}.00" if decided.shape.asks else "",
        "amount_awarded": f"{decided.awarded}.00" if decided.shape.pays else "",
        "currency": "GBP" if decided.shape.asks else "",
        "capital": f"{capital}.00" if decided.shape.pays else "",
        "revenue": f"{decided.awarded - capital}.00" if decided.shape.pays else "",
        "recipient_name": decided.recipient.name if decided.shape.asks else "",
        "recipient_org_id": decided.recipient.id if decided.shape.asks else "",
        "recipient_type": "vcse" if decided.shape.asks else "",
    }


def _allocation(body: Body, fund: str, year: int, pounds: int) -> dict[str, object]:
    return {
        "fund_id": fund,
        "publisher": body.slug,
        "financial_year": f"{year}-{(year + 1) % 100:02}",
        "allocated_by": f"{body.place} Council",
        "amount": f"{(pounds // 10_000 + 1) * 10_000}.00",
    }
