"""WCAG 2.2 AA as far as machines can tell: axe on a page of every kind, the keyboard, and the colours of the frame."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Route

from tests.conftest import ROOT

SCHEMES = ("light", "dark")
WIDTHS = (320, 1280)
# Every rule that axe has on, and the size of targets. Rows of one table are alike, so the first few stand for all.
AXE = """() => axe.run({include: ['html'], exclude: ['tbody tr:nth-child(n+5)']},
    {preload: false, resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})
  .then(found => found.violations.map(one => `${one.id} (${one.impact}): ${one.nodes.map(node => node.target).join(' ')}`))"""
# What has the focus, whether it shows, and where.
FOCUSED = """() => { const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {name: one.textContent.trim(), tag: one.localName, shown: style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2
          && box.width >= 24 && box.height >= 24 && box.top >= 0 && box.left >= 0} }"""
PAIRS = {
    4.5: [
        ("ink", "paper"),
        ("quiet", "paper"),
        ("accent", "paper"),
        ("visited", "paper"),
        ("ink", "raised"),
        ("quiet", "raised"),
    ],
    3.0: [("line", "paper"), ("line", "raised"), ("focus", "paper"), ("focus", "raised"), ("accent", "paper")],
}


@pytest.fixture(scope="module")
def host(whole: Path, hosted: Callable[[Path], str]) -> str:
    """The project's own site on a static host of this machine."""
    return hosted(whole)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that has axe at hand."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(AXE_SCRIPT)
    yield context.new_page()
    context.close()


def refuse_scripts(route: Route) -> None:
    """Lets through everything but scripts."""
    if route.request.resource_type == "script":
        route.abort()
    else:
        route.continue_()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "scripts blocked"])
def test_axe_finds_nothing(host: str, page: Page, addresses: dict[str, str], scripts: bool) -> None:
    """No violation of any impact on a page of every kind, light and dark, on a phone and a desk; nor does one scroll sideways."""
    if not scripts:
        page.route("**/*", refuse_scripts)
    found = []
    for name, address in addresses.items():
        page.goto(host + address)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                found += [f"{name} ({address}), {scheme}, {width} px: {said}" for said in page.evaluate(AXE)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{name} ({address}), {width} px: scrolls sideways")
    assert found == []


def walk(page: Page, steps: int) -> list[dict[str, Any]]:
    """What the Tab key comes to."""
    met = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        met.append(page.evaluate(FOCUSED))
    return met


@pytest.mark.parametrize("address", ["", "services/", "accessibility/"])
def test_the_tab_key_starts_at_the_skip_link_and_reaches_every_link_of_the_header(host: str, page: Page, address: str) -> None:
    """The order is that of the page, and wherever the focus is it can be seen, on a target of at least 24 px."""
    page.goto(host + address)
    name, *links = [text.strip() for text in page.locator("header a").all_text_contents()]
    met = walk(page, 4 + len(links))
    assert [one["name"] for one in met] == ["Skip to content", name, "", "Search", *links]
    assert met[2]["tag"] == "input"
    assert [one for one in met if not one["shown"]] == []


def test_the_skip_link_moves_to_the_content(host: str, page: Page) -> None:
    """After it, the next thing that Tab comes to lies in the content."""
    page.goto(host + "services/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_the_menu_opens_by_keyboard_without_scripts(host: str, page: Page) -> None:
    """On a phone the navigation is out of the way until Enter is pressed on "Menu", and then Tab goes through it."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.route("**/*", refuse_scripts)
    page.goto(host + "services/")
    links = page.locator("header nav a")
    assert not links.first.is_visible()
    met = walk(page, 5)
    assert [one["tag"] for one in met] == ["a", "a", "input", "button", "summary"]
    assert met[-1]["shown"]
    page.keyboard.press("Enter")
    assert links.first.is_visible()
    met = walk(page, links.count())
    assert [one["name"] for one in met] == [text.strip() for text in links.all_text_contents()]
    assert all(one["shown"] for one in met)


def test_the_section_that_a_page_is_in_is_marked(host: str, page: Page, addresses: dict[str, str]) -> None:
    """The navigation says where one is: the page itself, or the section that it lies in."""
    for address, name, mark in (
        ("services/", "Services", "page"),
        (addresses["a service"], "Services", "true"),
        ("quality/", "About", "true"),
        ("glossary/", "About", "true"),
    ):
        page.goto(host + address)
        marked = page.locator("header nav a[aria-current]")
        assert (marked.all_text_contents(), marked.first.get_attribute("aria-current")) == ([name], mark)


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, as WCAG defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_colours_of_the_frame_stand_out(scheme: str) -> None:
    """Text is at least 4.5:1 on its background; lines that matter and the focus are at least 3:1."""
    sheet = (ROOT / "site_templates" / "assets" / "frame.css").read_text()
    light, dark = sheet.split("prefers-color-scheme: dark", 1)
    colours = dict(re.findall(r"--portal-(\w+): (#[0-9a-f]{6})", light if scheme == "light" else dark))
    for least, pairs in PAIRS.items():
        for text, background in pairs:
            lighter, darker = sorted((luminance(colours[text]), luminance(colours[background])), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= least, (text, background)


def test_print_is_words_on_white(host: str, page: Page) -> None:
    """On paper there is no navigation and no dark, whatever the device is set to."""
    page.goto(host + "accessibility/")
    page.emulate_media(media="print", color_scheme="dark")
    assert [one for one in page.locator("nav, .skip, summary").all() if one.is_visible()] == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("h1").is_visible()
