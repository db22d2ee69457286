"""What reading one source gives."""

from dataclasses import dataclass, field

from generator.model import Ledger, Table
from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """The tables of one source as text, what was found on the way, and its rows so far.

    `ledger` counts every row of the source: `published` is still 0, `withheld` are the rows that could not even be
    split into cells; the rest stand in the counted tables, so
    rows_in = withheld + rows_blank + rows_total + rows_merged + rows in counted tables.
    """

    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
