"""Releases of an OCDS file → one compiled release per process, the later word on each point counting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.problems import Problem
from generator.read.formats import scalars

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Process:
    """What is known of one ocid: the number of its first release in the file, how many there were, and all they say."""

    number: int
    releases: int
    compiled: Json


@dataclass(frozen=True, slots=True)
class Found:
    """The releases of a file (each with its number from 1), or why there are none; `rows_in` counts them all."""

    releases: tuple[tuple[int, Json], ...] = ()
    problems: tuple[Problem, ...] = ()
    rows_in: int = 0


def releases(data: Any) -> Found:
    """The releases of a single release, a list of them, a release package or a record package."""
    listed = _listed(data)
    if listed is None:
        return Found(problems=(Problem("json-not-ocds", details={"found": scalars.named(data)}),))
    problems = [problem for number, release in enumerate(listed, 1) for problem in _faults(number, release)]
    spoiled = {problem.row for problem in problems}
    good = tuple((number, release) for number, release in enumerate(listed, 1) if number not in spoiled)
    return Found(good, tuple(problems), len(listed))


def _listed(data: Any) -> list[Any] | None:
    if isinstance(data, list):
        return [release for entry in data for release in (_listed(entry) or [entry])]
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("releases"), list) and "ocid" not in data:
        return list(data["releases"])
    if isinstance(data.get("records"), list):
        return [release for record in data["records"] for release in _of_record(record)]
    return [data] if "ocid" in data else None


def _of_record(record: Any) -> list[Any]:
    if not isinstance(record, dict):
        return [record]
    if isinstance(record.get("compiledRelease"), dict):
        return [record["compiledRelease"]]
    listed = record.get("releases")
    if not isinstance(listed, list) or not listed:
        return [record]
    ocid = {"ocid": record["ocid"]} if "ocid" in record else {}
    return [{**ocid, **release} if isinstance(release, dict) and not _linked(release) else release for release in listed]


def _linked(release: Json) -> bool:
    return "url" in release and not {"id", "tender", "awards", "contracts", "planning", "buyer"} & set(release)


def _faults(number: int, release: Any) -> Iterator[Problem]:
    if not isinstance(release, dict):
        yield Problem("entry-not-record", row=number, details={"found": scalars.named(release), "wanted": "a release"})
    elif _linked(release):
        yield Problem("release-linked", row=number, value=scalars.text(release["url"]))
    elif not isinstance(release.get("ocid"), str) or not release["ocid"].strip():
        yield Problem("release-without-ocid", row=number)


def processes(found: Sequence[tuple[int, Json]]) -> tuple[Process, ...]:
    """One process per ocid, in the order of the file; among releases the later date wins, then the later place."""
    groups: dict[str, list[tuple[int, Json]]] = {}
    for number, release in found:
        groups.setdefault(release["ocid"], []).append((number, release))
    return tuple(_process(group) for group in groups.values())


def _process(group: list[tuple[int, Json]]) -> Process:
    compiled: Json = {}
    for _, release in sorted(group, key=lambda numbered: scalars.text(numbered[1].get("date"))):
        compiled = merged(compiled, release)
    return Process(group[0][0], len(group), compiled)


def merged(older: Json, newer: Json) -> Json:
    """Two objects as one: what the newer states replaces, lists are merged by id, null removes."""
    result = {**older}
    for key, value in newer.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _merged_value(result.get(key), value)
    return result


def _merged_value(older: Any, newer: Any) -> Any:
    if isinstance(older, dict) and isinstance(newer, dict):
        return merged(older, newer)
    if isinstance(older, list) and isinstance(newer, list) and _identified(older) and _identified(newer):
        return _merged_list(older, newer)
    return newer


def _identified(members: list[Any]) -> bool:
    ids = [scalars.text(member.get("id")) if isinstance(member, dict) else "" for member in members]
    return all(ids) and len(set(ids)) == len(ids)


def _merged_list(older: list[Json], newer: list[Json]) -> list[Json]:
    members = {scalars.text(member["id"]): member for member in older}
    for member in newer:
        key = scalars.text(member["id"])
        members[key] = merged(members.get(key, {}), member)
    return list(members.values())
