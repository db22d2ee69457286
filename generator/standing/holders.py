"""Who decided, for the money and the number of decisions: a community, a shared body, the public body, or not (yet) known."""

from datetime import date
from typing import Final

from generator.model import Record
from generator.schemas import Schemas
from generator.standing.decisions import awaits_confirmation

COMMUNITY: Final = "community"
SHARED: Final = "shared"
BODY: Final = "body"
ADVICE: Final = "advice"
NOT_STATED: Final = "not_stated"
HOLDERS: Final = (COMMUNITY, SHARED, BODY, ADVICE, NOT_STATED)
"""Every approved decision is counted under exactly one of these, so that they add up to the whole."""


def holder(decision: Record, schemas: Schemas, as_of: date) -> str:
    """Who holds an approved decision.

    A community or shared body holds it where the row says that it binds and nobody still has to confirm it. Where it does not bind,
    or waits for confirmation, it is advice. What a public body decides itself needs no word that it binds.
    """
    code = schemas.codelists["body_type"].codes.get(decision.get("decided_by_type") or "")
    held_by = code.marks.get("held_by", "") if code else ""
    if held_by not in {COMMUNITY, SHARED, BODY}:
        return NOT_STATED
    if awaits_confirmation(decision, as_of):
        return ADVICE
    if held_by == BODY:
        return BODY
    binding = decision.get("binding")
    if binding is None:
        return NOT_STATED
    return held_by if binding else ADVICE
