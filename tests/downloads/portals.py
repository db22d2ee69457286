"""Datasets to write and read again: of whole portals, of one whose publishers type what they like, and of columns that nobody has yet."""

import resource
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator import build
from generator.assemble import measure
from generator.downloads.datasets import Column, Dataset, datasets
from generator.model import Origin, Record
from generator.repository import NOWHERE
from generator.schemas import Field, Schema
from tests.conftest import ROOT, settings_for
from tests.feeding import FACTS, as_csv

TEXTS: Final = (
    "=1+1", "'=1+1", "@SUM(A1)", "-0.01 is not money", "+44", "00123", "2024-01-01", "1e5", "true", "NULL", "null", "\\N", "nan", "{}",
    '"', '""', "'", "';DROP TABLE decisions;--", "a\nb", "a\r\nb", "a\tb", "\\", "\\u0041", "a,b;c", "😀𝒳 and é", "مرحبا", "Llanfairpwll ŵŷ",
    "\u2028\u2029", "x" * 5_000, "$1 %s {0} {{7*7}}", "0x10", "1_000", "-", "‘’“”",
)  # fmt: skip
"""What a text may be, and other programs may take for something else."""


@dataclass(frozen=True, slots=True, eq=False)
class Offered:
    """A portal and what is offered of it."""

    built: build.Built
    datasets: tuple[Dataset, ...]


def offered(folder: Path) -> Offered:
    """A data folder's portal as datasets."""
    built = build.portal(settings_for(folder), NOWHERE)
    measures = measure(built.portal, built.schemas)
    return Offered(built, datasets(built.portal, built.schemas, measures, "https://p.example/"))


def demonstration() -> Offered:
    """The demonstration portal."""
    return offered(ROOT / "data")


def hostile(data: Path) -> Offered:
    """The small portal with a publisher whose texts look like everything else, and whose numbers are at their limits."""
    folder = data / "publishers" / "anytown"
    files: dict[str, bytes] = {"publisher.yml": FACTS, "decisions/d.csv": as_csv(*_decisions())}
    files["results/r.csv"] = _csv(
        {
            "decision_id": "D-0",
            "title": "Jars",
            "baseline": "-999999999999999.9999999999",
            "target": "0.1",
            "actual": "123456789012345",
        },
        {"decision_id": "D-0", "title": "Lids", "baseline": "0.0000000001", "target": "-0.0", "actual": ""},
    )
    files["meetings/m.csv"] = _csv(
        {"meeting_id": "M-1", "title": "A night", "starts_at": "2025-10-26 01:30", "kind": "discussion", "status": "planned"},
        {"meeting_id": "M-2", "title": "An hour that is not", "starts_at": "1850-03-30T01:30:59", "kind": "binding"},
    )
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return offered(data)


def _decisions() -> list[Mapping[str, str]]:
    amounts = ("0", "0.01", "-0.01", "9999999999.99", "-9999999999.99", "", "0.07", "1234567890.29")
    days = ("1850-01-01", "1899-12-31", "1900-02-28", "2200-12-31", "2024-02-29")
    return [
        {
            "decision_id": f"D-{number}",
            "title": text[:200],
            "reasons": text,
            "decision_date": days[number % len(days)],
            "amount_awarded": amounts[number % len(amounts)],
            "binding": ("yes", "no", "")[number % 3],
            "votes_for": ("0", "999999999999999", "")[number % 3],
            "recipient_name": "00123",
        }
        for number, text in enumerate(TEXTS)
    ]


def _csv(*rows: Mapping[str, str]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def _column(name: str, holds: str) -> Column:
    return Column(
        name, name, f"About {name}", holds, Field(name, name, "", "string", "text", "", "") if holds == "text" else None
    )


COLUMNS: Final = (
    _column("published_by", "text"),
    _column("record", "text"),
    *(
        _column(name, holds)
        for name, holds in {
            'a "quoted" name': "text", "select": "text", "Name": "text", "name": "text", "rowid": "text", "the amount's £": "money",
            "size": "number", "size_exact": "text", "how many": "integer", "said": "yes_no", "on": "date", "at": "datetime", "codes": "list",
        }.items()
    ),
    Column("source_file", "File", "The file"),
    Column("page", "Page", "The page"),
)  # fmt: skip
ODD: Final = Schema("odd", "Odd", "Odd", "Columns with names that SQL has to quote", ("record",), "select", (), ())
ROWS: Final = (
    {"record": "nothing"},
    {
        "published_by": "it's", "record": "all", 'a "quoted" name': '"', "select": "from", "Name": "upper", "name": "lower", "rowid": "7",
        "the amount's £": -12_345_678_901_234_567, "size": Decimal("-123456789012345.1234567891"), "size_exact": "1", "how many": -(10**15) + 1,
        "said": False, "on": date(1850, 1, 1), "at": datetime(2025, 10, 26, 1, 30), "codes": ("a;b", '"', "", "😀\n"), "source_file": "r\udce9sum\udce9.csv",
    },
    {"published_by": "it's", "record": "least", "the amount's £": 1, "size": Decimal("0.0000000001"), "said": True, "codes": (), "name": ""},
)  # fmt: skip


def handmade(rows: Sequence[Mapping[str, Any]] = ROWS) -> Dataset:
    """A dataset of the given rows, each called by its own `record`, in columns of every sort."""
    records = tuple(Record("odd", row.get("published_by", ""), row["record"], {}, origin=Origin("", "odd.csv")) for row in rows)
    stated = {row["record"]: row for row in rows}
    return Dataset(ODD, COLUMNS, records, lambda record: stated[record.key])


@contextmanager
def limited(most: int) -> Iterator[None]:
    """No file of this process may grow above so many bytes, as where the disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
