"""Files that councils, departments and funders published: each is read as it is, and every row is accounted for."""

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from generator import schemas
from generator.model import Source
from generator.read import read
from generator.read.reading import Reading

ROOT = Path(__file__).parents[3]
REAL = ROOT / ".." / "shared" / "real-data"
SCHEMAS = schemas.load(ROOT / "data")
GRANTS = "trafford-council/transparency_code/grants/trafford_council_voluntary_sector_grants"
HYNDBURN = "lancashire-procurement/burnley-council/data/hyndburn_csvs"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real published files are not beside the project")


def reading_of(name: str, format_: str) -> Reading:
    """A real file, read in a foreign format."""
    path = REAL / name
    if not path.is_file():
        pytest.skip(f"{name} is not there")
    return read(Source("x", f"publishers/x/{path.name}", "", format_), path.read_bytes(), SCHEMAS)


def values(reading: Reading, kind: str) -> dict[str, dict[str, str]]:
    """The records of a kind by their first field; amounts without trailing zeros, texts with single spaces."""
    return {
        row.cells[0]: {column.field: _plain(cell) for column, cell in zip(table.columns, row.cells, strict=True) if cell.strip()}
        for table in reading.tables
        if table.kind == kind
        for row in table.rows
    }


def _plain(cell: str) -> str:
    try:
        return str(Decimal(cell).quantize(Decimal("0.01")))
    except ArithmeticError:
        return " ".join(cell.split())


def assert_balanced(reading: Reading) -> None:
    """Every row of the source is published, withheld, blank, a total or merged."""
    account = reading.ledger
    kept = sum(len(table.rows) for table in reading.tables if table.counted)
    assert account.rows_in == kept + account.withheld + account.rows_blank + account.rows_total + account.rows_merged


@pytest.mark.parametrize("kind", ["decisions", "organisations", "funds"])
@pytest.mark.parametrize(
    ("table", "entries", "count"),
    [
        (f"{GRANTS}.csv", f"{GRANTS}.json", 555),
        (
            "360giving-datagetter/tests/data/input/valid.xlsx",
            "360giving-datagetter/tests/data/expected_output/json_all/validfile.json",
            125,
        ),
        (
            "360giving-dataquality/tools/data/original/a001p00000zgyHZAAY.xlsx",
            "360giving-dataquality/tools/data/json_all/a001p00000zgyHZAAY.json",
            783,
        ),
    ],
)
def test_the_same_grants_are_read_the_same_from_a_table_and_from_json(table: str, entries: str, count: int, kind: str) -> None:
    """Ids, dates, amounts to the penny, and every other field."""
    from_table, from_json = reading_of(table, "360giving"), reading_of(entries, "360giving")
    assert values(from_table, kind) == values(from_json, kind)
    assert from_table.ledger == from_json.ledger
    assert from_table.ledger.rows_in == len(values(from_table, "decisions")) == count


def test_a_years_spending_adds_up_to_the_penny() -> None:
    """210,068 rows of a zipped file, against a plain reading of it."""
    name = "trafford-council/transparency_code/supplier_spend/trafford-supplier-spend-2024-25.zip"
    reading = reading_of(name, "lgtc-spend")
    table = reading.tables[0]
    amount = [column.field for column in table.columns].index("amount")
    with zipfile.ZipFile(REAL / name) as archive, archive.open(archive.namelist()[0]) as file:
        rows = csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline=""))
        expected = sum(Decimal(row["Amount"]) for row in rows)
    assert sum(Decimal(row.cells[amount]) for row in table.rows) == expected
    assert reading.ledger.rows_in == len(table.rows) == 210_068


@pytest.mark.parametrize("format_", ["lgtc-grants", "360giving"])
def test_oxfords_grants_are_read_in_either_format(format_: str) -> None:
    """Their headings are those of 360Giving, in a file of the Transparency Code."""
    name = "oxford-grants/data/oxford-city-council-grants-awarded-214-15-to-2017-18.csv"
    reading = reading_of(name, format_)
    assert len(values(reading, "decisions")) == reading.ledger.rows_in == 105
    one = values(reading, "decisions")["360G-OxfordCC-2014-15-0002"]
    assert (one["amount_awarded"], one["decision_date"], one["area_codes"]) == ("7500.00", "2014-02-12", "E07000178")
    assert one["recipient_org_id"] == "GB-CHC-299533"


@pytest.mark.parametrize(
    ("quarter", "rows_in", "withheld"),
    [("jan-mar", 3860, 1), ("apr-jun", 3836, 0), ("jul-sep", 3649, 0), ("oct-dec", 3978, 0)],
)
def test_oxfords_drifting_headings_are_read_alike(quarter: str, rows_in: int, withheld: int) -> None:
    """The same five fields in every quarter."""
    reading = reading_of(f"oxford-spend/data/expenditure-over-500-{quarter}-2014.csv", "lgtc-spend")
    assert (reading.ledger.rows_in, reading.ledger.withheld) == (rows_in, withheld)
    fields = {column.field for column in reading.tables[0].columns}
    assert fields == {"date", "amount", "payee_name", "department", "category"}
    assert_balanced(reading)


