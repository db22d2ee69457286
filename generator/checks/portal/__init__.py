"""Rules on the whole portal."""

from collections.abc import Callable, Iterable

from generator.model import Portal
from generator.problems import Problem
from generator.schemas import Schemas

PORTAL_CHECKS: tuple[Callable[[Portal, Schemas], Iterable[Problem]], ...] = ()
