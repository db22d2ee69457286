"""Feeds as Atom, in the form of RFC 4287."""

from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.feeds.entries import Entry, Feed

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
SOFTWARE: Final = "Community commissioning portal"


def atom(feed: Feed, path: str) -> bytes:
    """A feed as an Atom document, which stands at a path of the site."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en-GB"})
    _add(root, "id", f"urn:uuid:{feed.identity}")
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.about)
    _add(root, "updated", _moment(feed.day))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.address + path})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    _add(SubElement(root, "author"), "name", feed.site)
    _add(root, "generator", SOFTWARE)
    for one in feed.entries:
        _add_entry(root, one)
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add_entry(root: Element, one: Entry) -> None:
    entry = SubElement(root, "entry")
    _add(entry, "id", f"urn:uuid:{one.identity}")
    _add(entry, "title", one.title)
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one.link})
    _add(entry, "published", _moment(one.day))
    _add(entry, "updated", _moment(one.day))
    _add(SubElement(entry, "author"), "name", one.author)
    SubElement(entry, "category", {"term": one.kind})
    SubElement(entry, "content", {"type": "text"}).text = one.text


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
