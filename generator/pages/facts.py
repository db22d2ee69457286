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
NAMED = frozenset({"organisations", "parties"})  # the kinds whose own name is that of an organisation
NAMING = frozenset(name for pair in ROLES for name in pair)


def groups(record: Record, portal: Portal, schemas: Schemas, leave_out: frozenset[str] = frozenset()) -> tuple[Group, ...]:
    """Every field of a record: what is stated as facts, the rest by title, so that nothing is blank."""
    schema = schemas.kinds[record.kind]
    made = []
    for name, title in schema.groups:
        fields = [field for field in schema.fields if field.group == name and field.name not in leave_out]
        facts = tuple(fact(record, field, portal, schemas) for field in fields if is_stated(record, field))
        missing = tuple(field.title for field in fields if not is_stated(record, field))
        if facts or missing:
            made.append(Group(title, facts, missing))
    return tuple(made)


def is_stated(record: Record, field: Field) -> bool:
    """Whether a reader is told something of a field: its value, or why that is withheld."""
    return field.name in record.values or field.name in record.withheld


def fact(record: Record, field: Field, portal: Portal, schemas: Schemas) -> Fact:
    """A stated field with its values, linked to the pages of what they name."""
    if field.name in record.withheld:
        return Fact(field.title, (Value(words.withheld(record.withheld[field.name])),))
    value = record.values[field.name]
    several = value if isinstance(value, tuple) else (value,)
    values = tuple(_values(several, record, field, portal, schemas))
    return Fact(field.title, values, long=any(len(one.text) > LONG_TEXT for one in values))


def _values(several: tuple[object, ...], record: Record, field: Field, portal: Portal, schemas: Schemas) -> Iterator[Value]:
    for one in several:
        if field.reads in {"ref", "refs"}:
            target = portal.resolve(record.publisher, field.refers_to, str(one))
            yield Value(called(portal, schemas, target) if target else str(one), page_of(portal, target))
        elif field.reads == "url":
            yield Value(str(one), web=web_address(str(one)))
        elif field.name in NAMING and (field.name != "name" or record.kind in NAMED):
            yield Value(str(one), organisation_address(record, field.name, portal, schemas))
        else:
            yield Value(words.said(one, field, schemas, record.get("currency") or "GBP"))


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
