"""Organisations without a registered identifier are counted."""

from generator.checks.row.unregistered import check
from tests.checks.making import row, said


def test_private_ids_are_one_notice() -> None:
    """It says what follows from it."""
    assert said(check, row("organisations", org_id="EASTMERE-17"), row("organisations", 3, org_id="GB-CHCX-1")) == [
        'Row 2, org_id: "EASTMERE-17" is not an id of a public register, so the organisation has a page among your data only. '
        "(The same in 1 more row: 3.)"
    ]


def test_a_prefix_alone_is_no_id() -> None:
    """An id without a number in the register has no page for everyone, so it is not called registered either."""
    assert len(said(check, row("organisations", org_id="GB-CHC-"))) == 1


def test_registered_ids_and_other_kinds_are_fine() -> None:
    """A prefix of the register list is enough."""
    assert said(check, row("organisations", org_id="GB-CHC-1234567"), row("organisations", 3, org_id="GB-COH-01234567")) == []
    assert said(check, row("decisions", recipient_org_id="EASTMERE-17")) == []
