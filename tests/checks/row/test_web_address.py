"""A web address that cannot be a link is pointed out."""

import pytest

from generator.checks.row.web_address import check
from generator.problems import sentence
from tests.checks.making import found, row, said


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "www.example.org", "ftp://example.org/x", "https://", "http://a b", "//example.org"]
)
def test_what_is_not_a_web_address_is_reported(url: str) -> None:
    """It is published as text and never as a link."""
    assert said(check, row("services", url=url)) == [
        f'Row 2, url: "{url}" must start https:// or http:// and have no spaces; it is shown as text, not as a link.'
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "HTTP://EXAMPLE.ORG/a?b=c#d",
        "https://example.org/@club",
        "https://müsli.example/a%20b",
        "https://example.org:8080/@club",
        "https://[::1]/@club",
    ],
)
def test_web_addresses_are_fine(url: str) -> None:
    """An @ in the path is no password."""
    assert said(check, row("services", url=url)) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://user:secret@example.org/", "http://secret@example.org", "ftp://user:secret@example.org/x", "//user:secret@example.org",
        "user:secret@example.org/x", r"https:\\user:secret@example.org", "https://user:secret s@example.org", "https://user:secret/s@example.org/",
        "HTTPS://USER:secret@EXAMPLE.ORG", "feed:https://user:secret@example.org",
    ],
)  # fmt: skip
def test_a_password_is_reported_and_never_repeated(url: str) -> None:
    """Neither the sentence nor the finding holds it."""
    (problem,) = found(check, row("services", url=url))
    assert sentence(problem).startswith("Row 2, url: the address holds a user name or password before an @. Remove it")
    assert "secret" not in repr(problem)


def test_a_mailbox_is_not_repeated() -> None:
    """An e-mail address in the place of a link may be a person's."""
    (problem,) = found(check, row("services", url="mailto:jo.bloggs@example.org"))
    assert "bloggs" not in repr(problem)


def test_the_password_of_every_row_is_withheld() -> None:
    """However many rows of a file hold one, none of them is published."""
    rows = [row("services", service_id=f"S-{number}", url=f"https://user:secret{number}@example.org/") for number in range(3)]
    assert [problem.record for problem in found(check, *rows)] == ["S-0", "S-1", "S-2"]
