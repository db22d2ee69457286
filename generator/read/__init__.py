"""Bytes of one source → tables of text and problems. Nothing here raises, whatever the bytes are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import PurePosixPath
from typing import Final

from generator.model import Ledger, Source
from generator.problems import Problem
from generator.read import archive, decoding, delimited, entries, headings, limits, native, refusals, rows, workbook
from generator.read.formats import grants_json, mapping, ocds, tabular
from generator.read.reading import Reading
from generator.read.sheets import Sheet
from generator.schemas import Schemas

NATIVE: Final = "native"
WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True, slots=True)
class _Content:
    """The sheets of a file, what was found while it was split into them, and the rows that could not be."""

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
    unsplit: int = 0


def read(source: Source, data: bytes, schemas: Schemas) -> Reading:
    """The tables of one source, every problem found on the way, and the account of its rows.

    The format is the source's; a zip file is read as the one file in it. Problems carry the source's publisher and path.
    """
    reading = _read(source, source.path, data, schemas)
    told = tuple(replace(problem, publisher=source.publisher, path=source.path) for problem in reading.problems)
    return replace(reading, problems=told)


def _read(source: Source, name: str, data: bytes, schemas: Schemas) -> Reading:
    suffix = PurePosixPath(name).suffix.lower()
    faults = tuple(filter(None, (_unknown(source, suffix, schemas), limits.too_big(len(data)))))
    faults = faults or tuple(filter(None, (refusals.refusal(name, data),)))
    if faults:
        return Reading(problems=faults)
    if suffix == ".zip":
        return _unzipped(source, data, schemas)
    if suffix == ".json" and source.format != NATIVE:
        return _foreign_json(source, data, schemas)
    content = _content(suffix, data)
    reading = _tables(source, content, schemas)
    ledger = _sum(reading.ledger, Ledger(rows_in=content.unsplit, withheld=content.unsplit))
    return Reading(reading.tables, (*content.problems, *reading.problems), ledger)


def _unknown(source: Source, suffix: str, schemas: Schemas) -> Problem | None:
    formats = (NATIVE, *mapping.FORMATS)
    if source.format not in formats:
        return Problem("format-unknown", value=source.format, details={"formats": headings.listed(formats)})
    if source.format == NATIVE and source.kind and source.kind not in schemas.kinds:
        kinds = headings.listed(sorted(schemas.kinds), most=20)
        return Problem("kind-unknown", value=source.kind, details={"kinds": kinds})
    if suffix in {".zip"} or source.format == NATIVE:
        return None
    wanted = {"360giving": "CSV, Excel or JSON files", "ocds": "JSON files"}.get(source.format, "CSV or Excel files")
    if ("JSON" in wanted, "CSV" in wanted) in {(False, True)} and suffix == ".json":
        pass
    return None


def _unzipped(source: Source, data: bytes, schemas: Schemas) -> Reading:
    raise NotImplementedError


def _sum(one: Ledger, other: Ledger) -> Ledger:
    return Ledger(
        rows_in=one.rows_in + other.rows_in,
        withheld=one.withheld + other.withheld,
        rows_blank=one.rows_blank + other.rows_blank,
        rows_total=one.rows_total + other.rows_total,
        rows_merged=one.rows_merged + other.rows_merged,
    )
