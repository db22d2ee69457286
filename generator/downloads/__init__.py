"""Portal → files for other programs. One format per module."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from generator.artefacts import Artefact
from generator.changes import History
from generator.downloads.change_list import change_list
from generator.downloads.comma_separated import comma_separated
from generator.downloads.datasets import Dataset, datasets
from generator.downloads.json_text import json_text
from generator.downloads.problem_list import problem_list
from generator.downloads.source_list import source_list
from generator.model import Portal
from generator.problems import Problem
from generator.schemas import Schemas

__all__ = ["datasets", "lists", "pieces"]

Piece = Callable[[], Iterator[Artefact]]


def lists(portal: Portal, problems: Sequence[Problem], history: History, schemas: Schemas) -> Iterator[Artefact]:
    """The lists of what was read, found and changed."""
    yield source_list(portal.accounts)
    yield problem_list(problems)
    yield change_list(history, portal.publishers, schemas)


def pieces(offered: Sequence[Dataset], commit: str, address: str) -> tuple[Piece, ...]:
    """Independent pieces of work which together give every kind in every format, in a fixed order."""
    work: list[Piece] = []
    for dataset in offered:
        work += (partial(comma_separated, dataset), partial(json_text, dataset, commit, address))
    return tuple(work)
