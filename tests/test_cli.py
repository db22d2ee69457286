"""What a person types and reads in a terminal."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_build import SMALL, portal_command


def test_check_says_what_is_wrong_and_exits_with_1() -> None:
    """An error is named by file, row, column, value and what to do."""
    done = portal_command("check", "--data", str(SMALL))
    assert done.returncode == 1
    expected = (
        'error   Row 4, amount_awarded: "1.005" has 3 decimal places. Write pounds and pence, like 1234.50.  [money-decimals]'
    )
    assert expected in done.stdout
    assert "1 error," in done.stdout


def test_check_of_some_paths_looks_at_those_only() -> None:
    """Paths narrow what is reported, and so the exit code."""
    done = portal_command("check", "--data", str(SMALL), str(SMALL / "publishers/southby"))
    assert done.returncode == 0, done.stdout
    assert "northby" not in done.stdout


@pytest.mark.parametrize("path", ["", "/", "/publishers/..", "/publishers", "/publishers/northby/decisions/2025.csv"])
def test_check_of_the_data_folder_or_a_part_of_it_finds_what_is_there(path: str) -> None:
    """However a place with an error is written, even as the data folder itself, the error is found."""
    done = portal_command("check", "--data", str(SMALL), f"{SMALL.relative_to(ROOT)}{path}")
    assert done.returncode == 1, done.stdout
    assert "[money-decimals]" in done.stdout


def test_check_of_a_folder_says_nothing_of_one_whose_name_goes_on(data: Path) -> None:
    """A path stands for whole names: the folder `north` does not bring up what is wrong in `northby`."""
    shutil.copytree(data / "publishers" / "southby", data / "publishers" / "north")
    facts = data / "publishers" / "north" / "publisher.yml"
    facts.write_text(facts.read_text().replace("id: southby", "id: north"))
    done = portal_command("check", "--data", str(data), str(data / "publishers" / "north"))
    assert "northby" not in done.stdout


def test_check_of_a_mistyped_path_checks_nothing_and_says_so() -> None:
    """A path that is not there exits with 2, since silence would look like data without a fault."""
    done = portal_command("check", "--data", str(SMALL), str(SMALL / "publishers/north"))
    assert done.returncode == 2, done.stdout
    assert "publishers/north does not exist. Check its spelling; nothing was checked." in done.stderr
    assert done.stdout == ""


def test_check_as_json_is_json() -> None:
    """--format json gives every finding as data and nothing else on standard output."""
    problems = json.loads(portal_command("check", "--data", str(SMALL), "--format", "json").stdout)["problems"]
    found = next(problem for problem in problems if problem["code"] == "money-decimals")
    assert (found["row"], found["field"], found["severity"], found["column"]) == (4, "amount_awarded", "error", "L")


def test_check_for_github_gives_annotations(data: Path) -> None:
    """--format github gives one annotation per finding, with nothing in it that could be taken for a command."""
    (data / "publishers/northby/x::set-output name=a::b.csv").write_text("a\n1\n")
    out = portal_command("check", "--data", str(data), "--format", "github").stdout
    assert f"::error file={data}/publishers/northby/decisions/2025.csv,line=4,title=money-decimals::Row 4" in out
    assert not [line for line in out.splitlines() if line.count("::") > 2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "--data", "/nowhere"), "does not exist"),
        (("check", "/etc"), "is not below the data folder"),
        (("explain", "no-such-code"), 'There is no problem called "no-such-code".'),
        (("check", "--as-of", "tomorrow"), '"tomorrow" is not a date. Write it as 2026-03-03.'),
        (("bild",), "No such command"),
    ],
)
def test_wrong_use_exits_with_2_and_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    """What cannot be run is said in a sentence, never with a traceback."""
    done = portal_command(*arguments)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_a_portal_it_says_where_to_go(tmp_path: Path) -> None:
    """Run in a folder without mkdocs.yml, the command says so."""
    import os
    import subprocess
    import sys

    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "generator.cli", "check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 2
    assert "Run this in the portal's folder, where mkdocs.yml is." in done.stderr


def test_explain_gives_why_an_example_and_the_fix() -> None:
    """`portal explain` prints what a code means in four plain parts."""
    out = portal_command("explain", "date-no-day").stdout
    assert out.splitlines()[:2] == ["date-no-day", "Error. The row is not published."]
    assert 'Example  Row 2, decision_date: "Dec-25" has no day; write 2025-12-01.' in out
    assert "Fix      " in out


def test_template_without_a_kind_lists_the_kinds(tmp_path: Path) -> None:
    """Who does not know what to ask for is told, and nothing is written."""
    done = portal_command("template")
    assert done.returncode == 2
    assert "  decisions      A decision about a service" in done.stderr
    assert "portal template services decisions" in done.stderr


def test_a_template_is_written_once(tmp_path: Path) -> None:
    """A file that is there is only written over when that is asked for, and the same template has the same bytes."""
    path = tmp_path / "t.xlsx"
    done = portal_command("template", "services", "Decision", "--output", str(path))
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"Wrote {path}. Open it in a spreadsheet, and read the sheet Help first.\n"
    first = path.read_bytes()
    done = portal_command("template", "services", "--output", str(path))
    assert (done.returncode, path.read_bytes()) == (2, first)
    assert "is there already. Choose another name, or add --force to write over it. Nothing was written." in done.stderr
    done = portal_command(
        "template", "services", "decisions", "--output", str(path), "--force", PYTHONHASHSEED="7", TZ="Asia/Tokyo"
    )
    assert (done.returncode, path.read_bytes()) == (0, first)


def test_a_template_says_what_it_was_filled_with(tmp_path: Path) -> None:
    """The records, the rows that are withheld, and the files whose place it takes."""
    path = tmp_path / "t.xlsx"
    done = portal_command("template", "decisions", "funds", "--publisher", "northby", "--data", str(SMALL), "--output", str(path))
    assert done.returncode == 0, done.stderr
    assert "It holds 2 decisions" in done.stdout
    assert "1 row of these files is withheld and not in it: `portal check` says why." in done.stdout
    assert "take out the files whose place it takes:" in done.stdout
    assert "publishers/northby/decisions/2025.csv" in done.stdout
    arguments = ("template", "decisions", "--publisher", "southby", "--data", str(SMALL), "--output", str(path), "--force")
    said = portal_command(*arguments).stdout
    assert "2 rows lack what our own tables ask for" in said
    assert "withheld" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("template", "decisionz"), 'There is no kind "decisionz". Did you mean "decisions"? The kinds are: allocations, '),
        (("template", "decisions", "--output", "t.xls"), "t.xls does not end in .xlsx, so it would not be read."),
        (("template", "decisions", "--output", "/nowhere/t.xlsx"), "There is no folder /nowhere."),
        (("template", "decisions", "--publisher", "x", "--output", "/tmp/never-written.xlsx"), 'There is no publisher "x"'),
        (("new", "publisher", "East Mere"), '"East Mere" cannot be an id.'),
        (("new", "publisher", "eastmere"), 'There is a publisher "eastmere" already'),
        (("check", "--marked", "data/marked"), "data/marked is in the data folder, where the copies would be read as data."),
        (("check", "--marked", "README.md"), "README.md is a file. Name a folder for the marked copies."),
        (("check", "--marked", "content"), "content is not empty. Choose another folder, or add --force"),
    ],
)
def test_workbooks_that_should_not_be_written_are_not(arguments: tuple[str, ...], said: str) -> None:
    """Each refusal exits with 2 and one sentence that says what to do."""
    done = portal_command(*arguments)
    assert done.returncode == 2, done.stdout
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_new_publisher_says_what_to_do_next_and_it_works(data: Path) -> None:
    """The commands that it prints can be typed as they stand, and lead to a workbook that is read."""
    done = portal_command("new", "publisher", "vale-and-ash", "--data", str(data))
    assert done.returncode == 0, done.stderr
    assert (data / "publishers/vale-and-ash/publisher.yml").is_file()
    commands = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("     portal ")]
    assert [command[0] for command in commands] == ["template", "template", "check"]
    for command in commands:
        done = portal_command(*command)
        assert done.returncode == 0, done.stderr
    assert "services.xlsx" in done.stdout
    assert "has headings but no rows" in done.stdout


def test_marked_copies_are_beside_the_report(tmp_path: Path) -> None:
    """What is found is printed as ever; copies of an earlier check give way when that is asked for, other files stay."""
    out = tmp_path / "out"
    done = portal_command("check", "--data", str(SMALL), "--marked", str(out), "--format", "json")
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["problems"]
    assert f"Wrote marked copies of 3 files in {out}." in done.stderr
    assert (out / "northby/decisions/2025.csv-marked.xlsx").is_file()
    (out / "mine.txt").write_text("mine")
    arguments = ("check", "--data", str(SMALL), "--marked", str(out), "--force", str(SMALL / "publishers/southby"))
    done = portal_command(*arguments)
    assert done.returncode == 0, done.stderr
    assert "so no copy was made." in done.stderr
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["mine.txt"]
