"""Rules on the whole portal, applied after assembling: what only shows where records of several files meet. They only warn."""

from collections.abc import Callable, Iterable
from typing import Final

from generator.checks.portal import (
    awards_above_allocation,
    binding_without_decision,
    dangling_references,
    finished_without_result,
    live_past_end,
    not_acted_on,
    officer_decides,
    payments_above_award,
    retired_area,
    several_names,
    update_overdue,
    without_identifier,
)
from generator.model import Portal
from generator.problems import Problem
from generator.schemas import Schemas

PortalCheck = Callable[[Portal, Schemas], Iterable[Problem]]

PORTAL_CHECKS: Final[tuple[PortalCheck, ...]] = (
    dangling_references.check,
    payments_above_award.check,
    awards_above_allocation.check,
    finished_without_result.check,
    live_past_end.check,
    not_acted_on.check,
    officer_decides.check,
    binding_without_decision.check,
    several_names.check,
    without_identifier.check,
    retired_area.check,
    update_overdue.check,
)
