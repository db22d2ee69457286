"""A compiled release made ready for its mapping: without contacts, organisations and awards filled in."""

from collections.abc import Iterator, Sequence
from typing import Any

from generator.read.formats import scalars, takes
from generator.read.formats.mapping import Mapping
from generator.read.formats.ocds_compile import Json


def public(value: Any, mapping: Mapping) -> Any:
    """A value without contact persons and what belongs to them, at any depth."""
    if isinstance(value, dict):
        return {key: public(child, mapping) for key, child in value.items() if not mapping.is_private(key)}
    return [public(child, mapping) for child in value] if isinstance(value, list) else value


def private_paths(value: Any, mapping: Mapping, path: str = "") -> Iterator[str]:
    """Where contact persons stand in a value."""
    for key, child in value.items() if isinstance(value, dict) else []:
        if mapping.is_private(key):
            yield f"{path}{key}"
        else:
            yield from private_paths(child, mapping, f"{path}{key}/")
    for child in value if isinstance(value, list) else []:
        yield from private_paths(child, mapping, path)


def prepared(release: Json, mapping: Mapping) -> Json:
    """The release with what its mapping may rely on beside the standard's own properties.

    Suppliers, buyer and payees hold all that `parties` says of them and `org-id`; `organisations` lists all of them;
    awards have `key` (their id with the ocid before it, unless it is in it already) and contracts `award-key`.
    """
    parties = {scalars.text(party.get("id")): party for party in objects(release.get("parties"))}
    ocid = release["ocid"]

    def known(organisation: Json) -> Json:
        full = {**parties.get(scalars.text(organisation.get("id")), {}), **organisation}
        return {**full, "org-id": takes.first(mapping.organisation, lambda path: texts((full,), path))[0]}

    awards = [
        {
            **award,
            "key": _key(ocid, award.get("id")),
            "suppliers": [known(one) for one in objects(award.get("suppliers"))],
        }
        for award in objects(release.get("awards"))
    ]
    contracts = [_contract(ocid, contract, known) for contract in objects(release.get("contracts"))]
    buyer = [known(one) for one in objects(release.get("buyer"))]
    everyone = [*map(known, parties.values()), *buyer, *(one for award in awards for one in award["suppliers"])]
    return {**release, "awards": awards, "contracts": contracts, "buyer": buyer, "organisations": everyone}


def _contract(ocid: str, contract: Json, known: Any) -> Json:
    implementation = next(iter(objects(contract.get("implementation"))), {})
    transactions = [
        {**one, "payee": [known(payee) for payee in objects(one.get("payee"))]}
        for one in objects(implementation.get("transactions"))
    ]
    award = contract.get("awardID")
    return {
        **contract,
        "award-key": _key(ocid, award),
        "implementation": {**implementation, "transactions": transactions},
    }


def _key(ocid: str, award: Any) -> str:
    own = scalars.text(award)
    return own if ocid in own or not own else f"{ocid}-{own}"


def objects(value: Any) -> list[Json]:
    """The objects of a list, or a single one as a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def rows(root: Json, steps: Sequence[str]) -> Iterator[tuple[Json, ...]]:
    """The objects at the end of the steps, each with those it stands in: the release first, itself last."""
    chains: list[tuple[Json, ...]] = [(root,)]
    for step in steps:
        chains = [(*chain, one) for chain in chains for value in leaves(chain[-1], step.split("/")) for one in objects(value)]
    return iter(chains)


def texts(chain: Sequence[Json], path: str) -> tuple[str, ...]:
    """The texts at a path: from the last object of a chain, from the one before it ("../") or from the first ("/")."""
    return tuple(scalars.text(leaf) for leaf in at(chain, path) if not scalars.nested(leaf))


def at(chain: Sequence[Json], path: str) -> Iterator[Any]:
    """The values at a path, as in `texts`, those that are no texts included."""
    if path.startswith("../"):
        return leaves(chain[-2], path[3:].split("/"))
    if path.startswith("/"):
        return leaves(chain[0], path[1:].split("/"))
    return leaves(chain[-1], path.split("/"))


def leaves(value: Any, steps: Sequence[str]) -> Iterator[Any]:
    """The values at the end of the steps, through all lists; None for an object that lacks the last step."""
    if isinstance(value, list):
        for member in value:
            yield from leaves(member, steps)
    elif not steps:
        yield value
    elif isinstance(value, dict) and (steps[0] in value or len(steps) == 1):
        yield from leaves(value.get(steps[0]), steps[1:])
