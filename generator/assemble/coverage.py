"""How much of each field a publisher states."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from generator.model import Portal


def coverage(portal: Portal) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """For each publisher and kind: how many of its records state (or withhold) each field."""
    # Few combinations of fields are ever stated together, so these are counted, and then the fields in them.
    together = Counter(
        (record.publisher, kind, tuple(record.values), tuple(record.withheld))
        for kind, records in portal.records.items()
        for record in records
    )
    counts: dict[tuple[str, str], Counter[str]] = {}
    for (publisher, kind, stated, withheld), number in together.items():
        counter = counts.setdefault((publisher, kind), Counter())
        for name in (*stated, *withheld):
            counter[name] += number
    return MappingProxyType({scope: MappingProxyType(dict(counter)) for scope, counter in counts.items()})
