"""The workflows are well formed and safe, and the one that may write does so within its limits."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

PROGRAMS = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
COMMIT = "c" * 40
MARKER = "<!-- portal-check -->"


def audited(folder: Path) -> subprocess.CompletedProcess[str]:
    """What zizmor says of a folder of workflows."""
    command = [str(PROGRAMS / "zizmor"), "--offline", "--no-progress", "--color", "never", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_workflows_are_safe() -> None:
    """No finding of any severity; the one that is set aside is set aside in one place, with its reason."""
    done = audited(ROOT / ".github")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings" in done.stdout + done.stderr
    aside = [line for path in WORKFLOWS for line in path.read_text().splitlines() if "zizmor: ignore" in line]
    assert [re.findall(r"ignore\[(.+?)\] \w+", line) for line in aside] == [["dangerous-triggers"]]


def test_an_unsafe_workflow_is_found(tmp_path: Path) -> None:
    """The audit can fail: a title of a pull request that runs as a command is found."""
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "bad.yml").write_text(
        "on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: echo ${{ github.event.pull_request.title }}\n"
    )
    assert audited(tmp_path).returncode != 0


def run(name: str, *words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """What one of the programs beside Python says."""
    return subprocess.run([str(PROGRAMS / name), *words], input=text, capture_output=True, text=True, check=False)


def shaped(*paths: Path) -> subprocess.CompletedProcess[str]:
    """What the published schema of workflows says of some."""
    return run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, paths))


def test_the_workflows_are_well_formed(tmp_path: Path) -> None:
    """They keep to the published schema, which finds a word that GitHub does not know."""
    done = shaped(*WORKFLOWS)
    assert done.returncode == 0, done.stdout
    bad = tmp_path / "bad.yml"
    bad.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    timeout: 5\n    steps:\n      - run: echo\n")
    assert "'timeout' was unexpected" in shaped(bad).stdout


def test_the_workflows_ask_for_what_there_is(tmp_path: Path) -> None:
    """No finding of actionlint, which finds a context that is not there; it is run where it is installed."""
    if not (PROGRAMS / "actionlint").exists():
        pytest.skip(f"actionlint is not at {PROGRAMS / 'actionlint'}")
    done = run("actionlint", "-no-color", *map(str, WORKFLOWS))
    assert (done.returncode, done.stdout) == (0, "")
    bad = tmp_path / "bad.yml"
    bad.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.nothing }}\n")
    assert run("actionlint", str(bad)).returncode == 1


def steps() -> list[tuple[str, dict[str, Any]]]:
    """Every step of every workflow, with the workflow's name."""
    read = [(path.stem, yaml.safe_load(path.read_text())) for path in WORKFLOWS]
    return [(name, step) for name, workflow in read for job in workflow["jobs"].values() for step in job["steps"]]


