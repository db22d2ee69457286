"""The way of sharing power and its level should fit together."""

import pytest

from generator.checks.row.power_method import check
from tests.checks.making import row, said


def test_a_pair_that_sits_oddly_is_reported_in_words() -> None:
    """The method and the level are called as readers see them."""
    assert said(check, row("power", transfer_method="conversations", power_level="4")) == [
        'Row 2, power_level: level 4 (Controls) sits oddly with the method "Open conversations". Check both, or say why in your evidence.'
    ]


@pytest.mark.parametrize(
    ("method", "levels"),
    [
        ("none", "34"),
        ("conversations", "34"),
        ("discussion_meetings", "34"),
        ("binding_meetings", "012"),
        ("legal_control", "0123"),
    ],
)
def test_each_method_has_its_usual_levels(method: str, levels: str) -> None:
    """Every other level is fine."""
    odd = [level for level in "01234" if said(check, row("power", transfer_method=method, power_level=level))]
    assert odd == list(levels)
