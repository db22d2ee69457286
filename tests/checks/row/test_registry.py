"""Every rule of the folder is in the registry, and none finds anything in a record that says nothing."""

from pathlib import Path

import pytest

from generator.checks import row as rules
from generator.checks.row import PUBLISHER_CHECKS, ROW_CHECKS
from tests.checks.making import SCHEMAS, row, said


def test_every_rule_is_applied() -> None:
    """A rule that is written but not listed would never be run."""
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}
    assert {check.__module__.rpartition(".")[2] for check in (*ROW_CHECKS, *PUBLISHER_CHECKS)} == files


@pytest.mark.parametrize("kind", sorted(SCHEMAS.kinds))
def test_rules_bear_empty_records_and_no_records_of_every_kind(kind: str) -> None:
    """A rule leaves alone what is not stated, and kinds without the fields it judges."""
    for check in (*ROW_CHECKS, *PUBLISHER_CHECKS):
        assert said(check, row(kind, key="A1")) == []
