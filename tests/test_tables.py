"""The way between the pages of a long list."""

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.tables import turns


@given(st.integers(1, 3_000), st.data())
def test_every_page_of_a_list_is_a_few_steps_from_any_other(last: int, data: st.DataObject) -> None:
    """Each page leads to the first and the last, to some thirty at most, and nearer to each other one with every step."""
    addresses = [f"page/{number}/" for number in range(1, last + 1)]
    here, there = (data.draw(st.integers(1, last)) for _ in range(2))
    steps = 0
    while here != there:
        links = turns(here, addresses)
        assert len(links) <= 30
        assert [one.text for one in links if not one.address] == [str(here)]
        assert all(one.address == addresses[int(one.text) - 1] for one in links if one.address)
        here = min((int(one.text) for one in links if one.address), key=lambda number: abs(number - there))
        steps += 1
    assert steps <= 1 + 5 * len(str(last))


def test_a_few_pages_lead_to_each_other_and_one_needs_no_way() -> None:
    """Twenty pages are all named; a list of one page has no way at all; far ones are ten, a hundred and a thousand away."""
    assert [one.text for one in turns(7, list("abcdefghijklmnopqrst"))] == [str(number) for number in range(1, 21)]
    assert turns(1, ["a"]) == ()
    assert [int(one.text) for one in turns(500, [""] * 2_000)] == [
        1,
        400,
        490,
        497,
        498,
        499,
        500,
        501,
        502,
        503,
        510,
        600,
        1500,
        2000,
    ]
