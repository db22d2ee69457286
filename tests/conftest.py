"""What many tests need: the project's folder, small portals, and the real files where they are to be had."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from generator import build, schemas
from generator.repository import NOWHERE
from generator.settings import Settings
from tests.hosting import browser, hosted

__all__ = ["browser", "hosted"]  # one of each for all folders: two browsers cannot be driven beside each other

ROOT = Path(__file__).parent.parent
REAL = ROOT.parent / "shared" / "real-data"
AS_OF = date(2026, 1, 15)

# Where a build is judged the same examples are tried each time; at a desk new ones are looked for.
settings.register_profile("judged", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("judged" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def definitions() -> schemas.Schemas:
    """The project's own schemas and codelists."""
    return schemas.load(ROOT / "data")


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real published files."""
    if not REAL.is_dir():
        pytest.skip(f"the real published files are not at {REAL}")
    return REAL


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the small portal's data that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "tests" / "portals" / "small" / "data", folder)
    return folder


def settings_for(folder: Path) -> Settings:
    """Settings for a data folder, judged on a fixed day."""
    return Settings(folder, ROOT / "data", folder.parent / "site", ROOT / "site_templates", "Portal", "https://p.example/", AS_OF)


@pytest.fixture
def built() -> Callable[[Path], build.Built]:
    """Reads, validates, checks and assembles a data folder."""
    return lambda folder: build.portal(settings_for(folder), NOWHERE)
