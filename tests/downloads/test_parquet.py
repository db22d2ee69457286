"""Parquet holds every value as it was read, typed, in the same bytes every time."""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.artefacts import Artefact
from generator.downloads.datasets import Dataset
from generator.downloads.parquet import parquet
from tests.conftest import ROOT
from tests.downloads.portals import ROWS, Offered, demonstration, handmade, hostile, limited

TYPES = {
    "text": str,
    "list": list,
    "money": Decimal,
    "number": Decimal,
    "integer": int,
    "yes_no": bool,
    "date": date,
    "datetime": datetime,
}


@pytest.fixture(scope="module")
def shown() -> Offered:
    """The demonstration portal."""
    return demonstration()


def stated(dataset: Dataset) -> list[list[Any]]:
    """What a dataset states, a list for each record in the order of its columns: None for nothing, money in pounds."""

    def cell(value: Any, holds: str) -> Any:
        if isinstance(value, str):
            return value.encode("utf-8", "replace").decode()
        if isinstance(value, tuple):
            return list(value)
        return Decimal(value) / 100 if holds == "money" and value is not None else value

    rows = map(dataset.values, dataset.records)
    return [[cell(row.get(column.name), column.holds) for column in dataset.columns] for row in rows]


def by_duckdb(content: bytes, folder: Path) -> list[list[Any]]:
    """The rows of a file as DuckDB reads them."""
    (folder / "read.parquet").write_bytes(content)
    with duckdb.connect() as engine:
        return [list(row) for row in engine.read_parquet(str(folder / "read.parquet")).fetchall()]


def by_polars(content: bytes) -> list[list[Any]]:
    """The rows of a file as polars reads them."""
    return [list(row) for row in polars.read_parquet(io.BytesIO(content)).rows()]


def whole(datasets: tuple[Dataset, ...]) -> Mapping[str, bytes]:
    """The file of each kind, none of them cut."""
    return {made.path.removeprefix("data/").removesuffix(".parquet"): made.content for made in parquet(datasets)}


def differences(offered: tuple[Dataset, ...], folder: Path) -> list[object]:
    """Each row that one of the two readers gives otherwise than it was stated, or in another type."""
    found: list[object] = []
    files = whole(offered)
    for dataset in offered:
        expected = stated(dataset)
        for rows in (by_duckdb(files[dataset.kind], folder), by_polars(files[dataset.kind])):
            assert len(rows) == len(expected), dataset.kind
            found += [(dataset.kind, row, right) for row, right in zip(rows, expected, strict=True) if row != right]
            for row in rows:
                typed = zip(row, dataset.columns, strict=True)
                found += [
                    (column, value) for value, column in typed if value is not None and type(value) is not TYPES[column.holds]
                ]
    return found


def test_every_value_of_the_demonstration_comes_back(shown: Offered, tmp_path: Path) -> None:
    """DuckDB and polars read what was stated and nothing else, in the dataset's order, under the dataset's names."""
    assert differences(shown.datasets, tmp_path) == []
    files = whole(shown.datasets)
    assert [*files] == [dataset.kind for dataset in shown.datasets]
    for dataset in shown.datasets:
        assert polars.read_parquet(io.BytesIO(files[dataset.kind])).columns == [column.name for column in dataset.columns]


def test_columns_have_types() -> None:
    """Money has two decimals, numbers ten, and a moment no time zone of its own, for it is clock time."""
    schema = polars.read_parquet(io.BytesIO(whole((handmade(),))["odd"])).schema
    assert schema["the amount's £"] == polars.Decimal(18, 2)
    assert schema["size"] == polars.Decimal(25, 10)
    assert schema["at"] == polars.Datetime("us", time_zone=None)
    assert schema["codes"] == polars.List(polars.String)


def test_hostile_values_come_back(data: Path, tmp_path: Path) -> None:
    """Formulas, quotes, line ends, what looks like numbers and dates, and numbers at their limits are what they were."""
    offered = hostile(data)
    decisions = next(dataset for dataset in offered.datasets if dataset.kind == "decisions")
    assert {"'=1+1", "2024-01-01", "😀𝒳 and é"} <= {record.get("reasons") for record in decisions.records}, (
        "the portal holds them"
    )
    assert differences(offered.datasets, tmp_path) == []


