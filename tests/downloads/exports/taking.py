"""Exports of portals made by hand, as a reader takes them away; and the same files read back by our own readers."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from generator.build import Built
from generator.downloads.exports import exports
from generator.model import Portal, Publisher, Source
from generator.schemas import Schemas
from tests.checks.making import SCHEMAS, publisher, row

NAME: Final = "Commissioning in the Open"
ADDRESS: Final = "https://portal.example/"
AWARD: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "title": "Evening sessions",
        "summary": "Two more evenings a week at the youth club.",
        "decision_date": date(2025, 3, 4),
        "decision_type": "fund_award",
        "outcome": "approved",
        "decided_by_type": "neighbourhood_board",
        "binding": True,
        "amount_awarded": 2400050,
        "recipient_name": "Eastfield Community Trust",
        "recipient_org_id": "GB-CHC-9999901",
    }
)
COUNCIL: Final = publisher("eastmere", prefix_360giving="360G-eastmere", ocid_prefix="ocds-abc123")


def taken(portal: Portal, schemas: Schemas = SCHEMAS) -> dict[str, bytes]:
    """Every export by the name of its file."""
    return {made.path.removeprefix("data/exports/"): made.content for made in exports(portal, schemas, NAME, ADDRESS)}


def tree(files: Mapping[str, bytes], name: str) -> Any:
    """A JSON file as its readers parse it, with every digit of its numbers."""
    return json.loads(files[name], parse_float=str)


def rows(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    """The rows of a CSV file by heading."""
    return list(csv.DictReader(io.StringIO(files[name].decode(), newline="")))


def reasons(files: Mapping[str, bytes], export: str) -> dict[str, str]:
    """Why an export leaves records out, by record."""
    return {line["record"]: line["reason"] for line in rows(files, "not-mapped.csv") if line["export"] == export}


def source(format: str, path: str, of: str = "eastmere") -> Source:
    """A file in a publisher's folder in a foreign format."""
    return Source(of, path, "decisions", format)


def grant(number: int = 2, /, **changes: Any) -> Any:
    """An award of Eastmere that lacks nothing, with some fields changed; None takes a field away."""
    values = {**AWARD, "decision_id": f"D-{number}", **changes}
    return row("decisions", number, **{name: value for name, value in values.items() if value is not None})


def read_back(
    folder: Path, files: Mapping[str, bytes], name: str, format: str, built: Callable[[Path], Built], owner: Publisher = COUNCIL
) -> Built:
    """A portal of one publisher who publishes one of our exports in a foreign format."""
    home = folder / "data" / "publishers" / owner.id
    home.mkdir(parents=True)
    (home / name).write_bytes(files[name])
    (home / "publisher.yml").write_text(
        f"id: {owner.id}\nname: {owner.name}\nlicence: OGL-UK-3.0\nupdate_frequency: annual\n"
        f"files:\n  - {{path: {name}, format: {format}}}\n"
    )
    return built(folder / "data")
