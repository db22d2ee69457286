"""A description should say more than the title."""

import pytest

from generator.checks.row.repeated_title import check
from tests.checks.making import row, said


def test_a_summary_that_is_the_title_is_reported() -> None:
    """Case, spaces and a full stop make no difference."""
    assert said(check, row("decisions", title="Evening sessions", summary="Evening  Sessions.")) == [
        "Row 2, summary: only repeats the title. Say in a sentence or two what it is."
    ]
    assert said(check, row("services", name="Youth club", description="Youth club")) == [
        "Row 2, description: only repeats the name. Say in a sentence or two what it is."
    ]


@pytest.mark.parametrize("summary", ["Evening sessions for two years", "Sessions", "evening sessions, weekly"])
def test_a_summary_that_adds_something_is_fine(summary: str) -> None:
    """One more word is enough; a title alone says nothing of a summary."""
    assert said(check, row("decisions", title="Evening sessions", summary=summary), row("decisions", 3, title="Evening")) == []
