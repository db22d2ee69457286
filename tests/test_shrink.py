"""A site does not lose much without a word."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import Built
from generator.errors import PublishError, SettingsError
from generator.shrink import Guard, counts, guard, losses, refuse
from tests.test_build import SMALL, portal_command


@pytest.mark.parametrize(
    ("live", "now", "stops"),
    [
        ({"a": 10}, {"a": 8}, False),
        ({"a": 10}, {"a": 7}, True),
        ({"a": 10, "b": 100}, {"a": 7, "b": 200}, True),
        ({"a": 4}, {}, True),
        ({"a": 0}, {}, True),
        ({}, {}, False),
        ({}, {"a": 1}, False),
        ({"a": 1}, {"a": 5}, False),
    ],
)
def test_a_publisher_may_lose_a_fifth(live: dict[str, int], now: dict[str, int], stops: bool) -> None:
    """More than that, or everything, stops the build, unless a reason is given."""
    if stops:
        with pytest.raises(PublishError, match="Nothing was published"):
            refuse(now, Guard(live))
    else:
        refuse(now, Guard(live))
    refuse(now, Guard(live, "They left the portal"))


def test_the_loss_is_told_by_publisher() -> None:
    """Who would lose how much of what."""
    assert losses({"b": 100}, Guard({"a": 1_200, "b": 100})) == {"a": "1,200 of 1,200 records"}


def test_a_damaged_manifest_is_no_manifest(tmp_path: Path) -> None:
    """It is said, and not taken for a site without records."""
    (tmp_path / "live.json").write_text("<html>404</html>")
    with pytest.raises(SettingsError, match="is no manifest of a site"):
        guard(tmp_path / "live.json")
    assert guard(tmp_path / "absent.json") == Guard()


def test_a_deleted_file_does_not_go_unnoticed(tmp_path: Path) -> None:
    """The old site stands and the sentence says what to do; with a reason it is published, and the publisher's page says so."""
    data, site = tmp_path / "data", tmp_path / "site"
    shutil.copytree(SMALL, data)
    arguments = ("build", "--data", str(data), "--site", str(site), "--as-of", "2026-01-15")
    assert portal_command(*arguments).returncode == 0
    before = (site / "manifest.json").read_bytes()
    (data / "publishers/southby/awards.csv").unlink()
    refused = portal_command(*arguments)
    assert refused.returncode == 1
    assert "southby would lose" in refused.stderr
    assert "--allow-shrink" in refused.stderr
    assert (site / "manifest.json").read_bytes() == before
    allowed = portal_command(*arguments, "--allow-shrink", "The file was published twice")
    assert allowed.returncode == 0, allowed.stderr
    assert "The reason given: The file was published twice" in (site / "publishers/southby/index.html").read_text()
    assert json.loads((site / "manifest.json").read_text())["reason"] == "The file was published twice"


def test_what_is_taken_down_is_no_loss(data: Path, built: Callable[[Path], Built]) -> None:
    """Nobody has to give a second reason for it, and what must not be shown does not stay live until somebody does."""
    before = counts(built(data).portal)
    rows = (
        f"northby,{kind},{key},,2026-01-10,why\n"
        for kind, key in (("decisions", "D-1"), ("decisions", "D-2"), ("services", "A1"))
    )
    (data / "takedowns.csv").write_text(f"publisher,kind,id,field,date,reason\n{''.join(rows)}")
    after = built(data).portal
    assert len(after.of_publisher("decisions", "northby")) == 0
    assert counts(after) == before
