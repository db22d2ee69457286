"""Addresses are readable, safe on every host, and never shared by two records."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import urls
from generator.model import Ref

SAFE = re.compile(r"[A-Za-z0-9._~-]+")


@given(st.text(min_size=1, max_size=300), st.text(min_size=1, max_size=300))
def test_two_ids_never_share_an_address(one: str, other: str) -> None:
    """The escape of ids is injective, whatever they hold."""
    assert (urls.segment(one) == urls.segment(other)) == (one == other)


@given(st.text(min_size=1, max_size=500))
def test_a_segment_is_safe_as_a_file_name(identifier: str) -> None:
    """A segment holds only unreserved characters, stays short, and is no name that a system keeps for itself."""
    segment = urls.segment(identifier)
    assert SAFE.fullmatch(segment)
    assert len(segment) <= 120
    assert segment[0] != "."
    assert segment[-1] != "."
    assert not re.fullmatch(r"(?i:con|prn|aux|nul|com\d|lpt\d)(\..*)?", segment)


@pytest.mark.parametrize(
    ("identifier", "segment"),
    [
        ("D-2026.014_a", "D-2026.014_a"),
        ("360G-sampletrust-105177/Z/14/Z", "360G-sampletrust-105177~2fZ~2f14~2fZ"),
        ("360G -OxfordCC", "360G~20-OxfordCC"),
        ("..", "~2e~2e"),
        ("CON", "~43ON"),
        ("a~b", "a~7eb"),
        ("é", "~c3~a9"),
    ],
)
def test_known_addresses_stay_as_they_are(identifier: str, segment: str) -> None:
    """Addresses are permanent: these may never change."""
    assert urls.segment(identifier) == segment


def test_every_kind_with_pages_has_its_address() -> None:
    """The addresses are those that are promised."""
    assert urls.of(Ref("services", "northby", "A1")) == "services/northby/A1/"
    assert urls.of(Ref("funds", "", "ukspf")) == "funds/ukspf/"
    assert urls.of(Ref("funds", "northby", "ukspf")) == "funds/northby/ukspf/"
    assert urls.of(Ref("organisations", "", "GB-CHC-1")) == "organisations/GB-CHC-1/"
    assert urls.of(Ref("areas", "", "E07000001")) == "places/E07000001/"
    assert urls.of(Ref("payments", "northby", "x")) == ""
    assert urls.part("funds/ukspf/", "decisions") + urls.paged(2) == "funds/ukspf/decisions/page/2/"
    assert urls.relative("services/northby/A1/", "funds/ukspf/") == "../../../funds/ukspf/"


@given(st.text(max_size=80), st.text(max_size=80))
def test_names_that_differ_get_slugs_that_differ(one: str, other: str) -> None:
    """Two names share a slug only if they differ in nothing but case."""
    if urls.slug(one) == urls.slug(other):
        assert one.casefold() == other.casefold()
