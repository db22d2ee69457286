"""The templates that are offered on the site, so that a publisher needs no software to begin."""

from collections.abc import Iterator
from typing import Final

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.columns import ranked
from generator.schemas import Schemas
from generator.workbooks.template import template

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GROUP: Final = "templates"
ALL_KINDS: Final = "all-kinds"
SHARED: Final = frozenset({"areas"})
"""Kinds that publishers have in common and none fills in."""


def templates(schemas: Schemas) -> Iterator[Artefact]:
    """An empty workbook for each kind that a publisher may hold, and one with a sheet for every such kind."""
    kinds = tuple(kind for kind in ranked(schemas.kinds) if kind not in SHARED)
    for kind in kinds:
        title = f"{schemas.kinds[kind].title}: a workbook to fill in"
        yield Artefact(urls.template(kind), template(schemas, (kind,)), MEDIA_TYPE, Offer(GROUP, title, kind))
    everything = Offer(GROUP, "Every kind: a workbook to fill in, with a sheet for each")
    yield Artefact(urls.template(ALL_KINDS), template(schemas, kinds), MEDIA_TYPE, everything)
