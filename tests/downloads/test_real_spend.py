"""The 210,068 payments of a real council go out in every format: each row, and every penny."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import polars
import pytest

from generator import build
from generator.artefacts import Artefact
from generator.assemble import measure
from generator.build import Built
from generator.downloads.comma_separated import comma_separated
from generator.downloads.datasets import Dataset, datasets
from generator.downloads.json_text import json_text
from generator.downloads.parquet import parquet
from generator.downloads.splitting import LARGEST
from generator.downloads.sqlite import sqlite
from generator.downloads.workbook import kind_workbook
from generator.downloads.workbook_about import Surroundings
from generator.repository import NOWHERE
from tests.conftest import settings_for
from tests.test_real_files import SPEND, folder

PAYMENTS = 210_068


@pytest.fixture(scope="module")
def spend(real: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, tuple[Dataset, ...]]:
    """A portal of one council's spending of a year."""
    data = folder(tmp_path_factory.mktemp("spend"), "trafford", {"spend.zip": real / SPEND}, "*.zip", "lgtc-spend")
    built = build.portal(settings_for(data), NOWHERE)
    offered = datasets(built.portal, built.schemas, measure(built.portal, built.schemas), "https://p.example/")
    return built, offered


def whole(made: Iterable[Artefact], ending: str) -> Iterator[bytes]:
    """The parts of the file of all publishers, in their order; none is larger than hosts take."""
    for one in made:
        if re.fullmatch(rf"data/payments(-\d+)?\.{ending}", one.path):
            assert len(one.content) <= LARGEST
            yield one.content


def by_csv(built: Built, dataset: Dataset) -> Iterator[Decimal]:
    """The amounts in the parts of the CSV file, each of which has its own heading."""
    for content in whole(comma_separated(dataset), "csv"):
        yield from (Decimal(row["amount"]) for row in csv.DictReader(io.StringIO(content.decode(), newline="")))


def by_json_lines(built: Built, dataset: Dataset) -> Iterator[Decimal]:
    """The amounts in JSON Lines."""
    for content in whole(json_text(dataset, "", ""), "jsonl"):
        yield from (json.loads(line, parse_float=Decimal)["amount"] for line in content.splitlines())


def by_json(built: Built, dataset: Dataset) -> Iterator[Decimal]:
    """The amounts in the parts of the JSON file, each of which can be read alone."""
    for content in whole(json_text(dataset, "", ""), "json"):
        yield from (row["amount"] for row in json.loads(content, parse_float=Decimal)["records"])


def by_parquet(built: Built, dataset: Dataset) -> Iterator[Decimal]:
    """The amounts in Parquet, as polars reads them."""
    for content in whole(parquet((dataset,)), "parquet"):
        yield from polars.read_parquet(io.BytesIO(content))["amount"]


def by_sqlite(built: Built, every: tuple[Dataset, ...]) -> Iterator[Decimal]:
    """The amounts in the database, put together from its pieces."""
    content = b"".join(one.content for one in sqlite(every, built.portal, built.schemas))
    with sqlite3.connect(":memory:") as base:
        base.deserialize(content)
        yield from (Decimal(pence) / 100 for (pence,) in base.execute("SELECT amount_pence FROM payments"))


def by_workbook(built: Built, dataset: Dataset) -> Iterator[Decimal]:
    """The amounts in the Excel files: the numbers in that column of the last sheet."""
    known = Surroundings("", "https://p.example/", built.portal.publishers, built.schemas.codelists)
    letter = chr(ord("A") + [column.name for column in dataset.columns].index("amount"))
    for content in whole(kind_workbook(dataset, known), "xlsx"):
        with ZipFile(io.BytesIO(content)) as book:
            sheets = [book.read(name).decode() for name in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
        found = re.findall(rf'<c r="{letter}\d+"(?: s="\d+")?><v>([^<]*)</v>', max(sheets, key=len))
        yield from map(Decimal, found)


FORMS = (by_csv, by_json, by_json_lines, by_parquet, by_workbook)


@pytest.mark.slow
@pytest.mark.parametrize("form", [*FORMS, by_sqlite], ids=lambda form: form.__name__)
def test_every_payment_and_every_penny_goes_out(
    spend: tuple[Built, tuple[Dataset, ...]], form: Callable[..., Iterator[Decimal]]
) -> None:
    """As many rows as the council published, refunds included, and their sum to the penny."""
    built, every = spend
    payments = next(one for one in every if one.kind == "payments")
    amounts = list(form(built, payments if form in FORMS else every))
    assert len(amounts) == len(payments.records) == PAYMENTS
    assert sum(amounts) * 100 == sum(record.values["amount"] for record in payments.records)
