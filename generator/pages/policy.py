"""The Content-Security-Policy of each page, from the HTML as it was rendered, so that an upgrade cannot break one unseen."""

import re
from base64 import b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from generator.artefacts import Artefact

POLICY: Final = "portal-hole-policy"
INLINE: Final = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
ELSEWHERE: Final = re.compile(r"\ssrc\s*=", re.IGNORECASE)
DATA: Final = re.compile(r"type\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)
HEADERS: Final = "_headers"


@dataclass(frozen=True, slots=True)
class Inline:
    """What may stand inline in a page, as a policy names it."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    def __or__(self, other: "Inline") -> "Inline":
        """What stands inline in either."""
        return Inline(self.scripts | other.scripts, self.styles | other.styles)


def inline(html: str) -> Inline:
    """The hashes of a page's inline scripts and styles; data blocks are no scripts, and nothing runs them."""
    found: dict[str, set[str]] = {"script": set(), "style": set()}
    for name, attributes, text in INLINE.findall(html):
        if not ELSEWHERE.search(attributes) and not DATA.search(attributes):
            found[name.lower()].add(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'")
    return Inline(frozenset(found["script"]), frozenset(found["style"]))


def policy(allowed: Inline) -> str:
    """The policy: everything from this site alone, and of what is inline only what is named."""
    return "; ".join(
        (
            "default-src 'self'",
            "img-src 'self' data:",
            " ".join(("script-src 'self'", *sorted(allowed.scripts))),
            " ".join(("style-src 'self'", *sorted(allowed.styles))),
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def guarded(html: str, served: bool = False) -> str:
    """A page with its policy put into the hole that the theme leaves for it."""
    allowed = inline(html)
    if served:
        # On a developer's own computer MkDocs adds a script to each page that differs each time, so no hash could name it.
        allowed = replace(allowed, scripts=frozenset({"'unsafe-inline'"}))
    return html.replace(POLICY, policy(allowed), 1)


def headers(allowed: Inline) -> Artefact:
    """The same for hosts that send headers (the form of Netlify and Cloudflare Pages), where a policy may also forbid framing."""
    lines = (
        "/*",
        f"  Content-Security-Policy: {policy(allowed)}; frame-ancestors 'none'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
    )
    return Artefact(HEADERS, ("\n".join(lines) + "\n").encode(), "text/plain")
