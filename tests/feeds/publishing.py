"""A made-up council with a fund, a community, meetings and a service, and its feeds as a program gets them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from icalendar import Calendar, Component

from generator.artefacts import Artefact
from generator.assemble import measure
from generator.build import Built
from generator.feeds import feeds
from tests.history.councils import built, commit, council, decision, git, table, write

ADDRESS = "https://p.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
BOARD, FUND = "communities/eastmere/board/", "funds/eastmere/pot/"
DECISIONS = (*decision("D"), "fund_id", "community_id", "recipient_name")
MEETING = {
    "meeting_id": "M-1", "title": "Board meets", "starts_at": "2026-07-01T19:00", "ends_at": "2026-07-01T21:00", "kind": "binding",
    "status": "planned", "community_id": "board", "fund_id": "", "place": "Hall, Station Road; Eastfield",
    "accessibility": "Step-free entrance", "how_to_join": "Come along", "online_url": "https://council.example/live",
}  # fmt: skip
SERVICE = {
    "service_id": "S-1", "name": "Youth club", "description": "Three evenings", "service_type": "core", "status": "active",
    "provider_name": "Acme Ltd", "end_date": "2026-03-31", "review_date": "2026-02-28",
}  # fmt: skip
POWER = {
    "service_id": "S-1", "community_id": "board", "state": "in_force", "network_type": "whole_area",
    "transfer_method": "binding_meetings", "power_level": "3", "assessed_by": "Eastmere Council", "assessed_on": "2025-06-01",
    "next_review": "2026-06-01",
}  # fmt: skip
COMMUNITY = {"community_id": "board", "name": "Eastfield Board", "network_type": "whole_area", "body_type": "neighbourhood_board"}


def founded(folder: Path) -> Path:
    """A council that published everything in one commit on 1 October 2025."""
    data = council(folder)
    rows("communities", [COMMUNITY], data)
    rows("funds", [{"fund_id": "pot", "name": "Community pot"}, {"fund_id": "other", "name": "Other pot"}], data)
    rows("services", [SERVICE], data)
    rows("power", [POWER], data)
    rows("meetings", [MEETING], data)
    decided(
        data, decision("D-1", title="Evening sessions", fund_id="pot", community_id="board"), decision("D-2", title="Benches")
    )
    commit(data, "First", "2025-10-01")
    return data


def rows(kind: str, members: Sequence[Mapping[str, str]], data: Path) -> None:
    """Writes a council's only file of a kind."""
    names = list(dict.fromkeys(name for member in members for name in member))
    write(data, f"{kind}/a.csv", table(members, names))


def decided(data: Path, *members: Mapping[str, str]) -> None:
    """Writes a council's decisions."""
    write(data, "decisions/a.csv", table(members, DECISIONS))


def feeds_of(done: Built, address: str = ADDRESS) -> dict[str, Artefact]:
    """Every feed of a portal by its path."""
    measures = measure(done.portal, done.schemas)
    made = list(feeds(done.portal, done.schemas, measures, done.history, "Portal", address))
    found = {one.path: one for one in made}
    assert len(found) == len(made), "no two feeds have one path"
    return found


def published(data: Path) -> dict[str, Artefact]:
    """Every feed of what is committed."""
    return feeds_of(built(data))


def entries(artefact: Artefact) -> list[dict[str, str]]:
    """The entries of an Atom feed: the text of each element by its name, and where its link leads."""
    found = []
    for entry in ElementTree.fromstring(artefact.content).findall(f"{ATOM}entry"):
        told = {element.tag.removeprefix(ATOM): element.text or "" for element in entry}
        link, name = entry.find(f"{ATOM}link"), entry.find(f"{ATOM}author/{ATOM}name")
        assert link is not None
        assert name is not None
        found.append(told | {"link": link.attrib["href"], "author": name.text or ""})
    return found


def titles(artefact: Artefact) -> list[str]:
    """What an Atom feed's entries are called."""
    return [one["title"] for one in entries(artefact)]


def as_json(artefact: Artefact) -> Any:
    """A JSON Feed as its reader has it."""
    return json.loads(artefact.content)


def events(artefact: Artefact) -> list[Component]:
    """The events of a calendar."""
    return list(Calendar.from_ical(artefact.content).walk("VEVENT"))


def summaries(artefact: Artefact) -> list[str]:
    """What a calendar's events are called."""
    return [str(one["summary"]) for one in events(artefact)]


__all__ = ["commit", "decision", "git"]
