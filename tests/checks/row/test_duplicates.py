"""The same id, or the same row, twice among all that a publisher has of a kind."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.row.duplicates import duplicates, folded
from generator.problems import sentence
from tests.checks.making import found, row, said


def test_the_later_row_with_the_same_id_is_withheld() -> None:
    """The first stays, and each later one is compared with it."""
    problems = found(duplicates, *(row("decisions", number, decision_id="A1") for number in (2, 3, 9)))
    assert [sentence(problem) for problem in problems] == [
        'Rows 2 and 3 have the same id "A1".',
        'Rows 2 and 9 have the same id "A1".',
    ]
    assert [(problem.row, problem.withholds) for problem in problems] == [(3, "row"), (9, "row")]


@pytest.mark.parametrize(
    ("first", "second"),
    [("A1", "a1"), ("café", "cafe"), ("caf\u00e9", "cafe\u0301"), ("A  1", "A 1"), ("A1", "A1 "), ("straße", "STRASSE")],
)
def test_ids_whose_addresses_would_clash_are_withheld(first: str, second: str) -> None:
    """Capitals, accents and spaces are no difference on many computers."""
    (problem,) = found(duplicates, row("decisions", decision_id=first), row("decisions", 3, decision_id=second))
    assert problem.code == "id-near-duplicate"
    assert (problem.row, problem.withholds) == (3, "row")


def test_both_spellings_are_named() -> None:
    """So that it is seen what differs."""
    assert said(duplicates, row("decisions", decision_id="A1"), row("decisions", 3, decision_id="a1")) == [
        'Rows 2 and 3: the ids "A1" and "a1" differ only in capitals, spaces or accents; their addresses would clash.'
    ]


def test_ids_that_differ_in_a_letter_or_sign_are_fine() -> None:
    """A hyphen, a digit or a letter more is enough."""
    ids = ("A1", "A-1", "A.1", "A2", "AA1", "A 1")
    assert said(duplicates, *(row("decisions", number, decision_id=value) for number, value in enumerate(ids, 2))) == []


def test_a_clash_with_another_file_or_sheet_names_it() -> None:
    """The first file in order keeps its row."""
    one = row("decisions", 7, path="publishers/eastmere/decisions/2024.csv", decision_id="A1")
    two = row("decisions", 3, path="publishers/eastmere/decisions/2025.csv", decision_id="A1")
    assert said(duplicates, one, two) == ['Row 3, and row 7 of "decisions/2024.csv", have the same id "A1".']
    sheets = [row("decisions", number, sheet=sheet, decision_id="A1") for number, sheet in ((2, "May"), (4, "June"))]
    assert said(duplicates, *sheets) == ['Sheet "June": Row 4, and row 2 of sheet "May", have the same id "A1".']


def test_rows_known_by_several_fields_must_differ_in_one() -> None:
    """The fields are called by their titles, and their values, which may be long or private, are not repeated."""
    rows = [
        row("options", number, decision_id="A1", title=title)
        for number, title in ((2, "Do nothing"), (3, "Do nothing"), (4, "do nothing"))
    ]
    assert said(duplicates, *rows) == [
        "Rows 2 and 3 have the same Decision and Option, by which a row is known. Delete one, or correct what differs."
    ]


def test_equal_payments_are_all_kept_and_said_once() -> None:
    """Two equal payments on a day do happen."""
    rows = [row("payments", number, amount=500, payee_name="Eastfield Trust") for number in (2, 3, 8)]
    (problem,) = found(duplicates, *rows)
    assert sentence(problem) == (
        "Rows 2 and 3 are equal in every column. Both are published; if it is one payment entered twice, delete one. "
        "(The same in 1 more row: 8.)"
    )
    assert problem.withholds == "nothing"


def test_payments_that_differ_in_a_penny_are_fine() -> None:
    """Only rows that are equal in every column are suspected."""
    assert said(duplicates, row("payments", amount=500), row("payments", 3, amount=501)) == []


def test_payments_may_share_an_id_but_it_is_said() -> None:
    """A transaction in several lines is published line by line."""
    rows = [row("payments", number, payment_id="P1", amount=number) for number in (2, 3)]
    assert said(duplicates, *rows) == [
        'Rows 2 and 3 share the id "P1" but differ otherwise. Both are published; check that the id is right.'
    ]


@given(st.text(max_size=20))
def test_folding_is_stable(identifier: str) -> None:
    """Writing an id in capitals, decomposed or with more spaces does not change what it is compared by."""
    assert folded(folded(identifier)) == folded(identifier)
    assert folded(unicodedata.normalize("NFD", identifier)) == folded(unicodedata.normalize("NFC", identifier))
    assert folded(f"  {identifier} ") == folded(identifier)
