"""Line breaks of which only the letters are left."""

from collections.abc import Iterator, Sequence

from generator.checks.fields import prose, texts
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Says once for a sheet of our own format that texts hold "rnrn"; the formats of others report their own."""
    if not scope.native:
        return iter(())
    return gathered(Hit(record, "lost-line-breaks") for record, _, text in texts(records, prose(scope.schema)) if "rnrn" in text)
