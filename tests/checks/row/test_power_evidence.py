"""A claim of power from level 2 on links to what shows it."""

import pytest

from generator.checks.row.power_evidence import check
from tests.checks.making import row, said


@pytest.mark.parametrize("level", ["2", "3", "4"])
def test_a_claim_without_a_link_is_reported(level: str) -> None:
    """The level is named."""
    assert said(check, row("power", power_level=level)) == [
        f"Row 2, evidence_url: is empty, though the power is of level {level}. Link to what shows it."
    ]


def test_low_levels_and_links_are_fine() -> None:
    """Being informed needs no proof, and other kinds hold no power."""
    proven = row("power", 4, power_level="3", evidence_url="https://example.org")
    assert said(check, row("power", power_level="1"), row("power", 3, power_level="0"), proven) == []
    assert said(check, row("services", name="A")) == []
