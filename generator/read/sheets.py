"""The form every tabular file is read into before its headings are understood."""

from dataclasses import dataclass

from generator.model import Row


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of text as they stand in the file: ragged, blank ones and whatever stands above the headings included.

    `name` is the worksheet's ("" for text files). `first_column` is the number of the column the first cell stands in
    (1 is A). Rows carry their spreadsheet number and their text line.
    """

    name: str
    rows: tuple[Row, ...]
    first_column: int = 1
