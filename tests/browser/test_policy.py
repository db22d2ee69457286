"""A strict Content-Security-Policy holds on every page, and nothing on any page goes against it."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from playwright.sync_api import Browser, Route

from generator.pages import policy

BASE = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
INLINE = "document.documentElement.dataset.ran = '<é> & \u2028'"
STYLE = "h1 { color: rgb(1, 2, 3) }"
PAGE = (
    f'<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="{policy.POLICY}">'
    f'<meta charset="utf-8"><title>t</title><style>{STYLE}</style></head><body><h1>t</h1><script>{INLINE}</script>'
    '<script type="application/ld+json">{"a": 1}</script><script src="/a.js"></script></body></html>'
)


def parsed(text: str) -> Element:
    """A page's tree, as a browser makes it."""
    tree: Element = html5lib.parse(text, namespaceHTMLElements=False)
    return tree


def directives(text: str) -> dict[str, str]:
    """A policy's directives with what each allows."""
    return dict(one.strip().split(" ", 1) for one in text.split(";"))


def digest(text: str | None) -> str:
    """How a policy names an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256((text or '').encode()).digest()).decode()}'"


def faults(tree: Element, allowed: dict[str, str]) -> Iterator[str]:
    """Whatever stands inline in a page without leave."""
    for element in tree.iter():
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                yield f"{name}={value}"
        data = element.get("type") in {"application/ld+json", "application/json"}
        if element.tag == "script" and not element.get("src") and not data and digest(element.text) not in allowed["script-src"]:
            yield f"script: {element.text}"
        if element.tag == "style" and digest(element.text) not in allowed["style-src"]:
            yield f"style: {element.text}"


def test_every_page_opens_with_its_policy_and_keeps_to_it(whole: Path) -> None:
    """The policy is the first thing in each head, is the strict one, and every inline script or style is named in it."""
    found = []
    for path in whole.rglob("*.html"):
        tree = parsed(path.read_text())
        first = tree.find("head")[0]  # type: ignore[index]
        assert (first.tag, first.get("http-equiv")) == ("meta", "Content-Security-Policy"), path
        allowed = directives(first.get("content") or "")
        assert {name: value.split(" 'sha256-")[0] for name, value in allowed.items()} == BASE, path
        found += [(path.relative_to(whole).as_posix(), fault) for fault in faults(tree, allowed)]
    assert found == []


def test_hosts_that_send_headers_send_the_same(whole: Path) -> None:
    """`_headers` holds for every address, allows no more than the pages do together, and forbids framing."""
    first, *lines = (whole / "_headers").read_text().splitlines()
    sent = dict(line.strip().split(": ", 1) for line in lines)
    allowed = directives(sent["Content-Security-Policy"])
    assert first == "/*"
    assert allowed.pop("frame-ancestors") == "'none'"
    assert allowed == BASE
    assert (sent["X-Content-Type-Options"], sent["Referrer-Policy"]) == ("nosniff", "strict-origin-when-cross-origin")


def test_a_browser_finds_no_violation_and_asks_nobody_else(
    whole: Path, hosted: Callable[[Path], str], browser: Browser, addresses: dict[str, str]
) -> None:
    """On a page of every kind Chromium reports nothing, and every request goes to the site's own host."""
    host = hosted(whole)
    context = browser.new_context()
    context.add_init_script(
        "document.addEventListener('securitypolicyviolation', one => console.error(`${one.violatedDirective} ${one.blockedURI}`))"
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith((host, "data:")) else None)
    page.on("response", lambda response: said.append(f"{response.status} {response.url}") if response.status >= 400 else None)
    for address in addresses.values():
        page.goto(host + address)
    context.close()
    assert said == []


def test_the_hashes_are_those_that_a_browser_computes(browser: Browser) -> None:
    """An inline script and style run where the policy was made from them, and not once a letter is changed."""
    html = policy.guarded(PAGE)
    assert allowed_by(html)["script-src"] == f"'self' {digest(INLINE)}"
    assert shown(browser, html) == ("<é> & \u2028", "rgb(1, 2, 3)")
    assert shown(browser, html.replace("ran =", "ran  =").replace("2, 3", "2,3")) == (None, "rgb(0, 0, 0)")


def allowed_by(html: str) -> dict[str, str]:
    """The policy that a page states."""
    return directives(parsed(html).find("head/meta").get("content") or "")  # type: ignore[union-attr]


def shown(browser: Browser, html: str) -> tuple[str | None, str]:
    """What a page's script did and its style says, in a browser."""

    def answer(route: Route) -> None:
        route.fulfill(body=html if route.request.resource_type == "document" else "", content_type="text/html")

    context = browser.new_context()
    context.route("**/*", answer)
    page = context.new_page()
    page.goto("http://portal.test/")
    found = page.locator("html").get_attribute("data-ran"), page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    context.close()
    return found


@pytest.mark.parametrize(
    ("html", "scripts"),
    [
        ("<script>a</script>", 1),
        ("<SCRIPT type=module>a</SCRIPT >", 1),
        ('<script type="text/javascript">\na\n</script><script>b</script>', 2),
        ('<script type="application/ld+json">{}</script>', 0),
        ('<script data-src="x">a</script>', 1),
        ('<script src="x"></script>', 0),
        ("<style>a</style>", 0),
    ],
)
def test_only_scripts_that_stand_inline_are_named(html: str, scripts: int) -> None:
    """Data blocks and files need no hash."""
    assert len(policy.inline(html).scripts) == scripts


def test_while_serving_the_script_that_reloads_may_run() -> None:
    """MkDocs writes it into each page anew, so a hash could not name it; styles stay strict."""
    allowed = allowed_by(policy.guarded(PAGE, served=True))
    assert allowed["script-src"] == "'self' 'unsafe-inline'"
    assert allowed["style-src"] == f"'self' {digest(STYLE)}"
