"""Rows → CSV files, each row going to the file it names as it comes."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, NamedTuple

ROWS_A_FILE: Final = 10_000  # keeps the widest files well below what is read, and lets files be read side by side


class Row(NamedTuple):
    """One row: the file it goes to, such as "decisions/2024", and its cells by heading, the same headings for the file."""

    file: str
    cells: Mapping[str, object]


def write(folder: Path, rows: Iterable[Row]) -> None:
    """Writes rows below a folder; after ten thousand rows a file goes on in "2024-2.csv", "2024-3.csv" and so on."""
    counts: Counter[str] = Counter()
    writers: dict[str, Any] = {}
    with ExitStack() as stack:
        for name, cells in rows:
            part, place = divmod(counts[name], ROWS_A_FILE)
            if place == 0:
                path = folder / f"{name}-{part + 1}.csv" if part else folder / f"{name}.csv"
                path.parent.mkdir(parents=True, exist_ok=True)
                file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
                writers[name] = csv.writer(file, lineterminator="\n")
                writers[name].writerow(cells)
            writers[name].writerow(cells.values())
            counts[name] += 1
