"""`datapackage.json`: the CSV files as a Data Package, version 2.0 of the standard (datapackage.org)."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from generator import urls
from generator.artefacts import Artefact, Download, Offer
from generator.columns import Column, columns
from generator.downloads.descriptions.about import FOLDER, About, local, tables
from generator.editions import licence_of, licences, licensed, web

NAME: Final = "datapackage.json"
MEDIA_TYPE: Final = "application/json"
PROFILE: Final = "https://datapackage.org/profiles/2.0/"
DIALECT: Final = MappingProxyType(
    {"header": True, "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"}
)
LICENCE: Final = re.compile("[-a-zA-Z0-9._]+")
"""What the standard lets a licence be called."""
TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"text": "string", "list": "string", "money": "number", "number": "number", "integer": "integer", "yes_no": "boolean",
     "date": "date", "datetime": "datetime"}
)  # fmt: skip
"""What a column holds, by the names of Table Schema; several texts in a cell are one string with semicolons."""


def data_package(about: About, downloads: Sequence[Download], folder: Path) -> Iterator[Artefact]:
    """The package beside the CSV files of all records and of the lists about them.

    Other formats are no tables that every program can check, so they stand in `data.json` alone.
    """
    content = package(about, tables(downloads), folder)
    yield Artefact(f"{FOLDER}{NAME}", content, MEDIA_TYPE, Offer("about", "Data Package: the CSV files and their columns"))


def package(about: About, files: Sequence[Download], folder: Path) -> bytes:
    """The description of some CSV files that stand beside it."""
    edition = about.edition
    dated = {"created": f"{edition.on.isoformat()}T00:00:00Z"} if edition.on else {}
    version = {"version": edition.commit} if edition.commit else {}
    told = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": urls.slug(edition.name),
        "title": edition.name,
        "description": "All records of this portal that are published, with the codes and columns explained.",
        "homepage": edition.root + urls.data(),
        **version,
        **dated,
        **_licensed(licences(files), about),
        "contributors": [_contributor(one.name, one.website) for one in about.portal.publishers.values()],
        "sources": list(_sources(about)),
        "resources": [_resource(one, about, folder) for one in files],
    }
    text = json.dumps({name: part for name, part in told.items() if part}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "backslashreplace")


def _licensed(codes: Sequence[str], about: About) -> dict[str, Any]:
    found = []
    for code in codes:
        title, address = licence_of(code, about.schemas)
        name = code if LICENCE.fullmatch(code) else urls.slug(code)
        found.append({"name": name, "title": title, **({"path": address} if address else {})})
    return {"licenses": found} if found else {}


def _contributor(name: str, website: str) -> dict[str, Any]:
    place = {"path": website} if web(website) else {}
    return {"title": name, **place, "roles": ["publisher"]}


def _sources(about: About) -> Iterator[dict[str, str]]:
    found = {account.source.path: account.source.source_url for account in about.portal.accounts}
    for one in licensed(about.portal):
        place = {"path": found[one.file]} if web(found.get(one.file, "")) else {}
        yield {"title": f"{one.name}: {one.file}", **place}


def _resource(download: Download, about: About, folder: Path) -> dict[str, Any]:
    path = local(download.path)
    schema = about.schemas.kinds.get(download.offer.kind)
    fields = [_field(column) for column in columns(schema)] if schema else _strings(folder / download.path)
    key = {"primaryKey": ["published_by", "record"]} if schema else {}
    return {
        "name": path.removesuffix(".csv"),
        "path": path,
        "type": "table",
        "title": download.offer.title + (f", part {download.offer.part}" if download.offer.part else ""),
        **({"description": schema.description} if schema else {}),
        "format": "csv",
        "mediatype": download.media_type,
        "encoding": "utf-8",
        "bytes": download.bytes,
        "hash": f"sha256:{download.sha256}",
        **_licensed(download.offer.licences, about),
        "dialect": dict(DIALECT),
        "schema": {"$schema": f"{PROFILE}tableschema.json", "fields": fields, **key},
    }


def _field(column: Column) -> dict[str, str]:
    told = {"name": column.name, "title": column.title, "type": TYPES[column.holds], "description": column.description}
    return {**told, **({"example": column.example} if column.example else {})}


def _strings(path: Path) -> list[dict[str, str]]:
    # Lists about the data have no schema: their first line names the columns.
    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(io.StringIO(file.readline())))
    return [{"name": name, "type": "string"} for name in names]
