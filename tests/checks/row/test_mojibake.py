"""Text that was saved twice is pointed out with what it should be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.row.mojibake import check
from tests.checks.making import row, said


def test_the_word_and_what_it_should_be_are_named() -> None:
    """Only the first such word of a text is."""
    assert said(check, row("decisions", title="The CafÃ© of NiÃ±os")) == [
        'Row 2, title: "CafÃ©" looks like "Café" saved twice. Type it again.'
    ]


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [("Â£500", "£500"), ("Eastfieldâ€™s", "Eastfield’s"), ("2024â€“25", "2024–25"), ("ï»¿Club", "<U+FEFF>Club")],
)
def test_the_signs_that_councils_meet_are_known(garbled: str, meant: str) -> None:
    """Pound signs, apostrophes, dashes and the mark at the start of a file."""
    assert said(check, row("decisions", title=garbled)) == [
        f'Row 2, title: "{garbled}" looks like "{meant}" saved twice. Type it again.'
    ]


@pytest.mark.parametrize("text", ["CAFÉ’S", "SÃO PAULO", "CHÂTEAU", "Café – £5", "naïve", "Gwŷr Ifanc", "Ã", "crème brûlée"])
def test_real_words_are_fine(text: str) -> None:
    """Capitals with accents, also before a curly apostrophe, are how some words are written."""
    assert said(check, row("decisions", title=text)) == []


@given(st.text(alphabet="abcdefg éèêàâîôûüñçŵŷ’‘“”–—…£°", min_size=1))
def test_british_texts_are_never_suspected(text: str) -> None:
    """Lower-case letters with accents and the usual signs in any order are not taken for garbled."""
    assert said(check, row("decisions", title=text)) == []
