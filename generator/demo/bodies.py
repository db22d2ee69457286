"""The invented publishers: how much each has to publish, its areas, organisations, community bodies and funds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from generator.demo.folder import Row
from generator.demo.names import organisation_name, place_name

WARDS: Final = 10
SHARED: Final = 10  # one in ten of a publisher's organisations also works for the publisher before
UNREGISTERED: Final = 3  # one in three organisations has no registered number

BODY_TYPES: Final = (
    ("neighbourhood_board", "Neighbourhood Board"),
    ("committee", "Communities Committee"),
    ("resident_vote", "Residents' Meeting"),
    ("local_partnership_group", "Local Partnership"),
    ("citizens_assembly", "Citizens' Assembly"),
    ("cabinet", "Cabinet"),
    ("community_organisation", "Community Association"),
    ("parish_or_community_council", "Community Council"),
)
STRIDE: Final = 5  # publishers begin at different kinds of bodies, so that few of them have all the kinds
NETWORKS: Final = (("whole_area", ""), ("need_or_interest", "Young people and their families"), ("whole_area", ""))


@dataclass(frozen=True, slots=True)
class Organisation:
    """A recipient or provider; one that is `registered` may stand with several publishers."""

    id: str
    name: str
    registered: bool


@dataclass(frozen=True, slots=True)
class Community:
    """A body that decides, or has a say."""

    id: str
    name: str
    body_type: str
    network_type: str
    need: str
    ward: str
    eligible: int


@dataclass(frozen=True, slots=True)
class Body:
    """A publisher to be: `services` and `decisions` say how many it has, `wards` are codes."""

    number: int
    place: str
    services: int
    decisions: int
    organisations: tuple[Organisation, ...]
    communities: tuple[Community, ...]

    @property
    def slug(self) -> str:
        """The publisher's id."""
        return self.place.lower().replace(" ", "-")

    @property
    def code(self) -> str:
        """The code of its area."""
        return f"E067{self.number:05}"

    @property
    def wards(self) -> tuple[str, ...]:
        """The codes of the areas within its area."""
        return tuple(f"E05{700_000 + self.number * WARDS + ward:06}" for ward in range(WARDS))

    @property
    def funds(self) -> tuple[tuple[str, str], ...]:
        """The ids and names of its own funds."""
        return ("community-budget", f"{self.place} Community Budget"), (
            "neighbourhood-grants",
            f"{self.place} Neighbourhood Grants",
        )


def bodies(publishers: int, records: int, rng: Random) -> tuple[Body, ...]:
    """As many publishers as asked for, with one service to four decisions, shared out evenly."""
    services = _shares(records // 5, publishers)
    decisions = _shares(records - records // 5, publishers)
    each = max(4, records // (10 * publishers))
    made = []
    for number in range(publishers):
        own = tuple(_organisation(number * each + place) for place in range(each))
        after = (number + 1) % publishers * each
        others = (_organisation(after + place) for place in range(each // SHARED) if publishers > 1)
        organisations = (*own, *(other for other in others if other.registered))
        communities = tuple(_community(number, place, rng) for place in range(max(1, services[number] // 25)))
        made.append(Body(number, place_name(number), services[number], decisions[number], organisations, communities))
    return tuple(made)


def _shares(whole: int, parts: int) -> list[int]:
    return [whole * (part + 1) // parts - whole * part // parts for part in range(parts)]


def _organisation(number: int) -> Organisation:
    kind = number % UNREGISTERED
    ids = (f"GB-CHC-9{number:06}", f"GB-COH-99{number:06}", f"own-{number:06}")
    return Organisation(ids[kind], organisation_name(number), kind < UNREGISTERED - 1)


def _community(publisher: int, number: int, rng: Random) -> Community:
    body_type, called = BODY_TYPES[(publisher * STRIDE + number) % len(BODY_TYPES)]
    network_type, need = NETWORKS[number % len(NETWORKS)]
    name = f"{place_name(publisher * WARDS + number)} {called}"
    ward = f"E05{700_000 + publisher * WARDS + number % WARDS:06}"
    return Community(f"body-{number + 1:04}", name, body_type, network_type, need, ward, rng.randrange(400, 9_000))


def area_rows(everyone: Sequence[Body]) -> Iterator[Row]:
    """The areas of all publishers, and the wards within them, for the shared reference."""
    for body in everyone:
        lat, lon = 52 + body.number % 40 / 20, -1 + body.number // 40 % 40 / 20
        yield _area_row(body.code, body.place, "unitary_authority", "", lat, lon)
        for number, ward in enumerate(body.wards):
            name = f"{body.place} {place_name(number * 31 + 7)}"
            yield _area_row(ward, name, "ward", body.code, lat + number / 1_000, lon)


def _area_row(code: str, name: str, kind: str, parent: str, lat: float, lon: float) -> Row:
    return Row(
        "synthetic-areas", {"code": code, "name": name, "type": kind, "parent": parent, "lat": f"{lat:.3f}", "lon": f"{lon:.3f}"}
    )


def body_rows(body: Body) -> Iterator[Row]:
    """A publisher's organisations, community bodies and funds."""
    for one in body.organisations:
        yield Row("organisations/organisations", {"org_id": one.id, "name": one.name, "url": f"https://www.example.org/{one.id}"})
    for community in body.communities:
        yield Row("communities/communities", _community_cells(community))
    for fund_id, name in body.funds:
        cells = {
            "fund_id": fund_id,
            "name": name,
            "funder": f"{body.place} Council",
            "period_start": "2021-04-01",
            "period_end": "2026-03-31",
        }
        yield Row("funds/funds", cells)


def _community_cells(community: Community) -> dict[str, object]:
    return {
        "community_id": community.id,
        "name": community.name,
        "network_type": community.network_type,
        "body_type": community.body_type,
        "area_codes": community.ward,
        "need_or_interest": community.need,
        "terms_of_reference_url": f"https://www.example.org/{community.id}/terms-of-reference",
        "start_date": "2021-01-11",
    }


def facts(body: Body) -> str:
    """The text of a publisher.yml that marks the data as a demonstration."""
    return f"""id: {body.slug}
name: {body.place} Council
org_id: GB-LAE-Z{body.number:03}
gss: {body.code}
prefix_360giving: 360G-{body.slug}
ocid_prefix: ocds-zz{body.number:04}
website: https://www.example.org/{body.slug}
licence: OGL-UK-3.0
contact: open.data@example.org
update_frequency: monthly
demonstration: true
gaps:
  - kind: decisions
    field: conflicts_declared
    reason: The numbers and names here are made up, and so nobody had an interest to declare.
"""
