"""Each way to fill a field gives what its mapping says, and leaves out what it cannot read."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from generator.read.formats import takes
from generator.read.formats.mapping import Take

COMPANY = Take(sources=("number",), matches=re.compile("[0-9]{8}"), write="GB-COH-{}")
CHARITY = Take(sources=("charity",), matches=re.compile("[0-9]{6,7}"), write="GB-CHC-{}")


def given(ways: tuple[Take, ...], texts: Mapping[str, tuple[str, ...]]) -> str:
    """What the ways give for a row with these texts."""
    return takes.first(ways, lambda name: texts.get(name, ()))[0]


def test_the_first_way_that_gives_a_value_counts() -> None:
    """A company number comes before a charity number, unless it has not the shape of one."""
    assert given((COMPANY, CHARITY), {"number": (" 01234567 ",), "charity": ("123456",)}) == "GB-COH-01234567"
    assert given((COMPANY, CHARITY), {"number": ("N/A",), "charity": ("123456",)}) == "GB-CHC-123456"
    assert given((COMPANY, CHARITY), {"number": ("1234567",), "charity": ("",)}) == ""


def test_a_text_that_no_way_can_read_is_told() -> None:
    """It is left out, and the publisher hears of it."""
    assert takes.left_out((COMPANY,), lambda _: ("N/A",)) == "N/A"
    assert takes.left_out((COMPANY,), lambda _: ("01234567",)) == ""
    assert takes.left_out((COMPANY,), lambda _: ("",)) == ""


def test_words_are_translated_without_regard_to_case_and_punctuation() -> None:
    """A word that maps to nothing is left out on purpose; an unknown one by necessity."""
    process = Take(sources=("process",), values=MappingProxyType({"directaward": "direct_award", "notspecified": ""}))
    assert given((process,), {"process": ("Direct Award ",)}) == "direct_award"
    assert given((process,), {"process": ("Auction",)}) == ""
    assert takes.left_out((process,), lambda _: ("Auction",)) == "Auction"
    assert takes.left_out((process,), lambda _: ("Not specified",)) == ""


def test_several_values_are_taken_first_only_single_or_all() -> None:
    """`only` is for names that must agree, `single` for amounts that would have to be added up."""
    texts = {"a": ("x", "x", "y"), "b": ("x", "x"), "c": ("x",)}
    ways = {several: Take(sources=("a",), several=several) for several in ("first", "only", "single", "all")}
    assert [given((ways[several],), texts) for several in ways] == ["x", "", "", "x;y"]
    assert given((Take(sources=("b",), several="only"),), texts) == "x"
    assert given((Take(sources=("b",), several="single"),), texts) == ""
    assert given((Take(sources=("c",), several="single"),), texts) == "x"


def test_conditions_say_when_a_way_applies() -> None:
    """`when` asks for a value, `where` for this value alone."""
    individual = Take(constant="individual", when="person")
    pounds = Take(sources=("amount",), where=("currency", "GBP"))
    assert given((individual,), {"person": ("1",)}) == "individual"
    assert given((individual,), {"person": ("",)}) == ""
    assert given((pounds,), {"amount": ("5",), "currency": ("GBP",)}) == "5"
    assert given((pounds,), {"amount": ("5",), "currency": ("EUR",)}) == ""
    assert takes.left_out((pounds,), lambda name: {"amount": ("5",), "currency": ("EUR",)}[name]) == "5"


def test_parts_that_are_joined_must_all_be_there() -> None:
    """Half an identifier identifies nothing."""
    joined = Take(sources=("scheme", "id"), join="-")
    assert given((joined,), {"scheme": ("GB-COH",), "id": ("01234567",)}) == "GB-COH-01234567"
    assert given((joined,), {"scheme": ("GB-COH",), "id": ("",)}) == ""


@pytest.mark.parametrize(
    ("instant", "date"),
    [
        ("2014-02-12T00:00:00Z", "2014-02-12"),
        ("2014-02-12 00:00:00", "2014-02-12"),
        ("17/08/2015 00:00", "17/08/2015"),
        ("2014-02-12", "2014-02-12"),
        ("00:00:00", "00:00:00"),
        ("12 January 2015", "12 January 2015"),
    ],
)
def test_the_day_of_an_instant(instant: str, date: str) -> None:
    """Only a time of day is cut off; whether the rest is a date is judged elsewhere."""
    assert takes.day(instant) == date


def test_slugs_are_short_and_do_not_run_together() -> None:
    """Two long titles with the same beginning keep different ids; text without letters has an id, too."""
    assert takes.slug("Grounds maintenance: Café & Parks 2025-04-01") == "grounds-maintenance-cafe-parks-2025-04-01"
    one, other = takes.slug("a" * 100 + "b"), takes.slug("a" * 100 + "c")
    assert one != other
    assert max(len(one), len(other)) <= 80
    assert re.fullmatch("[0-9a-f]{12}", takes.slug("日本"))
