"""Problems as text for a terminal, as JSON, and as GitHub's annotations."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from posixpath import normpath
from typing import Final

from generator.downloads.problem_list import as_entry
from generator.model import Portal
from generator.problems import Problem, grouped, sentence, visible

FORMATS: Final = ("text", "json", "github")
ANNOTATIONS: Final = 10  # GitHub shows no more of one severity in a step
LEVELS: Final = {"error": "error", "warning": "warning", "notice": "notice"}


def report(problems: Sequence[Problem], portal: Portal, form: str, data: str) -> str:
    """What was found, in one of the forms; `data` is the folder's name as the reader would type it."""
    told = grouped(problems)
    if form == "json":
        rows = {"problems": [{**as_entry(problem), "path": normpath(f"{data}/{problem.path}")} for problem in told]}
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if form == "github":
        return _github(told, data) + _summary(told, portal)
    return _text(told, data) + _summary(told, portal)


def _text(problems: Iterable[Problem], data: str) -> str:
    lines = []
    by_path = groupby(sorted(problems, key=lambda problem: problem.path), key=lambda problem: problem.path)
    for path, found in by_path:
        lines.append("".join(map(visible, normpath(f"{data}/{path}"))))
        lines += (f"  {problem.severity:8}{sentence(problem)}  [{problem.code}]" for problem in found)
        lines.append("")
    return "\n".join(lines) + ("\n" if lines else "")


def _github(problems: Sequence[Problem], data: str) -> str:
    # Errors come first, so that what is cut off is the least of it.
    shown: dict[str, int] = {}
    lines = []
    for problem in sorted(problems, key=lambda problem: list(LEVELS).index(problem.severity)):
        shown[problem.severity] = shown.get(problem.severity, 0) + 1
        if shown[problem.severity] <= ANNOTATIONS:
            line = f",line={problem.line or problem.row}" if problem.line or problem.row else ""
            where = f"file={_property(normpath(f'{data}/{problem.path}'))}{line},title={_property(problem.code)}"
            lines.append(f"::{LEVELS[problem.severity]} {where}::{_message(sentence(problem))}")
    return "".join(f"{line}\n" for line in lines)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("::", ":\u200b:")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _summary(problems: Sequence[Problem], portal: Portal) -> str:
    found = [sum(problem.count for problem in problems if problem.severity == severity) for severity in LEVELS]
    words = [f"{number:,} {severity}{'' if number == 1 else 's'}" for number, severity in zip(found, LEVELS, strict=True)]
    ledgers = [account.ledger for account in portal.accounts if account.source.publisher]
    rows = sum(ledger.rows_in for ledger in ledgers)
    published = sum(ledger.published for ledger in ledgers)
    withheld = sum(ledger.withheld for ledger in ledgers)
    return f"{rows:,} rows read, {published:,} published, {withheld:,} withheld. {', '.join(words[:2])} and {words[2]}.\n"
