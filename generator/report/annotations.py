"""Findings as the annotations that GitHub shows beside the lines of a change."""

from collections import Counter
from collections.abc import Sequence
from posixpath import normpath
from typing import Final

from generator.problems import ORDER, Problem, sentence

MOST: Final = 10  # GitHub shows no more of one step
FILES_NAMED: Final = 3


def annotations(problems: Sequence[Problem], data: str) -> str:
    """At most ten lines, errors first; where there are more findings the last line says how many, and in which files."""
    ranked = sorted(problems, key=lambda problem: ORDER[problem.severity])
    shown = ranked if len(ranked) <= MOST else ranked[: MOST - 1]
    rest = ranked[len(shown) :]
    return "".join(f"{line}\n" for line in (*(_annotation(problem, data) for problem in shown), *_more(rest, data)))


def _annotation(problem: Problem, data: str) -> str:
    line = f",line={problem.line or problem.row}" if problem.line or problem.row else ""
    where = f"file={_property(normpath(f'{data}/{problem.path}'))}{line},title={_property(problem.code)}"
    return f"::{problem.severity} {where}::{_message(sentence(problem))}"


def _more(rest: Sequence[Problem], data: str) -> list[str]:
    if not rest:
        return []
    counts = Counter(problem.severity for problem in rest)
    words = ", ".join(f"{number:,} {severity}{'' if number == 1 else 's'}" for severity, number in counts.items())
    paths = list(dict.fromkeys(normpath(f"{data}/{problem.path}") for problem in rest))
    more = f" and {len(paths) - FILES_NAMED:,} more files" if len(paths) > FILES_NAMED else ""
    said = f"And {words} more, in {', '.join(paths[:FILES_NAMED])}{more}. The summary of this check lists them."
    return [f"::{rest[0].severity} title=And {len(rest):,} more::{_message(said)}"]


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("::", ":\u200b:")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
