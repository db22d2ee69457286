"""A 360Giving JSON file → the sheet that the same grants would fill, with paths as headings."""

from collections.abc import Iterator
from collections.abc import Mapping as ReadOnly
from dataclasses import replace
from typing import Any

from generator.model import Row
from generator.problems import Problem, quoted
from generator.read import headings
from generator.read.formats import scalars, tabular
from generator.read.formats.mapping import Mapping
from generator.read.headings import normal
from generator.read.reading import Reading
from generator.read.sheets import Sheet
from generator.schemas import Schema


def read(data: Any, mapping: Mapping, kinds: ReadOnly[str, Schema]) -> Reading:
    """The tables of a parsed file; a grant's row number is its place in the list, from 1."""
    grants = data.get("grants") if isinstance(data, dict) else None
    if not isinstance(grants, list):
        return Reading(problems=(_not_grants(data),))
    if not grants:
        return Reading(problems=(Problem("headings-only"),))
    unread = [problem for number, grant in enumerate(grants, 1) for problem in _faults(number, grant, mapping)]
    spoiled = {problem.row for problem in unread}
    flat = {number: dict(_flat(grant, "")) for number, grant in enumerate(grants, 1) if number not in spoiled}
    reading = _tables(flat, mapping, kinds) if flat else Reading()
    ledger = replace(reading.ledger, rows_in=len(grants), withheld=reading.ledger.withheld + len(grants) - reading.ledger.rows_in)
    return Reading(reading.tables, (*unread, *reading.problems), ledger)


def _tables(flat: dict[int, dict[str, str]], mapping: Mapping, kinds: ReadOnly[str, Schema]) -> Reading:
    paths = tuple(dict.fromkeys(["id", *(path for grant in flat.values() for path in grant)]))
    body = [Row(number, 0, tuple(grant.get(path, "") for path in paths)) for number, grant in flat.items()]
    return tabular.below(Sheet("", (Row(0, 0, paths), *body)), 0, mapping, kinds)


def _not_grants(data: Any) -> Problem:
    found = f"an object with {headings.listed(data)}" if isinstance(data, dict) and data else scalars.named(data)
    return Problem("json-not-360giving", details={"found": found})


def _faults(number: int, grant: Any, mapping: Mapping) -> Iterator[Problem]:
    if not isinstance(grant, dict):
        yield Problem("entry-not-record", row=number, details={"found": scalars.named(grant), "wanted": "a grant"})
        return
    for path, value in _branches(grant, ""):
        if normal(path) in mapping.known:
            details = {"path": quoted(path), "found": scalars.named(value)}
            yield Problem("nested-value", row=number, details=details)
            return


def _branches(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    for key, child in _children(value):
        if scalars.nested(child):
            if isinstance(value, dict):
                yield f"{path}{key}", child
            yield from _branches(child, f"{path}{key}/")


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    for key, child in _children(value):
        if scalars.nested(child):
            yield from _flat(child, f"{path}{key}/")
        else:
            yield f"{path}{key}", scalars.text(child)


def _children(value: Any) -> Iterator[tuple[Any, Any]]:
    return iter(value.items() if isinstance(value, dict) else enumerate(value))
