"""`portal.zip`: every CSV file with all that explains it, for those who take everything home."""

import io
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.artefacts import Artefact, Download, Offer
from generator.caveats import caveats
from generator.downloads.descriptions import checksums, citation_file, data_package
from generator.downloads.descriptions.about import FOLDER, About, local, tables
from generator.downloads.descriptions.readme import caveats_text, readme
from generator.downloads.splitting import LARGEST, numbered
from generator.editions import licences

PATH: Final = f"{FOLDER}portal.zip"
MEDIA_TYPE: Final = "application/zip"
TITLE: Final = "Everything as CSV files, with explanations"
MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the first that the format knows
LEVEL: Final = 4  # half the time of zlib's own choice, for a twelfth more bytes
READABLE: Final = 0o644 << 16
EXPLAINING: Final = frozenset({"dictionary.csv", "codes.csv", "licences.csv"})
"""What stands in each archive, so that each can be read alone."""


def archive(about: About, downloads: Sequence[Download], folder: Path, largest: int = LARGEST) -> Iterator[Artefact]:
    """All CSV files of the whole portal in one ZIP, or whole files in several where one would be above `largest` bytes.

    The files are taken by name, and a new ZIP begins where the next would not fit.
    """
    files = tables(downloads)
    whole = [one for one in files if local(one.path) in EXPLAINING]
    texts = _texts(about, downloads, folder)
    room = (
        largest
        - sum(map(len, texts.values()))
        - sum(one.bytes for one in whole)
        - len(data_package.package(about, files, folder))
    )
    packed = list(_packed([one for one in files if one not in whole], folder, room))
    for number, (content, held) in enumerate(packed, 1):
        part = number if len(packed) > 1 else 0
        explained = sorted([*held, *whole], key=lambda one: one.path)
        offer = Offer("records", TITLE, rows=_rows(held), part=part, guarded=_guarded(held), licences=licences(held))
        finished = _finished(content, explained, whole, texts, about, folder)
        yield Artefact(numbered(PATH, part), finished, MEDIA_TYPE, offer)


def _rows(held: Sequence[Download]) -> int:
    return sum(one.offer.rows for one in held if one.offer.group == "records")


def _guarded(held: Sequence[Download]) -> int:
    return sum(one.offer.guarded for one in held)


def _texts(about: About, downloads: Sequence[Download], folder: Path) -> Mapping[str, bytes]:
    told = caveats(about.portal, about.schemas, downloads)
    return MappingProxyType(
        {
            "README.txt": readme(about.edition),
            "CAVEATS.txt": caveats_text(told),
            citation_file.NAME: (folder / FOLDER / citation_file.NAME).read_bytes(),
        }
    )


def _packed(files: Sequence[Download], folder: Path, room: int) -> Iterator[tuple[bytes, Sequence[Download]]]:
    content, held = b"", list[Download]()
    for one in files:
        added = _with(content, {local(one.path): (folder / one.path).read_bytes()})
        if held and len(added) > room:
            yield content, held
            added, held = _with(b"", {local(one.path): (folder / one.path).read_bytes()}), []
        content, held = added, [*held, one]
    yield content, held


def _finished(
    content: bytes,
    explained: Sequence[Download],
    whole: Sequence[Download],
    texts: Mapping[str, bytes],
    about: About,
    folder: Path,
) -> bytes:
    added = {local(one.path): (folder / one.path).read_bytes() for one in whole}
    added |= {**texts, data_package.NAME: data_package.package(about, explained, folder)}
    digests = {local(one.path): one.sha256 for one in explained}
    digests |= {name: sha256(text).hexdigest() for name, text in added.items()}
    return _with(content, {**added, checksums.NAME: checksums.sums(digests.items())})


def _with(content: bytes, files: Mapping[str, bytes]) -> bytes:
    # The same bytes at any time and on any system: no clock, no name of a system, and the order of names.
    archive = io.BytesIO(content)
    with ZipFile(archive, "a") as opened:
        for name, text in sorted(files.items()):
            entry = ZipInfo(name, MOMENT)
            entry.create_system, entry.external_attr, entry.compress_type = 3, READABLE, ZIP_DEFLATED
            opened.writestr(entry, text, compresslevel=LEVEL)
    return archive.getvalue()
