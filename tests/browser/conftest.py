"""The project's own site with a page of every kind."""

import re
from pathlib import Path

import pytest

from tests.test_build import portal_command

# Which template makes which address, the first that fits. A page that none fits is a kind of its own, so a new one is tested at once.
KINDS = {
    "a later page of a list": r".*/page/\d+/",
    "a list": r"(services|decisions|funds|communities|organisations|places|publishers)/",
    "a part of a list": r"(services|decisions|communities)/[^/]+/(year/\w+/)?",
    "a service": r"services/[^/]+/[^/]+/",
    "a decision": r"decisions/[^/]+/[^/]+/",
    "a fund": r"funds/([^/]+/){1,2}",
    "a community": r"communities/[^/]+/[^/]+/",
    "an organisation": r"organisations/([^/]+/){1,2}",
    "a place": r"places/[^/]+/",
    "a publisher": r"publishers/[^/]+/",
    "payments of a month": r"publishers/[^/]+/payments/[^/]+/",
    "the quality of one publisher's data": r"quality/[^/]+/",
    "the columns of a kind": r"data/[^/]+/",
    "the files of a publisher": r"data/publishers/[^/]+/",
    "a guide": r"guides/[^/]+/",
}


def kind(address: str) -> str:
    """The kind of page at an address."""
    return next((name for name, pattern in KINDS.items() if re.fullmatch(pattern, address)), address or "the first page")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built once."""
    folder = tmp_path_factory.mktemp("whole") / "site"
    done = portal_command("build", "--site", str(folder), "--as-of", "2026-01-15")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def addresses(whole: Path) -> dict[str, str]:
    """The address of one page of each kind: the largest, which has most to go wrong."""
    pages = sorted(whole.rglob("*.html"), key=lambda page: (page.stat().st_size, page))
    found = [page.relative_to(whole).as_posix().removesuffix("index.html") for page in pages]
    return {kind(address): address for address in found}
