"""Portal → documents: every page of a record, with what is searched, shown and narrowed by. One function per kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from generator import urls
from generator.measures import Measures
from generator.model import Portal, Record, Ref
from generator.schemas import Schemas
from generator.search.documents import NO_MONEY, Document, Money, Written
from generator.standing.decisions import APPROVED, state
from generator.standing.holders import NOT_STATED, holder
from generator.standing.power import strongest

REMEMBERED: Final = 2**14  # names of places, funds and bodies that are kept, for most come again
SEARCHED: Final = frozenset({"text", "id", "org_id"})
NOTHING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Library:
    """What documents are made from; `pages` are the hand-written ones, `areas` those that have a page.

    `address` is where the site stands.
    """

    portal: Portal
    schemas: Schemas
    measures: Measures
    pages: tuple[Written, ...]
    areas: tuple[Record, ...]
    name: str
    address: str


def documents_of(library: Library, publisher: str) -> Iterator[Document]:
    """What one publisher's records give; "" for what belongs to none or to all."""
    portal = library.portal
    for kind, told in TELLING.items():
        records = portal.of_publisher(kind, publisher) if publisher else portal.records[kind]
        for record in records:
            if record.publisher == publisher:
                yield told(library, record)
    if publisher:
        yield _publisher(library, publisher)
        return
    yield from (_organisation(library, ref) for ref in portal.organisations)
    yield from (_place(library, area) for area in library.areas)
    yield from (_page(page) for page in library.pages)


def _record(library: Library, record: Record, more: Iterable[str], facets: dict[str, tuple[str, ...]], **rest: Any) -> Document:
    owner = library.portal.publishers.get(record.publisher)
    title = library.schemas.called(record)
    values = record.values
    stated = [values[name] for name in _searched(library.schemas, record.kind) if name in values]
    own = {"kind": (record.kind,), "publisher": (record.publisher,) if record.publisher else ()}
    return Document(
        kind=record.kind,
        publisher=record.publisher,
        publisher_name=owner.name if owner else library.name,
        key=record.key,
        title=title,
        address=urls.of(record.ref),
        text="\n".join((*stated, *filter(None, more), owner.name if owner else "")),
        facets=MappingProxyType({**own, **facets}),
        **rest,
    )


@lru_cache
def _searched(schemas: Schemas, kind: str) -> tuple[str, ...]:
    schema = schemas.kinds[kind]
    return tuple(field.name for field in schema.fields if field.reads in SEARCHED and field.name != schema.heading)


def _service(library: Library, record: Record) -> Document:
    held = library.measures.held.get(record.ref, ())
    power = strongest(held)
    claims = library.measures.claims.get(record.ref, ())
    codes, places = _places(library, record)
    body = _named(library, record, "community_id") or (_named(library, power, "community_id") if power else "")
    budget, contract = record.get("annual_budget"), record.get("contract_value")
    facets = {
        "way": _stated(power.get("transfer_method") if power else None),
        "level": _stated(power.get("power_level") if power else None),
        "claim": tuple(sorted({claim.verdict for claim in claims})),
        "status": _stated(record.get("status"), "services."),
        "place": codes,
        "year": _year(record, "start_date"),
    }
    money = Money(budget, "GBP", "year") if budget is not None else Money(contract, "GBP", "contract")
    return _record(library, record, (*places, body), facets, day=record.get("start_date"), money=money, decided=body)


def _decision(library: Library, record: Record) -> Document:
    codes, places = _places(library, record)
    fund = library.portal.resolve(record.publisher, "funds", record.get("fund_id") or "")
    community, body = _named(library, record, "community_id"), record.get("decided_by_type")
    held = holder(record, library.schemas, library.portal.as_of)
    facets = {
        "decided": () if held == NOT_STATED else (held,),
        "body": _stated(body),
        "fund": (fund_code(fund),) if fund else (),
        "priority": _stated(record.get("priority")),
        "outcome": _stated(record.get("outcome")),
        "place": codes,
        "year": _year(record, "decision_date"),
    }
    if record.get("outcome") in APPROVED:
        facets["status"] = _stated(state(library.portal, record), "decisions.")
    amount = library.measures.amounts.get(record.ref, record)
    money = Money(amount.get("amount_awarded"), amount.get("currency") or record.get("currency") or "GBP", "awarded")
    title = library.schemas.codelists["body_type"].title(body) if body else ""
    names = (*places, community, _named(library, record, "service_id"), _named(library, record, "fund_id"))
    return _record(library, record, names, facets, day=record.get("decision_date"), money=money, decided=community or title)


