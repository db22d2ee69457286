"""How a change is told in words and where it leads, on pages and in feeds alike."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from generator import urls, words
from generator.changes import ADDED, CHANGED, RETURNED, WITHDRAWN, Change, Hidden, History
from generator.model import Portal, Record, Ref
from generator.schemas import Field, Schemas
from generator.whereabouts import page_of

MANY: Final = 10  # records of one kind to which one commit did the same, above which they are told as a number
LONGEST: Final = 200  # signs of one value
LONGEST_NAME: Final = 90
NOT_SHOWN: Final = "not shown"
TITLES: Final = {ADDED: "Added", CHANGED: "Changed", WITHDRAWN: "Withdrawn", RETURNED: "Put back"}
UNKNOWN: Final = "This site was built without the history of its data. So it cannot say what has changed."
PAGED: Final = frozenset(urls.PAGES) - {"organisations"}
"""The kinds whose records have a page, and keep one when they are withdrawn."""


class Told(NamedTuple):
    """A change as it is listed: one record, or several `records` of a kind to which a commit did the same."""

    change: Change
    records: int = 1


class FieldLine(NamedTuple):
    """A field of a change: its title, and what it said before and after."""

    title: str
    before: str
    after: str


def told(changes: Sequence[Change]) -> Iterator[Told]:
    """Changes as they are listed, newest first; many alike of one commit are told as a number."""
    counts = Counter(map(_alike, changes))
    met = set()
    for change in reversed(changes):
        alike = _alike(change)
        # What was withdrawn has a page that nothing else leads to.
        if counts[alike] <= MANY or (change.what == WITHDRAWN and change.ref.kind in PAGED):
            yield Told(change)
        elif alike not in met:
            met.add(alike)
            yield Told(change, counts[alike])


def _alike(change: Change) -> tuple[str, str, str, str]:
    return change.commit, change.ref.publisher, change.ref.kind, change.what


def beginning(history: History) -> str:
    """That the past is known from a day on only; "" where all of it is."""
    since = history.since
    return f"We only know what came after {words.day(since.on)}: the copy of the data we work from starts there." if since else ""


def several(one: Told, schemas: Schemas) -> str:
    """How many records of which kind: 12 decisions."""
    kind = schemas.kinds[one.change.ref.kind]
    title = kind.title.lower()
    rows = f"{title}, {words.count(one.records, 'row')}"
    return words.count(one.records, kind.singular.lower(), title) if title.endswith("s") else rows


def name_of(change: Change, portal: Portal, schemas: Schemas) -> str:
    """What the record of a change is called today, or was when it was withdrawn."""
    record = _record(change, portal)
    name = _named(record, portal, schemas) if record else change.ref.key.split("|")[0]
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME].rstrip()}…"


def _named(record: Record, portal: Portal, schemas: Schemas) -> str:
    # What has no name of its own, or one that is not shown, is called by what it belongs to: the first part of its key.
    kind = schemas.kinds[record.kind]
    field = kind.by_name[kind.heading if record.get(kind.heading) else kind.primary_key[0]]
    refers_to, value = field.refers_to, record.get(field.name)
    if record.kind == "parties" and field.name == "kind":
        refers_to, value = str(value), record.get("id")
    target = portal.resolve(record.publisher, refers_to, str(value)) if refers_to and value else None
    if target:
        return schemas.called(portal.index[target])
    return str(record.get(kind.heading) or record.key.split("|")[0])


def address_of(change: Change, portal: Portal, schemas: Schemas) -> str:
    """The page that shows the record of a change, or what it belongs to; "" where there is none."""
    record = _record(change, portal)
    # An organisation's page goes with its last mention.
    if record is None or record.kind == "organisations":
        return ""
    address = page_of(record, portal, schemas)
    if address == urls.publisher(record.publisher):
        return address if record.publisher in portal.publishers else ""
    return f"{address}#meetings" if record.kind == "meetings" and record.ref in portal.index else address


def list_of(ref: Ref, portal: Portal) -> str:
    """The list that shows many records of a kind and publisher; the publisher's page where there is none; "" where it is gone."""
    if ref.publisher not in portal.publishers:
        return ""
    listed = ref.kind in PAGED and ref.kind != "funds" and portal.of_publisher(ref.kind, ref.publisher)
    return urls.section_of_publisher(ref.kind, ref.publisher) if listed else urls.publisher(ref.publisher)


def field_lines(change: Change, portal: Portal, schemas: Schemas) -> tuple[FieldLine, ...]:
    """Each field of a change: its title, and what it said before and after."""
    fields = schemas.kinds[change.ref.kind].by_name
    record = _record(change, portal)
    currency = str(record.get("currency") or "GBP") if record else "GBP"
    return tuple(
        FieldLine(
            fields[one.field].title, *(_said(value, fields[one.field], schemas, currency) for value in (one.before, one.after))
        )
        for one in change.fields
    )


def _said(value: Any, field: Field, schemas: Schemas, currency: str) -> str:
    if value is None:
        return words.NOT_STATED
    if isinstance(value, Hidden):
        return NOT_SHOWN
    members = value if isinstance(value, tuple) else (value,)
    said = "; ".join(words.said(one, field, schemas, currency) for one in members)
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()}…"


def _record(change: Change, portal: Portal) -> Record | None:
    return portal.index.get(change.ref) or change.record
