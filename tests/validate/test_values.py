"""Cells are read strictly: what is unambiguous is converted, everything else has a sentence."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Problem, sentence
from generator.schemas import Field, Schemas
from generator.validate.dates import is_month_first, read_date, read_datetime
from generator.validate.found import Fault, Found, Outcome
from generator.validate.identifiers import read_native_id
from generator.validate.money import read_money
from generator.validate.values import reader


def said(text: str, outcome: Outcome) -> str:
    """The sentence for a cell that could not be read."""
    assert isinstance(outcome, Fault), outcome
    return sentence(Problem(outcome.code, row=2, field="amount", value=text, details=outcome.details))


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("1234.50", 123450),
        ("£1,234.50", 123450),
        ("(500)", -50000),
        ("−5", -500),
        ("-500.00", -50000),
        ("500-", -50000),
        ("£-12.3", -1230),
        (" 50,000.00 ".strip(), 5000000),
        ("0", 0),
        ("10000000000", 1_000_000_000_000),
    ],
)
def test_money_is_read_to_the_penny(text: str, pence: int) -> None:
    """Every unambiguous British way of writing money gives exact pence."""
    outcome = read_money(text)
    assert isinstance(outcome, Found)
    assert outcome.value == pence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.000,00", 'Row 2, amount: "1.000,00" has the comma where we write a full stop. Write it like 1234.50.'),
        ("1.2E+05", 'Row 2, amount: "1.2E+05" is Excel shorthand; the real number may be lost. Format the column as Number.'),
        ("1.005", 'Row 2, amount: "1.005" has 3 decimal places. Write pounds and pence, like 1234.50.'),
        ("１２３", 'Row 2, amount: "１２３" has digits of another script. Type it with the ordinary digits 0 to 9.'),
        ("10000000000.01", 'Row 2, amount: "10000000000.01" is more than £10 billion. Check the figure.'),
        ("INF", 'Row 2, amount: "INF" is not an amount of money. Write it like 1234.50.'),
        ("1_000", 'Row 2, amount: "1_000" is not an amount of money. Write it like 1234.50.'),
        ("1,00", 'Row 2, amount: "1,00" has the comma where we write a full stop. Write it like 1234.50.'),
    ],
)
def test_money_that_is_ambiguous_is_never_guessed(text: str, expected: str) -> None:
    """What could be read two ways, or lost something, is withheld with a sentence."""
    assert said(text, read_money(text)) == expected


@given(st.integers(min_value=-1_000_000_000_000, max_value=1_000_000_000_000))
def test_money_written_plainly_comes_back_exactly(pence: int) -> None:
    """Reading what we write gives the same pence."""
    outcome = read_money(f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02d}")
    assert isinstance(outcome, Found)
    assert outcome.value == pence


@given(st.text(max_size=250))
def test_money_never_raises(text: str) -> None:
    """Any text is either an amount or has a sentence."""
    outcome = read_money(text)
    assert isinstance(outcome, Found) or said(text, outcome)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-03", date(2026, 3, 3)),
        ("03/04/2026", date(2026, 4, 3)),
        ("3/4/26", date(2026, 4, 3)),
        ("14-Jun-12", date(2012, 6, 14)),
        ("3 March 2026", date(2026, 3, 3)),
        ("14 Apr 2023", date(2023, 4, 14)),
        ("2022-05-03T18:09:56Z", date(2022, 5, 3)),
        ("2026/3/9", date(2026, 3, 9)),
        ("03/04/2026 00:00", date(2026, 4, 3)),
    ],
)
def test_dates_are_read_day_first(text: str, day: date) -> None:
    """Every unambiguous British way of writing a date is read."""
    outcome = read_date(text)
    assert isinstance(outcome, Found)
    assert outcome.value == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-30", "Row 2, amount: 30 February 2026 does not exist. Correct the date."),
        ("30/02/2026", "Row 2, amount: 30 February 2026 does not exist. Correct the date."),
        ("45000", 'Row 2, amount: "45000" is an Excel day number (2023-03-15). Format the column as Date.'),
        ("Dec-25", 'Row 2, amount: "Dec-25" has no day; write 2025-12-01.'),
        ("0001-01-01", 'Row 2, amount: "0001-01-01" is in the year 0001. Correct the year.'),
        ("03/14/2026", 'Row 2, amount: "03/14/2026" has no such month (14). Write the date as 2026-03-03.'),
        ("00:00:00", 'Row 2, amount: "00:00:00" is a time without a date. Format the column as Date and save again.'),
        ("soon", 'Row 2, amount: "soon" is not a date. Write it as 2026-03-03.'),
    ],
)
def test_dates_that_are_not_are_said_to_be(text: str, expected: str) -> None:
    """A date that does not exist or lost its day is withheld with a sentence."""
    assert said(text, read_date(text)) == expected


def test_a_column_that_is_month_first_is_refused() -> None:
    """Where other dates prove that a column is month first, none of it is read day first."""
    column = ["04/05/2026", "12/31/2025"]
    assert is_month_first(column)
    assert not is_month_first([*column, "31/12/2025"])
    expected = 'Row 2, amount: "04/05/2026" stands in a column whose other dates are month first. Write the dates as 2026-03-03.'
    assert said("04/05/2026", read_date("04/05/2026", month_first=True)) == expected


@given(st.text(max_size=60))
def test_dates_never_raise(text: str) -> None:
    """Any text is either a day or has a sentence."""
    for outcome in (read_date(text), read_datetime(text)):
        assert isinstance(outcome, Found) or said(text, outcome)


def test_times_are_londons() -> None:
    """An instant with an offset is shown by the clock in London, and a time without a date is asked for."""
    assert read_datetime("2026-07-03T18:00:00Z")[0] == datetime(2026, 7, 3, 19)
    assert read_datetime("03/03/2026 7.30pm")[0] == datetime(2026, 3, 3, 19, 30)
    expected = 'Row 2, amount: "2026-03-03" has no time. Write the time people should come, like 2026-03-03 19:00.'
    assert said("2026-03-03", read_datetime("2026-03-03")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.23457E+11", 'Row 2, amount: "1.23457E+11". Excel shortened it. Format the column as Text and re-enter.'),
        ("CON", 'Row 2, amount: "CON" cannot be used, because Windows keeps that name for itself. Add a letter or digit.'),
        ("x" * 10_000, "Row 2, amount: the id has 10,000 characters; the most is 80. Use a shorter reference."),
        (
            "A1\n",
            'Row 2, amount: "A1 " holds a line break. An id may only use letters, digits, full stops, underscores and hyphens.',
        ),
        (
            "../x",
            'Row 2, amount: "../x" holds a slash (/). An id may only use letters, digits, full stops, underscores and hyphens.',
        ),
        ("🎉", 'Row 2, amount: "🎉" holds "🎉". An id may only use letters, digits, full stops, underscores and hyphens.'),
    ],
)
def test_ids_that_cannot_be_addresses_are_refused(text: str, expected: str) -> None:
    """An id of our own becomes an address, so it is restricted."""
    assert said(text, read_native_id(text)) == expected


def field(reads: str, **more: Any) -> Field:
    return Field("amount", "Amount", "It.", "string", reads, "", **more)


@pytest.mark.parametrize(
    ("reads", "text", "expected"),
    [
        ("money", "N/A", 'Row 2, amount: "N/A". Leave the cell empty if it is not known.'),
        ("money", "#REF!", 'Row 2, amount: Excel error "#REF!". Paste the value.'),
        ("date", "########", "is what Excel shows when a column is too narrow"),
        ("text", "a\x1bb", "Row 2, amount: holds an invisible control character (ESC). Delete it."),
        ("text", "a\u202eb", "Row 2, amount: holds an invisible control character (RLO). Delete it."),
        ("text", "x" * 200_000, "Row 2, amount: is 200,000 characters; the most is 5,000. A quote may be missing."),
        ("integer", "12.5", 'Row 2, amount: "12.5" is not a whole number. Write it in digits, like 12.'),
        ("number", "a dozen", 'Row 2, amount: "a dozen" is not a number. Write it in digits, like 12 or 12.5.'),
        ("yes_no", "perhaps", 'Row 2, amount: "perhaps" is neither yes nor no. Write yes or no.'),
    ],
)
def test_cells_that_hold_no_value_have_a_sentence(reads: str, text: str, expected: str, definitions: Schemas) -> None:
    """What stands for a value without being one is withheld."""
    assert expected in said(text, reader(field(reads), definitions, native=True)(text))


def test_codes_are_taken_by_their_words_and_near_ones_suggested(definitions: Schemas) -> None:
    """A code may be written as its title; one that is not in the list is answered with the closest."""
    read = reader(field("code", codelist="outcome"), definitions, native=True)
    assert read("Approved with conditions") == Found("approved_with_conditions", "approved_with_conditions", "code-converted")
    assert said("aproved", read("aproved")).endswith('Closest: "approved".')


def test_redactions_are_neither_blank_nor_values(definitions: Schemas) -> None:
    """The Transparency Code's words for a redaction leave no value, but say why."""
    read = reader(field("money"), definitions, native=True)
    assert read("REDACTED PERSONAL DATA") == Found(None, "", withheld="redacted_personal")
    assert reader(field("number"), definitions, native=True)("1,200.5") == Found(Decimal("1200.5"), "1200.5", "number-converted")
