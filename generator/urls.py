"""Every address on the site: one function per kind of page. Addresses end in `/` and start at the site's root."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from generator.model import Ref

LONGEST_SEGMENT: Final = 120
REMEMBERED: Final = 2**16  # segments kept, for the same ids come again and again
PLAIN: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?<!\.)")
INDEX: Final = "index.html"  # the file of every page
FEEDS: Final = MappingProxyType({"atom": "changes.atom", "json": "changes.json"})  # the file of each form
CALENDAR: Final = "coming-up.ics"
FILES: Final = frozenset({INDEX, *FEEDS.values(), CALENDAR})  # what stands beside folders, which none of them may be called
WINDOWS: Final = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


@lru_cache(REMEMBERED)
def segment(identifier: str) -> str:
    """An id as one part of an address: itself where it is plain, else each other byte as `~` and two hex digits.

    Injective: two ids never share a segment. An id whose escape is longer than 120 ends in its digest instead.
    """
    if identifier.lower() in FILES:
        return "~2e".join(identifier.rsplit(".", 1))
    if PLAIN.fullmatch(identifier) and not WINDOWS.fullmatch(identifier) and len(identifier) <= LONGEST_SEGMENT:
        return identifier
    escaped = "".join(_escaped(byte) for byte in identifier.encode("utf-8", "surrogatepass"))
    if WINDOWS.fullmatch(escaped) or escaped[:1] == ".":
        escaped = f"~{ord(escaped[0]):02x}{escaped[1:]}"
    if escaped[-1:] == ".":
        escaped = f"{escaped[:-1]}~2e"
    if len(escaped) > LONGEST_SEGMENT:
        digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return f"{escaped[:80].rstrip('~.')}~~{digest}"
    return escaped


def _escaped(byte: int) -> str:
    character = chr(byte)
    return character if character.isascii() and (character.isalnum() or character in "._-") else f"~{byte:02x}"


def slug(name: str) -> str:
    """A name as a readable part of an address; names that would fall together get a digest of the whole name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.casefold()))[:60].strip("-")
    if words.replace("-", " ") == name.casefold() and words:
        return words
    digest = hashlib.sha256(name.casefold().encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{words}-{digest}" if words else digest


def home() -> str:
    """The site's first page."""
    return ""


def section(name: str, page: int = 1) -> str:
    """The list of everything in a section, or a later page of it."""
    return f"{name}/" + paged(page)


def section_of_publisher(name: str, publisher: str, page: int = 1) -> str:
    """One publisher's part of a section."""
    return f"{name}/{segment(publisher)}/" + paged(page)


def section_of_year(name: str, publisher: str, year: str, page: int = 1) -> str:
    """One publisher's part of a section in one calendar year ("none" where no date is stated)."""
    return f"{name}/{segment(publisher)}/year/{year}/" + paged(page)


def paged(page: int) -> str:
    """What follows an address for its second and later pages."""
    return "" if page == 1 else f"page/{page}/"


def part(address: str, anchor: str) -> str:
    """The further pages of one table of a page, such as a fund's decisions; `paged` follows it."""
    return f"{address}{anchor}/"


def service(publisher: str, key: str) -> str:
    """A service's page."""
    return f"services/{segment(publisher)}/{segment(key)}/"


def decision(publisher: str, key: str) -> str:
    """A decision's page."""
    return f"decisions/{segment(publisher)}/{segment(key)}/"


def fund(publisher: str, key: str) -> str:
    """A fund's page: `publisher` is "" for a fund of the reference data."""
    return f"funds/{segment(publisher)}/{segment(key)}/" if publisher else f"funds/{segment(key)}/"


def community(publisher: str, key: str) -> str:
    """A community's or deciding body's page."""
    return f"communities/{segment(publisher)}/{segment(key)}/"


def organisation(publisher: str, key: str) -> str:
    """An organisation's page: `publisher` is "" where it has a registered identifier, and then the page is everyone's."""
    return f"organisations/{segment(publisher)}/{segment(key)}/" if publisher else f"organisations/{segment(key)}/"


def place(code: str) -> str:
    """An area's page."""
    return f"places/{segment(code)}/"


def publisher(identifier: str) -> str:
    """A publisher's page."""
    return f"publishers/{segment(identifier)}/"


def publisher_payments(identifier: str, month: str, page: int = 1) -> str:
    """A publisher's payments of one month (`2024-04`)."""
    return f"publishers/{segment(identifier)}/payments/{month}/" + paged(page)


def quality(identifier: str = "") -> str:
    """What was found in the data, for all publishers or one."""
    return f"quality/{segment(identifier)}/" if identifier else "quality/"


PAGES: Final = MappingProxyType(
    {"services": service, "decisions": decision, "funds": fund, "communities": community, "organisations": organisation}
)


def of(ref: Ref) -> str:
    """The address of the page of a record that has one; "" for kinds that are shown on others' pages."""
    if ref.kind == "areas":
        return place(ref.key)
    return PAGES[ref.kind](ref.publisher, ref.key) if ref.kind in PAGES else ""


def export(name: str) -> str:
    """A file in the form of another standard, by its name."""
    return f"data/exports/{name}"


def dataset(kind: str, form: str, publisher: str = "") -> str:
    """The file of all records of a kind in a form such as csv; or of one publisher's."""
    return f"data/publishers/{segment(publisher)}/{kind}.{form}" if publisher else f"data/{kind}.{form}"


def publisher_workbook(publisher: str) -> str:
    """One publisher's records of every kind, a sheet each."""
    return f"data/publishers/{segment(publisher)}/{segment(publisher)}.xlsx"


def data(publisher: str = "") -> str:
    """Everything to take away, of all publishers or of one."""
    return f"data/publishers/{segment(publisher)}/" if publisher else "data/"


def dictionary(kind: str) -> str:
    """What each column of a kind's files means."""
    return f"data/{kind}/"


def template(name: str) -> str:
    """The workbook to fill in for a kind, or for several under a name of their own."""
    return f"data/templates/{name}.xlsx"


def feed(page: str, form: str) -> str:
    """The feed, as `atom` or `json`, of what changed on a page's subject; that of the whole stands with the list of changes."""
    return f"{page}{FEEDS[form]}"


def calendar(page: str) -> str:
    """The calendar of a page's subject; that of the whole stands with what is coming up."""
    return f"{page}{CALENDAR}"


def term(name: str) -> str:
    """The entry of the glossary that explains a term; "" for none."""
    return f"glossary/#{name}" if name else ""


def file(address: str) -> str:
    """The file that a static host serves for an address."""
    return f"{address}index.html"


def relative(source: str, target: str) -> str:
    """A link from one address to another that works wherever the site is put."""
    return "../" * source.count("/") + target or "./"
