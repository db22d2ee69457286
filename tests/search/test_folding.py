"""Text → terms: what one folds, the other finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.search import folding
from generator.search.packing import numbers

WRITTEN = st.text(st.sampled_from("aA sS'`_-/.,:;~&+()£9é🎉\n\u00a0’“") | st.characters(codec="utf-8"), max_size=60)


@given(WRITTEN | st.text(st.characters(codec="utf-8") | st.sampled_from(" \n\t\x1c\u2028ΣσΑ"), max_size=80))
def test_words_can_be_folded_one_by_one(text: str) -> None:
    """A text folded as a whole has the terms that its words have, each folded by itself."""
    simple = folding.plain(text)
    whole = {term for chunk in folding.CHUNK.findall(simple) for term in folding.terms_of(chunk)}
    assert folding.terms(text) == whole | set(folding.symbols(simple))


@given(WRITTEN)
def test_a_term_is_plain(text: str) -> None:
    """No term holds a capital, a space or a separator, and none is empty."""
    for term in folding.terms(text):
        assert term
        assert not re.search(r"[\s/\-.:~,&+'’]", term)
        assert term == term.lower()


@given(WRITTEN)
def test_case_makes_no_difference(text: str) -> None:
    """A text in capitals has the terms of the same text without, for letters that come back from capitals as they were."""
    if text.upper().lower() == text.lower():
        assert folding.terms(text.upper()) == folding.terms(text)


@given(st.lists(st.integers(0, 2**53), max_size=50))
def test_numbers_are_laid_out_in_planes(values: list[int]) -> None:
    """A row holds its count, its width, and every number."""
    row = numbers(values)
    width, planes = row[4], row[5:]
    assert int.from_bytes(row[:4], "little") == len(values)
    assert len(planes) == width * len(values)
    found = [sum(planes[plane * len(values) + place] << 8 * plane for plane in range(width)) for place in range(len(values))]
    assert found == values
