"""Personal data in texts is found, withheld and never repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.row.personal_data import check
from generator.problems import sentence
from tests.checks.making import found, row, said

EMAIL = "Row 2, summary: looks like a personal e-mail address. Remove it (we have not repeated it here)."
PHONE = "Row 2, summary: looks like a person's telephone number. Remove it (we have not repeated it here)."
INSURANCE = "Row 2, summary: looks like a National Insurance number. Remove it (we have not repeated it here)."
BANK = "Row 2, summary: looks like a bank sort code and account number. Remove them (we have not repeated them here)."
BIRTH = "Row 2, summary: looks like a person's date of birth. Remove it (we have not repeated it here)."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to jo.bloggs@example.org.", EMAIL),
        ("jo@example.org", EMAIL),
        ("JO.BLOGGS@EXAMPLE.CO.UK", EMAIL),
        ("info@example.org or jo@example.org", EMAIL),
        ("Ring 07700 900123", PHONE),
        ("07700900123", PHONE),
        ("+44 7700 900123", PHONE),
        ("+44 (0)20 7946 0123", PHONE),
        ("0044 7700 900 123", PHONE),
        ("tel. (01632) 960123", PHONE),
        ("020 7946 0123", PHONE),
        ("call 01632960123", PHONE),
        ("NI AB123456C", INSURANCE),
        ("JB 12 34 56 D", INSURANCE),
        ("ab123456c", INSURANCE),
        ("sort code 12-34-56 account 12345678", BANK),
        ("Account 12345678, sort code 12 34 56", BANK),
        ("bank: 123456 12345678", BANK),
        ("born 3 May 1980", BIRTH),
        ("DOB: 03/05/80", BIRTH),
        ("Date of birth 1980-05-03", BIRTH),
        ("She was born on 3rd May 1980.", BIRTH),
    ],
)
def test_personal_data_withholds_the_text_and_is_not_repeated(text: str, expected: str) -> None:
    """Only the kind of data is named; the finding itself holds none of it."""
    (problem,) = found(check, row("decisions", decision_id="A1", summary=text))
    assert sentence(problem) == expected
    assert problem.withholds == "field"
    assert problem.value == ""
    assert not problem.details


@pytest.mark.parametrize(
    "text",
    [
        "Write to info@example.org or democratic.services@example.gov.uk.",
        "Follow @eastfield, or meet @ the hall",
        "Ring 0300 123 4567 or 0800 123 4567",
        "Invoice 01632960123",
        "Payment 4 of 5: 01-10258282",
        "Order 07700 90012",
        "Budget 2024 2025 2026 2027: £1,234,567.00",
        "From 01/04/2025 to 31/03/2026",
        "01 04 2025 - 31 03 2026",
        "Contract GB123456C and BG123456A",
        "in 12 20 25 a",
        "12-03-24 invoice 12345678",
        "The account for 12-03-24",
        "children born after 1 September 2021",
        "born in 1980",
        "A dobby loom of 3 May 1980",
        "E07000026, E05012345 and 51.234567, -0.123456",
        "ISBN 978-0-306-40615-7",
    ],
)
def test_other_numbers_and_mailboxes_of_offices_are_fine(text: str) -> None:
    """References, periods, codes, and the numbers and mailboxes of organisations are no personal data."""
    assert said(check, row("decisions", summary=text)) == []


def test_every_kind_found_in_a_text_is_named() -> None:
    """So that one correction is enough."""
    assert said(check, row("decisions", summary="jo@example.org, 07700 900123, DOB 03/05/1980")) == [EMAIL, PHONE, BIRTH]


def test_a_mailbox_in_the_place_of_a_link_is_found() -> None:
    """An address that begins with mailto: is an e-mail address."""
    assert [problem.field for problem in found(check, row("services", url="mailto:jo.bloggs@example.org"))] == ["url"]
    assert said(check, row("services", url="mailto:info@example.org"), row("services", 3, url="https://jo:x@example.org")) == []


@pytest.mark.parametrize(
    "url", ["jo.bloggs@example.org", "ftp://example.org/jo.bloggs@example.org", "https://example.org/?to=jo.bloggs@example.org"]
)
def test_a_mailbox_anywhere_in_an_address_is_found(url: str) -> None:
    """Whatever it is written as; only in the path of a web address is it the name of an account."""
    assert [problem.code for problem in found(check, row("services", url=url))] == ["personal-email"]
    assert said(check, row("services", url="https://social.example/@jo.bloggs@example.org")) == []


def test_references_are_not_read_as_prose() -> None:
    """A contract's or company's number may look like anything."""
    assert said(check, row("payments", contract_ref="07700 900123"), row("payments", 3, contract_ref="AB123456C")) == []


@given(st.from_regex(r"\A07[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}\Z"), st.text(alphabet="abc ,;:()\n", max_size=9))
def test_mobile_numbers_are_found_in_any_company(number: str, before: str) -> None:
    """However they are spaced, and whatever stands before them."""
    assert said(check, row("decisions", summary=f"{before} {number}")) == [PHONE]
