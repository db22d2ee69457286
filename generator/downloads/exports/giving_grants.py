"""A grant of ours as a grant of the 360Giving Data Standard 1.4.3, by path.

What the standard has no place for rides along below `decision`, under the names of our own fields: who decided, for whom, how people
voted, why, and whether it binds.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from generator import urls
from generator.downloads.exports import grant_orgs
from generator.downloads.exports.grant_orgs import STANDARD, Directory
from generator.downloads.exports.grants import Grant, awarded, is_individual, lacking
from generator.downloads.exports.left_out import LeftOut
from generator.downloads.exports.mapping import Mapped, mapped, stated, unmapped
from generator.downloads.exports.sources import Sources, form, sources
from generator.model import Portal, Record, Ref
from generator.schemas import Schemas

PREFIX: Final = "360G-"
INSTANTS: Final = ("dateModified",)
OWN_PART: Final = "decision"
HERE: Final = frozenset(
    {"decision_id", "recipient_org_id", "recipient_name", "funding_org_id", "fund_id", "area_codes", "papers_url", "minutes_url"}
)
"""The fields whose place in the standard is filled below rather than straight from `maps_to`."""


class Giving(NamedTuple):
    """A grant as the standard has it, by path, and the grant of ours that it is made from."""

    grant: Grant
    paths: dict[str, Any]


class _Ground(NamedTuple):
    portal: Portal
    directory: Directory
    found: Sources
    address: str
    fields: tuple[Mapped, ...]
    own: tuple[Mapped, ...]
    fund: tuple[Mapped, ...]
    papers: tuple[tuple[str, str], ...]


class _Kept(NamedTuple):
    # A grant that can be given: its id, and its recipient and funder by path.
    grant: Grant
    id: str
    bodies: dict[str, Any]


def given(portal: Portal, schemas: Schemas, address: str) -> Iterator[Giving]:
    """Every grant as the standard has it; `address` is that of the site.

    An id that came from a 360Giving file, or has the form of one, stays as it is; others stand behind the publisher's prefix.
    What two publishers both show is given once, as the first has it.
    """
    ground = _ground(portal, schemas, address)
    return (_given(one, ground) for one in _sifted(ground, schemas) if isinstance(one, _Kept))


def not_given(portal: Portal, schemas: Schemas) -> Iterator[LeftOut]:
    """Every award that is not given, and why."""
    return (one for one in _sifted(_ground(portal, schemas, ""), schemas) if isinstance(one, LeftOut))


def _sifted(ground: _Ground, schemas: Schemas) -> Iterator[_Kept | LeftOut]:
    seen: dict[str, str] = {}
    for one in awarded(ground.portal, schemas):
        kept = _kept(one, ground) if isinstance(one, Grant) else one
        if isinstance(kept, _Kept):
            owner = seen.get(kept.id)
            if owner:
                kept = LeftOut(kept.grant.decision, f"A grant with this identifier is given already, as {owner} publishes it.")
            else:
                seen[kept.id] = ground.portal.publishers[kept.grant.decision.publisher].name
        yield kept


def _ground(portal: Portal, schemas: Schemas, address: str) -> _Ground:
    decisions = schemas.kinds["decisions"]
    funds = (field for field in mapped(schemas.kinds["funds"], STANDARD) if field.path.startswith("grantProgramme/"))
    return _Ground(
        portal,
        grant_orgs.directory(portal, schemas),
        sources(portal),
        address,
        tuple(field for field in mapped(decisions, STANDARD, INSTANTS) if field.name not in HERE),
        tuple(field._replace(path=f"{OWN_PART}/{field.path}") for field in unmapped(decisions, STANDARD)),
        tuple(field for field in funds if field.name != "fund_id"),
        tuple((name, decisions.by_name[name].title) for name in ("papers_url", "minutes_url")),
    )


def _kept(grant: Grant, ground: _Ground) -> _Kept | LeftOut:
    decision = grant.decision
    if decision.get("summary") is None:
        return LeftOut(decision, lacking(decision, "summary", "description"))
    prefix, grant_id = _identity(decision, ground)
    if not grant_id:
        return LeftOut(decision, "The publisher has no 360Giving prefix, with which the standard has every identifier begin.")
    recipient, unknown = grant_orgs.recipient(ground.directory, decision, grant_id, prefix)
    funder, unnamed = grant_orgs.funder(ground.directory, decision, prefix)
    return LeftOut(decision, unknown or unnamed) if unknown or unnamed else _Kept(grant, grant_id, recipient | funder)


def _given(kept: _Kept, ground: _Ground) -> Giving:
    decision = kept.grant.decision
    paths = {"id": kept.id, **stated(decision, ground.fields), **kept.bodies}
    paths["url"] = ground.address + urls.decision(decision.publisher, decision.key)
    paths |= _places(decision, ground.portal) | _programme(decision, ground) | _papers(decision, ground)
    paths |= _others(kept.grant, ground)
    return Giving(kept.grant, paths)


def _identity(decision: Record, ground: _Ground) -> tuple[str, str]:
    # The prefix for organisations without an identifier, and the grant's id; both "" where there is no prefix.
    key, own = decision.key, ground.portal.publishers[decision.publisher].prefix_360giving
    own = own if own.startswith(PREFIX) else ""
    if key.startswith(PREFIX) or form(decision, ground.found) == STANDARD:
        return own or "-".join(key.split("-")[:2]), key
    return own, f"{own}-{key}" if own else ""


def _places(decision: Record, portal: Portal) -> dict[str, Any]:
    told = {}
    for place, code in enumerate(decision.get("area_codes") or ()):
        ref = portal.resolve(decision.publisher, "areas", code)
        name = portal.index[ref].get("name") if ref else None
        if name:
            told[f"beneficiaryLocation/{place}/name"] = name
        told[f"beneficiaryLocation/{place}/geoCode"] = code
    return told


def _programme(decision: Record, ground: _Ground) -> dict[str, Any]:
    if not decision.get("fund_id"):
        return {}
    ref = grant_orgs.fund(ground.portal, decision)
    code = {"grantProgramme/code": ref.key if ref else decision.values["fund_id"]}
    return code | (stated(ground.portal.index[ref], ground.fund) if ref else {})


def _papers(decision: Record, ground: _Ground) -> dict[str, Any]:
    told = {}
    papers = [(title, decision.values[name]) for name, title in ground.papers if name in decision.values]
    for place, (title, address) in enumerate(papers):
        told[f"relatedDocument/{place}/title"] = title
        told[f"relatedDocument/{place}/url"] = address
    return told


def _others(grant: Grant, ground: _Ground) -> dict[str, Any]:
    decision = grant.decision
    told = {f"{OWN_PART}/held_by": grant.held_by, **stated(decision, ground.own)}
    body = ground.portal.resolve(decision.publisher, "communities", decision.get("community_id") or "")
    if body and ground.portal.index[body].get("name"):
        told[f"{OWN_PART}/decided_by"] = ground.portal.index[body].values["name"]
    if grant.amended_by:
        told[f"{OWN_PART}/amended_by"] = [one.key for one in grant.amended_by]
    origin = ground.portal.resolve(decision.publisher, "decisions", decision.get("regrant_of") or "")
    before = _identity(ground.portal.index[origin], ground)[1] if origin else ""
    if before:
        told["relatedActivity"] = [before]
    source = ground.found.get(decision.origin.path)
    if source and source.source_url.startswith("https://"):
        told["dataSource"] = source.source_url
    return told


def payments_of(grant: Grant, portal: Portal) -> Iterator[Record]:
    """The payments that say they follow from a grant or from a later decision about it; none are given where a person is paid."""
    if is_individual(grant.decision):
        return
    for member in (grant.decision, *grant.amended_by):
        yield from portal.children(Ref("decisions", member.publisher, member.key), "payments")
