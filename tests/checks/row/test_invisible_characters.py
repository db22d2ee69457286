"""Characters that cannot be seen are pointed out by name."""

import pytest

from generator.checks.row.invisible_characters import check
from tests.checks.making import row, said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("youth\u200bclub", "ZERO WIDTH SPACE"),
        ("\ufeffTitle", "ZERO WIDTH NO-BREAK SPACE"),
        ("youth\u00adclub", "SOFT HYPHEN"),
        ("youth\u200dclub", "ZERO WIDTH JOINER"),
        ("title\u200e", "LEFT-TO-RIGHT MARK"),
        ("a\U000e0041b", "TAG LATIN CAPITAL LETTER A"),
    ],
)
def test_invisible_characters_are_named(text: str, name: str) -> None:
    """A name can be looked up where the character cannot be seen."""
    assert said(check, row("decisions", title=text)) == [f"Row 2, title: holds an invisible character ({name}). Delete it."]


@pytest.mark.parametrize(
    "text",
    [
        "families 👨‍👩‍👧 welcome",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f Cymru",
        "می‌خواهم",
        "Café – £5",
        "no-break\u00a0space",
    ],
)
def test_what_scripts_and_emoji_need_is_fine(text: str) -> None:
    """Joiners hold emoji and Persian words together, and tags make the flag of Wales."""
    assert said(check, row("decisions", title=text)) == []


def test_ids_of_other_standards_are_looked_at() -> None:
    """An id with a hidden character is never found by those who type it."""
    assert len(said(check, row("decisions", decision_id="A1\u200b"), native=False)) == 1
