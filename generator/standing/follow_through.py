"""What became of decisions that must be acted on: acted on, in progress or overdue on the day of judgement."""

from datetime import date
from typing import Final, NamedTuple

from generator.model import Portal, Record
from generator.standing.decisions import awaits_confirmation, state

ACTED_ON: Final = "acted_on"
LATE: Final = "late"
IN_PROGRESS: Final = "in_progress"
OVERDUE: Final = "overdue"
CLOSED: Final = "closed_early"
NOT_STATED: Final = "not_stated"
STATES: Final = (ACTED_ON, LATE, IN_PROGRESS, OVERDUE, CLOSED, NOT_STATED)


class FollowThrough(NamedTuple):
    """How a binding decision stands; `due` is the day by which it had to be acted on, `begun` the day on which it was."""

    state: str
    due: date | None
    begun: date | None


def follow_through(portal: Portal, decision: Record) -> FollowThrough | None:
    """What became of an approved decision; None where it does not bind, or waits for confirmation.

    Acted on: finished, or live by `act_by` (else `planned_start`). Late: live only after that day. Overdue: that day has passed
    and nothing has begun.
    """
    if not decision.get("binding") or awaits_confirmation(decision, portal.as_of):
        return None
    due = decision.get("act_by") or decision.get("planned_start")
    stands = state(portal, decision)
    begun = _begun(portal, decision)
    if stands == "closed_early":
        return FollowThrough(CLOSED, due, begun)
    if stands in {"finished", "live"}:
        late = stands == "live" and bool(due and begun and begun > due)
        return FollowThrough(LATE if late else ACTED_ON, due, begun)
    if not stands:
        return FollowThrough(NOT_STATED, due, None)
    return FollowThrough(OVERDUE if due and due < portal.as_of else IN_PROGRESS, due, None)


def _begun(portal: Portal, decision: Record) -> date | None:
    told = [
        update.values["date"]
        for update in portal.children(decision.ref, "updates")
        if update.get("status") in {"live", "finished"} and update.get("date") and update.values["date"] <= portal.as_of
    ]
    started = decision.get("actual_start")
    days = [*told, *([started] if started and started <= portal.as_of else [])]
    return min(days, default=None)
