"""A publisher's services, and how much say the community has in each."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from generator.demo.bodies import Body, Community
from generator.demo.folder import Row
from generator.demo.prose import prose

WORDS: Final = 60
TOPICS: Final = """Youth club|Community library|Lunch club|Advice line|Park keeping|Play scheme|Carers' support|Community transport|
Street cleaning|Repair workshop|Allotments|Family centre|Home help|Learning centre|Swimming lessons|Food bank|Energy advice|
Community hall|Safe routes to school|Befriending""".replace("\n", "").split("|")
DEPARTMENTS: Final = ("Communities", "Children and families", "Places", "Adult social care", "Environment", "Economy")
MODELS: Final = ("in_house", "contract", "grant", "community_run", "joint", "trust_or_mutual")
PROCESSES: Final = ("published_invitation_to_tender", "grant_scheme", "invitation_to_quote", "direct_award")
# How a kind of body usually shares in a service, and the level of power that goes with it.
POWER: Final = {
    "neighbourhood_board": ("binding_meetings", 3),
    "resident_vote": ("binding_meetings", 3),
    "citizens_assembly": ("binding_meetings", 3),
    "community_organisation": ("legal_control", 4),
    "local_partnership_group": ("discussion_meetings", 2),
    "parish_or_community_council": ("discussion_meetings", 2),
    "committee": ("conversations", 1),
    "cabinet": ("none", 0),
}
BOLD: Final = 8  # one claim in eight is of binding meetings, whatever the record shows


def service_id(number: int) -> str:
    """The id of a publisher's numbered service."""
    return f"S-{number:05}"


def service_rows(body: Body, rng: Random) -> Iterator[Row]:
    """Every service with its statement of power."""
    for number in range(body.services):
        community = body.communities[number % len(body.communities)]
        yield Row("services/services", _service(body, community, number, rng))
        yield Row("power/power", _power(community, number, rng))


def _service(body: Body, community: Community, number: int, rng: Random) -> dict[str, object]:
    provider = rng.choice(body.organisations)
    starts = date(2021, 4, 1) + timedelta(rng.randrange(1_400))
    ends = starts + timedelta(365 * rng.randrange(2, 6))
    yearly = 500 * rng.randrange(4, 240)
    return {
        "service_id": service_id(number),
        "name": f"{TOPICS[number % len(TOPICS)]}, {body.place} {number // len(TOPICS) + 1}",
        "description": prose(rng, WORDS),
        "status": "active" if rng.random() < 0.9 else "inactive",
        "service_type": "core" if rng.random() < 0.4 else "discretionary",
        "service_category": TOPICS[number % len(TOPICS)],
        "department": rng.choice(DEPARTMENTS),
        "url": f"https://www.example.org/{body.slug}/services/{number}",
        "provider_name": provider.name,
        "provider_org_id": provider.id,
        "delivery_model": rng.choice(MODELS),
        "process": rng.choice(PROCESSES),
        "contract_ref": f"C-{number:05}",
        "annual_budget": f"{yearly}.00",
        "contract_value": f"{yearly * (ends.year - starts.year)}.00",
        "vat_basis": "excluded",
        "start_date": starts,
        "end_date": ends,
        "review_date": ends - timedelta(180),
        "area_codes": community.ward,
        "community_id": community.id,
        "last_modified": "2026-03-02",
    }


def _power(community: Community, number: int, rng: Random) -> dict[str, object]:
    method, level = POWER[community.body_type] if rng.randrange(BOLD) else ("binding_meetings", 3)
    assessed = date(2025, 4, 1) + timedelta(rng.randrange(330))
    in_force = rng.random() < 0.9
    return {
        "service_id": service_id(number),
        "community_id": community.id,
        "state": "in_force" if in_force else "proposed",
        "network_type": community.network_type,
        "transfer_method": method,
        "power_level": level,
        "stages": "needs;budget;review" if level > 2 else "needs",
        "people_involved": rng.randrange(5, 400),
        "evidence_url": f"https://www.example.org/{community.id}/terms-of-reference" if level > 1 else "",
        "community_view": rng.choice(("agrees", "agrees", "partly_agrees", "disagrees", "not_asked")),
        "assessed_by": "Head of Communities",
        "effective_on": assessed - timedelta(rng.randrange(30, 700)) if in_force else "",
        "assessed_on": assessed,
        "next_review": assessed + timedelta(365),
    }
