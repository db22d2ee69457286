"""A record's fields as facts, in the order and under the headings of its schema."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple
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
REFERRING: Final = frozenset({"ref", "refs"})
Telling = Callable[[Record, Field, Portal, Schemas], Fact]


class Stated(NamedTuple):
    """What all records share that state the same fields: each heading's fields with how each is told, and what is left out."""

    groups: tuple[tuple[str, tuple[tuple[Field, Telling], ...]], ...]
    left_out: str


@lru_cache(REMEMBERED)
def _stated(schemas: Schemas, kind: str, names: tuple[str, ...], withheld: tuple[str, ...]) -> Stated:
    told = {*names, *withheld}
    grouped = schemas.kinds[kind].grouped
    found = [
        (title, tuple((field, _telling(field, withheld)) for field in fields if field.name in told)) for title, fields in grouped
    ]
    left_out = ", ".join(field.title for _, fields in grouped for field in fields if field.name not in told)
    return Stated(tuple((title, fields) for title, fields in found if fields), left_out)


def _telling(field: Field, withheld: tuple[str, ...]) -> Telling:
    if field.name in withheld or field.name == "publisher":
        return _fact
    if comes_again(field):
        return _plain
    if is_unlinked(field):
        return _text
    return _referring if field.reads in REFERRING else _fact


def _stated_by(record: Record, schemas: Schemas) -> Stated:
    return _stated(schemas, record.kind, tuple(record.values), tuple(record.withheld))


def groups(record: Record, portal: Portal, schemas: Schemas) -> tuple[Group, ...]:
    """The stated fields of a record as facts, under the headings of its kind."""
    stated = _stated_by(record, schemas).groups
    return tuple(
        [Group(title, tuple([told(record, field, portal, schemas) for field, told in fields])) for title, fields in stated]
    )


def not_stated(record: Record, schemas: Schemas) -> str:
    """The titles of the fields that a record leaves out, so that nothing is blank."""
    return _stated_by(record, schemas).left_out


def is_stated(record: Record, field: Field) -> bool:
    """Whether a reader is told something of a field: its value, or why that is withheld."""
    return field.name in record.values or field.name in record.withheld


def _fact(record: Record, field: Field, portal: Portal, schemas: Schemas) -> Fact:
    return _of(field, shown(record, field, portal, schemas))


def _text(record: Record, field: Field, portal: Portal, schemas: Schemas) -> Fact:
    text = str(record.values[field.name])
    return Fact(field.title, (Value(text),), len(text) > LONG_TEXT, urls.term(field.term))


def _plain(record: Record, field: Field, portal: Portal, schemas: Schemas) -> Fact:
    return _plain_fact(field, record.values[field.name], record.values.get("currency", "GBP"), schemas)


def _referring(record: Record, field: Field, portal: Portal, schemas: Schemas) -> Fact:
    return _referring_fact(field, record.values[field.name], record.publisher, portal, schemas)


def _of(field: Field, values: tuple[Value, ...]) -> Fact:
    return Fact(field.title, values, any([len(one.text) > LONG_TEXT for one in values]), urls.term(field.term))


def is_unlinked(field: Field) -> bool:
    """Whether a field's words depend on its value alone."""
    return field.reads in UNLINKED and field.name not in NAMING


@lru_cache(REMEMBERED)
def comes_again(field: Field) -> bool:
    """Whether a field's words depend on its value alone and are often the same."""
    return field.reads not in VARIED and is_unlinked(field)


@lru_cache(REMEMBERED)
def _plain_fact(field: Field, value: Any, currency: str, schemas: Schemas) -> Fact:
    return Fact(field.title, (Value(words.said(value, field, schemas, currency)),), False, urls.term(field.term), again=True)


@lru_cache(REMEMBERED)
def _referring_fact(field: Field, value: Any, publisher: str, portal: Portal, schemas: Schemas) -> Fact:
    return _of(field, _references(field, value, publisher, portal, schemas))._replace(again=True)


def shown(record: Record, field: Field, portal: Portal, schemas: Schemas) -> tuple[Value, ...]:
    """The values of a stated field in words, linked to the pages of what they name."""
    if field.name in record.withheld:
        return (Value(words.withheld(record.withheld[field.name])),)
    value = record.values[field.name]
    if field.name == "publisher" and value in portal.publishers:
        return (Value(portal.publishers[value].name, urls.publisher(value)),)
    if is_unlinked(field):
        return (Value(words.said(value, field, schemas, record.values.get("currency", "GBP"))),)
    if field.reads in REFERRING:
        return _references(field, value, record.publisher, portal, schemas)
    if field.reads == "url":
        return (Value(str(value), web=web_address(str(value))),)
    if field.name in NAMING and (field.name != "name" or record.kind in OWN_NAME):
        return (Value(str(value), organisation_address(record, field.name, portal, schemas)),)
    return tuple(Value(words.said(one, field, schemas)) for one in several(value))


@lru_cache(REMEMBERED)
def _references(field: Field, value: Any, publisher: str, portal: Portal, schemas: Schemas) -> tuple[Value, ...]:
    return tuple(_reference(portal, schemas, publisher, field.refers_to, str(one)) for one in several(value))


def several(value: Any) -> tuple[Any, ...]:
    """The members of a list, or the one value of a field that holds one."""
    return value if isinstance(value, tuple) else (value,)


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
