"""`data/sources.csv`: a line per source and what became of its rows."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from generator.artefacts import Artefact, Offer
from generator.downloads.cells import inert
from generator.model import Account

COLUMNS: Final = (
    "publisher", "format", "path", "commit", "sha256", "rows_in", "published", "withheld",
    "rows_blank", "rows_total", "rows_merged", "refused", "shown_commit",
)  # fmt: skip


def source_list(accounts: Sequence[Account]) -> Artefact:
    """The sources in the order of their paths; `refused` holds the code of what kept a whole file out, and
    `shown_commit` the commit whose version is published in its place."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for account in accounts:
        source, ledger = account.source, account.ledger
        counts = (ledger.rows_in, ledger.published, ledger.withheld, ledger.rows_blank, ledger.rows_total, ledger.rows_merged)
        found = (source.publisher, source.format, inert(source.path), source.commit, source.sha256)
        writer.writerow((*found, *counts, account.refused, account.shown.commit if account.shown else ""))
    return Artefact(
        "data/sources.csv",
        text.getvalue().encode(),
        "text/csv",
        Offer("about", "Sources: every file, and what became of its rows", rows=len(accounts)),
    )
