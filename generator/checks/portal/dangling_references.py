"""References to what is not there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from typing import Final

from generator.checks.telling import Hit, gathered
from generator.model import Portal, Record
from generator.problems import Problem
from generator.schemas import Field, Schemas

OF_THEIR_OWN: Final = frozenset({"parties", "allocations"})  # kinds with a rule that no schema can say
MOST_COMPARED: Final = 2_000  # ids among which the closest is looked for
MOST_ANSWERED: Final = 50  # findings told together for which it is


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Warns of ids that name no record; of area codes in the files of other standards it only says so once a file."""
    foreign = frozenset(account.source.path for account in portal.accounts if account.source.format not in {"", "native"})
    return answered(
        portal, gathered((hit for kind in portal.records for hit in _hits(portal, schemas, kind, foreign)), by_value=True)
    )


def answered(portal: Portal, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The same findings, the first of the references among them with the id that was perhaps meant."""
    ids: dict[tuple[str, str], tuple[str, ...]] = {}
    left = MOST_ANSWERED
    for problem in problems:
        if problem.code == "reference-dangling":
            closest, left = _closest(portal, problem, ids) if left else "", max(left - 1, 0)
            problem = replace(problem, details={**problem.details, "closest": closest}) if closest else problem
        yield problem


def _hits(portal: Portal, schemas: Schemas, kind: str, foreign: frozenset[str]) -> Iterator[Hit]:
    fields = [(field.name, field.refers_to) for field in schemas.kinds[kind].fields if _is_judged(portal, field)]
    resolve = cache(portal.resolve)  # the same areas, funds and bodies are named again and again
    for record in portal.records[kind]:
        values = record.values
        for name, refers_to in fields:
            if name in values:
                value = values[name]
                for identifier in value if isinstance(value, tuple) else (value,):
                    if resolve(record.publisher, refers_to, identifier) is None:
                        yield _hit(record, name, identifier, refers_to, record.origin.path in foreign)
        if kind in OF_THEIR_OWN:
            yield from _of_its_own(portal, record)


def _is_judged(portal: Portal, field: Field) -> bool:
    # Without a list of areas nothing can be said about codes; organisations need no record of their own.
    if field.reads not in {"ref", "refs"} or field.refers_to in {"", "organisations"}:
        return False
    return field.refers_to != "areas" or bool(portal.records.get("areas"))


def _hit(record: Record, field: str, identifier: str, kind: str, is_foreign: bool) -> Hit:
    if is_foreign and kind == "areas":
        return Hit(record, "area-unlisted", field, identifier)
    return Hit(record, "reference-dangling", field, identifier, {"kind": kind, "closest": ""})


def _of_its_own(portal: Portal, record: Record) -> Iterator[Hit]:
    # What the schema cannot say: a party's id is of the kind that the row names, an allocation names a publisher.
    if record.kind == "parties":
        kind, identifier = record.get("kind"), record.get("id")
        if kind and identifier and portal.resolve(record.publisher, kind, identifier) is None:
            yield _hit(record, "id", identifier, kind, False)
    elif record.kind == "allocations" and record.get("publisher") not in {None, *portal.publishers}:
        yield _hit(record, "publisher", record.values["publisher"], "publishers", False)


def _closest(portal: Portal, problem: Problem, ids: dict[tuple[str, str], tuple[str, ...]]) -> str:
    place = (problem.publisher, problem.details["kind"])
    if place not in ids:
        ids[place] = tuple(_known(portal, *place))
    start = problem.value[:1].casefold()
    near = ids[place] if len(ids[place]) <= MOST_COMPARED else [one for one in ids[place] if one[:1].casefold() == start]
    matches = get_close_matches(problem.value, near[:MOST_COMPARED], n=1, cutoff=0.6)
    return f' Closest: "{matches[0]}".' if matches else ""


def _known(portal: Portal, publisher: str, kind: str) -> Iterable[str]:
    if kind == "publishers":
        return portal.publishers
    return (record.key for record in portal.records.get(kind, ()) if record.publisher in {"", publisher})
