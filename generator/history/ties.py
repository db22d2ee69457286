"""What ties publishers to each other: whom their records refer to, and which names they give to organisations that others name, too."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from generator.assemble.links import most_used
from generator.history.kept import Cache, opened, rules_of
from generator.intake import Intake
from generator.model import EMPTY, Portal, Record, Ref, Takedown
from generator.organisations import mentions
from generator.schemas import Schemas

Names = Mapping[str, Mapping[str, int]]  # of a registered organisation: each name and how often it stands there

# Of what publishers share, the kinds by which nothing of one of them hangs on what another refers to.
APART: Final = frozenset({"areas", "funds", "allocations", "organisations"})
REFERRING: Final = frozenset({"id", "ref", "refs"})


@dataclass(frozen=True, slots=True)
class Ties:
    """What starts with a name and a slash in the references of a publisher's records, whom they allocate money to, and `names`.

    `stands` says whether its publisher.yml can be used, `kinds` what it has records of. None of this hangs on the day of judgement.
    """

    refers: frozenset[str] = frozenset()
    names: Names = field(default_factory=lambda: EMPTY)
    stands: bool = False
    kinds: frozenset[str] = frozenset()

    def with_those_of(self, other: "Ties") -> "Ties":
        """What refers out of either of two states of a publisher, and what either has."""
        return Ties(self.refers | other.refers, EMPTY, self.stands or other.stands, self.kinds | other.kinds)


NONE: Final = Ties()


def ties(intakes: Iterable[Intake], standing: Collection[str], schemas: Schemas) -> Mapping[str, Ties]:
    """The ties of each publisher that gave something or is `standing`; "" has those of what is shared."""
    records: dict[str, list[Record]] = {owner: [] for owner in standing}
    for intake in intakes:
        records.setdefault(intake.account.source.publisher, []).extend((*intake.records, *intake.sides))
    return {owner: _ties(members, owner in standing, schemas) for owner, members in records.items()}


def _ties(records: list[Record], stands: bool, schemas: Schemas) -> Ties:
    refers = {text.partition("/")[0] for record in records for text in _references(record, schemas) if "/" in text}
    # What is shared with everybody is the same before and after.
    refers |= {str(record.get("publisher")) for record in records if record.kind == "allocations" and record.publisher}
    return Ties(frozenset(refers), named(records, schemas), stands, frozenset(record.kind for record in records))


def _references(record: Record, schemas: Schemas) -> Iterator[str]:
    for one in schemas.kinds[record.kind].fields:
        if one.name in record.values and (one.reads in REFERRING or one.refers_to):
            value = record.values[one.name]
            yield from map(str, value if isinstance(value, tuple) else (value,))


def named(records: Iterable[Record], schemas: Schemas) -> Names:
    """The names that records give to each organisation that is everyone's."""
    prefixes = frozenset(schemas.codelists["org_id_prefixes"].codes) if "org_id_prefixes" in schemas.codelists else frozenset()
    names: dict[str, Counter[str]] = {}
    for record in records:
        for mention in mentions(record, prefixes):
            if not mention.ref.publisher:
                names.setdefault(mention.ref.key, Counter())[mention.name] += 1
    return names


def summed(several: Iterable[Names], wanted: Collection[str]) -> Names:
    """How often the wanted organisations have which names in all of these together."""
    names: dict[str, Counter[str]] = {}
    for one in several:
        for identifier in one.keys() & wanted:
            names.setdefault(identifier, Counter()).update(one[identifier])
    return names


def may_be_apart(shared: Ties, known: Mapping[str, Ties]) -> bool:
    """Whether what is shared ties none to another, and no publisher brings areas, which everybody's records are looked up in."""
    return shared.kinds <= APART and shared.refers.isdisjoint(known) and not any("areas" in one.kinds for one in known.values())


def reached(start: Iterable[str], known: Mapping[str, Ties]) -> frozenset[str]:
    """The publishers among whom every reference from and to those at the start stays, and every reference of these in turn."""
    found: set[str] = set()
    more = set(start)
    while more - found:
        found |= more
        more = {owner for owner in known if owner in found or not found.isdisjoint(known[owner].refers)}
        more |= {other for owner in found for other in known.get(owner, NONE).refers if other in known}
    return frozenset(found)


def voting(known: Mapping[str, Ties], before: Ties, after: Ties) -> frozenset[str]:
    """The publishers that name an organisation whose names, or most used name, a change makes others."""
    wanted = before.names.keys() | after.names.keys()
    rest = [one.names for one in known.values()]
    was, now = (summed((*rest, one.names), wanted) for one in (before, after))
    other = {identifier for identifier in wanted if _vote(was, identifier) != _vote(now, identifier)}
    return frozenset(owner for owner, one in known.items() if not other.isdisjoint(one.names))


def _vote(names: Names, identifier: str) -> tuple[str, frozenset[str]]:
    ranked = most_used(names.get(identifier, {}))
    return ranked[0] if ranked else "", frozenset(ranked)


def with_names(portal: Portal, elsewhere: Iterable[Names], schemas: Schemas) -> Portal:
    """A portal of some publishers whose organisations go by the names that all give them, most used first."""
    own = named((record for records in portal.records.values() for record in records), schemas)
    every = summed((own, *elsewhere), own.keys())
    called = {Ref("organisations", "", identifier): most_used(names) for identifier, names in every.items()}
    return replace(
        portal, organisations=MappingProxyType({ref: called.get(ref, names) for ref, names in portal.organisations.items()})
    )


def mark(owner: str, tree: str, taken: Iterable[Takedown]) -> list[str]:
    """What the ties of a publisher hang on: its folder, by the name that git gives to what it holds, and what was taken down of it."""
    return [tree, repr([one for one in taken if one.ref.publisher == owner])]


def kept_in(place: Path | None, schemas: Schemas) -> Cache:
    """Where ties are kept."""
    return opened(place, rules_of(schemas)) if place else Cache(None, "")


def kept(cache: Cache, owner: str, of: list[str]) -> Ties | None:
    """The ties that were kept of a publisher whose mark is the same."""
    held = cache.get(f"ties\n{owner}")
    if held is None or held["of"] != of:
        return None
    return Ties(frozenset(held["refers"]), held["names"], held["stands"], frozenset(held["kinds"]))


def keep(cache: Cache, owner: str, of: list[str], found: Ties) -> None:
    """Keeps the ties of a publisher."""
    plain = {"refers": sorted(found.refers), "names": dict(found.names), "stands": found.stands, "kinds": sorted(found.kinds)}
    cache.put(f"ties\n{owner}", {"of": of, **plain})
