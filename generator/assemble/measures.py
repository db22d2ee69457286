"""Portal → Measures: each is reckoned once, here, and only shown elsewhere."""

from types import MappingProxyType

from generator.assemble.coverage import coverage
from generator.assemble.days import coming
from generator.assemble.money import awards, by_fund, paid, tallies
from generator.assemble.spread import ahead, by_service, held, spread
from generator.measures import Measures
from generator.model import Portal
from generator.schemas import Schemas
from generator.standing.allocations import allocated
from generator.standing.claims import claims
from generator.standing.decisions import award, decisions
from generator.standing.follow_through import follow_through
from generator.standing.freshness import freshness


def measure(portal: Portal, schemas: Schemas) -> Measures:
    """Every measure of a portal on its day of judgement."""
    now, prospects = held(portal), ahead(portal)
    counted = tuple(awards(portal, schemas))
    whole, by_year = tallies(portal, counted)
    followed = ((record.ref, follow_through(portal, record)) for record, _ in decisions(portal))
    amended = ((family, award(family)) for _, family in decisions(portal) if len(family) > 1)
    return Measures(
        tallies=whole,
        by_year=by_year,
        held=now,
        claims=by_service(claims(portal, schemas)),
        prospects=prospects,
        spread=spread(portal, now, prospects),
        follow_through=MappingProxyType({ref: found for ref, found in followed if found}),
        coming=coming(portal),
        freshness=freshness(portal, schemas),
        coverage=coverage(portal),
        allocated=allocated(portal),
        paid=paid(portal),
        awards=by_fund(counted),
        counted=MappingProxyType({one.decision.ref: one for one in counted}),
        amounts=MappingProxyType({member.ref: amount for family, amount in amended if amount for member in family}),
    )
