"""CSV, JSON and JSON Lines hold every value as it was read, and a spreadsheet that opens the CSV runs none of them."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.artefacts import Artefact, Offer
from generator.downloads.cells import FORMULA, guarded, plain, pounds
from generator.downloads.comma_separated import comma_separated
from generator.downloads.datasets import Dataset
from generator.downloads.json_text import json_text
from generator.downloads.splitting import Frame, parts
from tests.downloads.portals import Offered, demonstration, handmade, hostile

Written = Callable[[Dataset], list[Artefact]]


@pytest.fixture(params=["demonstration", "hostile"])
def shown(request: pytest.FixtureRequest, data: Path) -> Offered:
    """The demonstration, and a portal whose publishers type what they like."""
    return demonstration() if request.param == "demonstration" else hostile(data)


def unguarded(cell: str) -> str:
    """A cell as the dictionary says that it is read: without the apostrophe that keeps it from being run."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def told(values: Mapping[str, Any], dataset: Dataset) -> dict[str, str]:
    """What a record states as text, by the rules of the dictionary and no code of the writer."""
    found = {}
    for column in dataset.columns:
        value = values.get(column.name)
        if value is not None and value != () and value != "":
            shown = (
                str(value).lower() if isinstance(value, bool) else "; ".join(value) if isinstance(value, tuple) else str(value)
            )
            if column.holds == "money":
                shown = str((Decimal(value) / 100).quantize(Decimal("0.01")))
            elif column.holds == "number":
                shown = format(value, "f")
            elif column.holds in {"date", "datetime"}:
                shown = value.isoformat()
            found[column.name] = shown.encode("utf-8", "replace").decode()
    return found


def test_csv_gives_every_value_back(shown: Offered) -> None:
    """Each line is a record in its order, and each cell what the record states; nothing stands where nothing is stated."""
    for dataset in shown.datasets:
        (whole,) = (made for made in comma_separated(dataset) if made.path == f"data/{dataset.kind}.csv")
        rows = list(csv.DictReader(io.StringIO(whole.content.decode(), newline="")))
        read = [{name: unguarded(cell) for name, cell in row.items() if cell} for row in rows]
        assert read == [told(dataset.values(record), dataset) for record in dataset.records], dataset.kind
        assert whole.offer
        assert whole.offer.rows == len(rows)


def test_no_cell_of_a_csv_file_is_run(shown: Offered) -> None:
    """A cell of text never starts as a formula does, and a number always is one: -500 stays -500."""
    numbers = {"money", "number", "integer"}
    for dataset in shown.datasets:
        holds = {column.name: column.holds for column in dataset.columns}
        for made in comma_separated(dataset):
            guards = 0
            for row in csv.DictReader(io.StringIO(made.content.decode(), newline="")):
                for name, cell in row.items():
                    if holds[name] in numbers:
                        assert not cell or Decimal(cell).is_finite()
                    else:
                        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
                        guards += cell != unguarded(cell)
            assert made.offer
            assert made.offer.guarded == guards


def test_csv_keeps_to_its_standard(shown: Offered) -> None:
    """UTF-8 without a mark, one heading in the first line, lines that end in CR LF, as many cells in each."""
    for dataset in shown.datasets:
        for made in comma_separated(dataset):
            assert not made.content.startswith(b"\xef\xbb\xbf")
            assert made.content.endswith(b"\r\n")
            rows = list(csv.reader(io.StringIO(made.content.decode(), newline=""), strict=True))
            assert rows[0] == [column.name for column in dataset.columns]
            assert {len(row) for row in rows} == {len(dataset.columns)}


def test_json_gives_every_value_back(shown: Offered) -> None:
    """Numbers with every digit, texts as they are, and nothing of what is not stated; the same in the lines and in the document."""
    for dataset in shown.datasets:
        files = {made.path: made.content for made in json_text(dataset, "c0ffee", "https://p.example/")}
        document = json.loads(files[f"data/{dataset.kind}.json"], parse_float=Decimal)
        lines = files[f"data/{dataset.kind}.jsonl"].decode().split("\n")
        assert [json.loads(line, parse_float=Decimal) for line in lines[:-1]] == document["records"]
        assert (lines[-1], document["commit"]) == ("", "c0ffee")
        expected = [_as_json(dataset.values(record), dataset) for record in dataset.records]
        assert document["records"] == expected, dataset.kind