def _fund(library: Library, record: Record) -> Document:
    facets = {"year": _year(record, "period_start"), "fund": (fund_code(record.ref),)}
    return _record(library, record, (), facets, day=record.get("period_start"))


def _community(library: Library, record: Record) -> Document:
    codes, places = _places(library, record)
    facets = {"place": codes, "year": _year(record, "start_date"), "body": _stated(record.get("body_type"))}
    return _record(library, record, places, facets, day=record.get("start_date"))


TELLING: Final[Mapping[str, Callable[[Library, Record], Document]]] = MappingProxyType(
    {"services": _service, "decisions": _decision, "funds": _fund, "communities": _community}
)


def _organisation(library: Library, ref: Ref) -> Document:
    names = library.portal.organisations[ref]
    owner = library.portal.publishers.get(ref.publisher)
    facets: dict[str, tuple[str, ...]] = {"kind": ("organisations",), "publisher": (ref.publisher,) if ref.publisher else ()}
    # An id that we made from a name is none that anybody would look for.
    key = ref.key if not ref.publisher or library.portal.index.get(ref) else ""
    return Document(
        "organisations", ref.publisher, owner.name if owner else library.name, ref.key, names[0] if names else ref.key,
        urls.of(ref), "\n".join((*names[1:], key, owner.name if owner else "")), MappingProxyType(facets),
    )  # fmt: skip


def _place(library: Library, area: Record) -> Document:
    return _record(library, area, (), {"place": (area.key,)})


def _publisher(library: Library, identifier: str) -> Document:
    one = library.portal.publishers[identifier]
    area = library.portal.index.get(Ref("areas", "", one.gss))
    place = library.schemas.called(area) if area else ""
    facets = {"kind": ("publishers",), "publisher": (identifier,), "place": (one.gss,) if area else ()}
    return Document(
        "publishers", identifier, one.name, identifier, one.name, urls.publisher(identifier),
        "\n".join((identifier, one.org_id, one.gss, place)), MappingProxyType(facets),
    )  # fmt: skip


def _page(page: Written) -> Document:
    return Document(
        "pages", "", "", page.address, page.title, page.address, page.text, MappingProxyType({"kind": ("pages",)}), money=NO_MONEY
    )


def fund_code(ref: Ref) -> str:
    """How a fund is called in an address: a publisher's own by both ids."""
    return f"{ref.publisher}/{ref.key}" if ref.publisher else ref.key


def _stated(code: Any, before: str = "") -> tuple[str, ...]:
    return (f"{before}{code}",) if code not in {None, ""} else ()


def _year(record: Record, name: str) -> tuple[str, ...]:
    day = record.get(name)
    return (str(day.year),) if day else ()


def _places(library: Library, record: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _areas(library, record.publisher, record.get("area_codes") or ())


@lru_cache(REMEMBERED)
def _areas(library: Library, publisher: str, codes: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    refs = (library.portal.resolve(publisher, "areas", code) for code in codes)
    found = tuple(sorted({ref for ref in refs if ref}))
    return tuple(ref.key for ref in found), tuple(library.schemas.called(library.portal.index[ref]) for ref in found)


def _named(library: Library, record: Record, name: str) -> str:
    identifier = record.get(name)
    return _called(library, record.kind, name, record.publisher, identifier) if identifier else ""


@lru_cache(REMEMBERED)
def _called(library: Library, kind: str, name: str, publisher: str, identifier: str) -> str:
    field = library.schemas.kinds[kind].by_name.get(name)
    target = library.portal.resolve(publisher, field.refers_to, identifier) if field else None
    return library.schemas.called(library.portal.index[target]) if target else ""
