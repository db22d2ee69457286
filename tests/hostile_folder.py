"""A data folder whose every text is an attack: payloads dealt in turn to every field of every kind, so that a new one is met, too."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml
from openpyxl import Workbook

from generator.schemas import Schema, Schemas
from tests.hostile import CONTROLS, NAMING, Dealt

# As ids of ours may be, and as people might call what would stand in the way of a page's own names.
NAMES: Final = (
    "location content __proto__ constructor prototype toString valueOf hasOwnProperty forms images links scripts cookie body head "
    "documentElement title domain referrer top self parent window frames history navigator name length page year"
).split()
SHEETS: Final = [payload for payload in NAMING if not set(payload) & set("\\*?:/[]")]  # what a sheet may be
PUBLISHERS: Final = ("constructor", "location", "prototype", "forms", "content", "top")
LONG: Final = 60  # more than a page of a list shows
OWN: Final = len(NAMES) // len(PUBLISHERS)  # rows of each kind that a publisher has
TEXTS: Final = frozenset({"text", "url", "org_id"})
REFERENCES: Final = frozenset({"ref", "refs"})
SHARED: Final = ("areas", "funds")  # kinds that the reference data holds
VALID: Final[Mapping[str, str]] = {
    "money": "{0}00.00", "number": "{0}.5", "integer": "{0}", "coordinate": "51.{0}", "date": "{1}-0{2}-1{2}",
    "datetime": "{1}-0{2}-1{2}T18:30", "yes_no": "yes",
}  # fmt: skip
FACTS: Final = ("name", "website", "contact", "org_id", "gss", "prefix_360giving", "ocid_prefix", "languages")
GRANT: Final = (
    "Identifier", "Title", "Description", "Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Web Address",
    "Funding Org:Name", "Funding Org:Department", "Beneficiary Location:Geographic Code",
)  # fmt: skip


def write(data: Path, schemas: Schemas) -> Dealt:
    """Writes the folder, of as many publishers and rows as it takes to put every payload into every sort of field."""
    dealt = Dealt()
    for kind in SHARED:
        rows = [row(schemas.kinds[kind], schemas, number, dealt) for number in range(len(NAMES))]
        table(data / "reference" / f"{kind}.csv", rows)
    for place, publisher in enumerate(PUBLISHERS):
        folder = data / "publishers" / publisher
        for name, schema in schemas.kinds.items():
            if name != "areas":
                numbers = range(place * OWN, (place + 1) * OWN)
                path = folder / name / f"{dealt.deal('file', among=NAMING)}.csv"
                table(path, [row(schema, schemas, number, dealt) for number in numbers], dealt if place % 2 else None)
        if place == 0:
            for name, schema in schemas.kinds.items():
                table(folder / name / "withheld.csv", list(unreadable(schema, dealt)))
        grants(folder / "grants.csv", dealt, place)
        facts(folder, dealt)
    sheet = {**row(schemas.kinds["services"], schemas, 0, dealt), "service_id": "of-a-sheet"}
    workbook(data / "publishers" / PUBLISHERS[0] / "services" / "book.xlsx", sheet, dealt.deal("sheet", 31, SHEETS))
    return dealt


def row(schema: Schema, schemas: Schemas, number: int, dealt: Dealt) -> dict[str, str]:
    """A row that is published: a payload wherever words may stand, and in every third reference."""
    own = number - number % OWN
    cells = {}
    for place, field in enumerate(schema.fields):
        if field.reads in TEXTS:
            # An id of a register makes a page of all publishers, any other a page among one's own.
            register = "GB-CHC-" if field.reads == "org_id" and number % 2 else ""
            cells[field.name] = register + dealt.deal(field.reads, field.constraints.get("maxLength", 0))
        elif field.reads in REFERENCES and (number + place) % 3 == 0:
            cells[field.name] = ";".join(dealt.deal(field.reads) for _ in range(1 if field.reads == "ref" else 5))
        elif field.reads in {*REFERENCES, "id"}:
            cells[field.name] = NAMES[own + (number + (field.refers_to == schema.name)) % OWN]
        elif field.codelist:
            cells[field.name] = list(schemas.codelist_of(field).codes)[number % len(schemas.codelist_of(field).codes)]
        else:
            cells[field.name] = VALID[field.reads].format(number + 1, 2024 + (number + place) % 3, number % 8 + 1)
    return cells


def unreadable(schema: Schema, dealt: Dealt) -> Iterator[dict[str, str]]:
    """Rows that are withheld: payloads where figures, days, codes and ids belong, and characters that no text may hold."""
    good = {field.name: field.example for field in schema.fields}
    for field in schema.fields:
        if field.reads not in TEXTS | REFERENCES:
            yield {**good, field.name: dealt.deal("typed")}
            yield {**good, field.name: dealt.deal("typed")}
        elif field.reads == "text":
            yield {**good, field.name: dealt.deal("control", among=CONTROLS)}


def table(path: Path, rows: Sequence[Mapping[str, str]], dealt: Dealt | None = None) -> None:
    """A CSV file; where payloads are `dealt` its headings hold signs of markup, too, and one of them nothing else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    headings = [f"'\"><{name}>" for name in rows[0]] + [dealt.deal("heading")] if dealt else list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerows([headings, *([*cells.values(), ""] if dealt else [*cells.values()] for cells in rows)])


def grants(path: Path, dealt: Dealt, place: int) -> None:
    """Grants in the format of 360Giving, whose ids are kept as they are written; all of one fund."""
    fund = {"Grant Programme:Code": dealt.deal("ref"), "Grant Programme:Title": dealt.deal("text")}
    fixed = {"Currency": "GBP", "Amount Awarded": "100.00", "Award Date": "2025-06-03", **fund}
    count = LONG if place == 0 else OWN
    table(path, [{**{name: dealt.deal("grant") for name in GRANT}, **fixed} for _ in range(count)])


def facts(folder: Path, dealt: Dealt) -> None:
    """publisher.yml, which says of each file its licence and where it was first published."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    entries = [{"path": name, "licence": dealt.deal("fact"), "source_url": dealt.deal("source")} for name in files]
    formats = [{**one, "format": "360giving" if one["path"] == "grants.csv" else "native"} for one in entries]
    gaps = [{"kind": dealt.deal("fact"), "field": dealt.deal("fact"), "reason": dealt.deal("fact")} for _ in range(OWN)]
    told: dict[str, Any] = {
        "id": folder.name,
        "licence": "OGL-UK-3.0",
        "update_frequency": "annual",
        "files": formats,
        "gaps": gaps,
    }
    told |= {name: dealt.deal("fact") for name in FACTS}
    (folder / "publisher.yml").write_text(yaml.safe_dump(told, default_style='"', width=10**9))


def workbook(path: Path, cells: Mapping[str, str], title: str) -> None:
    """A workbook of one row, whose sheet is called by a payload."""
    book = Workbook()
    book.active.title = title
    book.active.append(list(cells))
    for column, text in enumerate(cells.values(), 1):
        book.active.cell(2, column, text).data_type = "s"
    book.save(path)
