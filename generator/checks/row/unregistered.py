"""Organisations that no public register knows by their id."""

from collections.abc import Iterator, Sequence

from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.organisations import is_registered
from generator.problems import Problem


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Says which organisations have an id of the publisher's own, so that their pages are the publisher's too."""
    if scope.schema.name != "organisations":
        return iter(())
    prefixes = frozenset(scope.schemas.codelists["org_id_prefixes"].codes)
    return gathered(
        Hit(record, "organisation-unregistered", "org_id", record.values["org_id"])
        for record in records
        if "org_id" in record.values and not is_registered(record.values["org_id"], prefixes)
    )
