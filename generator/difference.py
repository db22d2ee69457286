"""What a change to the data changes for readers: records, sums and claims, before and after."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator import urls
from generator.measures import Measures
from generator.model import Portal, Record, Ref
from generator.schemas import Field, Schemas

MOST: Final = 20  # records named of each sort; the rest are counted
VERDICTS: Final = {
    "evidenced": "evidenced",
    "not_evidenced": "not evidenced",
    "contradicted": "contradicted",
    "too_early": "too early to say",
}


def difference(before: Portal, after: Portal, was: Measures, now: Measures, schemas: Schemas) -> Iterator[str]:
    """Lines of plain text: records added, changed and removed with their addresses, then sums and claims that are others now."""
    old, new = _published(before), _published(after)
    added, gone = [ref for ref in new if ref not in old], [ref for ref in old if ref not in new]
    changed = [ref for ref in new if ref in old and _told(new[ref]) != _told(old[ref])]
    yield f"What readers will see change: records added {len(added):,}, changed {len(changed):,}, removed {len(gone):,}."
    yield from _named("Added", added, new, schemas)
    for ref in changed[:MOST]:
        yield f"  Changed {_name(new[ref], schemas)}"
        yield from (f"    {line}" for line in _fields(old[ref], new[ref], schemas))
    yield from [f"  … and {len(changed) - MOST:,} more changed"] if len(changed) > MOST else []
    yield from _named("Removed", gone, old, schemas)
    yield from _sums(was, now, sorted({*before.publishers, *after.publishers}))
    yield from _claims(was, now)


def _published(portal: Portal) -> Mapping[Ref, Record]:
    return {ref: record for ref, record in sorted(portal.index.items()) if ref.publisher}


def _told(record: Record) -> tuple[object, ...]:
    return dict(record.values), dict(record.withheld)


def _named(word: str, refs: list[Ref], records: Mapping[Ref, Record], schemas: Schemas) -> Iterator[str]:
    yield from (f"  {word} {_name(records[ref], schemas)}" for ref in refs[:MOST])
    if len(refs) > MOST:
        yield f"  … and {len(refs) - MOST:,} more {word.lower()}"


def _name(record: Record, schemas: Schemas) -> str:
    schema = schemas.kinds[record.kind]
    place = urls.of(record.ref)
    called = record.get(schema.heading) or record.key
    return f"{schema.singular.lower()} “{called}” of {record.publisher}{f' ({place})' if place else ''}"


def _fields(old: Record, new: Record, schemas: Schemas) -> Iterator[str]:
    for field in schemas.kinds[new.kind].fields:
        one, other = _value(old, field), _value(new, field)
        if one != other:
            yield f"{field.title}: {one} → {other}"


def _value(record: Record, field: Field) -> str:
    if field.name in record.withheld:
        return "(withheld)"
    value = record.get(field.name)
    if value is None:
        return "(not stated)"
    if field.reads == "money":
        return _money(value)
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _sums(was: Measures, now: Measures, owners: list[str]) -> Iterator[str]:
    for owner in owners:
        one, other = (measures.tally(Ref("publishers", "", owner)).total("GBP") for measures in (was, now))
        if one != other:
            yield f"  Awards of {owner}: {_money(one.pence)} in {one.awards:,} → {_money(other.pence)} in {other.awards:,}"


def _money(pence: int) -> str:
    return f"£{pence / 100:,.2f}"


def _claims(was: Measures, now: Measures) -> Iterator[str]:
    for service in sorted({*was.claims, *now.claims}):
        one, other = (
            ", ".join(VERDICTS[claim.verdict] for claim in measures.claims.get(service, ())) or "no claim"
            for measures in (was, now)
        )
        if one != other:
            yield f"  Claim about {service.publisher}/{service.key}: {one} → {other}"
