"""What is live is always a whole site that matches its manifest, whatever happens to a build."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import publish
from generator.artefacts import Artefact
from generator.errors import BusyError, PublishError
from tests.conftest import ROOT

SMALL = ROOT / "tests" / "portals" / "small" / "data"


def put(site: Path, text: str) -> None:
    """Publishes a site of one page."""
    with publish.staging(site) as folder:
        publish.write(folder, Artefact("a/index.html", text.encode()))
        publish.publish(folder, site, {})


def whole(site: Path) -> bool:
    """Whether a folder holds just what its manifest says."""
    files = json.loads((site / "manifest.json").read_text())["files"]
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {"manifest.json"}
    return found == set(files) and all(
        hashlib.sha256((site / name).read_bytes()).hexdigest() == facts["sha256"] for name, facts in files.items()
    )


@pytest.mark.parametrize("linked", [False, True])
def test_a_new_site_takes_the_place_of_the_old_one(tmp_path: Path, linked: bool) -> None:
    """A folder is exchanged in one step, a symbolic link replaced; nothing else stays behind."""
    site = tmp_path / "site"
    if linked:
        (tmp_path / "first").mkdir()
        site.symlink_to("first")
    put(site, "one")
    put(site, "two")
    assert (site / "a/index.html").read_text() == "two"
    assert whole(site)
    assert site.is_symlink() == linked
    left = {path.name for path in tmp_path.iterdir()} - {"site", "first", ".site.lock"}
    assert len(left) == (1 if linked else 0)


def test_a_failed_build_leaves_the_old_site(tmp_path: Path) -> None:
    """When a build fails half-way, the old site stands and nothing is left beside it."""
    site = tmp_path / "site"
    put(site, "one")
    with pytest.raises(PublishError, match="Two pages have the address"), publish.staging(site) as folder:
        publish.write(folder, Artefact("a/index.html", b"two"))
        publish.write(folder, Artefact("a/index.html", b"three"))
    assert (site / "a/index.html").read_text() == "one"
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".site.lock"}


def test_two_builds_at_once(tmp_path: Path) -> None:
    """One build wins; the other says so and asks to be tried again (exit code 75)."""
    site = tmp_path / "site"
    with publish.staging(site), pytest.raises(BusyError, match="Another build is running") as busy, publish.staging(site):
        pass
    assert busy.value.exit_code == 75


def test_a_disk_that_fails_is_said_in_a_sentence(tmp_path: Path) -> None:
    """An error of the file system names the file and leaves the old site as it was."""
    site = tmp_path / "site"
    put(site, "one")
    with pytest.raises(PublishError, match="The site stands as it was"), publish.staging(site) as folder:
        publish.write(folder, Artefact("x" * 300 + "/index.html", b"two"))
    assert (site / "a/index.html").read_text() == "one"


def test_killing_a_build_never_breaks_the_site(tmp_path: Path) -> None:
    """Killed at 50 random moments, the site is always whole, and the next build succeeds with no manual step."""
    seed = int(os.environ.get("PORTAL_SEED", time.time_ns() % 1_000_000))
    print(f"PORTAL_SEED={seed}")
    chance = random.Random(seed)
    site = tmp_path / "site"
    command = [sys.executable, "-m", "generator.cli", "build", "--data", str(SMALL), "--site", str(site), "--as-of", "2026-01-15"]
    started = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    usual = time.monotonic() - started
    for _ in range(50):
        build = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(usual * chance.triangular(0.1, 1.05, 0.95))
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        assert whole(site), f"PORTAL_SEED={seed}"
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert whole(site)
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".site.lock"}
