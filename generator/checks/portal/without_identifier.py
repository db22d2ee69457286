"""Organisations that are only named."""

from collections.abc import Iterator
from typing import Final

from generator.checks.fields import organisations
from generator.checks.telling import Hit, gathered
from generator.model import Portal, Record
from generator.problems import Problem
from generator.schemas import Schemas

KINDS: Final = ("services", "decisions", "payments", "parties")


def check(portal: Portal, schemas: Schemas) -> Iterator[Problem]:
    """Says once for each file and column how many rows name an organisation without its id; individuals have none."""
    return gathered(
        Hit(record, "organisation-without-id", name_field, record.values[name_field], {"id_field": id_field})
        for kind in KINDS
        if kind in schemas.kinds
        for id_field, name_field in organisations(schemas.kinds[kind])
        for record in portal.records.get(kind, ())
        if name_field in record.values and id_field not in record.values and _is_named(record, record.values[name_field])
    )


def _is_named(record: Record, name: str) -> bool:
    return record.get("recipient_type") != "individual" and "redacted" not in name.casefold()
