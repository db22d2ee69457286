"""Headings are found and matched whatever their case, spaces and punctuation."""

import pytest

from generator.model import Row
from generator.read import headings


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Net Amount(£)", "netamount"),
        (" Amount (£) ", "amount"),
        ("Payment\nDate", "paymentdate"),
        ("payment_date", "paymentdate"),
        ("Recipient Org:0:Identifier", "recipientorgidentifier"),
        ("recipientOrganization/0/id", "recipientorganizationid"),
        ("Café", "cafe"),
        ("£", ""),
    ],
)
def test_headings_are_compared_by_their_letters_and_digits(written: str, compared: str) -> None:
    """Case, spaces, line breaks, punctuation, accents and the index of repeated columns do not matter."""
    assert headings.normal(written) == compared


def test_the_row_with_most_known_headings_is_taken_for_the_headings() -> None:
    """A title above the headings that happens to hold one known word is passed over."""
    known = headings.names([("date", ["Date"]), ("amount", ["Amount"])])
    rows = [Row(1, 1, ("Amount", "paid in 2025")), Row(2, 2, ()), Row(3, 3, ("Date", "Amount"))]
    assert headings.find(rows, known) == 2


def test_one_known_word_among_others_is_no_row_of_headings() -> None:
    """Data may hold a word that is also a heading; a file of one column has only one."""
    known = headings.names([("date", ["Date"]), ("amount", ["Amount"])])
    assert headings.find([Row(1, 1, ("Amount", "12.00"))], known) is None
    assert headings.find([Row(1, 1, ("Amount",))], known) == 0


def test_the_best_alias_wins_and_repeated_columns_are_kept_in_order() -> None:
    """PaymentDate is preferred to EffectiveDate; "Location:1:Code" follows "Location:Code"."""
    known = headings.names([("date", ["PaymentDate", "EffectiveDate"]), ("area", ["Location:Code"])])
    row = headings.read(Row(1, 1, ("EffectiveDate", "Location:1:Code", "PaymentDate", "Location:Code")), known)
    chosen = headings.chosen(row)
    assert [heading.text for heading in chosen["date"]] == ["PaymentDate"]
    assert [heading.letter for heading in chosen["area"]] == ["D", "B"]


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    """Columns are named as a person sees them, also where the table begins further right."""
    assert [headings.letter(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
    assert headings.read(Row(1, 1, ("Date",)), {}, first_column=3)[0].letter == "C"


def test_long_lists_stay_readable() -> None:
    """Only the first ones are listed; repeated ones once."""
    assert headings.listed(["a", "b", "a"]) == '"a", "b"'
    assert headings.listed(map(str, range(15)), most=2) == '"0", "1" and 13 more'
