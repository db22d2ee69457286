"""Parquet (parquet.apache.org): typed columns that statistics programs read without a guess, written by DuckDB."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from errno import EIO
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from generator import urls
from generator.artefacts import Artefact
from generator.downloads.cells import JSON, plain, pounds
from generator.downloads.datasets import Dataset
from generator.downloads.splitting import LARGEST, numbered
from generator.model import Record

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEDIA_TYPE: Final = "application/vnd.apache.parquet"
TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"text": "VARCHAR", "list": "VARCHAR[]", "money": "DECIMAL(18,2)", "number": "DECIMAL(25,10)", "integer": "BIGINT",
     "yes_no": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMP"}
)  # fmt: skip
"""What each thing that a column can hold becomes: money is pounds, and a moment is clock time in London, as it was stated."""

FED: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    # A number of JSON would pass through a float; a text becomes a decimal digit by digit.
    {**JSON, "money": lambda pence: f'"{pounds(pence)}"', "number": lambda number: f'"{plain(number)}"'}
)
ROWS: Final = 122_880  # in one row group
COMPRESSION: Final = "zstd"
PATTERN: Final = re.compile(r"[*?\[]")
ROW: Final = 2**26  # bytes that the JSON of one record may have


def parquet(offered: Iterable[Dataset], scratch: Path | None = None, largest: int = LARGEST) -> Iterator[Artefact]:
    """A file for each kind, cut between records where it is larger than `largest` bytes; each part can be read alone.

    Temporary files are in a folder of their own in `scratch`, or where the system has them. Raises OSError where their disk is full.
    """
    with TemporaryDirectory(prefix=".parquet-", dir=scratch) as name, _engine(Path(name).absolute()) as engine:
        for dataset in offered:
            whole = dataset.offer(dataset.records)
            for number, rows, content in _parts(engine, dataset, Path(name).absolute(), largest):
                path = numbered(urls.dataset(dataset.kind, "parquet"), number)
                yield Artefact(path, content, MEDIA_TYPE, replace(whole, rows=rows, part=number))


@contextmanager
def _engine(folder: Path) -> Iterator["DuckDBPyConnection"]:
    # Loaded only where files are written: it takes a tenth of a second, for which `portal check` need not wait.
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "preserve_insertion_order": True,
        "temp_directory": str(folder / "spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_persistent_secrets": False,
    }
    try:
        with duckdb.connect(":memory:", config=settings) as engine:
            # From here on nothing outside the folder can be read or written, nor this be taken back.
            allowed = ", ".join(_quoted(name, "'") for name in (str(folder), _literal(folder)))
            engine.execute(f"SET allowed_directories = [{allowed}]")
            engine.execute("SET enable_external_access = false")
            engine.execute("SET lock_configuration = true")
            yield engine
    except duckdb.IOException as fault:
        raise OSError(EIO, str(fault), str(folder)) from fault


def _parts(engine: "DuckDBPyConnection", dataset: Dataset, folder: Path, largest: int) -> Iterator[tuple[int, int, bytes]]:
    # The number of each part from 1, or 0 for the whole, how many records it has, and its bytes.
    cuts = _cut(engine, dataset, dataset.records, folder, largest)
    first = next(cuts)
    whole = first[0] == len(dataset.records)
    for number, (rows, content) in enumerate(chain([first], cuts), start=0 if whole else 1):
        yield number, rows, content


def _cut(
    engine: "DuckDBPyConnection", dataset: Dataset, records: Sequence[Record], folder: Path, largest: int
) -> Iterator[tuple[int, bytes]]:
    # How large a file gets shows only when it is written, so one that is too large is written again in smaller parts.
    file = _written(engine, dataset, records, folder)
    size = file.stat().st_size
    if size <= largest or len(records) < 2:
        yield len(records), file.read_bytes()
        return
    most = -(-len(records) // (size // largest + 1))
    for start in range(0, len(records), most):
        yield from _cut(engine, dataset, records[start : start + most], folder, largest)


def _written(engine: "DuckDBPyConnection", dataset: Dataset, records: Iterable[Record], folder: Path) -> Path:
    rows, file = folder / "rows.jsonl", folder / "rows.parquet"
    with rows.open("wb") as stream:
        stream.writelines(_lines(dataset, records))
    # Columns are fed by their numbers, because DuckDB takes names that differ only in case for the same.
    types = {str(place): TYPES[column.holds] for place, column in enumerate(dataset.columns)}
    named = ", ".join(f'"{place}" AS {_quoted(column.name)}' for place, column in enumerate(dataset.columns))
    fed = engine.read_json(_literal(rows), columns=types, format="newline_delimited", maximum_object_size=ROW)
    fed.project(named).write_parquet(str(file), compression=COMPRESSION, row_group_size=ROWS)
    return file


def _lines(dataset: Dataset, records: Iterable[Record]) -> Iterator[bytes]:
    shapes = {column.name: (f'"{place}":', FED[column.holds]) for place, column in enumerate(dataset.columns)}
    for record in records:
        members = [shapes[name][0] + shapes[name][1](value) for name, value in dataset.values(record).items()]
        yield f"{{{','.join(members)}}}\n".encode("utf-8", "replace")


def _literal(path: Path) -> str:
    # DuckDB reads the name of a file as a pattern, and compares what is allowed with the pattern.
    return PATTERN.sub(r"[\g<0>]", str(path))


def _quoted(text: str, mark: str = '"') -> str:
    return mark + text.replace(mark, mark * 2) + mark
