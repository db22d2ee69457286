"""The whole site tells the same records and the same pence in every form: pages, every format of a download, and the search."""

import csv
import gzip
import io
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit
from zipfile import ZipFile

import html5lib
import openpyxl
import polars
import pytest

from tests.test_build import portal_command

MONEY: Final = {
    "decisions": ("amount_awarded", "decision_date"),
    "payments": ("amount", "date"),
    "services": ("annual_budget", "start_date"),
    "allocations": ("amount", "financial_year"),
}
"""Of each kind with money, the amount and the day that are compared; of other kinds the records alone."""
PARSER: Final = html5lib.HTMLParser(namespaceHTMLElements=False)


class Row(NamedTuple):
    """A record as a form tells it."""

    publisher: str
    record: str
    pence: int
    year: str


Tally = Mapping[tuple[str, str, str], tuple[frozenset[str], int]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site."""
    folder = tmp_path_factory.mktemp("fidelity") / "site"
    done = portal_command("build", "--site", str(folder), "--as-of", "2026-01-15")
    assert done.returncode == 0, done.stderr
    return folder


def tally(kind: str, rows: Iterator[Row]) -> Tally:
    """The records and the pence of each publisher and year; a record is told once."""
    ids: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    pence: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in rows:
        scope = (row.publisher, kind, row.year)
        ids[scope].append(row.record)
        pence[scope] += row.pence
    assert all(len(several) == len(set(several)) for several in ids.values())
    return {scope: (frozenset(several), pence[scope]) for scope, several in ids.items()}


def row(kind: str, cells: Mapping[str, Any]) -> Row:
    """A record from the cells of a format, which call it and its fields by name; amounts are pounds."""
    amount, day = MONEY.get(kind, ("", ""))
    return Row(str(cells.get("published_by") or ""), str(cells["record"]), _pence(cells.get(amount)), _year(cells.get(day)))


def _pence(pounds: Any) -> int:
    whole = Decimal(str(pounds)) * 100 if pounds not in {None, ""} else Decimal(0)
    assert whole == int(whole)
    return int(whole)


def _year(day: Any) -> str:
    return str(day.year) if isinstance(day, date | datetime) else str(day or "")[:4]


def by_csv(site: Path, kind: str) -> Iterator[Row]:
    """The rows of the CSV file."""
    with (site / f"data/{kind}.csv").open(encoding="utf-8", newline="") as file:
        yield from (row(kind, cells) for cells in csv.DictReader(file))


def by_publisher_csv(site: Path, kind: str) -> Iterator[Row]:
    """The rows of every publisher's CSV file; what all share has none."""
    for path in sorted(site.glob(f"data/publishers/*/{kind}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row(kind, cells) for cells in csv.DictReader(file))


def by_zip(site: Path, kind: str) -> Iterator[Row]:
    """The rows of the CSV file in the ZIP."""
    with ZipFile(site / "data/portal.zip") as archive:
        text = io.StringIO(archive.read(f"{kind}.csv").decode(), newline="")
        yield from (row(kind, cells) for cells in csv.DictReader(text))


def by_json(site: Path, kind: str) -> Iterator[Row]:
    """The records of the JSON file."""
    for cells in json.loads((site / f"data/{kind}.json").read_bytes(), parse_float=Decimal)["records"]:
        yield row(kind, cells)


def by_json_lines(site: Path, kind: str) -> Iterator[Row]:
    """The lines of the JSON Lines file."""
    for line in (site / f"data/{kind}.jsonl").read_bytes().splitlines():
        yield row(kind, json.loads(line, parse_float=Decimal))


def by_parquet(site: Path, kind: str) -> Iterator[Row]:
    """The rows of the Parquet file, as polars reads them."""
    for cells in polars.read_parquet(site / f"data/{kind}.parquet").iter_rows(named=True):
        yield row(kind, cells)


def by_sqlite(site: Path, kind: str) -> Iterator[Row]:
    """The rows of the database, with its integer pence."""
    with sqlite3.connect(f"file:{site / 'data/portal.sqlite'}?immutable=1", uri=True) as base:
        base.row_factory = sqlite3.Row
        amount, day = MONEY.get(kind, ("", ""))
        for cells in base.execute(f"SELECT * FROM {kind}"):
            pence = cells[f"{amount}_pence"] if amount else 0
            yield Row(cells["published_by"] or "", cells["record"], pence or 0, _year(cells[day]) if day else "")


def by_workbook(site: Path, kind: str) -> Iterator[Row]:
    """The rows of the Excel file's table; its notes say which heading is which field."""
    yield from _sheet(site / f"data/{kind}.xlsx", kind)


def by_publisher_workbook(site: Path, kind: str) -> Iterator[Row]:
    """The rows of that kind's sheet in every publisher's workbook."""
    for path in sorted(site.glob("data/publishers/*/*.xlsx")):
        yield from _sheet(path, kind)


def _sheet(path: Path, kind: str) -> Iterator[Row]:
    book = openpyxl.load_workbook(path, read_only=False)
    if kind not in book.sheetnames:
        return
    names = _names(book)
    heads, *rows = book[kind].iter_rows(values_only=True)
    for values in rows:
        yield row(kind, {names[kind, str(head)]: value for head, value in zip(heads, values, strict=True)})


def _names(book: Any) -> Mapping[tuple[str, str], str]:
    rows = [tuple(str(cell or "") for cell in cells) for cells in book["Notes"].iter_rows(values_only=True)]
    start = next(number for number, cells in enumerate(rows) if cells[:1] == ("Sheet",))
    places = [rows[start].index(name) for name in ("Sheet", "Column", "Name in other files")]
    return {(cells[places[0]], cells[places[1]]): cells[places[2]] for cells in rows[start + 1 :]}


FORMS: Final[Mapping[str, Callable[[Path, str], Iterator[Row]]]] = {
    "json": by_json,
    "jsonl": by_json_lines,
    "parquet": by_parquet,
    "sqlite": by_sqlite,
    "xlsx": by_workbook,
    "zip": by_zip,
    "csv of each publisher": by_publisher_csv,
    "xlsx of each publisher": by_publisher_workbook,
}


def kinds(site: Path) -> list[str]:
    """Every kind that is offered."""
    known = {path.stem for path in site.glob("data/*.parquet")}
    assert len(known) > 10
    return sorted(known)


@pytest.mark.parametrize("form", FORMS)
def test_every_format_tells_the_same(site: Path, form: str) -> None:
    """The same records, and the same pence of each publisher, kind and year, as in CSV."""
    for kind in kinds(site):
        expected = tally(kind, by_csv(site, kind))
        if "each publisher" in form:
            expected = {scope: told for scope, told in expected.items() if scope[0]}
        assert tally(kind, FORMS[form](site, kind)) == expected, kind


def test_every_page_that_a_file_names_is_there(site: Path) -> None:
    """A row says which page shows it, and that page exists; an area that nothing is about has none."""
    named: dict[str, set[str]] = {kind: set() for kind in kinds(site)}
    for kind, pages in named.items():
        with (site / f"data/{kind}.csv").open(encoding="utf-8", newline="") as file:
            pages |= {row["page"] for row in csv.DictReader(file)}
    assert [
        page
        for pages in named.values()
        for page in pages
        if page and not (site / urlsplit(page).path[1:] / "index.html").is_file()
    ] == []
    assert [kind for kind, pages in named.items() if "" in pages] == ["areas"]


def test_the_pages_tell_the_same(site: Path) -> None:
    """Each service and decision has a page with its amount, and the payments listed by month add up to the penny."""
    for kind, label in (("services", "Budget for a year"), ("decisions", "Amount awarded")):
        found = []
        for one in by_csv(site, kind):
            page = site / kind / one.publisher / one.record / "index.html"
            found.append(one._replace(pence=_fact(page.read_text(encoding="utf-8"), label)))
        assert tally(kind, iter(found)) == tally(kind, by_csv(site, kind))
        named = {f"{one.publisher}/{one.record}" for one in found}
        pages = {path.parent.relative_to(site / kind).as_posix(): path for path in site.glob(f"{kind}/*/*/index.html")}
        others = {address for address in pages.keys() - named if address.split("/")[0] != "page"}
        assert all("was withdrawn" in pages[address].read_text(encoding="utf-8") for address in others), others
    listed: dict[tuple[str, str], int] = defaultdict(int)
    rows = 0
    for path in site.glob("publishers/*/payments/**/index.html"):
        publisher, year = path.relative_to(site).parts[1], path.relative_to(site).parts[3][:4]
        for cells in _table(path):
            listed[publisher, year] += _pence(cells[1].replace("£", "").replace(",", "").replace("−", "-"))
            rows += 1
    payments = tally("payments", by_csv(site, "payments"))
    assert rows == sum(len(ids) for ids, _ in payments.values()) > 0
    assert listed == {(publisher, year): pence for (publisher, _, year), (_, pence) in payments.items()}


def _fact(page: str, label: str) -> int:
    found = re.search(rf"<dt>(?:<a[^>]*>)?{label}(?:</a>)?</dt><dd>(-|−)?£([0-9,.]+)</dd>", page)
    return _pence((found[1] or "").replace("−", "-") + found[2].replace(",", "")) if found else 0


def _table(path: Path) -> Iterator[list[str]]:
    table = PARSER.parse(path.read_text(encoding="utf-8")).find(".//table")
    assert [head.text for head in table.findall("./thead/tr/th")][:2] == ["Date", "Amount"]
    for line in table.findall("./tbody/tr"):
        yield ["".join(cell.itertext()) for cell in line]


def test_the_search_tells_the_same(site: Path) -> None:
    """Its cards hold every record that has a page, once, with the amount that stands: that of the latest amendment."""
    cards = []
    for path in sorted(site.glob("search/cards/*")):
        cards += zip(*json.loads(gzip.decompress(path.read_bytes())), strict=True)
    for kind in ("services", "decisions"):
        told = {(card[1], card[3]): card[7] for card in cards if card[0] == kind}
        rows = {
            (one["published_by"], one["record"]): one
            for one in csv.DictReader((site / f"data/{kind}.csv").open(encoding="utf-8", newline=""))
        }
        assert told.keys() == rows.keys()
        amended = {(one["published_by"], one["amends"]) for one in rows.values() if one.get("amends")}
        amended |= {key for key, one in rows.items() if one.get("amends")}
        amount = MONEY[kind][0]
        compared = 0
        for key in rows.keys() - amended:
            if kind == "decisions" or rows[key][amount]:
                assert (told[key] or 0) == _pence(rows[key][amount]), key
                compared += 1
        assert compared > len(rows) / 2


def test_the_totals_of_the_first_page_can_be_made_from_a_download(site: Path) -> None:
    """What communities decided, as the first page says it, is the sum of a column."""
    with (site / "data/decisions.csv").open(encoding="utf-8", newline="") as file:
        counted = [one for one in csv.DictReader(file) if one["counted_as"] == "community" and one["counted_before"] == "false"]
    pence = sum(_pence(one["counted_amount"]) for one in counted if one["counted_currency"] == "GBP")
    assert pence > 0
    assert f"£{pence // 100:,}" in (site / "index.html").read_text(encoding="utf-8")
