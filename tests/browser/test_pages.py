"""The pages in a real browser: on a phone, without scripts, with nothing asked of anyone else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.test_build import site

__all__ = ["site"]
ADDRESSES = ["", "services/", "services/northby/youth-club/", "decisions/northby/D-1/", "publishers/northby/", "quality/northby/"]


@pytest.fixture(scope="module")
def host(site: Path, hosted: Callable[[Path], str]) -> str:
    """The small portal on a static host of this machine."""
    return hosted(site)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("scripts", [True, False])
def test_a_page_asks_nobody_else_and_fits_a_phone(host: str, browser: Browser, address: str, scripts: bool) -> None:
    """No request leaves for another host, and at 320 px the page does not scroll sideways; with and without scripts."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host + address)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    assert [url for url in asked if not url.startswith(host) and not url.startswith("data:")] == []
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_the_first_page_leads_to_a_decision(host: str, browser: Browser) -> None:
    """A resident without scripts reaches a decision by links alone and reads who decided."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host)
    page.get_by_role("link", name="Youth club evenings").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Youth club evenings"
    assert "Quayside Neighbourhood Board approved this" in page.locator(".lead").inner_text()
    context.close()
