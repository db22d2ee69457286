"""The tables by which the database explains itself: what it is, its columns and codes, who publishes, and from which files."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from generator.downloads.sqlite_tables import Layout, whole_signs
from generator.model import Account, Portal, Publisher
from generator.schemas import Codelist, Schemas

ABOUT: Final = (
    ("records", "Each kind of record has a table. published_by and record name a record; published_by is '' for what all publishers share."),
    ("columns", "The table columns says what each column is, and the table codes what each code means."),
    ("not stated", "What is not stated is NULL, which is neither 0 nor no; the column withheld says what was stated and may not be shown."),
    ("yes and no", "1 is yes and 0 is no."),
    ("money", "A column such as amount_awarded_pence is exact, and amount_awarded shows it in pounds, or in the currency that is stated. "
              "Add up the pence of one currency: SELECT currency, sum(amount_awarded_pence) / 100.0 FROM decisions GROUP BY currency"),
    ("numbers", "A column such as actual_exact has every digit, as text, and actual is a number to sort and to calculate by."),
    ("dates", "Dates are texts such as 2025-03-04, and times such as 2025-03-04T19:00:00 are the clock time of the United Kingdom."),
    ("lists", "A list is JSON: SELECT record, value FROM decisions, json_each(area_codes)"),
    ("references", "A column such as service_id_row has the rowid of what service_id means: "
                   "SELECT d.title, s.name FROM decisions d JOIN services s ON s.rowid = d.service_id_row"),
    ("titles", "For each kind a view has the titles of codes, and of records that are referred to, beside them: "
               "SELECT title, outcome_title, service_id_title FROM decisions_with_titles"),
    ("search", "SELECT kind, title, page FROM search WHERE search MATCH 'youth club' ORDER BY rank LIMIT 20"),
    ("licence", "The column licence has the licence of each record."),
)  # fmt: skip
"""What somebody has to know who opens the file, each a sentence or a query."""


class Guide(NamedTuple):
    """A table that explains: its name, what SQL declares of its columns, and its rows; what is empty in them is NULL."""

    name: str
    declared: str
    rows: Sequence[Sequence[Any]]


def guides(portal: Portal, schemas: Schemas, layouts: Iterable[Layout]) -> tuple[Guide, ...]:
    """Every such table, with its rows in a fixed order."""
    commit = [("commit", portal.commit)] if portal.commit else []
    owners = [publisher for _, publisher in sorted(portal.publishers.items())]
    return (
        Guide("about", "topic TEXT PRIMARY KEY, text TEXT NOT NULL", [*commit, *ABOUT]),
        Guide(
            "columns",
            "kind TEXT, name TEXT, title TEXT, description TEXT, holds TEXT, codelist TEXT, refers_to TEXT, PRIMARY KEY (kind, name)",
            [row for layout in layouts for row in _columns(layout)],
        ),
        Guide(
            "codes",
            "codelist TEXT, code TEXT, title TEXT, description TEXT, further TEXT, PRIMARY KEY (codelist, code)",
            [row for _, codelist in sorted(schemas.codelists.items()) for row in _codes(codelist)],
        ),
        Guide(
            "publishers",
            "id TEXT PRIMARY KEY, name TEXT, licence TEXT, update_frequency TEXT, org_id TEXT, gss TEXT, website TEXT, contact TEXT,"
            " languages TEXT, prefix_360giving TEXT, ocid_prefix TEXT, demonstration INTEGER",
            [_publisher(publisher) for publisher in owners],
        ),
        Guide(
            "gaps",
            "published_by TEXT, kind TEXT, field TEXT, reason TEXT, until TEXT",
            [row for publisher in owners for row in _gaps(publisher)],
        ),
        Guide(
            "sources",
            "published_by TEXT, path TEXT PRIMARY KEY, format TEXT, licence TEXT, source_url TEXT, published_on TEXT, source_commit TEXT,"
            " sha256 TEXT, rows_in INTEGER, published INTEGER, withheld INTEGER, rows_blank INTEGER, rows_total INTEGER,"
            " rows_merged INTEGER, refused TEXT, shown_commit TEXT",
            [_source(account) for account in portal.accounts],
        ),
    )


def _columns(layout: Layout) -> Iterator[Sequence[Any]]:
    for cell in layout.cells:
        column, codelist = cell.column, cell.column.field.codelist if cell.column.field else ""
        description = f"{column.description} {cell.note}".strip()
        holds = "integer" if cell.refers_to else column.holds
        yield layout.dataset.kind, cell.name, column.title, description, holds, codelist, cell.refers_to


def _codes(codelist: Codelist) -> Iterator[Sequence[Any]]:
    for code in codelist.codes.values():
        further = json.dumps(dict(code.marks), ensure_ascii=False) if code.marks else ""
        yield codelist.name, code.code, code.title, code.description, further


def _publisher(one: Publisher) -> Sequence[Any]:
    facts = (one.id, one.name, one.licence, one.update_frequency, one.org_id, one.gss, one.website, one.contact)
    return *facts, json.dumps(one.languages), one.prefix_360giving, one.ocid_prefix, int(one.demonstration)


def _gaps(one: Publisher) -> Iterator[Sequence[Any]]:
    for gap in one.gaps:
        yield one.id, gap.kind, gap.field, gap.reason, gap.until.isoformat() if gap.until else ""


def _source(account: Account) -> Sequence[Any]:
    source, ledger = account.source, account.ledger
    published_on = source.published_on.isoformat() if source.published_on else ""
    found = (source.publisher, whole_signs(source.path), source.format, source.licence, source.source_url, published_on)
    counts = (ledger.rows_in, ledger.published, ledger.withheld, ledger.rows_blank, ledger.rows_total, ledger.rows_merged)
    shown = account.shown.commit if account.shown else ""
    return *found, source.commit, source.sha256, *counts, account.refused, shown
