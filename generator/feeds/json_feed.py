"""Feeds as JSON Feed, version 1.1 (jsonfeed.org)."""

import json
from typing import Final

from generator.feeds.entries import Entry, Feed

VERSION: Final = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, path: str) -> bytes:
    """A feed as a JSON Feed, which stands at a path of the site."""
    whole = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address + path,
        "description": feed.about,
        "language": "en-GB",
        "authors": [{"name": feed.site}],
        "items": [_entry(one) for one in feed.entries],
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _entry(one: Entry) -> dict[str, object]:
    return {
        "id": f"urn:uuid:{one.identity}",
        "url": one.link,
        "title": one.title,
        "content_text": one.text,
        "date_published": f"{one.day.isoformat()}T00:00:00Z",
        "authors": [{"name": one.author}],
        "tags": [one.kind],
    }
