"""What a change brings, as the Markdown of a comment on a pull request and of the check's summary."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from posixpath import normpath
from typing import Final, TypeVar

from generator.difference import EVIDENCED, Difference, Shift, Told
from generator.problems import ORDER, Problem, Withholds, grouped, sentence
from generator.report.inert import inert

T = TypeVar("T")
ARTEFACT: Final = "your-files-with-the-cells-marked"
UNTIL_THEN: Final[dict[Withholds, str]] = {
    "file": "Until then nothing of this file is published.",
    "row": "Until then the row is not published.",
    "field": "Until then the value is not published; the rest of the row is.",
    "nothing": "",
}
HOW: Final = "Mend your own file and upload it again to the branch of this pull request. The check then runs by itself, and this text changes."
MARKED: Final = f"Your tables with these cells marked are kept with the check: open its summary and download `{ARTEFACT}`, at the end of the page."
HEADINGS: Final = {"error": "To mend", "warning": "To look at", "notice": "Converted when reading; nothing needs doing"}
MOST_FIELDS: Final = 12  # of one record


@dataclass(frozen=True, slots=True)
class Extent:
    """How much may be said: bytes of the whole, findings, records named of each sort, and whether notices are listed."""

    bytes: int
    findings: int
    records: int
    notices: bool


COMMENT: Final = Extent(60_000, 60, 20, False)
"""GitHub takes 65,536 characters."""
SUMMARY: Final = Extent(900_000, 2_000, 500, True)
"""GitHub takes 1 MiB."""


def comment(problems: Sequence[Problem], difference: Difference | None, data: str, extent: Extent) -> str:
    """What was found by file and cell with what to do, and what readers will see change; `data` is the folder as it is typed.

    What does not fit is counted. No text of a publisher means anything to Markdown: see `inert`.
    """
    told = grouped(problems)
    blocks = [*_verdict(told), *_findings(told, data, extent)]
    if difference:
        blocks += _changes(difference, extent)
    return "\n".join(blocks) + "\n"


def _verdict(told: Sequence[Problem]) -> Iterator[str]:
    errors, warnings, notices = (sum(one.count for one in told if one.severity == severity) for severity in ORDER)
    if errors:
        yield f"## {_count(errors, 'thing')} to mend in your data"
    else:
        yield "## Nothing has to be mended" if warnings else "## All is well with your data"
    yield ""
    if warnings:
        yield f"{_count(warnings, 'thing')} should be looked at. What is only odd is published as it is."
    elif not errors:
        yield "Every row of what you changed can be published."
    if notices:
        yield f"We converted {_count(notices, 'value')} to read them, such as dates and amounts. Nothing needs doing about that."
    yield ""


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def _findings(told: Sequence[Problem], data: str, extent: Extent) -> Iterator[str]:
    listed = [one for one in told if one.severity != "notice" or extent.notices]
    if not listed:
        return
    worst: dict[str, int] = {}
    for one in listed:
        worst[one.path] = min(worst.get(one.path, len(ORDER)), ORDER[one.severity])
    ranked = sorted(listed, key=lambda one: (worst[one.path], one.path, ORDER[one.severity], one.sheet, one.row, one.code))
    yield from _fitted(_blocks(ranked, data), len(ranked), extent.findings, extent.bytes // 2, _more_findings)
    yield ""
    if any(one.severity != "notice" for one in listed):
        yield HOW
        yield from [MARKED] if any(one.row and one.severity != "notice" for one in listed) else []
        yield ""


def _more_findings(number: int) -> str:
    return f"\n… and {number:,} more. Mend these first, or see the summary of the check."


def _blocks(ranked: Sequence[Problem], data: str) -> Iterator[str]:
    path, severity, explained = "", "", set()
    for one in ranked:
        lines = []
        if not path or one.path != path:
            path, severity = one.path, ""
            lines += ["", f"### {inert(normpath(f'{data}/{path}'))}"]
        if one.severity != severity:
            severity = one.severity
            lines += ["", f"**{HEADINGS[severity]}**", ""]
        lines.append(f"- {_cell(one)}{inert(sentence(one))} {UNTIL_THEN[one.withholds]}".rstrip())
        if one.code not in explained and one.severity != "notice":
            lines.append(f"  How: {inert(one.kind.fix)}")
        explained.add(one.code)
        yield "\n".join(lines)


def _cell(problem: Problem) -> str:
    known = problem.row and problem.column.isascii() and problem.column.isalpha()
    return f"**{problem.column}{problem.row}** " if known else ""


def _changes(found: Difference, extent: Extent) -> Iterator[str]:
    yield "## What readers will see change"
    yield ""
    if found == Difference():
        yield "Nothing: no record, no sum and no claim is another."
        return
    yield (f"Records added: {len(found.added):,}. Changed: {len(found.changed):,}. Removed: {len(found.removed):,}.")
    records, room = extent.records, extent.bytes
    yield from _listed("Added", found.added, _record, records, room // 12)
    yield from _listed("Changed, before → after", found.changed, _record, records, room // 8)
    yield from _listed("Removed", found.removed, _record, records, room // 16)
    yield from _listed("Sum and number of awards, before → after", found.sums, _shift, records, room // 24)
    for heading, claims in _claims(found.claims):
        yield from _listed(heading, claims, _shift, records, room // 32)
    pages = found.addresses
    yield from _listed("Pages that change, and the lists that show them", pages, _page, 2 * records, room // 24)


def _claims(shifts: Sequence[Shift]) -> Iterator[tuple[str, list[Shift]]]:
    def evidence(said: str) -> int:
        return said.split(", ").count(EVIDENCED)

    gains = [(evidence(one.after) - evidence(one.before), one) for one in shifts]
    yield "Claims that gain their evidence", [one for gained, one in gains if gained > 0]
    yield "Claims that lose their evidence", [one for gained, one in gains if gained < 0]
    yield "Other claims that stand otherwise", [one for gained, one in gains if not gained]


def _page(address: str) -> str:
    return f"- `{address}`"


def _shift(shift: Shift) -> str:
    return f"- {inert(shift.about)}: {_turned(shift)}"


def _record(told: Told) -> str:
    lines = [f"- {inert(told.name)}{f' (`{told.address}`)' if told.address else ''}"]
    lines += (f"  - {inert(field.about)}: {_turned(field)}" for field in told.fields[:MOST_FIELDS])
    rest = len(told.fields) - MOST_FIELDS
    return "\n".join([*lines, f"  - … and {_count(rest, 'more fact')}"] if rest > 0 else lines)


def _turned(shift: Shift) -> str:
    return f"{inert(shift.before)} → {inert(shift.after)}"


def _listed(heading: str, several: Sequence[T], written: Callable[[T], str], most: int, room: int) -> Iterator[str]:
    if several:
        yield f"\n### {heading}\n"
        yield from _fitted(map(written, several), len(several), most, room, lambda number: f"- … and {number:,} more")


def _fitted(blocks: Iterable[str], number: int, most: int, room: int, more: Callable[[int], str]) -> Iterator[str]:
    used = shown = 0
    for block in islice(blocks, most):
        used += len(block.encode()) + 1
        if used > room:
            break
        shown += 1
        yield block
    if shown < number:
        yield more(number - shown)
