"""Every rule of the folder is in the registry and only warns."""

from pathlib import Path

import pytest

from generator.checks import portal as rules
from generator.checks.portal import PORTAL_CHECKS
from generator.problems import CATALOGUE
from tests.checks.making import SCHEMAS, portal, row, told


def test_every_rule_is_applied() -> None:
    """A rule that is written but not listed would never be run."""
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__", "standing"}
    assert {check.__module__.rpartition(".")[2] for check in PORTAL_CHECKS} == files


def test_rules_on_the_whole_withhold_nothing() -> None:
    """After assembling it is too late: what they find is published."""
    sources = "".join(path.read_text() for path in Path(rules.__file__).parent.glob("*.py"))
    codes = [code for code in CATALOGUE if f'"{code}"' in sources]
    assert len(codes) >= len(PORTAL_CHECKS)
    assert {CATALOGUE[code].withholds for code in codes} == {"nothing"}


@pytest.mark.parametrize("kind", sorted(SCHEMAS.kinds))
def test_rules_bear_an_empty_portal_and_empty_records(kind: str) -> None:
    """A rule leaves alone what is not stated."""
    for check in PORTAL_CHECKS:
        assert told(check, portal()) == []
        assert told(check, portal(row(kind, key="A1"))) == []
