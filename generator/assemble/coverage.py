"""How much of each field a publisher states."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from generator.model import Portal


def coverage(portal: Portal) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """For each publisher and kind: how many of its records state (or withhold) each field."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for kind, records in portal.records.items():
        for record in records:
            counter = counts.setdefault((record.publisher, kind), Counter())
            counter.update(record.values.keys())
            if record.withheld:
                counter.update(record.withheld.keys())
    return MappingProxyType({scope: MappingProxyType(dict(counter)) for scope, counter in counts.items()})
