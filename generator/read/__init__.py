"""Bytes of one source → tables of text and problems. Nothing here raises, whatever the bytes are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Final

from generator.model import Ledger, Source, Table
from generator.problems import Problem
from generator.read import archive, decoding, delimited, entries, headings, limits, native, refusals, rows, workbook
from generator.read.formats import grants_json, mapping, ocds, tabular
from generator.read.reading import Reading
from generator.read.sheets import Sheet
from generator.schemas import Schemas

NATIVE: Final = "native"
WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
YAML: Final = frozenset({".yml", ".yaml"})
TEXTS: Final = frozenset({".csv", ".tsv", ".txt", ".xls"})
# What each format is read from, in words and by the ends of file names; zip files hold one of these.
FILES: Final[Mapping[str, tuple[str, frozenset[str]]]] = MappingProxyType(
    {
        NATIVE: ("CSV, Excel, YAML or JSON files", TEXTS | WORKBOOKS | YAML | {".json"}),
        "360giving": ("CSV, Excel or JSON files", TEXTS | WORKBOOKS | {".json", ".zip"}),
        "ocds": ("JSON files", frozenset({".json", ".zip"})),
        "lgtc": ("CSV or Excel files", TEXTS | WORKBOOKS | {".zip"}),
    }
)


@dataclass(frozen=True, slots=True)
class _Content:
    """The sheets of a file, what was found while it was split into them, and the rows that could not be."""

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
    unsplit: int = 0


def read(source: Source, data: bytes, schemas: Schemas) -> Reading:
    """The tables of one source, every problem found on the way, and the account of its rows.

    The format is the source's; a zip file is read as the one file in it. Problems carry the publisher and path.
    """
    refusal = limits.too_big(len(data))
    reading = Reading(problems=(refusal,)) if refusal else _read(source, source.path, data, schemas)
    told = tuple(replace(problem, publisher=source.publisher, path=source.path) for problem in reading.problems)
    return replace(reading, problems=told)


def _read(source: Source, name: str, data: bytes, schemas: Schemas) -> Reading:
    suffix = PurePosixPath(name).suffix.lower()
    fault = _unknown(source, suffix, schemas) or refusals.refusal(name, data)
    if fault:
        return Reading(problems=(fault,))
    if suffix == ".zip":
        return _unzipped(source, data, schemas)
    if suffix == ".json" and source.format != NATIVE:
        return _foreign_json(source.format, data, schemas)
    named = (Problem("text-named-xls"),) if refusals.is_text_named_xls(name, data) else ()
    content = _content(suffix, data)
    reading = _tables(source, content, schemas)
    ledger = _sum(reading.ledger, Ledger(rows_in=content.unsplit, withheld=content.unsplit))
    # Rows that could not be split are rows, so it would be false to say that there are none.
    found = (problem for problem in reading.problems if not (content.unsplit and problem.code == "headings-only"))
    return Reading(reading.tables, (*named, *content.problems, *found), ledger)


def _unknown(source: Source, suffix: str, schemas: Schemas) -> Problem | None:
    formats = (NATIVE, *mapping.FORMATS)
    if source.format not in formats:
        return Problem("format-unknown", value=source.format, details={"formats": headings.listed(formats)})
    if source.format == NATIVE and source.kind and source.kind not in schemas.kinds:
        kinds = headings.listed(sorted(schemas.kinds), most=20)
        return Problem("kind-unknown", value=source.kind, details={"kinds": kinds})
    wanted, suffixes = FILES.get(source.format, FILES["lgtc"])
    if suffix in suffixes:
        return None
    title = mapping.load(source.format).title if source.format != NATIVE else "Our own format"
    return Problem(
        "format-other-file",
        value=suffix or PurePosixPath(source.path).name,
        details={"format": title, "wanted": wanted},
    )


def _unzipped(source: Source, data: bytes, schemas: Schemas) -> Reading:
    inner, problems = archive.unzip(data)
    if inner is None:
        return Reading(problems=problems)
    name, unpacked = inner
    reading = _read(source, name, unpacked, schemas)
    return replace(reading, problems=(*problems, *reading.problems))


def _foreign_json(format_: str, data: bytes, schemas: Schemas) -> Reading:
    text, problems = decoding.decode(data)
    if text is None:
        return Reading(problems=problems)
    parsed, faults = entries.from_json(text)
    if faults:
        return Reading(problems=(*problems, *faults))
    how = ocds.read if format_ == "ocds" else grants_json.read
    reading = how(parsed, mapping.load(format_), schemas.kinds)
    return replace(reading, problems=(*problems, *reading.problems))


def _content(suffix: str, data: bytes) -> _Content:
    if suffix in WORKBOOKS:
        return _Content(*workbook.sheets(data))
    text, problems = decoding.decode(data)
    if text is None:
        # Nothing can be read, but its lines can be counted: they are rows that are withheld.
        lines = sum(1 for line in data.splitlines() if line.strip(b" ,;\t\r\x00"))
        return _Content(problems=problems, unsplit=max(lines - 1, 0) if suffix not in {*YAML, ".json"} else 0)
    if suffix == ".json":
        return _entries(*entries.from_json(text), problems)
    sheet, faults, unsplit = delimited.sheet(text) if suffix not in YAML else (*entries.from_yaml(text), 0)
    return _Content((sheet,) if sheet else (), (*problems, *faults), unsplit)


def _entries(parsed: Any, faults: tuple[Problem, ...], problems: tuple[Problem, ...]) -> _Content:
    if faults:
        return _Content(problems=(*problems, *faults))
    sheet, more = entries.as_sheet(parsed)
    return _Content((sheet,) if sheet else (), (*problems, *more))


def _tables(source: Source, content: _Content, schemas: Schemas) -> Reading:
    if any(problem.withholds == "file" for problem in content.problems):
        return Reading(ledger=_joined(Reading(ledger=rows.refused(sheet.rows[1:])) for sheet in content.sheets).ledger)
    spoiled = {
        sheet.name: frozenset(problem.row for problem in content.problems if _withheld(problem, sheet))
        for sheet in content.sheets
    }
    if source.format == NATIVE:
        return _joined(native.workbook(content.sheets, source.kind, schemas.kinds, spoiled))
    return _joined(tabular.workbook(content.sheets, mapping.load(source.format), schemas.kinds, spoiled))


def _withheld(problem: Problem, sheet: Sheet) -> bool:
    return problem.withholds == "row" and problem.row > 0 and problem.sheet == sheet.name


def _joined(readings: Iterable[Reading]) -> Reading:
    tables: list[Table] = []
    problems: list[Problem] = []
    ledger = Ledger()
    for reading in readings:
        tables += reading.tables
        problems += reading.problems
        ledger = _sum(ledger, reading.ledger)
    return Reading(tuple(tables), tuple(problems), ledger)


def _sum(one: Ledger, other: Ledger) -> Ledger:
    return Ledger(
        rows_in=one.rows_in + other.rows_in,
        withheld=one.withheld + other.withheld,
        rows_blank=one.rows_blank + other.rows_blank,
        rows_total=one.rows_total + other.rows_total,
        rows_merged=one.rows_merged + other.rows_merged,
    )
