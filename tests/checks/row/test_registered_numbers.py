"""Charity and company numbers have forms that can be checked."""

import pytest

from generator.checks.row.registered_numbers import check
from tests.checks.making import row, said

CHARITY = "cannot be a charity number. They have 6 or 7 digits, or SC0 and 5 digits in Scotland. Check it."
COMPANY = "cannot be a company number. They have 8 characters, leading zeros included. Check it."


@pytest.mark.parametrize("number", ["12345", "12345678", "SC12345", "SC112345", "none"])
def test_impossible_charity_numbers_are_reported(number: str) -> None:
    """Too short, too long, or of a form that no register has."""
    assert said(check, row("organisations", charity_number=number)) == [f'Row 2, charity_number: "{number}" {CHARITY}']


@pytest.mark.parametrize("number", ["123456", "1234567", "1234567-1", "SC012345", "NIC101234", "sc012345"])
def test_possible_charity_numbers_are_fine(number: str) -> None:
    """England and Wales with linked charities, Scotland, and Northern Ireland."""
    assert said(check, row("organisations", charity_number=number)) == []


@pytest.mark.parametrize("number", ["1234567", "123456789", "ABC12345", "S1234567"])
def test_impossible_company_numbers_are_reported(number: str) -> None:
    """A number that lost its leading zero is the usual case."""
    assert said(check, row("organisations", company_number=number)) == [f'Row 2, company_number: "{number}" {COMPANY}']


@pytest.mark.parametrize("number", ["01234567", "SC123456", "OC301234", "R0000123", "IP12345R", "ni 012345"])
def test_possible_company_numbers_are_fine(number: str) -> None:
    """Of all registers at Companies House, with or without a space."""
    assert said(check, row("organisations", company_number=number)) == []


@pytest.mark.parametrize(
    ("identifier", "end"),
    [
        ("GB-CHC-123", CHARITY),
        ("GB-CHC-SC012345", CHARITY),
        ("GB-SC-12345", CHARITY),
        ("GB-NIC-9", CHARITY),
        ("GB-COH-1234567", COMPANY),
    ],
)
def test_numbers_inside_identifiers_are_looked_at(identifier: str, end: str) -> None:
    """The identifier is quoted whole."""
    assert said(check, row("decisions", recipient_org_id=identifier)) == [f'Row 2, recipient_org_id: "{identifier}" {end}']


@pytest.mark.parametrize("identifier", ["GB-CHC-1234567", "GB-SC-SC012345", "GB-COH-01234567", "GB-LAE-TRF", "360G-x-123", ""])
def test_other_identifiers_are_fine(identifier: str) -> None:
    """Registers whose numbers have no form that we know are not judged."""
    assert said(check, row("decisions", recipient_org_id=identifier)) == []
