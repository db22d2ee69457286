"""`data.json`: every file as a catalogue in DCAT 3 (w3.org/TR/vocab-dcat-3), written as JSON-LD that explains its own words."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from generator import urls
from generator.artefacts import Artefact, Download, Offer
from generator.downloads.descriptions.about import FOLDER, About
from generator.editions import GROUPS, by_kind, cited, licence_of, licences, web

PATH: Final = f"{FOLDER}data.json"
MEDIA_TYPE: Final = "application/ld+json"
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
CONTEXT: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "title": "dct:title",
        "description": "dct:description",
        "identifier": "dct:identifier",
        "version": "dcat:version",
        "modified": {"@id": "dct:modified", "@type": "xsd:date"},
        "language": "dct:language",
        "bibliographicCitation": "dct:bibliographicCitation",
        "publisher": {"@id": "dct:publisher", "@type": "@id"},
        "creator": {"@id": "dct:creator", "@type": "@id"},
        "license": {"@id": "dct:license", "@type": "@id"},
        "name": "foaf:name",
        "homepage": {"@id": "foaf:homepage", "@type": "@id"},
        "landingPage": {"@id": "dcat:landingPage", "@type": "@id"},
        "dataset": {"@id": "dcat:dataset", "@type": "@id"},
        "distribution": {"@id": "dcat:distribution", "@type": "@id"},
        "downloadURL": {"@id": "dcat:downloadURL", "@type": "@id"},
        "mediaType": {"@id": "dcat:mediaType", "@type": "@id"},
        "byteSize": {"@id": "dcat:byteSize", "@type": "xsd:nonNegativeInteger"},
        "checksum": {"@id": "spdx:checksum", "@type": "@id"},
        "algorithm": {"@id": "spdx:algorithm", "@type": "@id"},
        "checksumValue": {"@id": "spdx:checksumValue", "@type": "xsd:hexBinary"},
    }
)

HOLDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "records": "All records of every kind together: as a database, as a workbook, and as CSV files with their explanations.",
        "exports": "The same records in the forms that other standards and programs read, and what these cannot hold.",
        "templates": "Workbooks for publishers, with a heading for each field and a choice for each code.",
        "feeds": "What changed, and the meetings and reviews to come: of everything, and of each publisher, fund and community.",
        "about": "What the columns and codes mean, where the data is from, what was found in it, and how to cite it.",
    }
)
"""What the files of a group hold together: DCAT's harvesters ask for it of every dataset."""


def catalogue(about: About, downloads: Sequence[Download], folder: Path) -> Iterator[Artefact]:
    """A dataset for each kind, then one for each group of files that hold several kinds or none."""
    root, edition = about.edition.root, about.edition
    kinds = by_kind(one for one in downloads if one.offer.group == "records")
    datasets = [_dataset_of_kind(kind, files, about) for kind, files in kinds.items() if kind]
    others = [one for one in downloads if one.offer.group != "records" or not one.offer.kind]
    datasets += [_dataset_of_group(group, others, about) for group in sorted({one.offer.group for one in others})]
    told = {
        "@context": dict(CONTEXT),
        "@id": root + urls.data(),
        "@type": "dcat:Catalog",
        "title": edition.name,
        "description": "Every file that this portal gives away.",
        **_dated(about),
        "homepage": root,
        "publisher": {"@id": root, "@type": "foaf:Agent", "name": edition.name},
        "dataset": datasets,
    }
    content = f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode("utf-8", "backslashreplace")
    yield Artefact(PATH, content, MEDIA_TYPE, Offer("about", "Catalogue of every file, in DCAT"))


def _dated(about: About) -> dict[str, str]:
    edition = about.edition
    modified = {"modified": edition.on.isoformat()} if edition.on else {}
    return {"language": "en", **modified, **({"version": edition.commit} if edition.commit else {})}


def _dataset_of_kind(kind: str, files: Sequence[Download], about: About) -> dict[str, Any]:
    schema = about.schemas.kinds[kind]
    owners = sorted({record.publisher for record in about.portal.records[kind]} & set(about.portal.publishers))
    return {
        **_dataset(schema.title, schema.description, urls.dictionary(kind), files, about),
        "bibliographicCitation": cited(about.edition, schema.title.lower(), urls.dictionary(kind)),
        "creator": [_agent(owner, about) for owner in owners],
    }


def _dataset_of_group(group: str, downloads: Iterable[Download], about: About) -> dict[str, Any]:
    files = sorted((one for one in downloads if one.offer.group == group), key=lambda one: one.path)
    title = GROUPS.get(group, group)
    return _dataset(title, HOLDS.get(group, title), f"{urls.data()}#{group}", files, about)


def _dataset(title: str, description: str, address: str, files: Sequence[Download], about: About) -> dict[str, Any]:
    place = about.edition.root + address
    return {
        "@id": f"{place}#dataset" if "#" not in address else place,
        "@type": "dcat:Dataset",
        "identifier": place,
        "title": title,
        "description": description,
        **_dated(about),
        **_license(licences(files), about),
        "publisher": about.edition.root,
        "landingPage": place,
        "distribution": [_distribution(one, about) for one in files],
    }


def _agent(owner: str, about: About) -> dict[str, str]:
    known, root = about.portal.publishers[owner], about.edition.root
    home = {"homepage": known.website} if web(known.website) else {}
    return {"@id": root + urls.publisher(owner), "@type": "foaf:Agent", "name": known.name, **home}


def _distribution(download: Download, about: About) -> dict[str, Any]:
    part = f", part {download.offer.part}" if download.offer.part else ""
    owner = about.portal.publishers.get(download.offer.publisher)
    return {
        "@id": about.edition.root + download.path,
        "@type": "dcat:Distribution",
        "title": download.offer.title + (f" of {owner.name}" if owner else "") + part,
        "downloadURL": about.edition.root + download.path,
        "mediaType": MEDIA_TYPES + download.media_type.split(";")[0],
        "byteSize": str(download.bytes),
        **_license(download.offer.licences, about),
        "checksum": {
            "@type": "spdx:Checksum",
            "algorithm": "spdx:checksumAlgorithm_sha256",
            "checksumValue": download.sha256,
        },
    }


def _license(codes: Sequence[str], about: About) -> dict[str, Any]:
    places = [licence_of(code, about.schemas)[1] for code in codes]
    found = [place for place in places if place]
    return {"license": found} if found else {}
