"""Which organisation a record names. A registered identifier makes one organisation of all publishers; a name never does."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from generator import urls
from generator.model import Record, Ref

ROLES: Final = (
    ("provider_org_id", "provider_name"),
    ("recipient_org_id", "recipient_name"),
    ("payee_org_id", "payee_name"),
    ("org_id", "name"),
)
OWN_NAME: Final = frozenset({"organisations", "parties"})
"""The kinds whose own `name` is an organisation's; a service's name is its own."""

KINDS: Final = frozenset({"services", "decisions", "payments", "organisations", "parties"})


class Mention(NamedTuple):
    """An organisation as one record names it."""

    ref: Ref
    name: str


def mentions(record: Record, prefixes: frozenset[str]) -> Iterator[Mention]:
    """The organisations a record names as provider, recipient, payee or party. Individuals never are one."""
    values = record.values
    if record.kind not in KINDS or values.get("recipient_type") == "individual":
        return
    for id_field, name_field in ROLES if record.kind in OWN_NAME else ROLES[:-1]:
        identifier, name = values.get(id_field) or "", values.get(name_field) or ""
        if identifier or record.kind != "organisations":
            ref = organisation(record.publisher, identifier, name, prefixes)
            if ref:
                yield Mention(ref, name)


def organisation(publisher: str, identifier: str, name: str, prefixes: frozenset[str]) -> Ref | None:
    """The organisation that an identifier and a name mean: everyone's where it is registered, else the publisher's own."""
    if identifier:
        return Ref("organisations", "" if is_registered(identifier, prefixes) else publisher, identifier)
    return Ref("organisations", publisher, urls.slug(name)) if name else None


def is_registered(identifier: str, prefixes: frozenset[str]) -> bool:
    """Whether an id starts with a prefix of org-id.guide's register, such as GB-CHC, and goes on after it."""
    parts = identifier.split("-", 2)
    return len(parts) > 2 and bool(parts[2]) and f"{parts[0]}-{parts[1]}" in prefixes
