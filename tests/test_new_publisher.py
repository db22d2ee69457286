"""A publisher who begins has a folder that passes the check as it stands, and a file that explains itself."""

import re
from pathlib import Path

import pytest

from generator import schemas, yaml_text
from generator.errors import SettingsError
from generator.new_publisher import facts, refusal, start
from generator.read.publisher import RESERVED, publisher
from tests.conftest import ROOT
from tests.feeding import found_in

SCHEMAS = schemas.load(ROOT / "data")


def test_a_new_folder_passes_the_check_as_it_stands(data: Path) -> None:
    """Nothing at all is found in it, and the folders for data stay in git although they are empty."""
    folder = start(data, "anytown", SCHEMAS)
    assert [said for path, said in found_in(data) if "anytown" in path or path == "publisher.yml"] == []
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "decisions/.gitkeep", "publisher.yml", "services/.gitkeep",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("eastmere", "Eastmere"),
        ("vale-and-fen", "Vale and Fen"),
        ("stoke-on-trent-city-council", "Stoke on Trent City Council"),
        ("the-wold", "The Wold"),
        ("123", "123"),
        ("no", "No"),
        ("null", "Null"),
    ],
)
def test_the_name_is_made_from_the_id(identifier: str, name: str) -> None:
    """It is a name that can be published, whatever YAML might take the word for."""
    entry, faults = yaml_text.parse(facts(identifier, SCHEMAS))
    who, problems = publisher(entry, identifier, SCHEMAS)
    assert (faults, problems) == ((), ())
    assert who is not None
    assert (who.id, who.name, who.licence, who.update_frequency) == (identifier, name, "OGL-UK-3.0", "quarterly")


def test_every_line_that_is_commented_out_can_be_used() -> None:
    """Without its first # and a space each example is one that we accept."""
    text = re.sub(r"^# (?=(gss|website|contact|files|gaps):|  )", "", facts("eastmere", SCHEMAS), flags=re.MULTILINE)
    entry, faults = yaml_text.parse(text)
    who, problems = publisher(entry, "eastmere", SCHEMAS)
    assert (faults, problems) == ((), ())
    assert who is not None
    assert who.gss == "E07000991"
    assert who.contact == "opendata@eastmere.example"
    assert entry["files"] == [{"path": "spending/*.csv", "format": "lgtc-spend"}]
    assert [gap.kind for gap in who.gaps] == ["results"]


def test_the_file_names_what_else_can_be_written() -> None:
    """Every licence and rhythm that we accept stands beside the one that is set."""
    text = facts("eastmere", SCHEMAS)
    for codelist in ("licence", "update_frequency"):
        assert all(code in text for code in SCHEMAS.codelists[codelist].codes)


REFUSED = ["", "East Mere", "EASTMERE", "-x", "x-", "a--b", "../x", "a/b", "a\nb", "é", "x" * 81, *sorted(RESERVED)]


@pytest.mark.parametrize("identifier", REFUSED)
def test_an_id_that_is_not_allowed_writes_nothing(identifier: str, data: Path) -> None:
    """It is refused with a reason, and with an id that would do where one can be told."""
    before = sorted(data.rglob("*"))
    with pytest.raises(SettingsError, match=r"Nothing was written\."):
        start(data, identifier, SCHEMAS)
    assert sorted(data.rglob("*")) == before
    tried = re.search(r"Try: (\S+)\.$", refusal(identifier))
    assert tried is None or refusal(tried[1]) == ""


def test_a_publisher_that_is_there_is_left_as_it_is(data: Path) -> None:
    """Nothing of it is written over."""
    before = (data / "publishers/northby/publisher.yml").read_bytes()
    with pytest.raises(SettingsError, match='There is a publisher "northby" already'):
        start(data, "northby", SCHEMAS)
    assert (data / "publishers/northby/publisher.yml").read_bytes() == before
