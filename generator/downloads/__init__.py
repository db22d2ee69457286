"""Portal → files for other programs. One format per module."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator.artefacts import Artefact
from generator.changes import History
from generator.downloads.change_list import change_list
from generator.downloads.comma_separated import comma_separated
from generator.downloads.datasets import Dataset, datasets
from generator.downloads.descriptions import DESCRIPTIONS, About
from generator.downloads.exports import EXPORTS
from generator.downloads.json_text import json_text
from generator.downloads.parquet import parquet
from generator.downloads.problem_list import problem_list
from generator.downloads.source_list import source_list
from generator.downloads.sqlite import sqlite
from generator.downloads.workbook import kind_workbook, portions, publisher_workbook
from generator.downloads.workbook_about import Surroundings
from generator.editions import NOWHERE
from generator.model import Portal, Publisher
from generator.problems import Problem
from generator.schemas import Codelist, Schemas

__all__ = ["DESCRIPTIONS", "About", "conversions", "datasets", "lists", "pieces", "wholes"]

Piece = Callable[[], Iterator[Artefact]]


def lists(portal: Portal, problems: Sequence[Problem], history: History, schemas: Schemas) -> Iterator[Artefact]:
    """The lists of what was read, found and changed."""
    yield source_list(portal.accounts)
    yield problem_list(problems)
    yield change_list(history, portal.publishers, schemas)


def pieces(
    offered: Sequence[Dataset],
    commit: str,
    address: str,
    publishers: Mapping[str, Publisher],
    codelists: Mapping[str, Codelist],
) -> tuple[Piece, ...]:
    """Independent pieces of work which together give every kind in every format, in a fixed order."""
    work: list[Piece] = []
    known = Surroundings(commit, address, publishers, codelists)
    for dataset in offered:
        work += (partial(comma_separated, dataset), partial(json_text, dataset, commit, address))
        work.append(partial(kind_workbook, dataset, known))
    work += [partial(publisher_workbook, publisher, held, known) for publisher, held in portions(offered).items()]
    return tuple(work)


def wholes(offered: Sequence[Dataset], portal: Portal, schemas: Schemas, scratch: Path) -> tuple[Piece, ...]:
    """The pieces of work that take every kind at once, which are the longest; `scratch` is where temporary files may be."""
    return partial(sqlite, offered, portal, schemas, scratch), partial(parquet, offered, scratch)


def conversions(portal: Portal, schemas: Schemas, name: str, address: str) -> tuple[Piece, ...]:
    """The pieces of work that give the forms of other standards."""
    return tuple(partial(export, portal, schemas, name, address or NOWHERE) for export in EXPORTS)
