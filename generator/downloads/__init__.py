"""Portal → files for other programs. One format per module."""

from collections.abc import Iterator, Sequence

from generator.artefacts import Artefact
from generator.changes import History
from generator.downloads.change_list import change_list
from generator.downloads.problem_list import problem_list
from generator.downloads.source_list import source_list
from generator.model import Portal
from generator.problems import Problem
from generator.schemas import Schemas


def downloads(portal: Portal, problems: Sequence[Problem], history: History, schemas: Schemas) -> Iterator[Artefact]:
    """Every download of the site."""
    yield source_list(portal.accounts)
    yield problem_list(problems)
    yield change_list(history, portal.publishers, schemas)
