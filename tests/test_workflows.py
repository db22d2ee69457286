"""The workflows hold nothing that zizmor, offline, calls unsafe."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

ZIZMOR = Path(sys.executable).parent / "zizmor"


def audited(folder: Path) -> subprocess.CompletedProcess[str]:
    """What zizmor says of a folder of workflows."""
    command = [str(ZIZMOR), "--offline", "--no-progress", "--color", "never", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_workflows_are_safe() -> None:
    """No finding of any severity."""
    done = audited(ROOT / ".github")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings" in done.stdout + done.stderr


def test_an_unsafe_workflow_is_found(tmp_path: Path) -> None:
    """The audit can fail: a title of a pull request that runs as a command is found."""
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "bad.yml").write_text(
        "on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: echo ${{ github.event.pull_request.title }}\n"
    )
    assert audited(tmp_path).returncode != 0
