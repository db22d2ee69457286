"""The only module that reads YAML: a strict subset of it, in which nothing is guessed."""

from collections.abc import Iterator
from typing import Any, Final

import yaml

from generator.problems import Problem

DEEPEST: Final = 12
# The C parser is ten times as fast; wheels of PyYAML have it.
SAFE: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TEXT: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def parse(text: str, *, typed: bool = False) -> tuple[Any, tuple[Problem, ...]]:
    """The mappings, lists and texts a YAML file holds, and what is wrong with it (then the data is None).

    Every scalar is text as written ("NO" stays "NO", 2025-01-02 stays text; empty is "") unless `typed`, which is for the
    project's own files and reads numbers, dates and true/false. Anchors, tags, tabs, duplicate keys and nesting deeper
    than 12 are refused.
    """
    problems = tuple(_faults(text))
    if problems:
        return None, problems
    loader = SAFE if typed else TEXT
    return yaml.load(text, Loader=loader), ()  # noqa: S506 - both loaders build plain data only


def _faults(text: str) -> Iterator[Problem]:
    tabs = [number for number, line in enumerate(text.split("\n"), 1) if line[: len(line) - len(line.lstrip())].count("\t")]
    if tabs:
        yield Problem("yaml-tab", line=tabs[0], details={"line": str(tabs[0])})
        return
    try:
        fault = next(_event_faults(text), None)
        if fault:
            yield fault  # composing what is nested too deeply would bring the parser down
            return
        document = yaml.compose(text, Loader=SAFE)
    except (yaml.YAMLError, ValueError) as error:
        yield _syntax(error)
        return
    if document is not None:
        yield from _duplicate_keys(document)


def _event_faults(text: str) -> Iterator[Problem]:
    depth = 0
    for event in yaml.parse(text, Loader=SAFE):
        line = event.start_mark.line + 1 if event.start_mark else 0
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            yield Problem("yaml-deep", line=line, details={"line": str(line), "deepest": str(DEEPEST)})
            return
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield Problem("yaml-anchor", line=line, details={"line": str(line)})
            return
        if getattr(event, "tag", None):
            yield Problem("yaml-tag", line=line, details={"line": str(line)})
            return


def _duplicate_keys(node: Any) -> Iterator[Problem]:
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _duplicate_keys(child)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, child in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                yield Problem("yaml-syntax", line=line, details={"line": str(line), "found": "a key that is not a word"})
                continue
            if key.value in seen:
                yield Problem("yaml-duplicate-key", line=line, value=key.value, details={"line": str(line)})
            seen.add(key.value)
            yield from _duplicate_keys(child)


def _syntax(fault: Exception) -> Problem:
    mark = getattr(fault, "problem_mark", None)
    line = str(mark.line + 1) if mark else "1"
    found = getattr(fault, "problem", None) or "a character that YAML does not allow"
    return Problem("yaml-syntax", line=int(line), details={"line": line, "found": str(found)})
