"""YAML and JSON lists of entries → a sheet, an entry per row."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Final

from generator import yaml_text
from generator.model import Row
from generator.problems import Problem, quoted
from generator.read import limits
from generator.read.formats import scalars
from generator.read.sheets import Sheet

DEEPEST: Final = 60
LONGEST_NUMBER: Final = 1_000
TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"(?P<key>\s*:)?|[{}\[\]]|-?Infinity|NaN', re.DOTALL)
ESCAPED: Final = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|(?P<half>\\u(?:0000)?d[89a-f][0-9a-f]{2})", re.IGNORECASE)
FAULTS: Final = MappingProxyType(
    {
        "Expecting property name enclosed in double quotes": "a quoted name should be here, or a comma is too many",
        "Expecting ':' delimiter": "a colon should stand here",
        "Expecting ',' delimiter": "a comma or a closing bracket should stand here",
        "Expecting value": "a value should stand here",
        "Unterminated string starting at": "a quote that opens here is never closed",
        "Invalid control character at": "a line break or tab inside quotes; write \\n or \\t",
        "Invalid \\escape": "a backslash that should be written twice",
        "Invalid \\uXXXX escape": "\\u without four hexadecimal digits",
        "Extra data": "something follows after the end",
        "Illegal trailing comma before end of object": "a comma too many",
        "Illegal trailing comma before end of array": "a comma too many",
    }
)


def from_yaml(text: str) -> tuple[Sheet | None, tuple[Problem, ...]]:
    """The sheet of a YAML file of entries, every value as it is written there."""
    if len(text) > limits.YAML_BYTES:
        details = {"size": limits.megabytes(len(text)), "most": limits.megabytes(limits.YAML_BYTES)}
        return None, (Problem("yaml-too-long", details=details),)
    try:
        data, problems = yaml_text.parse(text)
    except (ValueError, OverflowError, RecursionError):  # an escape such as "\UFFFFFFFF" names no character
        details = {"line": "1", "found": "a character that does not exist"}
        return None, (Problem("yaml-syntax", line=1, details=details),)
    if problems:
        return None, problems
    if half := _half_character(text, data):
        return None, (half,)
    return as_sheet(data)


def from_json(text: str) -> tuple[Any, tuple[Problem, ...]]:
    """What a JSON file holds, in plain Python; numbers are int or Decimal, or their text where they are beyond measure.

    The data is None where there is a problem: not JSON, a name twice in one object, NaN, nested too deeply, half a
    character.
    """
    repeated: list[str] = []
    constants: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        entry = dict(found)
        if len(entry) != len(found):
            repeated.append(Counter(key for key, _ in found).most_common(1)[0][0])
        return entry

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=constants.append, parse_float=_decimal, parse_int=_whole)
    except RecursionError:
        return None, (Problem("json-deep", details={"deepest": str(DEEPEST)}),)
    except json.JSONDecodeError as fault:
        return None, (_syntax(fault),)
    problem = next(_json_problems(text, data, repeated, constants), None)
    return (None, (problem,)) if problem else (data, ())


def as_sheet(data: Any) -> tuple[Sheet | None, tuple[Problem, ...]]:
    """A list of flat mappings (or a mapping that holds only that list, or one mapping) as a sheet.

    The headings are row 0, the union of the names in order of appearance; entries count from 1. An entry that cannot be
    a row has a problem that withholds its row, and stands in the sheet with what could be read of it.
    """
    found = _entries(data)
    if found is None:
        return None, (Problem("not-entries", details={"found": scalars.named(data)}),)
    if not found:
        return None, (Problem("no-entries"),)
    names = tuple(dict.fromkeys(str(name) for entry in found if isinstance(entry, dict) for name in entry))
    rows = [Row(number, 0, tuple(_cells(entry, names))) for number, entry in enumerate(found, 1)]
    problems = tuple(problem for number, entry in enumerate(found, 1) for problem in _faults(number, entry))
    return Sheet("", (Row(0, 0, names), *rows)), problems


def _entries(data: Any) -> list[Any] | None:
    if data is None or data == "":
        return []
    if isinstance(data, dict) and len(data) == 1:
        only = next(iter(data.values()))
        if isinstance(only, list) and all(isinstance(entry, dict) for entry in only):
            return only
    if isinstance(data, dict):
        return [data] if data else []
    return data if isinstance(data, list) else None


def _cells(entry: Any, names: tuple[str, ...]) -> Iterator[str]:
    values = {str(name): value for name, value in entry.items()} if isinstance(entry, dict) else {}
    for name in names:
        value = values.get(name)
        if isinstance(value, list):
            yield "; ".join(filter(None, (_text(member) for member in value)))
        else:
            yield _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if scalars.nested(value) else scalars.text(value)


def _faults(number: int, entry: Any) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        details = {"found": scalars.named(entry), "wanted": "a list of names and values"}
        yield Problem("entry-not-record", row=number, details=details)
        return
    for name, value in entry.items():
        nested = next((one for one in (value if isinstance(value, list) else [value]) if scalars.nested(one)), None)
        if nested is not None:
            found = "a list of lists" if isinstance(nested, list) else "a list of objects" if value is not nested else "an object"
            yield Problem("nested-value", row=number, details={"path": quoted(str(name)), "found": found})
            return


def _decimal(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= LONGEST_NUMBER else text


def _syntax(fault: json.JSONDecodeError) -> Problem:
    found = FAULTS.get(fault.msg, "something that is not JSON")
    details = {"line": str(fault.lineno), "character": str(fault.colno), "found": found}
    return Problem("json-syntax", line=fault.lineno, details=details)


def _json_problems(text: str, data: Any, repeated: list[str], constants: list[str]) -> Iterator[Problem]:
    if repeated:
        line = _line_of_repeated(text)
        yield Problem("json-duplicate-key", line=line, value=repeated[0], details={"line": str(line)})
    if constants:
        line = next((_line(text, token) for token in TOKEN.finditer(text) if token.group() == constants[0]), 1)
        yield Problem("json-constant", line=line, value=constants[0], details={"line": str(line)})
    if _is_deep(data):
        yield Problem("json-deep", details={"deepest": str(DEEPEST)})
    if half := _half_character(text, data):
        yield half


def _line_of_repeated(text: str) -> int:
    """The line of the first name that stands a second time in its object."""
    open_names: list[set[str]] = []
    for token in TOKEN.finditer(text):
        found = token.group()
        if found in "{[":
            open_names.append(set())
        elif found in "}]":
            open_names.pop()
        elif token.group("key"):
            name = json.loads(found.rstrip()[:-1])
            if name in open_names[-1]:
                return _line(text, token)
            open_names[-1].add(name)
    return 1


def _line(text: str, token: re.Match[str]) -> int:
    return text.count("\n", 0, token.start()) + 1


def _is_deep(data: Any) -> bool:
    level = [data]
    for _ in range(DEEPEST):
        containers = [one for one in level if scalars.nested(one)]
        level = [child for one in containers for child in (one.values() if isinstance(one, dict) else one)]
    return any(scalars.nested(one) for one in level)


def _half_character(text: str, data: Any) -> Problem | None:
    """The refusal where an escape stands for half of a character, which no file can hold."""
    escape = next((found for found in ESCAPED.finditer(text) if found.group("half")), None)
    if escape is None:
        return None
    try:
        json.dumps(data, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        line = _line(text, escape)
        return Problem("half-character", line=line, details={"line": str(line)})
    return None
