"""A data folder is read as its publishers' files, with what publisher.yml says of each."""

from datetime import date
from pathlib import Path

from generator.problems import sentence
from generator.read.folder import Holding, holdings
from generator.schemas import Schemas

FACTS = "id: eastmere\nname: Eastmere\nlicence: OGL-UK-3.0\nupdate_frequency: annual\n"


def held(folder: Path, definitions: Schemas, more: str = "") -> Holding:
    """The one publisher of a data folder, with a file of spending and further lines of publisher.yml."""
    home = folder / "publishers" / "eastmere"
    home.mkdir(parents=True)
    (home / "publisher.yml").write_text(FACTS + more)
    (home / "spend.csv").write_text("Date,Amount\n")
    (only,) = holdings(folder, definitions)
    return only


def listed(published_on: str) -> str:
    """The lines that list the file of spending."""
    return f"files:\n  - path: spend.csv\n    format: lgtc-spend\n    published_on: {published_on}\n"


def test_the_day_a_file_was_published_is_kept(tmp_path: Path, definitions: Schemas) -> None:
    """What publisher.yml says of a file's age stands in its source."""
    found = held(tmp_path, definitions, listed("2026-01-31"))
    assert [source.published_on for source in found.sources] == [date(2026, 1, 31)]
    assert (found.problems, found.refused) == ((), "")


def test_a_day_that_is_none_is_said(tmp_path: Path, definitions: Schemas) -> None:
    """It is not dropped in silence, of a file or of a gap; the file is read all the same."""
    gap = "gaps:\n  - kind: results\n    reason: Later.\n    until: soon\n"
    found = held(tmp_path, definitions, listed("31 January") + gap)
    assert [sentence(problem) for problem in found.problems] == [
        'publisher.yml, published_on: "31 January" is not a date. Write it as 2026-03-03.',
        'publisher.yml, until: "soon" is not a date. Write it as 2026-03-03.',
    ]
    assert [source.published_on for source in found.sources] == [None]


def test_without_a_list_that_can_be_read_no_file_is_called_unlisted(tmp_path: Path, definitions: Schemas) -> None:
    """One fault in publisher.yml is told once, and not again for each file that it may well list."""
    found = held(tmp_path, definitions, listed("2026-01-31") + "\tname: x\n")
    assert [problem.code for problem in found.problems] == ["yaml-tab"]
    assert [source.path for source in found.sources] == ["publishers/eastmere/spend.csv"]
    assert found.refused == "yaml-tab"
