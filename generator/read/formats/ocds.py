"""OCDS releases → services, and the decisions, parties, organisations and payments that stand in them."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as ReadOnly
from functools import partial
from typing import Any

from generator.model import Column, Ledger, Row, Table
from generator.problems import PLACES_SHOWN, Problem, quoted
from generator.read import headings
from generator.read.formats import filling, ocds_compile, ocds_prepare, ocds_report, scalars, takes
from generator.read.formats.mapping import Mapping, Yield
from generator.read.formats.ocds_compile import Json, Process
from generator.read.reading import Reading
from generator.schemas import Schema


def read(data: Any, mapping: Mapping, kinds: ReadOnly[str, Schema]) -> Reading:
    """The tables of a parsed file: a services row per process, by its first number.

    Releases of a process beyond its first are counted as merged. Processes that stand in several files are merged by the
    caller, who knows all files.
    """
    found = ocds_compile.releases(data)
    processes = ocds_compile.processes(found.releases)
    public = [(process, ocds_prepare.public(process.compiled, mapping)) for process in processes]
    faults = {process.number: fault for process, release in public for fault in _nested(process, release, mapping)}
    good = [(process, ocds_prepare.prepared(release, mapping)) for process, release in public if process.number not in faults]
    if found.problems and not found.rows_in:
        return Reading(problems=found.problems)
    merged = sum(process.releases - 1 for process in processes)
    problems = (
        *found.problems,
        *faults.values(),
        *ocds_report.problems(processes, good, mapping, kinds),
        *(problem for part in mapping.tables for problem in _findings(part, good, kinds)),
    )
    tables = [_table(part, good, kinds) for part in mapping.tables if part.kind in kinds]
    ledger = Ledger(found.rows_in, withheld=len(found.problems) + len(faults), rows_merged=merged)
    if not found.rows_in:
        return Reading(problems=(*problems, Problem("headings-only")))
    return Reading(tuple(table for table in tables if table.rows or table.counted), problems, ledger)


def _nested(process: Process, release: Json, mapping: Mapping) -> Iterator[Problem]:
    for part in mapping.tables:
        for chain in ocds_prepare.rows(release, part.each):
            for path in {source for ways in part.fields.values() for take in ways for source in take.sources}:
                for leaf in ocds_prepare.at(chain, path):
                    if scalars.nested(leaf):
                        where = "/".join([*part.each, path]) if not path.startswith(("/", "../")) else path.lstrip("./")
                        details = {"path": quoted(where), "found": scalars.named(leaf)}
                        yield Problem("nested-value", row=process.number, details=details)
                        return


def _table(part: Yield, releases: Sequence[tuple[Process, Json]], kinds: ReadOnly[str, Schema]) -> Table:
    fields = {field: ways for field, ways in part.fields.items() if field in kinds[part.kind].by_name}
    rows = tuple(
        Row(process.number, 0, tuple(takes.first(ways, look)[0] for ways in fields.values()))
        for process, release in releases
        for look in _looks(part, release)
        if all(any(text.strip() for name in group for text in look(name)) for group in part.needs)
    )
    columns = tuple(Column(field, _path(part, ways[0].sources)) for field, ways in fields.items())
    kept = filling.once(rows, tuple(fields), part.once) if part.once else rows
    return Table(part.kind, "", columns, kept, native=False, counted=not part.each)


def _looks(part: Yield, release: Json) -> Iterator[takes.Look]:
    for chain in ocds_prepare.rows(release, part.each):
        yield partial(ocds_prepare.texts, chain)


def _path(part: Yield, sources: Sequence[str]) -> str:
    return ocds_report.absolute(part, sources[0]) if sources else ""


def _findings(part: Yield, releases: Sequence[tuple[Process, Json]], kinds: ReadOnly[str, Schema]) -> Iterator[Problem]:
    for field, ways in part.fields.items():
        if part.kind not in kinds or field not in kinds[part.kind].by_name or part.once:
            continue
        left = [
            (process.number, text)
            for process, release in releases
            for look in _looks(part, release)
            if not takes.first(ways, look)[0] and (text := takes.left_out(ways, look))
        ]
        if left:
            number, text = left[0]
            heading = headings.listed(_path(part, take.sources) for take in ways if take.sources)
            more = tuple(row for row, _ in left[1 : PLACES_SHOWN + 1])
            details = {"heading": heading}
            yield Problem(
                "value-not-mapped",
                row=number,
                field=field,
                value=text,
                details=details,
                count=len(left),
                more_rows=more,
            )
