"""`data/problems.json`: everything that was found, in the words the publisher was given."""

import json
from collections.abc import Iterable

from generator.artefacts import Artefact, Offer
from generator.problems import Problem, grouped, sentence


def as_entry(problem: Problem) -> dict[str, object]:
    """A problem as plain JSON: code, severity, where it is, how often, and its sentence."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "withholds": problem.withholds,
        "publisher": problem.publisher,
        "path": problem.path,
        "sheet": problem.sheet,
        "row": problem.row,
        "line": problem.line,
        "column": problem.column,
        "field": problem.field,
        "count": problem.count,
        "sentence": sentence(problem),
    }


def problem_list(problems: Iterable[Problem]) -> Artefact:
    """The findings grouped as on the quality pages."""
    entries = [as_entry(problem) for problem in grouped(problems)]
    text = json.dumps({"problems": entries}, ensure_ascii=False, indent=1)
    offer = Offer("about", "Problems: everything that was found in the data", rows=len(entries))
    return Artefact("data/problems.json", f"{text}\n".encode(), "application/json", offer)
