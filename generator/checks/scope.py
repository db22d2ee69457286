"""What a row check may know besides the records it looks at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model import Record
from generator.problems import Problem
from generator.schemas import Schema, Schemas


@dataclass(frozen=True, slots=True)
class Scope:
    """The kind's schema, the vocabularies, the day of judgement, and whether the source is in our own format."""

    schema: Schema
    schemas: Schemas
    as_of: date
    native: bool = True


RowCheck = Callable[[Sequence[Record], Scope], Iterable[Problem]]
