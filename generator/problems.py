"""Problems: what was found, where, and what to do. The catalogue of their kinds is the files of `problem_catalogue/`."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

Severity = Literal["error", "warning", "notice"]
Withholds = Literal["file", "row", "field", "nothing"]

LONGEST_QUOTE: Final = 60
LOOKED_AT: Final = 300  # characters of a value in which personal data is looked for before it is shortened
# E-mail addresses, mobile and National Insurance numbers, which can stand in any column.
PERSONAL: Final = re.compile(
    r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)(?:\+44 ?|0)7(?: ?[0-9]){9}(?!\w)|(?<!\w)[A-Z]{2} [0-9]{2} [0-9]{2} [0-9]{2} [A-D](?!\w)"
)
# Signs that no text may hold: control characters, those that turn the direction of writing, halves of characters.
HARMFUL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# Addresses that let their reader in: https://clerk:secret@, //secret@, clerk:secret@; the secret may hold any sign.
LETS_IN: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2,}(?:[^/?#\\]*@|[^/?#\\@:\[]*:(?![0-9]*(?:[/?#]|\Z)).*@)"
    r"|(?!(?:mailto|sips?|xmpp|acct|tel):)[^/?#\\@:\s]+:(?![/\\])[^@\s]*@",
    re.IGNORECASE,
)
PLACES_SHOWN: Final = 5
ORDER: Final[Mapping[Severity, int]] = MappingProxyType({"error": 0, "warning": 1, "notice": 2})


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of finding. `sentence` is a `str.format` template over `place`, `value` and the problem's details."""

    code: str
    severity: Severity
    withholds: Withholds
    sentence: str
    why: str
    fix: str
    example: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding, or `count` findings of one kind in one column whose first is at `row`.

    `path` is relative to the data folder; `row` is the spreadsheet's (0: the whole file), `line` the text line,
    `column` the letter. `value` is what was found, never personal data. `more_rows` holds further places, first ones only.
    """

    code: str
    publisher: str = ""
    path: str = ""
    sheet: str = ""
    row: int = 0
    line: int = 0
    column: str = ""
    field: str = ""
    value: str = ""
    details: Mapping[str, str] = attribute(default_factory=lambda: MappingProxyType({}))
    count: int = 1
    more_rows: tuple[int, ...] = ()
    record: str = ""

    @property
    def kind(self) -> ProblemKind:
        """The catalogue's entry for this finding."""
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        """How grave it is: an error withholds something, a warning is worth checking, a notice is what was done."""
        return self.kind.severity

    @property
    def withholds(self) -> Withholds:
        """What is not published because of it."""
        return self.kind.withholds


def _catalogue() -> Mapping[str, ProblemKind]:
    kinds: dict[str, ProblemKind] = {}
    for path in sorted((Path(__file__).parent / "problem_catalogue").glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        kinds |= {code: ProblemKind(code=code, **entry) for code, entry in entries.items()}
    return MappingProxyType(kinds)


CATALOGUE: Final[Mapping[str, ProblemKind]] = _catalogue()


def quoted(value: str) -> str:
    """A value as it may be repeated in a sentence: at most 60 characters, control characters named, no personal data."""
    value = PERSONAL.sub("(personal data, not repeated)", value[:LOOKED_AT])
    shown = "".join(visible(character) for character in value[: LONGEST_QUOTE + 1])
    if len(value) > LONGEST_QUOTE or len(shown) > LONGEST_QUOTE:
        shown = shown[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f'"{shown}"'


def visible(character: str) -> str:
    """A character, or for an invisible one a name that can be read, such as `<U+202E>` or a space for a line break."""
    if character in "\n\r\t":
        return " "
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return f"<U+{ord(character):04X}>"
    return character


def place(problem: Problem) -> str:
    """Where in its file a finding is, as a person would say it: `Sheet "Grants", row 2 (line 4), amount`."""
    parts = [f"sheet {quoted(problem.sheet)}"] if problem.sheet else []
    if problem.row:
        line = f" (line {problem.line})" if problem.line not in {0, problem.row} else ""
        parts.append(f"row {problem.row}{line}")
    if problem.field:
        parts.append(f"column {problem.column} ({problem.field})" if problem.column and not problem.row else problem.field)
    said = ", ".join(parts)
    if parts == [problem.field]:
        return said  # a field's name is written as it is
    return said[:1].upper() + said[1:] if said else "The file"


def sentence(problem: Problem) -> str:
    """What was found and what to do, in plain words, without the file's name."""
    own = {"row": problem.row, "line": problem.line, "column": problem.column, "field": problem.field, "sheet": problem.sheet}
    words = {**own, **problem.details, "place": place(problem), "value": quoted(problem.value)}
    said = problem.kind.sentence.format_map(words)
    if problem.sheet and problem.sheet != problem.value and "{place}" not in problem.kind.sentence:
        said = f"Sheet {quoted(problem.sheet)}: {said}"
    return said if problem.count == 1 else f"{said} {_times(problem)}"


def _times(problem: Problem) -> str:
    others = problem.count - 1
    shown = [str(row) for row in problem.more_rows[:PLACES_SHOWN]]
    if not shown:
        return f"({problem.count:,} times.)"
    listed = ", ".join(shown) + (", …" if others > len(shown) else "")
    return f"(The same in {others:,} more {'row' if others == 1 else 'rows'}: {listed}.)"


def grouped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same finding in many rows as one problem with a count and the first places; errors first, then by place."""
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        # What is not about a row has no place to be found by but its column and value.
        about = ("", "") if problem.row else (problem.column, problem.value)
        same = (problem.publisher, problem.path, problem.sheet, problem.code, problem.field, *about)
        groups.setdefault(same, []).append(problem)
    merged = (_merge(members) for members in groups.values())
    return tuple(sorted(merged, key=_by_gravity))


def _merge(members: list[Problem]) -> Problem:
    if len(members) == 1:
        return members[0]
    first = min(members, key=lambda problem: (problem.row, problem.line, problem.value, problem.record))
    rows = [row for problem in members for row in (problem.row, *problem.more_rows) if row and row != first.row]
    return replace(
        first,
        count=sum(problem.count for problem in members),
        more_rows=tuple(sorted(set(rows)))[:PLACES_SHOWN],
    )


def _by_gravity(problem: Problem) -> tuple[Any, ...]:
    return (problem.publisher, ORDER[problem.severity], problem.path, problem.sheet, problem.row, problem.code, problem.field)
