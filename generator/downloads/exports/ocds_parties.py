"""The organisations of a contracting process: each stands once in `parties`, with all its roles, and is pointed at from elsewhere."""

from collections.abc import Iterable
from typing import Any, Final

from generator import urls
from generator.organisations import is_registered

ROLES: Final = ("buyer", "procuringEntity", "supplier", "tenderer", "funder", "payer", "payee", "reviewBody", "interestedParty")

Reference = dict[str, str]


class Parties:
    """The parties of one release, gathered while the release is made; a name never makes two organisations one."""

    def __init__(self, owner: str, prefixes: frozenset[str]) -> None:
        """`owner` is the publisher, within which names without an identifier are told apart."""
        self._owner = owner
        self._prefixes = prefixes
        self._found: dict[str, tuple[Reference, set[str]]] = {}

    def named(self, role: str, name: str, identifier: str) -> Reference | None:
        """The reference to an organisation in a role; None where it has neither a name nor an identifier."""
        if not name and not identifier:
            return None
        own = identifier or f"{self._owner}-{urls.slug(name)}"
        reference = {"id": own, "name": name} if name else {"id": own}
        first, roles = self._found.setdefault(own, (reference, set()))
        if name and "name" not in first:
            first["name"] = name
        roles.add(role)
        return {"id": own, "name": name or first["name"]} if name or "name" in first else {"id": own}

    def several(self, role: str, named: Iterable[tuple[str, str]]) -> tuple[Reference, ...]:
        """References to organisations by name and identifier, each once."""
        given = [self.named(role, *one) for one in named]
        return tuple({tuple(one.items()): one for one in given if one}.values())

    def listed(self) -> list[dict[str, Any]]:
        """All parties, in the order in which they were met, with their registered identifiers."""
        return [
            {**reference, **self._registered(reference), "roles": [role for role in ROLES if role in roles]}
            for reference, roles in self._found.values()
        ]

    def _registered(self, reference: Reference) -> dict[str, Any]:
        identifier = reference["id"]
        if not is_registered(identifier, self._prefixes):
            return {}
        scheme = "-".join(identifier.split("-", 2)[:2])
        named = {"legalName": reference["name"]} if "name" in reference else {}
        return {"identifier": {"scheme": scheme, "id": identifier[len(scheme) + 1 :], **named}}
