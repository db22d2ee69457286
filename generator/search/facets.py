"""The ways to narrow a search, with the words for each value."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from generator.schemas import Schemas
from generator.search.documents import KINDS, Document, Facet
from generator.search.gathering import Library, fund_code

KIND_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {"areas": "Place", "publishers": "Publisher", "pages": "Page of this site"}
)
NO_TITLES: Final[Mapping[str, str]] = MappingProxyType({})


def facets_of(
    library: Library, documents: Sequence[Document], holders: Mapping[str, str], verdicts: Mapping[str, str]
) -> tuple[Facet, ...]:
    """Every facet with the values that documents have; `holders` and `verdicts` are the words for who decided and for claims."""
    portal, schemas = library.portal, library.schemas
    titles: dict[str, tuple[str, Mapping[str, str]]] = {
        "kind": ("Kind", {kind: _kind(kind, schemas) for kind in KINDS}),
        "publisher": ("Publisher", _by_title({one.id: one.name for one in portal.publishers.values()})),
        "decided": ("Who decided", holders),
        "body": ("Kind of body", _codes(schemas, "body_type")),
        "way": ("How power is handed over", _codes(schemas, "transfer_method")),
        "level": ("Level of power", _codes(schemas, "power_level", numbered=True)),
        "fund": ("Fund", _by_title({fund_code(one.ref): schemas.called(one) for one in portal.records["funds"]})),
        "priority": ("Priority", _codes(schemas, "priority")),
        "status": ("Status", {**_of("services.", schemas, "service_status"), **_of("decisions.", schemas, "delivery_status")}),
        "outcome": ("Outcome", _codes(schemas, "outcome")),
        "place": ("Place", _by_title({one.key: schemas.called(one) for one in portal.records["areas"]})),
        "year": ("Year", NO_TITLES),
        "claim": ("Claim, held against the record", verdicts),
    }
    found = _found(documents, titles)
    return tuple(Facet(name, title, _used(found[name], words)) for name, (title, words) in titles.items())


def _kind(kind: str, schemas: Schemas) -> str:
    return KIND_TITLES.get(kind) or schemas.kinds[kind].singular


def _codes(schemas: Schemas, codelist: str, numbered: bool = False) -> Mapping[str, str]:
    codes = schemas.codelists[codelist].codes.items()
    return {code: f"{code} {one.title}" if numbered else one.title for code, one in codes}


def _of(kind: str, schemas: Schemas, codelist: str) -> Mapping[str, str]:
    return {f"{kind}{code}": title for code, title in _codes(schemas, codelist).items()}


def _by_title(names: Mapping[str, str]) -> Mapping[str, str]:
    return dict(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def _found(documents: Sequence[Document], names: Iterable[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in names}
    for document in documents:
        for name, codes in document.facets.items():
            found[name].update(codes)
    return found


def _used(codes: set[str], titles: Mapping[str, str]) -> Mapping[str, str]:
    # A code that no list holds is shown as it is, after the others: years, latest first.
    known = {code: title for code, title in titles.items() if code in codes}
    return MappingProxyType(known | {code: code for code in sorted(codes - known.keys(), reverse=True)})
