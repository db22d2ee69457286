"""How rules tell what they found: many places as one problem, money and lists of fields in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from generator.model import EMPTY, Record
from generator.problems import CATALOGUE, Problem

FURTHER_PLACES: Final = 5


class Hit(NamedTuple):
    """One place at which a rule found something; `details` fill the placeholders of the code's sentence."""

    record: Record
    code: str
    field: str = ""
    value: str = ""
    details: Mapping[str, str] = EMPTY


def gathered(hits: Iterable[Hit], *, by_value: bool = False) -> Iterator[Problem]:
    """One problem for each code and field of a sheet, with a count and its first places; `by_value` parts different values.

    What withholds something is told of each place, for what is not told of a row is published.
    """
    firsts: dict[tuple[str, ...], Hit] = {}
    rows: dict[tuple[str, ...], list[int]] = {}
    for hit in hits:
        if CATALOGUE[hit.code].withholds != "nothing":
            yield told(hit)
            continue
        origin = hit.record.origin
        place: tuple[str, ...] = (origin.publisher, origin.path, origin.sheet, hit.code, hit.field, hit.value if by_value else "")
        first = firsts.setdefault(place, hit)
        if origin.row < first.record.origin.row:
            firsts[place] = hit
        rows.setdefault(place, []).append(origin.row)
    yield from (told(first, rows[place]) for place, first in firsts.items())


def told(hit: Hit, rows: Sequence[int] = ()) -> Problem:
    """The problem of one place, or of all the `rows` in which the same was found first at this place."""
    origin = hit.record.origin
    return Problem(
        code=hit.code,
        publisher=origin.publisher,
        path=origin.path,
        sheet=origin.sheet,
        row=origin.row,
        line=origin.line,
        field=hit.field,
        value=hit.value,
        details=hit.details,
        count=max(len(rows), 1),
        more_rows=tuple(sorted({*rows} - {origin.row})[:FURTHER_PLACES]),
        record=hit.record.key,
    )


def at(record: Record, code: str, field: str = "", value: str = "", **details: str) -> Problem:
    """A problem at the row a record came from."""
    return told(Hit(record, code, field, value, details))


def pounds(pence: int) -> str:
    """£1,234 or £1,234.50; a minus in front of what is below nought."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}{f'.{rest:02d}' if rest else ''}"


def listed(words: Iterable[str]) -> str:
    """One, two and three."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last
