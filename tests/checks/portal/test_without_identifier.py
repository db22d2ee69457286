"""Organisations that are only named are counted."""

from generator.checks.portal.without_identifier import check
from tests.checks.making import portal, row, told


def test_names_without_an_id_are_one_notice_a_file() -> None:
    """With the first rows in order, whatever their keys."""
    rows = [row("payments", number, key=f"k{9 - number}", payee_name=f"Club {number}") for number in (2, 3, 4)]
    assert told(check, portal(*rows)) == [
        'Row 2, payee_name: "Club 2" has no identifier in payee_org_id, so it is not joined with what others publish about it. '
        "(The same in 2 more rows: 3, 4.)"
    ]


def test_ids_individuals_and_redactions_are_fine() -> None:
    """Individuals have no identifier, and a redacted name no organisation."""
    named = row("decisions", decision_id="A1", recipient_name="Club", recipient_org_id="EASTMERE-1")
    individual = row("decisions", 3, decision_id="A2", recipient_name="Individual", recipient_type="individual")
    assert told(check, portal(named, individual, row("payments", payee_name="Redacted"), row("payments", 3, amount=5))) == []