def test_columns_may_be_called_anything(tmp_path: Path) -> None:
    """Names with quotes are kept; of two that differ only in case the second gets a number, and each keeps its own values."""
    dataset = handmade()
    content = whole((dataset,))["odd"]
    assert by_duckdb(content, tmp_path) == by_polars(content) == stated(dataset)
    names = polars.read_parquet(io.BytesIO(content)).columns
    assert names[2:6] == ['a "quoted" name', "select", "Name", "name_1"]
    assert names[6:] == [column.name for column in dataset.columns[6:]]


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.text(), st.lists(st.text()), st.integers(-(10**17), 10**17), st.decimals(-(10**15) + 1, 10**15 - 1, places=10)
        )
    )
)
def test_any_value_comes_back(rows: list[tuple[str, list[str], int, Decimal]]) -> None:
    """Whatever the text, list, amount or number."""
    dataset = handmade(
        [
            {"record": str(number), "name": text, "codes": tuple(texts), "the amount's £": pence, "size": size}
            for number, (text, texts, pence, size) in enumerate(rows)
        ]
    )
    assert by_polars(whole((dataset,))["odd"]) == stated(dataset)


def test_kinds_without_records_have_a_file(data: Path) -> None:
    """The columns are there with their types, and no row."""
    dataset = next(dataset for dataset in hostile(data).datasets if not dataset.records)
    read = polars.read_parquet(io.BytesIO(whole((dataset,))[dataset.kind]))
    assert read.shape == (0, len(dataset.columns))
    assert read.schema["published_by"] == polars.String


def test_a_large_file_is_cut_between_records(shown: Offered) -> None:
    """The parts are numbered, none is larger than allowed, each can be read alone, and together they are the whole."""
    decisions = next(dataset for dataset in shown.datasets if dataset.kind == "decisions")
    limit = len(whole((decisions,))["decisions"]) // 2
    parts = list(parquet((decisions,), largest=limit))
    assert len(parts) > 2
    assert [part.path for part in parts] == [f"data/decisions-{number}.parquet" for number in range(1, len(parts) + 1)]
    assert max(len(part.content) for part in parts) <= limit
    assert [row for part in parts for row in by_polars(part.content)] == stated(decisions)
    assert [facts(part)[1] for part in parts] == [len(by_polars(part.content)) for part in parts]
    assert [facts(part)[2] for part in parts] == [*range(1, len(parts) + 1)]


def test_records_that_are_too_large_stand_alone() -> None:
    """A limit below a single record gives a part for each, and an end."""
    assert [facts(part) for part in parquet((handmade(),), largest=10)] == [("odd", 1, 1), ("odd", 1, 2), ("odd", 1, 3)]


def facts(part: Artefact) -> tuple[str, int, int]:
    """The kind, the number of records and the number of a part."""
    assert part.offer
    return part.offer.kind, part.offer.rows, part.offer.part


def test_what_is_offered_is_said(shown: Offered) -> None:
    """A file tells its kind, its records and their licences, as those of other formats do."""
    for made, dataset in zip(parquet(shown.datasets), shown.datasets, strict=True):
        assert made.offer == dataset.offer(dataset.records)
        assert made.media_type == "application/vnd.apache.parquet"


SCRIPT = """
import hashlib
from tests.downloads.portals import demonstration, handmade
from generator.downloads.parquet import parquet
for made in parquet((*demonstration().datasets, handmade())):
    print(made.path, hashlib.sha256(made.content).hexdigest())
"""


def test_the_bytes_are_the_same_every_time(shown: Offered, tmp_path: Path) -> None:
    """Whatever the folder for temporary files, the hash seed, the time zone, the locale, and the home with settings in it."""
    folder = tmp_path / "somebody's [own]* site?"
    (folder / ".duckdb").mkdir(parents=True)
    (folder / ".duckdbrc").write_text("nonsense")
    places = {"TMPDIR": str(folder), "HOME": str(folder), "TZ": "Pacific/Chatham", "LC_ALL": "C"}
    env = {**os.environ, **places, "PYTHONHASHSEED": "4711"}
    run = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    digests = [f"{one.path} {sha256(one.content).hexdigest()}" for one in parquet((*shown.datasets, handmade()))]
    assert run.stdout.splitlines() == digests
    assert sorted(path.name for path in folder.rglob("*")) == [".duckdb", ".duckdbrc"], "nothing is left, nor put into the home"


def test_nothing_is_left_when_it_fails(shown: Offered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary files are gone when the reader goes away, and when a value cannot be written."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    taken = parquet(shown.datasets)
    next(taken)
    assert list(tmp_path.iterdir()) != []
    taken.close()  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(duckdb.Error):
        list(parquet((handmade([{"record": "1", "size": Decimal(10) ** 15}]),)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("rows", [ROWS, ()], ids=["while feeding", "while writing"])
def test_a_full_disk_is_a_fault_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Where a file may not grow any further the build hears an OSError, which it knows how to tell, and nothing is left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with limited(300), pytest.raises(OSError, match="File too large"):
        list(parquet((handmade(rows),)))
    assert list(tmp_path.iterdir()) == []