def test_rights_are_given_one_by_one() -> None:
    """Nothing at the top, the least in each job; no workflow runs a stranger's code with rights."""
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text())
        assert workflow["permissions"] == {}
        assert all("permissions" in job and "timeout-minutes" in job for job in workflow["jobs"].values())
        assert "pull_request_target" not in path.read_text().replace("#", "")
    (job,) = yaml.safe_load((ROOT / ".github/workflows/comment.yml").read_text())["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert not [step for step in job["steps"] if "uses" in step], "nothing is checked out, and nobody's action runs"


def test_actions_are_pinned_and_scripts_take_no_text_of_strangers() -> None:
    """Every action by its full hash with the version beside it; what GitHub fills in reaches a script by the environment alone."""
    used = [line for path in WORKFLOWS for line in path.read_text().splitlines() if "uses:" in line]
    assert [line for line in used if not re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []
    assert [step for _, step in steps() if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("script", [step["run"] for _, step in steps() if "run" in step])
def test_scripts_hold_nothing_that_shellcheck_finds(script: str) -> None:
    """No quote is left open, and no name is split into words."""
    done = run("shellcheck", "--shell=bash", "-", text=script)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_careless_script_is_found() -> None:
    """The program can fail: a name without quotes is split where it holds a space."""
    assert "SC2086" in run("shellcheck", "--shell=bash", "-", text="rm $1").stdout


def test_only_publishing_writes_the_cache() -> None:
    """What a pull request leaves behind never reaches a build that is published."""
    assert [name for name, step in steps() if "actions/cache" in step.get("uses", "")] == ["publish"]


FAKE = """#!/usr/bin/env python3
import json, os, subprocess, sys
from pathlib import Path
home, words = Path(os.environ["FAKE"]), sys.argv[1:]
value = lambda name: words[words.index(name) + 1] if name in words else ""
address = next(word for word in words if word.startswith("repos/"))
body = Path(value("--input")).read_text() if value("--input") else ""
with (home / "asked.jsonl").open("a") as file:
    file.write(json.dumps([value("--method") or "GET", address, body, [word for word in words if "=" in word]]) + "\\n")
answers = json.loads((home / "answers.json").read_text())
answer = next((answers[key] for key in answers if address.split("?")[0].endswith(key)), None)
if address.endswith("/zip"):
    sys.stdout.buffer.write((home / "artefact.zip").read_bytes())
elif value("--jq"):
    jq = ["jq", "-r", value("--jq")]
    sys.exit(subprocess.run(jq, input=json.dumps(answer), text=True).returncode)
"""


@dataclass(frozen=True)
class GitHub:
    """A stand-in for the program `gh`: what it answers, by the end of the address asked for, and what it was asked."""

    folder: Path
    answers: dict[str, Any] = field(default_factory=dict)

    def comment(
        self, text: bytes = b"## 1 thing to mend\n", name: str | zipfile.ZipInfo = "comment.md"
    ) -> list[tuple[str, str, str]]:
        """Runs the workflow's script after a check that left a text; gives what it wrote: how, where and what."""
        programs = self.folder / "bin"
        programs.mkdir(parents=True)
        (programs / "gh").write_text(FAKE)
        (programs / "gh").chmod(0o755)
        (self.folder / "answers.json").write_text(json.dumps(self.answers))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(name, text)
        (self.folder / "artefact.zip").write_bytes(packed.getvalue())
        (step,) = (step for name, step in steps() if name == "comment")
        given = {
            "GH_TOKEN": "none", "REPOSITORY": "octo/portal", "RUN": "7", "COMMIT": COMMIT, "BRANCH": "anytown:data",
            "SUMMARY": "https://github.example/octo/portal/actions/runs/7", "MARKER": step["env"]["MARKER"], "FAKE": str(self.folder),
            "PATH": f"{programs}:{os.environ['PATH']}",
        }  # fmt: skip
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(shell, cwd=self.folder, env=given, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        asked = [json.loads(line) for line in (self.folder / "asked.jsonl").read_text().splitlines()]
        assert ["head=anytown:data" in words for _, address, _, words in asked if address.endswith("/pulls")] == [True]
        return [(method, address, json.loads(body)["body"]) for method, address, body, _ in asked if body]


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    """Pull request 5 of a stranger, which changes one publisher's file and has comments of others."""
    if not (shutil.which("jq") and shutil.which("unzip")):
        pytest.skip("jq and unzip, which GitHub's machines have, are not here")
    folder = tmp_path / "github"
    folder.mkdir()
    return GitHub(
        folder,
        {
            "/pulls": [{"number": 4, "head": {"sha": "d" * 40}}, {"number": 5, "head": {"sha": COMMIT}}],
            "/runs/7/artifacts": {"artifacts": [{"id": 9, "name": "comment", "expired": False, "size_in_bytes": 900}]},
            "/pulls/5": {"author_association": "CONTRIBUTOR", "changed_files": 1, "head": {"sha": COMMIT}},
            "/pulls/5/files": [{"filename": "data/publishers/anytown/services.csv"}],
            "/issues/5/comments": [
                {"id": 1, "user": {"login": "stranger"}, "body": f"{MARKER}\nmine"},
                {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "Another workflow's"},
            ],
        },
    )


def test_the_first_check_makes_a_comment(github: GitHub) -> None:
    """With the text as it is, behind the sign it is found by; another's comment with that sign is left alone."""
    assert github.comment() == [("POST", "repos/octo/portal/issues/5/comments", f"{MARKER}\n## 1 thing to mend\n")]


def test_a_later_check_changes_the_comment(github: GitHub) -> None:
    """There is only ever one."""
    github.answers["/issues/5/comments"].append({"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"{MARKER}\nold"})
    assert github.comment(b"new") == [("PATCH", "repos/octo/portal/issues/comments/3", f"{MARKER}\nnew")]


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("/pulls", [{"number": 5, "head": {"sha": "e" * 40}}]),
        ("/pulls", []),
        ("/pulls", [{"number": "5; touch gone", "head": {"sha": COMMIT}}]),
        ("/runs/7/artifacts", {"artifacts": []}),
        ("/runs/7/artifacts", {"artifacts": [{"id": 9, "name": "comment", "expired": False, "size_in_bytes": 10**9}]}),
    ],
)
def test_nothing_is_written_where_anything_is_doubtful(github: GitHub, answer: str, value: object) -> None:
    """A pull request that has moved on, none at all, no number, no text, or far too much of it."""
    github.answers[answer] = value
    assert github.comment() == []
    assert not (github.folder / "gone").exists()


@pytest.mark.parametrize("text", [b"x" * 50_000_000, b"\xff\xfe`$(touch gone)`\n" * 10_000])
def test_a_text_is_cut_and_never_run(github: GitHub, text: bytes) -> None:
    """Whatever is packed there: no more than a comment can hold, as text."""
    ((_, _, body),) = github.comment(text)
    assert len(body) <= 65_536
    assert not (github.folder / "gone").exists()


@pytest.mark.parametrize("name", ["../../comment.md", "other.md"])
def test_only_one_file_is_taken(github: GitHub, name: str) -> None:
    """By its name; nothing else is unpacked, and the summary is pointed at instead."""
    ((_, _, body),) = github.comment(name=name)
    assert "What it found is told in its summary: https://github.example" in body
    assert not (github.folder.parent / "comment.md").exists()


@pytest.mark.parametrize(
    ("who", "file", "told"),
    [("CONTRIBUTOR", "generator/report/comment.py", False), ("MEMBER", "generator/report/comment.py", True)],
)
def test_a_stranger_who_changes_the_software_is_not_quoted(github: GitHub, who: str, file: str, told: bool) -> None:
    """For then the text may say anything; those who look after the portal are trusted with it."""
    github.answers["/pulls/5"] |= {"author_association": who, "changed_files": 2}
    github.answers["/pulls/5/files"].append({"filename": file})
    ((_, _, body),) = github.comment()
    assert ("1 thing to mend" in body) is told


@pytest.mark.parametrize(
    "change", [{"changed_files": 3001}, {"changed_files": None}, {"author_association": None, "changed_files": 2}]
)
def test_a_stranger_whose_files_are_not_all_listed_is_not_quoted(github: GitHub, change: dict[str, object]) -> None:
    """GitHub lists 3,000 files: behind so many of data one of software could stand."""
    github.answers["/pulls/5"] |= change
    ((_, _, body),) = github.comment()
    assert "What it found is told in its summary" in body


def test_a_stranger_who_renames_software_is_not_quoted(github: GitHub) -> None:
    """What a file was called before counts, too."""
    github.answers["/pulls/5/files"] = [{"filename": "data/publishers/a/x.csv", "previous_filename": "generator/cli.py"}]
    ((_, _, body),) = github.comment()
    assert "What it found is told in its summary" in body


def test_nothing_is_written_where_something_newer_was_pushed_meanwhile(github: GitHub) -> None:
    """So that the files that are looked at are those that the text was made with."""
    github.answers["/pulls/5"] |= {"head": {"sha": "e" * 40}}
    assert github.comment() == []


def link(name: str, target: str) -> zipfile.ZipInfo:
    """An entry that is a link where it is unpacked."""
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return entry


@pytest.mark.parametrize("name", [link("comment.md", "/etc/passwd"), "comment.md"])
def test_a_link_is_only_its_words(github: GitHub, name: Any) -> None:
    """What it leads to is not read; and a text with a nought in it can be sent."""
    ((_, _, body),) = github.comment(b"/etc/passwd\0\n", name)
    assert body == f"{MARKER}\n/etc/passwd\n"
