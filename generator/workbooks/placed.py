"""The letters of the columns in which findings stand that are known by row and field alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from generator.model import Source
from generator.problems import Problem
from generator.read import TEXTS, WORKBOOKS, read
from generator.schemas import Schemas


def placed(
    problems: Iterable[Problem], sources: Iterable[Source], content: Callable[[Source], bytes], schemas: Schemas
) -> tuple[Problem, ...]:
    """The same findings; those in spreadsheets with the letter of their column, so that a person finds the cell."""
    found = tuple(problems)
    wanted = {one.path for one in found if _is_wanted(one)}
    letters: dict[tuple[str, str, str], str] = {}
    for source in sources:
        if source.path in wanted and source.publisher and PurePosixPath(source.path).suffix.lower() in TEXTS | WORKBOOKS:
            letters |= _letters(source, content(source), schemas)
    return tuple(
        replace(one, column=letters.get((one.path, one.sheet, one.field), "")) if _is_wanted(one) else one for one in found
    )


def _is_wanted(problem: Problem) -> bool:
    return bool(problem.row and problem.field and not problem.column)


def _letters(source: Source, data: bytes, schemas: Schemas) -> Mapping[tuple[str, str, str], str]:
    letters: dict[tuple[str, str, str], str] = {}
    for table in read(source, data, schemas).tables:
        for column in table.columns:
            if column.letter:
                letters.setdefault((source.path, table.sheet, column.field), column.letter)
    return letters
