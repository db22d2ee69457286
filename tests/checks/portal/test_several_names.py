"""One id has one name."""

import pytest

from generator.checks.portal.several_names import check
from generator.model import Record
from tests.checks.making import portal, row, told


def grants(*names: str, identifier: str = "GB-CHC-1234567") -> list[Record]:
    """Decisions for one id under several names."""
    return [
        row("decisions", number, decision_id=f"A{number}", recipient_org_id=identifier, recipient_name=name)
        for number, name in enumerate(names, 2)
    ]


def test_the_rarer_name_is_reported() -> None:
    """The name most used is named, and the id."""
    assert told(check, portal(*grants("Harbour Trust", "Eastfield Youth", "Harbour Trust"))) == [
        'Row 3, recipient_name: "Eastfield Youth" is called "Harbour Trust" elsewhere, under the same id "GB-CHC-1234567". '
        "Check the id, or use one name."
    ]


@pytest.mark.parametrize("other", ["HARBOUR ARTS LTD", "The Harbour Arts Limited", "Harbour Arts, Ltd.", "Harbour Arts (UK) Ltd"])
def test_spellings_of_one_name_are_fine(other: str) -> None:
    """Case, signs, "the" and how Limited is written make no other name."""
    assert told(check, portal(*grants("Harbour Arts Ltd", other))) == []


def test_equal_names_under_different_ids_are_fine() -> None:
    """Names are never what joins organisations."""
    assert told(check, portal(*grants("Harbour Trust"), *grants("Eastfield", identifier="GB-CHC-7654321"))) == []


def test_payees_and_recipients_are_compared() -> None:
    """One organisation is one, whatever it is named as."""
    payment = row("payments", payee_org_id="GB-CHC-1234567", payee_name="Eastfield Youth")
    assert len(told(check, portal(*grants("Harbour Trust", "Harbour Trust"), payment))) == 1
