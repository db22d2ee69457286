"""The demonstration portal, with a financial year of payments behind it."""

from dataclasses import replace
from datetime import date

import pytest

from generator.build import Built, portal
from generator.repository import NOWHERE
from tests.conftest import ROOT, settings_for


@pytest.fixture(scope="session")
def demonstration() -> Built:
    """The project's own data folder, judged on a day on which all of it has happened."""
    return portal(replace(settings_for(ROOT / "data"), as_of=date(2026, 11, 23)), NOWHERE)
