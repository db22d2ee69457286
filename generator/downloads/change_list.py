"""`data/changes.csv`: a line for each field of each change, in the columns of HSDS metadata and three of our own."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from generator.artefacts import Artefact, Offer
from generator.changes import ADDED, CHANGED, RETURNED, WITHDRAWN, Change, FieldChange, Hidden, History
from generator.downloads.cells import inert
from generator.model import Publisher
from generator.schemas import Field, Schemas

COLUMNS: Final = (
    "id", "resource_id", "resource_type", "last_action_date", "last_action_type", "field_name", "previous_value",
    "replacement_value", "updated_by", "publisher", "commit", "subject",
)  # fmt: skip
ACTIONS: Final = MappingProxyType({ADDED: "create", RETURNED: "create", CHANGED: "update", WITHDRAWN: "delete"})
WHOLE: Final = FieldChange("", None, None)
NOT_SHOWN: Final = "(not shown)"


def change_list(history: History, publishers: Mapping[str, Publisher], schemas: Schemas) -> Artefact:
    """Every change, oldest first; money is in pounds, a value that may not be shown is "(not shown)"."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    met: dict[str, int] = {}
    for change in history.changes:
        owner = publishers.get(change.ref.publisher)
        for cells in _lines(change, owner.name if owner else change.ref.publisher, schemas):
            name = "\n".join(cells)
            met[name] = met.get(name, 0) + 1
            identity = uuid5(NAMESPACE_URL, f"{name}\n{met[name]}".encode("utf-8", "backslashreplace").decode())
            writer.writerow((str(identity), *map(inert, cells)))
    offer = Offer("about", "Changes: each field of each record before and after, from git", rows=sum(met.values()))
    return Artefact("data/changes.csv", text.getvalue().encode(), "text/csv", offer)


def _lines(change: Change, owner: str, schemas: Schemas) -> Iterator[tuple[str, ...]]:
    ref, fields = change.ref, schemas.kinds[change.ref.kind].by_name
    for one in change.fields or (WHOLE,):
        field = fields.get(one.field)
        values = (_text(one.before, field), _text(one.after, field))
        what = (ref.key, ref.kind, change.day.isoformat(), ACTIONS[change.what], one.field)
        yield (*what, *values, owner, ref.publisher, change.commit, change.subject)


def _text(value: Any, field: Field | None) -> str:
    if isinstance(value, Hidden):
        return NOT_SHOWN
    if isinstance(value, tuple):
        return "; ".join(_text(one, field) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field and field.reads == "money" and isinstance(value, int):
        return f"{Decimal(value) / 100:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
