"""A table of text becomes records; what the Table Schema forbids is withheld in our own words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from generator import schemas
from generator.model import Column, Row, Source, Table
from generator.problems import sentence
from generator.validate import validate
from tests.conftest import ROOT

SCHEMAS = schemas.load(ROOT / "data")
SOURCE = Source("northby", "publishers/northby/options/options.csv", "options", "native")


def table(rows: list[tuple[str, ...]], native: bool = True, kind: str = "options") -> Table:
    """A table with the columns of an option."""
    columns = tuple(
        Column(name, name, letter)
        for name, letter in zip(("decision_id", "title", "cost", "votes", "result"), "ABCDE", strict=True)
    )
    return Table(kind, "", columns, tuple(Row(number, number, cells) for number, cells in enumerate(rows, 2)), native)


def said(rows: list[tuple[str, ...]], native: bool = True) -> list[str]:
    """What is found in some rows, in words."""
    return [sentence(problem) for problem in validate(table(rows, native), SCHEMAS, SOURCE).problems]


def test_a_required_cell_must_be_filled_in() -> None:
    """An empty required cell withholds its row in our format; a foreign format may not have the field at all."""
    row = ("D-1", "Two evenings", "", "", "")
    assert said([row]) == ["Row 2, result: is empty, and every row needs it. Fill it in."]
    assert said([row], native=False) == []
    assert validate(table([row]), SCHEMAS, SOURCE).withheld == 1


def test_a_count_cannot_be_negative() -> None:
    """A constraint of the schema is worded with the value and the limit."""
    assert said([("D-1", "Two evenings", "", "-3", "chosen")]) == [
        'Row 2, votes: "-3" is less than 0, the least it can be. Check the figure.'
    ]


def test_values_are_typed() -> None:
    """Money is pence, counts are whole numbers, codes are codes, and blank cells are not there at all."""
    (record,) = validate(table([("D-1", "Two evenings", "£16,000", "", "Not chosen")]), SCHEMAS, SOURCE).records
    assert dict(record.values) == {"decision_id": "D-1", "title": "Two evenings", "cost": 1_600_000, "result": "not_chosen"}
    assert record.key.startswith("D-1|")
    assert "evenings" not in record.key, "a text may have to be withheld, so it is no part of a key"
    assert record.origin.row == 2


def test_conversions_are_counted_in_one_notice() -> None:
    """A thousand converted cells are one notice with the count and the first places."""
    rows = [("D-1", f"Option {number}", "£1,000", "", "chosen") for number in range(1_000)]
    assert said(rows) == [
        'Row 2, cost: "£1,000" was read as 1000.00. (The same in 999 more rows: 3, 4, 5, 6, 7, ….)',
    ]


CELLS = st.tuples(*[st.text(max_size=12)] * 5)


@given(st.lists(CELLS, max_size=8))
def test_every_row_is_a_record_or_withheld(rows: list[tuple[str, ...]]) -> None:
    """Whatever stands in the cells, each row is published or withheld, and a withheld row has an error."""
    valid = validate(table(rows), SCHEMAS, SOURCE)
    assert len(valid.records) + valid.withheld == len(rows)
    published = {record.origin.row for record in valid.records}
    told = {problem.row for problem in valid.problems if problem.severity == "error"}
    assert {row.number for row in table(rows).rows} - published <= told


def test_payments_without_ids_are_all_kept() -> None:
    """Equal payments are two payments: each gets a key from its content and its place among equals."""
    columns = (Column("date", "date", "A"), Column("amount", "amount", "B"))
    rows = tuple(Row(number, number, ("2026-03-03", "-5.00")) for number in (2, 3))
    records = validate(Table("payments", "", columns, rows), SCHEMAS, SOURCE).records
    assert len({record.key for record in records}) == 2
    assert [record.values for record in records] == [{"date": date(2026, 3, 3), "amount": -500}] * 2