def _as_json(values: Mapping[str, Any], dataset: Dataset) -> dict[str, Any]:
    texts = told(values, dataset)
    found: dict[str, Any] = {}
    for column in dataset.columns:
        value = values.get(column.name)
        if value is None:
            continue
        if column.holds in {"money", "number"}:
            found[column.name] = Decimal(texts[column.name])
        else:
            found[column.name] = list(value) if isinstance(value, tuple) else texts.get(column.name, value)
        if column.holds in {"yes_no", "integer"}:
            found[column.name] = value
    return found


def test_what_no_portal_has_yet_is_exact() -> None:
    """Columns of every sort under names that have to be quoted, half characters in the name of a file, and amounts of 17 digits."""
    dataset = handmade()
    (document,) = (made for made in json_text(dataset, "", "") if made.path == "data/odd.json")
    read = {row["record"]: row for row in json.loads(document.content, parse_float=Decimal)["records"]}
    assert read["all"]["the amount's £"] == Decimal("-123456789012345.67")
    assert read["all"]["size"] == Decimal("-123456789012345.1234567891")
    assert read["all"]["source_file"] == "r\udce9sum\udce9.csv"
    assert read["least"]["the amount's £"] == Decimal("0.01")
    assert read["nothing"] == {"record": "nothing"}


def test_each_publisher_has_its_own_rows_and_no_others(shown: Offered) -> None:
    """Its files together hold what the whole holds; what all publishers share is in the whole alone."""
    for dataset in shown.datasets:
        for written in (comma_separated, lambda one: json_text(one, "", "")):
            offers = [made.offer for made in written(dataset) if made.offer and not made.path.endswith(".jsonl")]
            own = {offer.publisher: offer.rows for offer in offers if offer.publisher}
            counts = {owner: len(records) for owner, records in dataset.by_publisher() if owner}
            assert own == counts
            assert [offer.rows for offer in offers if not offer.publisher] == [len(dataset.records)]


@given(st.text())
def test_guarding_can_be_undone(text: str) -> None:
    """Whoever takes the apostrophe away has the text as it was, whatever it began with."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.integers(-(10**17), 10**17))
def test_no_penny_is_lost_in_words(pence: int) -> None:
    """Pounds have two decimals and every digit, below nought too."""
    assert Decimal(pounds(pence)) * 100 == pence
    assert pounds(pence)[-3] == "."


@given(st.decimals(allow_nan=False, allow_infinity=False, places=10, min_value=-(10**15), max_value=10**15))
def test_numbers_have_no_exponent(number: Decimal) -> None:
    """However small a number is, it is written out."""
    assert Decimal(plain(number)) == number
    assert "E" not in plain(number)


@given(st.lists(st.binary(min_size=1, max_size=30), max_size=30), st.integers(10, 100))
def test_a_long_file_is_cut_between_its_records(records: list[bytes], largest: int) -> None:
    """No part is larger than it may be unless it holds one record alone; together they hold all, in order, and each can be read alone."""
    offer = Offer("records", "Anything")
    frame = Frame(b"[", b",", b"]")
    made = list(parts("data/x.json", "application/json", offer, records, frame, largest))
    offers = [part.offer or offer for part in made]
    assert sum(one.rows for one in offers) == len(records)
    assert [part.path for part in made] == (
        ["data/x.json"] if len(made) == 1 else [f"data/x-{number}.json" for number in range(1, len(made) + 1)]
    )
    start = 0
    for part, one in zip(made, offers, strict=True):
        held = records[start : start + one.rows]
        assert part.content == b"[" + b",".join(held) + b"]"
        assert len(part.content) <= largest or one.rows == 1
        start += one.rows
    assert [replace(one, rows=0) for one in offers] == [
        replace(offer, part=number) for number in ([0] if len(made) == 1 else range(1, len(made) + 1))
    ]
