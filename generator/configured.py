"""What mkdocs.yml may leave out or get wrong: the day that is judged on, the host, and who answers for accessibility."""

import os
import re
import time
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from generator.errors import SettingsError
from generator.repository import last_commit
from generator.settings import ANYWHERE, Accessibility, Host

FIRST: Final = 1900
LAST: Final = 2200
WHERE: Final = "mkdocs.yml, under `plugins`, `portal`, `accessibility`"
# Nothing that means something in Markdown or HTML.
CONTACT: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s<>()\[\]\"'`\\]+")


HOSTS: Final[Mapping[str, Host]] = MappingProxyType(
    {
        # https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
        "github-pages": Host("GitHub Pages", bytes=1_000_000_000),
        # https://developers.cloudflare.com/pages/platform/limits/
        "cloudflare-pages": Host("Cloudflare Pages", files=20_000, largest=25 * 2**20),
        # https://developers.cloudflare.com/changelog/post/2026-01-23-pages-file-limit-increase/
        "cloudflare-pages-paid": Host("Cloudflare Pages with a paid plan", files=100_000, largest=25 * 2**20),
        "any": ANYWHERE,
    }
)
"""What may be said of the host, and what each takes, with where it says so."""


def host(given: str | None) -> Host:
    """The limits of the host that the site is put on; none where none is named. Raises SettingsError where it is not known."""
    if given and given not in HOSTS:
        raise SettingsError(f'"{given}" is not a host that we know. Write one of these as the `host`: {", ".join(HOSTS)}.')
    return HOSTS[given or "any"]


def judged_on(data: Path, given: str | None) -> date:
    """The day on which "overdue" and "coming up" are judged: as given, else the data's last commit, else today."""
    try:
        if given:
            return _within_reach(date.fromisoformat(given), given)
        commit = last_commit(data)
        if commit:
            return commit.on
        return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())), ZoneInfo("Europe/London")).date()
    except ValueError as fault:
        raise SettingsError(f'"{given}" is not a date. Write it as 2026-03-03.') from fault


def _within_reach(day: date, given: str) -> date:
    # Twelve months before and after it have to be days, too.
    if not FIRST <= day.year <= LAST:
        raise SettingsError(f'"{given}" is too far away. Write a day of the years {FIRST} to {LAST}.')
    return day


def accessibility(given: Mapping[str, Any]) -> Accessibility:
    """When the accessibility statement was last reviewed and whom to write to, which the law asks for. Raises SettingsError."""
    day, contact = str(given.get("reviewed_on") or ""), str(given.get("contact") or "")
    if not day:
        raise SettingsError(f"{WHERE}: say when the accessibility statement was last reviewed, as `reviewed_on: 2026-03-03`.")
    if not CONTACT.fullmatch(contact):
        said = f'"{contact}" is neither an e-mail address nor a web address' if contact else "say whom to write to"
        raise SettingsError(f"{WHERE}: {said}; write it as `contact: accessibility@example.org`.")
    try:
        return Accessibility(date.fromisoformat(day), contact)
    except ValueError as fault:
        raise SettingsError(f'{WHERE}: "{day}" is not a date; write it as `reviewed_on: 2026-03-03`.') from fault
