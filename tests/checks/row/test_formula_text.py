"""Text that a spreadsheet runs as a formula is pointed out."""

import pytest

from generator.checks.row.formula_text import check
from tests.checks.making import row, said


@pytest.mark.parametrize(
    ("text", "sign"),
    [("=1+1", '"="'), ("@SUM(A1)", '"@"'), ("+cmd", '"+"'), ("-cmd|x", '"-"'), ("-(1)", '"-"')],
)
def test_the_first_sign_of_a_formula_is_named(text: str, sign: str) -> None:
    """Equals, at and plus always count; a minus does before a letter or bracket."""
    assert said(check, row("decisions", title=text)) == [
        f"Row 2, title: starts with {sign}, which spreadsheets run as a formula. Re-word it."
    ]


@pytest.mark.parametrize("text", ["a = b", "- first point", "-5 degrees", "£5+", "A-level club", "–dash"])
def test_ordinary_texts_are_fine(text: str) -> None:
    """A list's dash, a negative number and signs further in are no formulas."""
    assert said(check, row("decisions", title=text)) == []


def test_only_texts_are_looked_at() -> None:
    """An amount below nought is a refund, not a formula."""
    assert said(check, row("payments", amount=-500, payee_org_id="=x")) == []
