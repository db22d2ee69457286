"""The awards of one contracting process, from the decisions about a service."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from generator.downloads.exports.contracts import is_choice
from generator.downloads.exports.grants import Grant, is_individual, standing
from generator.downloads.exports.mapping import Mapped, instant, mapped, nameable, nested, stated
from generator.downloads.exports.ocds_parties import Parties, Reference
from generator.model import Portal, Record, Ref
from generator.schemas import Schemas
from generator.standing.decisions import APPROVED, decisions

STANDARD: Final = "ocds"
STATUSES: Final = MappingProxyType(
    {"approved": "active", "approved_with_conditions": "active", "rejected": "unsuccessful", "withdrawn": "cancelled",
     "deferred": "pending"}
)  # fmt: skip
HERE: Final = frozenset({"outcome", "recipient_name", "recipient_org_id", "papers_url", "minutes_url"})
PAPERS: Final = ("papers_url", "minutes_url")


class Award(NamedTuple):
    """An award as the standard has it, its suppliers, and the decision it is made from as it stands (None: there is none)."""

    tree: dict[str, Any]
    suppliers: tuple[Reference, ...]
    decision: Record | None = None

    @property
    def is_active(self) -> bool:
        """Whether the award was made."""
        return self.decision is None or self.decision.get("outcome") in APPROVED


class Awarding(NamedTuple):
    """What awards are made from beside the service: families of amended decisions, parties by what they belong to, and the mapping."""

    portal: Portal
    schemas: Schemas
    families: Mapping[Ref, Sequence[Record]]
    parties: Mapping[Ref, Sequence[Record]]
    fields: tuple[Mapped, ...]
    titles: tuple[tuple[str, str], ...]


def awarding(portal: Portal, schemas: Schemas) -> Awarding:
    """What a portal holds that awards are made from."""
    told: dict[Ref, list[Record]] = {}
    for party in portal.records["parties"]:
        ref = portal.resolve(party.publisher, party.get("kind") or "", party.get("id") or "")
        if ref:
            told.setdefault(ref, []).append(party)
    own = schemas.kinds["decisions"]
    fields = (field for field in mapped(own, STANDARD, "*") if field.name not in HERE and field.path.startswith("awards/"))
    return Awarding(
        portal,
        schemas,
        MappingProxyType({member.ref: family for _, family in decisions(portal) for member in family}),
        MappingProxyType(told),
        tuple(field._replace(path=field.path.removeprefix("awards/")) for field in fields),
        tuple((name, own.by_name[name].title) for name in PAPERS),
    )


def awards(service: Record, ground: Awarding, parties: Parties) -> Iterator[Award]:
    """The decisions on who gets the contract for a service, those that were not approved too.

    A decision that was amended is one award, with the amount now in force and the amendments.
    """
    met: set[Ref] = set()
    for decision in ground.portal.children(service.ref, "decisions"):
        if is_choice(decision) and decision.ref not in met:
            family = ground.families.get(decision.ref, ())
            met |= {member.ref for member in family}
            yield _award(standing(ground.portal, ground.schemas, family) if family else Grant(decision, ""), ground, parties)


def _award(one: Grant, ground: Awarding, parties: Parties) -> Award:
    decision = one.decision
    tree = nested(stated(decision, ground.fields), frozenset())
    if "amount" in tree.get("value", {}):
        tree["value"].setdefault("currency", "GBP")
    else:
        tree.pop("value", None)  # a currency alone says nothing
    if decision.get("outcome") in STATUSES:
        tree["status"] = STATUSES[decision.values["outcome"]]
    suppliers = tuple(_suppliers(decision, ground, parties))
    papers = [(title, decision.values[name]) for name, title in ground.titles if name in decision.values]
    lists = {
        "suppliers": list(suppliers),
        "documents": [{"id": str(place), "title": title, "url": url} for place, (title, url) in enumerate(papers, 1)],
        "amendments": list(map(_amendment, one.amended_by)),
    }
    return Award(tree | {name: members for name, members in lists.items() if members}, suppliers, decision)


def _amendment(decision: Record) -> dict[str, Any]:
    day, summary = decision.get("decision_date"), decision.get("summary")
    told = {"id": decision.key, "date": instant(day) if day else None, "description": summary}
    return {name: value for name, value in told.items() if value}


def _suppliers(decision: Record, ground: Awarding, parties: Parties) -> Iterable[Reference]:
    if is_individual(decision):
        return ()
    named = [nameable(decision, "recipient_name", "recipient_org_id")]
    members = ground.parties.get(Ref("decisions", decision.publisher, decision.key), ())
    named += [nameable(party, "name", "org_id") for party in members if party.get("role") == "supplier"]
    return parties.several("supplier", named)
