"""Files that councils really publish go in as they are, with every row and every penny accounted for."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from generator.build import Built
from generator.model import Record

GRANTS = "trafford-council/transparency_code/grants/trafford_council_voluntary_sector_grants"
SPEND = "trafford-council/transparency_code/supplier_spend/trafford-supplier-spend-2024-25.zip"
HYNDBURN = "lancashire-procurement/burnley-council/data/hyndburn_csvs"


def folder(tmp_path: Path, owner: str, files: Mapping[str, Path], pattern: str, form: str) -> Path:
    """A data folder with one publisher that holds some real files."""
    home = tmp_path / "data" / "publishers" / owner
    home.mkdir(parents=True)
    for name, path in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, home / name)
    (home / "publisher.yml").write_text(
        f"id: {owner}\nname: A Council\nlicence: OGL-UK-3.0\nupdate_frequency: quarterly\n"
        f'files:\n  - {{path: "{pattern}", format: {form}}}\n'
    )
    return tmp_path / "data"


def records(built: Built, kind: str, owner: str) -> tuple[Record, ...]:
    """A publisher's records of a kind, and first of all: that every row of its files is accounted for."""
    assert all(account.ledger.balanced for account in built.portal.accounts)
    return built.portal.of_publisher(kind, owner)


def test_trafford_grants_are_the_same_from_csv_and_json(tmp_path: Path, real: Path, built: Callable[[Path], Built]) -> None:
    """The 555 grants have the same ids, dates, amounts and recipients from either file; each is published once."""
    read = {}
    for form in ("csv", "json"):
        data = folder(tmp_path / form, "trafford", {f"grants.{form}": real / f"{GRANTS}.{form}"}, "grants.*", "360giving")
        read[form] = {record.key: dict(record.values) for record in records(built(data), "decisions", "trafford")}
    with (real / f"{GRANTS}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Identifier"]: row for row in csv.DictReader(file)}
    assert len(read["csv"]) == 555
    assert read["csv"] == read["json"]
    assert {key: values["amount_awarded"] for key, values in read["csv"].items()} == {
        key: int(Decimal(row["Amount Awarded"]) * 100) for key, row in rows.items()
    }


def test_trafford_spend_adds_up_to_the_penny(tmp_path: Path, real: Path, built: Callable[[Path], Built]) -> None:
    """All 210,068 payments are published, refunds included, and their sum is the file's own."""
    with zipfile.ZipFile(real / SPEND) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8-sig")
    expected = sum(int(Decimal(row["Amount"]) * 100) for row in csv.DictReader(io.StringIO(text, newline="")))
    payments = records(
        built(folder(tmp_path, "trafford", {"spend.zip": real / SPEND}, "*.zip", "lgtc-spend")), "payments", "trafford"
    )
    assert len(payments) == 210_068
    assert len({payment.key for payment in payments}) == 210_068
    assert sum(payment.values["amount"] for payment in payments) == expected


def test_ocds_releases_become_services_and_awards(tmp_path: Path, real: Path, built: Callable[[Path], Built]) -> None:
    """100 releases are 97 processes; consortia keep all their members, and no contact person is read."""
    sources = sorted((real / "cfserver-uk-releases-json").glob("*.json"))
    files = {f"releases/{path.name}": path for path in sources}
    made = built(folder(tmp_path, "notices", files, "releases/*.json", "ocds"))
    releases = [json.loads(path.read_text()) for path in sources]
    services = records(made, "services", "notices")
    assert len(releases) == 100
    assert {service.key for service in services} == {release["ocid"] for release in releases}
    assert len(services) == 97
    assert sum(account.ledger.rows_merged for account in made.portal.accounts) == 3
    suppliers = {
        release["ocid"]: sum(len(award.get("suppliers", [])) for award in release.get("awards", [])) for release in releases
    }
    named = [party for party in records(made, "parties", "notices") if party.get("role") == "supplier"]
    assert len(named) >= sum(suppliers[service.key] for service in services) * 0.98
    contacts = {
        party["contactPoint"].get("email", "")
        for release in releases
        for party in release.get("parties", [])
        if "contactPoint" in party
    } - {""}
    texts = {
        str(value) for kind in made.portal.records for record in made.portal.records[kind] for value in record.values.values()
    }
    assert contacts
    assert not contacts & texts


@pytest.mark.parametrize(
    ("owner", "pattern", "place", "form", "kind"),
    [
        ("oxford-grants", "*.csv", "oxford-grants/data", "lgtc-grants", "decisions"),
        ("oxford-spend", "*.csv", "oxford-spend/data", "lgtc-spend", "payments"),
        ("hyndburn", "*.csv", HYNDBURN, "lgtc-spend", "payments"),
        ("departments", "*", "uk-25k-spend/fetched", "lgtc-spend", "payments"),
        ("funder", "*", "360giving-dataquality/cove/cove_360/fixtures", "360giving", "decisions"),
        ("grantnav", "*", "360giving-grantnav", "360giving", "decisions"),
        ("samples", "*", "ocds-sample-data/fictional-example/1.1", "ocds", "services"),
        ("torture", "*", "frictionless-py/data", "native", "services"),
        ("spectrum", "*", "csv-spectrum/csvs", "lgtc-spend", "payments"),
        ("naughty", "*", "naughty-strings", "360giving", "decisions"),
        ("notices", "*", "lancashire-procurement/burnley-council/data", "ocds", "services"),
        ("returns", "*", "mhclg-post-award", "native", "decisions"),
    ],
)
def test_every_row_of_messy_files_is_accounted_for(
    owner: str, pattern: str, place: str, form: str, kind: str, tmp_path: Path, real: Path, built: Callable[[Path], Built]
) -> None:
    """Nothing raises; each file's rows are published, withheld, blank, totals or merged; a refused file says why."""
    home = real / place
    files = {path.relative_to(home).as_posix(): path for path in sorted(home.rglob("*")) if path.is_file()}
    made = built(folder(tmp_path, owner, files, pattern, form))
    published = records(made, kind, owner)
    own = [account for account in made.portal.accounts if account.source.publisher == owner]
    assert sum(account.ledger.published for account in own) >= len(published) if form != "ocds" else True
    told = {problem.path for problem in made.problems}
    silent = [account.source.path for account in own if account.ledger.published == 0 and account.source.path not in told]
    assert silent == []
