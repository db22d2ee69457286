"""`CITATION.cff`: how to cite the portal, in the Citation File Format 1.2.0 (citation-file-format.github.io)."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from generator import urls
from generator.artefacts import Artefact, Download, Offer
from generator.downloads import cells
from generator.downloads.descriptions.about import FOLDER, About
from generator.editions import licence_of, licensed, web

NAME: Final = "CITATION.cff"
# What YAML takes for the end of a line, or refuses as it stands.
ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def citation_file(about: About, downloads: Sequence[Download], folder: Path) -> Iterator[Artefact]:
    """The publishers as authors, the commit as the version, its day, and the licence where there is but one."""
    content = "".join(f"{line}\n" for line in _lines(about)).encode("utf-8", "backslashreplace")
    yield Artefact(f"{FOLDER}{NAME}", content, "text/plain", Offer("about", "How to cite, for programs"))


def _lines(about: About) -> Iterator[str]:
    edition = about.edition
    yield "cff-version: 1.2.0"
    yield f"message: {quoted('If you use this data, please cite it as below, and name the commit.')}"
    yield f"title: {quoted(edition.name)}"
    yield "type: dataset"
    yield "authors:"
    yield from _authors(about)
    if edition.commit:
        yield f"version: {quoted(edition.commit)}"
    if edition.on:
        yield f'date-released: "{edition.on.isoformat()}"'
    yield f"url: {quoted(edition.root + urls.data())}"
    yield from _licence(about)


def quoted(text: str) -> str:
    """A text as YAML: as in JSON, with those signs escaped that JSON may hold and YAML may not."""
    return ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", cells.quoted(text))


def _authors(about: About) -> Iterator[str]:
    for one in about.portal.publishers.values():
        yield f"  - name: {quoted(one.name)}"
        if web(one.website):
            yield f"    website: {quoted(one.website)}"
    if not about.portal.publishers:
        yield f"  - name: {quoted(about.edition.name)}"


def _licence(about: About) -> Iterator[str]:
    codes = {one.licence for one in licensed(about.portal)}
    # Programs know the codes of the list alone.
    known = codes & set(about.schemas.codelists["licence"].codes if "licence" in about.schemas.codelists else ())
    if len(codes) == len(known) == 1:
        code = codes.pop()
        address = licence_of(code, about.schemas)[1]
        yield f"license: {quoted(code)}"
        if address:
            yield f"license-url: {quoted(address)}"
