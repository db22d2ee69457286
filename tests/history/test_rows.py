"""Rows of old files that were read before are not validated again, and give exactly what reading the whole file gives."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as some

from generator.history import rows
from generator.history.rows import Known, Opened
from generator.intake import Intake, opened, settle, take_in
from generator.model import Origin, Record, Source
from generator.schemas import Schemas

AS_OF = date(2026, 1, 15)
HEADS = {
    "payments": ("payment_id", "date", "amount", "payee_name", "purpose"),
    "decisions": (
        "decision_id", "decision_date", "amount_awarded", "title", "summary", "decision_type", "outcome", "reasons", "decided_by_type",
    ),
}  # fmt: skip
DAYS = ("2025-03-03", "03/04/2025", "31/12/2025", "12/31/2025", "soon", "")
AMOUNTS = ("100.00", "£1,250", "-5", "lots", "", "REDACTED PERSONAL DATA")
TEXTS = ("Youth club", " Youth club", "Write to jo.bloggs@example.com", "#REF!", "", "=1+1")
IDS = ("D-1", "D-2", "d-2", "D 3", "")
LINES = some.lists(some.tuples(*(some.sampled_from(pool) for pool in (IDS, DAYS, AMOUNTS, TEXTS, TEXTS))), min_size=0, max_size=8)


def file(kind: str, lines: Sequence[tuple[str, ...]]) -> bytes:
    """A CSV file of a kind with some lines."""
    text = io.StringIO()
    usual = ("fund_award", "approved", "More came", "officer_delegated")[: len(HEADS[kind]) - 5]
    csv.writer(text).writerows([HEADS[kind], *((*line, *usual) for line in lines)])
    return text.getvalue().encode()


def told(records: Sequence[Record]) -> list[tuple[Record, Origin]]:
    """Records with the places they came from, which do not count when they are compared."""
    return [(record, record.origin) for record in records]


def same(one: Intake, other: Intake, schemas: Schemas) -> bool:
    """Whether two readings of a file give the same, once it stands among its publisher's files."""
    (first,), (second,) = (settle((intake,), schemas, AS_OF) for intake in (one, other))
    refused = one.account.refused == other.account.refused
    return refused and (told(first.records), told(first.sides)) == (told(second.records), told(second.sides))


def paid(day: str, identifier: str = "") -> tuple[str, ...]:
    """A payment on a day."""
    return (identifier, day, "100.00", "Youth club", "")


@example(kind="payments", versions=[[paid("12/31/2025")], [paid("12/31/2025"), paid("03/04/2025")]], apart=True)
@example(kind="payments", versions=[[paid("31/12/2025")], [paid("31/12/2025"), paid("12/31/2025")]], apart=True)
@example(kind="payments", versions=[[paid("03/04/2025")] * 2, [paid("12/31/2025"), paid("03/04/2025")]], apart=False)
@given(kind=some.sampled_from(sorted(HEADS)), versions=some.lists(LINES, min_size=1, max_size=4), apart=some.booleans())
def test_known_rows_give_what_a_whole_reading_gives(
    definitions: Schemas, kind: str, versions: list[list[tuple[str, ...]]], apart: bool
) -> None:
    """Whatever the rows before were, however columns write their days, with repeated rows and ids and what must be withheld."""
    source = Source("eastmere", f"publishers/eastmere/{kind}/a.csv", kind, "native")
    files = [file(kind, lines) for lines in versions]
    texts = [Opened(source, opened(source, content, definitions)) for content in files]
    known: Known = {}
    for several in [[text] for text in texts] if apart else [texts]:
        known = rows.merged((known, rows.learned(several, known, definitions, AS_OF)))
    for text, content in zip(texts, files, strict=True):
        assert same(rows.intake(text, known, definitions, AS_OF), take_in(source, content, definitions, AS_OF), definitions)


@given(lines=LINES)
def test_what_a_build_found_is_known(definitions: Schemas, lines: list[tuple[str, ...]]) -> None:
    """Of a file that was read today, every row is known, and gives the same again."""
    source = Source("eastmere", "publishers/eastmere/payments/a.csv", "payments", "native")
    content = file("payments", lines)
    whole = take_in(source, content, definitions, AS_OF)
    text = Opened(source, opened(source, content, definitions))
    assert same(rows.intake(text, rows.of_intake(text, whole, definitions), definitions, AS_OF), whole, definitions)
