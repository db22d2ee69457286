"""A record's fields as facts, in the order and under the headings of its schema."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from generator import urls, words
from generator.model import Portal, Record, Ref
from generator.organisations import OWN_NAME, ROLES, organisation
from generator.pages.views import LONG_TEXT, Fact, Group, Value
from generator.schemas import Field, Schemas

REMEMBERED: Final = 2**15  # values whose words are kept, for codes, dates and round amounts come again on every page
WEB = frozenset({"http", "https", "mailto"})
VARIED = frozenset({"text", "id"})  # seldom the same twice
UNLINKED = frozenset({"text", "money", "date", "datetime", "yes_no", "number", "integer", "coordinate", "code", "id"})
PAIRS: Final = {name: pair for pair in ROLES for name in pair}
NAMING = frozenset(PAIRS)


def groups(record: Record, portal: Portal, schemas: Schemas) -> tuple[Group, ...]:
    """The stated fields of a record as facts, under the headings of its kind."""
    values, withheld = record.values, record.withheld
    found = []
    for title, fields in schemas.kinds[record.kind].grouped:
        facts = [fact(record, field, portal, schemas) for field in fields if field.name in values or field.name in withheld]
        if facts:
            found.append(Group(title, tuple(facts)))
    return tuple(found)


def not_stated(record: Record, schemas: Schemas) -> str:
    """The titles of the fields that a record leaves out, so that nothing is blank."""
    values, withheld = record.values, record.withheld
    return ", ".join(
        [
            field.title
            for _, fields in schemas.kinds[record.kind].grouped
            for field in fields
            if field.name not in values and field.name not in withheld
        ]
    )


def is_stated(record: Record, field: Field) -> bool:
    """Whether a reader is told something of a field: its value, or why that is withheld."""
    return field.name in record.values or field.name in record.withheld


def fact(record: Record, field: Field, portal: Portal, schemas: Schemas) -> Fact:
    """A stated field with its values, linked to the pages of what they name."""
    if _comes_again(field) and field.name not in record.withheld:
        return _plain_fact(field, record.values[field.name], record.values.get("currency", "GBP"), schemas)
    values = shown(record, field, portal, schemas)
    return Fact(field.title, values, any(len(one.text) > LONG_TEXT for one in values), urls.term(field.term))


def is_unlinked(field: Field) -> bool:
    """Whether a field's words depend on its value alone."""
    return field.reads in UNLINKED and field.name not in NAMING


@lru_cache
def _comes_again(field: Field) -> bool:
    return field.reads not in VARIED and is_unlinked(field)


@lru_cache(REMEMBERED)
def _plain_fact(field: Field, value: Any, currency: str, schemas: Schemas) -> Fact:
    return Fact(field.title, (Value(words.said(value, field, schemas, currency)),), False, urls.term(field.term))


def shown(record: Record, field: Field, portal: Portal, schemas: Schemas) -> tuple[Value, ...]:
    """The values of a stated field in words, linked to the pages of what they name."""
    if field.name in record.withheld:
        return (Value(words.withheld(record.withheld[field.name])),)
    value = record.values[field.name]
    if field.name == "publisher" and value in portal.publishers:
        return (Value(portal.publishers[value].name, urls.publisher(value)),)
    if is_unlinked(field):
        return (Value(words.said(value, field, schemas, record.values.get("currency", "GBP"))),)
    return tuple(_linked(value if isinstance(value, tuple) else (value,), record, field, portal, schemas))


def _linked(several: tuple[object, ...], record: Record, field: Field, portal: Portal, schemas: Schemas) -> Iterator[Value]:
    for one in several:
        if field.reads in {"ref", "refs"}:
            yield _reference(portal, schemas, record.publisher, field.refers_to, str(one))
        elif field.reads == "url":
            yield Value(str(one), web=web_address(str(one)))
        elif field.name in NAMING and (field.name != "name" or record.kind in OWN_NAME):
            yield Value(str(one), organisation_address(record, field.name, portal, schemas))
        else:
            yield Value(words.said(one, field, schemas))


@lru_cache(REMEMBERED)
def _reference(portal: Portal, schemas: Schemas, publisher: str, kind: str, identifier: str) -> Value:
    target = portal.resolve(publisher, kind, identifier)
    return Value(called(portal, schemas, target) if target else identifier, page_of(portal, target))


def web_address(text: str) -> str:
    """A web address that may be linked to: http, https or mailto and without credentials; else ""."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme.lower() not in WEB or "@" in parts.netloc or (parts.scheme != "mailto" and not parts.netloc):
        return ""
    return text


def organisation_address(record: Record, field: str, portal: Portal, schemas: Schemas) -> str:
    """The page of the organisation that a pair of fields (identifier and name) names; "" where it has none."""
    ref = organisation_of(record, field, schemas)
    return urls.of(ref) if ref and ref in portal.organisations else ""


def organisation_of(record: Record, field: str, schemas: Schemas) -> Ref | None:
    """The organisation behind a field that names one: by registered id, by the publisher's own id, or by name."""
    if record.get("recipient_type") == "individual":
        return None
    id_field, name_field = PAIRS[field]
    return _organisation(schemas, record.publisher, record.get(id_field) or "", record.get(name_field) or "")


@lru_cache(REMEMBERED)
def _organisation(schemas: Schemas, publisher: str, identifier: str, name: str) -> Ref | None:
    return organisation(publisher, identifier, name, frozenset(schemas.codelists["org_id_prefixes"].codes))


def called(portal: Portal, schemas: Schemas, ref: Ref | None) -> str:
    """The name of what a reference points at."""
    record = portal.index.get(ref) if ref else None
    return heading(record, schemas) if record else (ref.key if ref else "")


def heading(record: Record, schemas: Schemas) -> str:
    """What a record is called: its heading field, else its key."""
    return schemas.called(record)


def page_of(portal: Portal, ref: Ref | None) -> str:
    """The address of a record's page, or of the page on which it is shown; "" where there is none."""
    if ref is None:
        return ""
    address = urls.of(ref)
    if address or ref not in portal.index:
        return address
    record = portal.index[ref]
    if ref.kind == "meetings":
        for field, kind in (("community_id", "communities"), ("service_id", "services"), ("fund_id", "funds")):
            target = portal.resolve(record.publisher, kind, record.get(field) or "")
            if target:
                return f"{urls.of(target)}#meetings"
    return ""
