"""Portal → the search index: a manifest, terms, columns and cards, which `site_templates/assets/js/` reads."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from generator.artefacts import Artefact
from generator.search import cards, columns
from generator.search.documents import KINDS, Document, Facet, Written, newest_first
from generator.search.facets import facets_of
from generator.search.gathering import Library, documents_of
from generator.search.packing import FOLDER, digest, file, packed
from generator.search.terms import Terms, shards, terms_in

__all__ = ["MANIFEST", "Library", "Written", "documents", "search_index"]
MANIFEST: Final = f"{FOLDER}/manifest.json"
VERSION: Final = 3
INLINE: Final = 100  # values of a facet that stand in the manifest; more have a file of their own


def search_index(library: Library, holders: Mapping[str, str], verdicts: Mapping[str, str]) -> Iterator[Artefact]:
    """Every file of the index, each once, the manifest last; `holders` and `verdicts` are the words for those two facets."""
    everything, kinds = documents(library), library.schemas.kinds
    ways = facets_of(library, everything, holders, verdicts)
    told: dict[str, Any] = {
        "version": VERSION,
        "count": len(everything),
        "portal": library.name,
        "address": library.address,
        "commit": library.portal.commit,
        "as_of": library.portal.as_of.isoformat(),
        "licences": _licences(library),
        # The kinds that have a file of rows, each with the column that names a row.
        "tables": {kind: kinds[kind].heading for kind in KINDS if kind in kinds},
    }
    written: set[str] = set()
    for step in (_terms(terms_in(everything), told), _columns(everything, ways, told), _cards(everything, told)):
        for artefact in step:
            if artefact.path not in written:
                written.add(artefact.path)
                yield artefact
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    yield Artefact(MANIFEST, text.encode("utf-8", "replace"), "application/json")


def documents(library: Library) -> list[Document]:
    """Every document of a portal with its text, in the default order: newest first."""
    owners = ("", *library.portal.publishers)
    return sorted((one for owner in owners for one in documents_of(library, owner)), key=newest_first)


def _terms(terms: Terms, told: dict[str, Any]) -> Iterator[Artefact]:
    firsts, names = [], []
    for shard in shards(terms):
        firsts.append(shard.first)
        names.append(digest(shard.content))
        yield file("terms", names[-1], shard.content)
        yield from (file("terms", name, content) for name, content in shard.blocks.items())
    told["terms"] = {"first": firsts, "files": "".join(names)}


def _columns(everything: Sequence[Document], ways: Sequence[Facet], told: dict[str, Any]) -> Iterator[Artefact]:
    told["facets"] = []
    for facet, stated in zip(ways, columns.stated(everything, ways), strict=True):
        one: dict[str, Any] = {"id": facet.id, "title": facet.title, "files": []}
        for content in columns.facet_columns(stated, facet):
            one["files"].append(f"{facet.id}-{digest(content)}")
            yield file("columns", one["files"][-1], content)
        counts = columns.totals(stated, facet)
        values = [["", "", counts[0]], *([*pair, count] for pair, count in zip(facet.values.items(), counts[1:], strict=True))]
        if len(values) > INLINE:
            content = packed(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
            one["elsewhere"] = f"{facet.id}-values-{digest(content)}"
            yield file("columns", one["elsewhere"], content)
        else:
            one["values"] = values
        told["facets"].append(one)
    told["amount"], told["day"] = [], []
    for name, contents in (("amount", columns.amount_columns(everything)), ("day", iter((columns.day_column(everything),)))):
        for content in contents:
            told[name].append(f"{name}-{digest(content)}")
            yield file("columns", told[name][-1], content)


def _cards(everything: Sequence[Document], told: dict[str, Any]) -> Iterator[Artefact]:
    groups = []
    for name, files in cards.card_files(everything):
        groups.append(name)
        yield from (file("cards", f"{name}-{number}", content) for number, content in enumerate(files))
    told["cards"] = {
        "size": cards.size(len(everything)),
        "group": cards.GROUP,
        "columns": cards.COLUMNS,
        "files": "".join(groups),
    }


def _licences(library: Library) -> list[tuple[str, str, list[str]]]:
    # Each licence with its web address, and the publishers that give their data under it.
    known = library.schemas.codelists["licence"].codes
    used = sorted({publisher.licence for publisher in library.portal.publishers.values()})
    return [
        (
            known[code].title,
            known[code].marks.get("url", ""),
            [one.id for one in library.portal.publishers.values() if one.licence == code],
        )
        for code in used
    ]
