"""Problems as text for a terminal, as JSON, as GitHub's annotations, and as the comment on a pull request."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from posixpath import normpath
from typing import Final

from generator.difference import Difference
from generator.downloads.problem_list import as_entry
from generator.model import Portal
from generator.problems import ORDER, Problem, grouped, sentence, visible
from generator.report.annotations import annotations
from generator.report.comment import COMMENT, SUMMARY, comment

FORMATS: Final = ("text", "json", "github")


def for_pull_request(problems: Sequence[Problem], difference: Difference | None, data: str) -> Mapping[str, str]:
    """The Markdown for a pull request by the name of its file: a comment, and a summary that says more."""
    extents = {"comment.md": COMMENT, "summary.md": SUMMARY}
    return {name: comment(problems, difference, data, extent) for name, extent in extents.items()}


def report(problems: Sequence[Problem], portal: Portal, form: str, data: str) -> str:
    """What was found, in one of the forms; `data` is the folder's name as the reader would type it."""
    told = grouped(problems)
    if form == "json":
        rows = {"problems": [{**as_entry(problem), "path": normpath(f"{data}/{problem.path}")} for problem in told]}
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if form == "github":
        return annotations(told, data) + _summary(told, portal)
    return _text(told, data) + _summary(told, portal)


def _text(problems: Iterable[Problem], data: str) -> str:
    lines = []
    by_path = groupby(sorted(problems, key=lambda problem: problem.path), key=lambda problem: problem.path)
    for path, found in by_path:
        lines.append("".join(map(visible, normpath(f"{data}/{path}"))))
        lines += (f"  {problem.severity:8}{sentence(problem)}  [{problem.code}]" for problem in found)
        lines.append("")
    return "\n".join(lines) + ("\n" if lines else "")


def _summary(problems: Sequence[Problem], portal: Portal) -> str:
    found = [sum(problem.count for problem in problems if problem.severity == severity) for severity in ORDER]
    words = [f"{number:,} {severity}{'' if number == 1 else 's'}" for number, severity in zip(found, ORDER, strict=True)]
    ledgers = [account.ledger for account in portal.accounts if account.source.publisher]
    rows = sum(ledger.rows_in for ledger in ledgers)
    published = sum(ledger.published for ledger in ledgers)
    withheld = sum(ledger.withheld for ledger in ledgers)
    return f"{rows:,} rows read, {published:,} published, {withheld:,} withheld. {', '.join(words[:2])} and {words[2]}.\n"
