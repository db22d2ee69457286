"""Individuals are not named where an organisation should stand."""

import pytest

from generator.checks.row.named_person import check
from generator.problems import sentence
from tests.checks.making import found, row, said

GRANT = "Row 2, recipient_name: grants to individuals must not show a name. Write REDACTED PERSONAL DATA."
PAYMENT = (
    "Row 2, payee_name: looks like the name of a person, not of an organisation. "
    "Write REDACTED PERSONAL DATA (we have not repeated it here)."
)


def test_a_grant_to_an_individual_shows_no_name() -> None:
    """The recipient's type is enough; the field is withheld and the name not repeated."""
    (problem,) = found(check, row("decisions", decision_id="A1", recipient_type="individual", recipient_name="Jo Bloggs"))
    assert sentence(problem) == GRANT
    assert problem.withholds == "field"
    assert "Bloggs" not in repr(problem)


@pytest.mark.parametrize("name", ["Individual", "Anonymised recipient", "Redacted", "Name withheld", "Private individual"])
def test_a_word_in_place_of_the_name_is_fine(name: str) -> None:
    """Funders write that it is an individual without saying who."""
    assert said(check, row("decisions", recipient_type="individual", recipient_name=name)) == []


@pytest.mark.parametrize(
    "name",
    [
        "Mr J Bloggs",
        "MRS BLOGGS",
        "Ms. Jo Bloggs",
        "miss bloggs",
        "Mx Bloggs",
        "Dr Bloggs",
        "Mr & Mrs Bloggs",
        "Bloggs, Mr J",
        "Bloggs, Mr",
        "Executors of Mrs J Bloggs",
        "Mr Church",
    ],
)
def test_a_title_and_a_surname_are_a_person(name: str) -> None:
    """In whichever order councils' ledgers write them."""
    assert said(check, row("payments", payee_name=name)) == [PAYMENT]


@pytest.mark.parametrize(
    "name",
    [
        "Mr Clutch Ltd",
        "Dr Martens Limited",
        "Miss Selfridge",
        "Dr Bloggs & Partners",
        "Dr Bloggs Surgery",
        "MS Society",
        "Mr J Bloggs T/A Bloggs",
        "Eastfield Trust",
        "Drummond House",
        "Missing People",
        "Msunduzi",
        "Dr Barnardo's",
        "The Mrs Bloggs Memorial Hall",
        "Harbour MR",
    ],
)
def test_businesses_with_a_title_are_fine(name: str) -> None:
    """A word that only a business or charity has follows the title."""
    assert said(check, row("payments", payee_name=name)) == []


def test_every_name_of_an_organisation_is_looked_at() -> None:
    """Recipients, payees, providers, parties and organisations."""
    for kind, field in [
        ("decisions", "recipient_name"),
        ("services", "provider_name"),
        ("parties", "name"),
        ("organisations", "name"),
    ]:
        assert [problem.field for problem in found(check, row(kind, **{field: "Mr J Bloggs"}))] == [field]
