"""What holds of every page of the demonstration, whatever it is about."""

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.test_build import site

__all__ = ["site"]
HEAVIEST = 15_000  # bytes of HTML, compressed


@pytest.fixture(scope="module")
def texts(site: Path) -> dict[str, str]:
    """The HTML of every page of the small portal, by its address."""
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}


def test_a_page_is_light_and_needs_no_script(texts: dict[str, str]) -> None:
    """No page weighs more than 15 kB as hosts send it; what scripts there are come as modules of our own, after the page."""
    assert texts
    weights = {address: len(gzip.compress(text.encode())) for address, text in texts.items()}
    assert {address: weight for address, weight in weights.items() if weight > HEAVIEST} == {}
    loud = {found for text in texts.values() for found in re.findall(r"<script(?![^>]*application/(?:ld\+)?json)[^>]*>", text)}
    assert {tag for tag in loud if not re.fullmatch(r'<script type="module" src="[./]*assets/js/[a-z-]+\.js">', tag)} == set()


def test_a_page_tells_machines_what_it_is_about(texts: dict[str, str]) -> None:
    """The kind of thing in schema.org's words, its name and address, and the way to it."""
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', texts["services/northby/youth-club/index.html"])
    assert told
    way, about = json.loads(told[1])["@graph"]
    assert (about["@type"], about["name"]) == ("GovernmentService", "Quayside youth club")
    assert about["url"].endswith("/services/northby/youth-club/")
    assert [step["name"] for step in way["itemListElement"]] == ["Home", "Services", "Northby Council", "Quayside youth club"]


def test_a_service_answers_the_four_questions(texts: dict[str, str]) -> None:
    """In words, on the ladder, and held against the record."""
    text = texts["services/northby/youth-club/index.html"]
    for said in ("Is it a core service?", "Who has a say?", "How is power handed over?", "How much power is it?"):
        assert said in text
    assert 'aria-label="Level 3 of 4: decides."' in text
    assert "The claim against the record" in text
