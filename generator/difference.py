"""What a change to the data changes for readers: records, sums and claims before and after, and the pages that show them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator import urls, words
from generator.measures import Measures
from generator.model import Portal, Record, Ref
from generator.problems import PERSONAL, visible
from generator.schemas import Field, Schemas
from generator.whereabouts import page_of

MOST: Final = 20  # records named of each sort in a terminal; the rest are counted
LONGEST: Final = 80  # signs of a value or a name
EVIDENCED: Final = "evidenced"
WITHHELD: Final = "(withheld)"
NOT_REPEATED: Final = "(not repeated)"
VERDICTS: Final = {
    "evidenced": EVIDENCED,
    "not_evidenced": "not evidenced",
    "contradicted": "contradicted",
    "too_early": "too early to say",
}


class Shift(NamedTuple):
    """What is told of something before and after, in words."""

    about: str
    before: str
    after: str


class Told(NamedTuple):
    """A record that a change adds, changes or removes: how it is called, the page that shows it ("": none), its fields that differ."""

    name: str
    address: str
    fields: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that a change changes for readers; `sums` are the awards of each publisher, `claims` those about services."""

    added: tuple[Told, ...] = ()
    changed: tuple[Told, ...] = ()
    removed: tuple[Told, ...] = ()
    sums: tuple[Shift, ...] = ()
    claims: tuple[Shift, ...] = ()
    addresses: tuple[str, ...] = ()


def difference(before: Portal, after: Portal, was: Measures, now: Measures, schemas: Schemas) -> Difference:
    """Compares two portals. What either withholds is not repeated, nor what a takedown hides, nor what looks like personal data."""
    old, new = _published(before), _published(after)
    hidden = frozenset(one.ref for one in after.takedowns)
    fresh, gone = [ref for ref in new if ref not in old], [ref for ref in old if ref not in new]
    other = [ref for ref in new if ref in old and _shown(new[ref]) != _shown(old[ref])]
    added = tuple(_told(new[ref], after, schemas, hidden) for ref in fresh)
    changed = tuple(_told(new[ref], after, schemas, hidden, _fields(old[ref], new[ref], schemas)) for ref in other)
    removed = tuple(_told(old[ref], before, schemas, hidden) for ref in gone)
    publishers = sorted({*before.publishers, *after.publishers})
    owners = {ref.publisher for ref in (*fresh, *other, *gone)}
    owners |= {owner for owner in publishers if before.publishers.get(owner) != after.publishers.get(owner)}
    pages = {told.address for told in (*added, *changed, *removed)} | {urls.publisher(owner) for owner in owners}
    sums = tuple(_sums(was, now, publishers))
    return Difference(added, changed, removed, sums, tuple(_claims(was, now)), tuple(sorted(pages - {""})))


def _published(portal: Portal) -> Mapping[Ref, Record]:
    return {ref: record for ref, record in sorted(portal.index.items()) if ref.publisher}


def _shown(record: Record) -> tuple[object, ...]:
    return dict(record.values), dict(record.withheld)


def _told(record: Record, portal: Portal, schemas: Schemas, hidden: frozenset[Ref], fields: tuple[Shift, ...] = ()) -> Told:
    schema = schemas.kinds[record.kind]
    called = record.key if record.ref in hidden else record.get(schema.heading) or record.key
    return Told(
        f"{schema.singular.lower()} “{_cut(_plain(str(called)))}” of {record.publisher}", page_of(record, portal, schemas), fields
    )


def _fields(old: Record, new: Record, schemas: Schemas) -> tuple[Shift, ...]:
    found = (Shift(field.title, *_values(old, new, field, schemas)) for field in schemas.kinds[new.kind].fields)
    return tuple(shift for shift in found if shift.before != shift.after)


def _values(old: Record, new: Record, field: Field, schemas: Schemas) -> tuple[str, str]:
    if field.name in new.withheld and field.name in old.values:
        # What is withheld from now on is not shown once more as what stood there before.
        return NOT_REPEATED, WITHHELD
    one, other = _value(old, field, schemas), _value(new, field, schemas)
    # Of long texts the part is shown from which on they differ.
    same = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    start = max(same - LONGEST // 4, 0) if max(len(one), len(other)) > LONGEST else 0
    return _cut(one, start), _cut(other, start)


def _value(record: Record, field: Field, schemas: Schemas) -> str:
    if field.name in record.withheld:
        return WITHHELD
    value = record.get(field.name)
    if value is None:
        return "(not stated)"
    currency = str(record.get("currency") or "GBP")
    if field.reads == "money":
        return _money(value, currency)
    several = value if isinstance(value, tuple) else (value,)
    return _plain("; ".join(words.said(one, field, schemas, currency) for one in several))


def _plain(text: str) -> str:
    return "".join(map(visible, PERSONAL.sub("(personal data, not repeated)", text)))


def _cut(text: str, start: int = 0) -> str:
    shown = f"{'…' if start and text[start:] else ''}{text[start:]}"
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1].rstrip()}…"


def _sums(was: Measures, now: Measures, owners: list[str]) -> Iterator[Shift]:
    for owner in owners:
        one, other = (measures.tally(Ref("publishers", "", owner)).total("GBP") for measures in (was, now))
        if one != other:
            yield Shift(owner, f"{_money(one.pence)} in {one.awards:,}", f"{_money(other.pence)} in {other.awards:,}")


def _money(pence: int, currency: str = "GBP") -> str:
    # With its pence, as it stands in the file.
    sign = words.SIGNS.get(currency, f"{currency} ")
    return f"{'−' if pence < 0 else ''}{sign}{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def _claims(was: Measures, now: Measures) -> Iterator[Shift]:
    for service in sorted({*was.claims, *now.claims}):
        one, other = (
            ", ".join(VERDICTS[claim.verdict] for claim in measures.claims.get(service, ())) or "no claim"
            for measures in (was, now)
        )
        if one != other:
            yield Shift(f"{service.publisher}/{service.key}", one, other)


def lines(found: Difference) -> Iterator[str]:
    """A difference in lines of plain text, as a terminal shows it."""
    counts = f"added {len(found.added):,}, changed {len(found.changed):,}, removed {len(found.removed):,}"
    yield f"What readers will see change: records {counts}."
    for word, several in (("Added", found.added), ("Changed", found.changed), ("Removed", found.removed)):
        for told in several[:MOST]:
            yield f"  {word} {told.name}{f' ({told.address})' if told.address else ''}"
            yield from (f"    {field.about}: {field.before} → {field.after}" for field in told.fields)
        if len(several) > MOST:
            yield f"  … and {len(several) - MOST:,} more {word.lower()}"
    yield from (f"  Awards of {shift.about}: {shift.before} → {shift.after}" for shift in found.sums)
    yield from (f"  Claim about {shift.about}: {shift.before} → {shift.after}" for shift in found.claims)
