"""A record's fields as facts, in the order and under the headings of its schema."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator import urls
from generator.model import Portal, Record, Ref
from generator.organisations import ROLES, is_registered
from generator.pages import words
from generator.pages.views import Fact, Group, Value
from generator.schemas import Field, Schemas

LONG_TEXT = 120
WEB = frozenset({"http", "https", "mailto"})
UNLINKED = frozenset({"text", "money", "date", "datetime", "yes_no", "number", "integer", "coordinate", "code", "id"})
NAMED = frozenset({"organisations", "parties"})  # the kinds whose own name is that of an organisation
NAMING = frozenset(name for pair in ROLES for name in pair)


def groups(record: Record, portal: Portal, schemas: Schemas) -> tuple[Group, ...]:
    """Every field of a record: what is stated as facts, the rest by title, so that nothing is blank."""
    stated = record.values.keys() | record.withheld.keys()
    return tuple(
        Group(
            title,
            tuple(fact(record, field, portal, schemas) for field in fields if field.name in stated),
            tuple(field.title for field in fields if field.name not in stated),
        )
        for title, fields in schemas.kinds[record.kind].grouped
    )


def is_stated(record: Record, field: Field) -> bool:
    """Whether a reader is told something of a field: its value, or why that is withheld."""
    return field.name in record.values or field.name in record.withheld


def fact(record: Record, field: Field, portal: Portal, schemas: Schemas) -> Fact:
    """A stated field with its values, linked to the pages of what they name."""
    values = shown(record, field, portal, schemas)
    return Fact(field.title, values, any(len(one.text) > LONG_TEXT for one in values))


def shown(record: Record, field: Field, portal: Portal, schemas: Schemas) -> tuple[Value, ...]:
    """The values of a stated field in words, linked to the pages of what they name."""
    if field.name in record.withheld:
        return (Value(words.withheld(record.withheld[field.name])),)
    value = record.values[field.name]
    if field.reads in UNLINKED and field.name not in NAMING:
        return (Value(words.said(value, field, schemas, record.values.get("currency", "GBP"))),)
    return tuple(_linked(value if isinstance(value, tuple) else (value,), record, field, portal, schemas))


def _linked(several: tuple[object, ...], record: Record, field: Field, portal: Portal, schemas: Schemas) -> Iterator[Value]:
    for one in several:
        if field.reads in {"ref", "refs"}:
            target = portal.resolve(record.publisher, field.refers_to, str(one))
            yield Value(called(portal, schemas, target) if target else str(one), page_of(portal, target))
        elif field.reads == "url":
            yield Value(str(one), web=web_address(str(one)))
        elif field.name in NAMING and (field.name != "name" or record.kind in NAMED):
            yield Value(str(one), organisation_address(record, field.name, portal, schemas))
        else:
            yield Value(words.said(one, field, schemas))


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
    id_field, name_field = next(pair for pair in ROLES if field in pair)
    identifier, name = record.get(id_field), record.get(name_field)
    if identifier:
        prefixes = frozenset(schemas.codelists["org_id_prefixes"].codes)
        return Ref("organisations", "" if is_registered(identifier, prefixes) else record.publisher, identifier)
    return Ref("organisations", record.publisher, urls.slug(name)) if name else None


def called(portal: Portal, schemas: Schemas, ref: Ref | None) -> str:
    """The name of what a reference points at."""
    record = portal.index.get(ref) if ref else None
    return heading(record, schemas) if record else (ref.key if ref else "")


def heading(record: Record, schemas: Schemas) -> str:
    """What a record is called: its heading field, else its key."""
    return str(record.get(schemas.kinds[record.kind].heading) or record.key)


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