@pytest.mark.parametrize("path", sorted((REAL / HYNDBURN).glob("*")), ids=lambda path: path.name[-12:])
def test_hyndburns_spending_is_read(path: Path) -> None:
    """Windows and DOS encodings, CR line ends, £ in headings, a first line of commas."""
    reading = reading_of(f"{HYNDBURN}/{path.name}", "lgtc-spend")
    fields = {column.field for column in reading.tables[0].columns}
    assert fields == {"date", "amount", "payee_name", "purpose", "department", "category"}
    assert not reading.ledger.withheld
    assert_balanced(reading)


@pytest.mark.parametrize(
    ("name", "kept", "withheld", "blank"),
    [
        ("072015_July_2015_-25k.csv", 135, 0, 864),
        ("20121204_gpc_expenditure_Sept_2012.csv", 2053, 0, 0),
        ("AHDB-Over-25k-1209.csv", 8, 0, 0),
        ("BIS_monthly_spend_November_2012.xls", 3031, 0, 0),
        ("CCW+Over+25K+-+AUGUST+2011.csv", 1, 0, 1),
        ("cefas-over-25k-1201.csv", 0, 5, 7),
        ("dwp-payments-june2012.csv", 22388, 0, 0),
        ("_25k_August_Data.csv", 0, 554, 0),
        ("ea-over-25k-1011.csv", 239, 0, 0),
        ("ea-over-25k-1103.csv", 587, 0, 0),
        ("moj-jan-13.csv", 212, 0, 61),
        ("spend-jan-2011.csv", 306, 0, 45185),
    ],
)
def test_departments_spending_is_read(name: str, kept: int, withheld: int, blank: int) -> None:
    """Headings on rows 1 to 75, blank rows by the thousand; the one that holds no spending says so."""
    reading = reading_of(f"uk-25k-spend/fetched/{name}", "lgtc-spend")
    assert sum(len(table.rows) for table in reading.tables) == kept
    assert (reading.ledger.withheld, reading.ledger.rows_blank) == (withheld, blank)
    assert_balanced(reading)


def test_levelling_up_awards_are_read_as_grants() -> None:
    """Without references their ids are made, and stay apart."""
    reading = reading_of("luf-northwest/data/projects_base.csv", "lgtc-grants")
    assert len(values(reading, "decisions")) == reading.ledger.rows_in == 27


@pytest.mark.parametrize("name", ["a002400000KeYdsAAF", "a002400000KeYdsAAF-currency"])
def test_currencies_are_kept(name: str) -> None:
    """379 grants, some not in pounds."""
    reading = reading_of(f"360giving-grantnav/dataload/test_data/{name}.json", "360giving")
    currencies = {grant["currency"] for grant in values(reading, "decisions").values()}
    assert len(values(reading, "decisions")) == 379
    assert ("USD" in currencies) == name.endswith("currency")


def test_a_hundred_releases_are_97_processes() -> None:
    """Consortia are kept as parties; contacts, of which every notice has some, are not read."""
    files = sorted((REAL / "cfserver-uk-releases-json").glob("*.json"))
    if len(files) != 100:
        pytest.skip("the hundred releases are not there")
    releases = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    data = json.dumps({"releases": releases}).encode()
    reading = read(Source("x", "publishers/x/releases.json", "", "ocds"), data, SCHEMAS)
    assert (reading.ledger.rows_in, reading.ledger.rows_merged) == (100, 3)
    assert len(values(reading, "services")) == 97
    suppliers = [row.cells[1] for row in next(table for table in reading.tables if table.kind == "parties").rows]
    assert max(suppliers.count(decision) for decision in set(suppliers)) > 10
    contacts = {
        party["contactPoint"][key]
        for release in releases
        for party in release["parties"]
        for key in ("email", "telephone")
        if party.get("contactPoint", {}).get(key)
    }
    structured = {
        cell
        for table in reading.tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if column.field not in {"description", "summary"}
    }
    assert contacts
    assert not contacts & structured


@pytest.mark.parametrize(
    ("folder", "format_"),
    [
        ("ocds-sample-data", "ocds"),
        ("ocds-lib-cove", "ocds"),
        ("cfserver-uk-releases-json", "ocds"),
        ("lancashire-procurement", "ocds"),
        ("360giving-dataquality", "360giving"),
        ("oxford-spend", "360giving"),
        ("uk-25k-spend", "lgtc-contracts"),
    ],
)
def test_no_file_is_lost_whatever_it_holds(folder: str, format_: str) -> None:
    """Faulty files, and files of another format than listed: rows add up, or the file is refused in a sentence."""
    for path in sorted((REAL / folder).rglob("*")):
        if path.is_file():
            reading = reading_of(str(path.relative_to(REAL)), format_)
            assert_balanced(reading)
            assert reading.tables or reading.problems
