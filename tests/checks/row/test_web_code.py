"""Web code in texts is pointed out."""

import pytest

from generator.checks.row.web_code import check
from tests.checks.making import row, said


def test_a_tag_is_quoted() -> None:
    """The sentence asks, because the code may be what the text is about."""
    assert said(check, row("decisions", title="Hello <script>alert(1)</script>")) == [
        'Row 2, title: published as plain text; holds web code "<script>". Is this meant?'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a<br/>b",
        "a<BR>b",
        "<p class='x'>hello",
        "</div>",
        "<img src=x onerror=alert(1)",
        "<svg/onload=alert(1)>",
        "<!-- note -->",
        "<b>bold</b>",
    ],
)
def test_tags_of_all_forms_are_seen(text: str) -> None:
    """Closed, open, in capitals, with attributes, or never ended."""
    assert len(said(check, row("decisions", summary=text))) == 1


@pytest.mark.parametrize(
    "text", ["children <5 years", "a < b and c > d", "<name>", "<a club for all", "x <= 3", "2<p", "<https://example.org>"]
)
def test_signs_that_are_no_tags_are_fine(text: str) -> None:
    """Less-than signs and words in angle brackets are left alone."""
    assert said(check, row("decisions", summary=text)) == []
