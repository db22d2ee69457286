"""Takedowns and privacy override history: what may not be shown today is not shown of the past either."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from generator.changes import WITHDRAWN, Change, FieldChange, Hidden, History, collected
from generator.model import Portal, Record, Ref, Takedown
from generator.organisations import OWN_NAME
from generator.schemas import Schemas

TAKEN_DOWN: Final = "taken_down"
MAY_BE_PERSONAL: Final = "earlier_words"
"""The reason why words that may have named a person are not shown once they are gone."""


def cleared(history: History, portal: Portal, schemas: Schemas) -> History:
    """The history without the records that were taken down, and without any value that may not be shown.

    A field's values are left out where it was taken down, where any version of the record withheld it, and where its
    schema says that it may hold personal data: whoever takes a name out of a file must not find it here.
    """
    whole = {one.ref for one in portal.takedowns if not one.field}
    whole |= set(_fallen(history, portal, whole))
    personal = {name: [field.name for field in schema.fields if field.personal] for name, schema in schemas.kinds.items()}
    hidden = {
        ref: _hidden(ref, changes, portal, personal[ref.kind])
        for ref, changes in history.by_record.items()
        if ref not in whole and any(change.fields or change.record for change in changes)
    }
    if not whole and not hidden:
        return history
    kept = [_without(change, hidden.get(change.ref, {})) for change in history.changes if change.ref not in whole]
    return replace(collected(kept, history.since), known=history.known)


def _fallen(history: History, portal: Portal, whole: set[Ref]) -> Iterator[Ref]:
    # An organisation that only a row told of went with that row: today, or in the commit that withdrew both.
    owners = {one.ref.publisher for one in portal.takedowns}
    places = {_place(change) for ref in whole for change in history.by_record.get(ref, ()) if change.record}
    for ref, changes in history.by_record.items():
        if ref.kind in OWN_NAME and ref.publisher in owners and ref not in portal.index:
            last = changes[-1]
            if last.what != WITHDRAWN or _place(last) in places:
                yield ref


def _place(change: Change) -> tuple[str, str, str, int]:
    origin = change.record.origin if change.record else None
    return (change.commit, origin.path, origin.sheet, origin.row) if origin else (change.commit, "", "", 0)


def _hidden(ref: Ref, changes: Sequence[Change], portal: Portal, personal: Sequence[str]) -> Mapping[str, str]:
    reasons = dict.fromkeys(personal, MAY_BE_PERSONAL)
    for change in changes:
        reasons |= change.record.withheld if change.record else {}
        for name, before, after in change.fields:
            reasons.update((name, one.reason) for one in (before, after) if isinstance(one, Hidden))
    if ref in portal.index:
        reasons |= portal.index[ref].withheld
    return reasons | _taken(ref, portal.takedowns)


def _taken(ref: Ref, takedowns: Sequence[Takedown]) -> dict[str, str]:
    return {one.field: TAKEN_DOWN for one in takedowns if one.field and one.ref == ref}


def _without(change: Change, reasons: Mapping[str, str]) -> Change:
    if not change.fields and not change.record:
        return change
    fields = tuple(_field_without(one, reasons) for one in change.fields)
    return replace(change, fields=fields, record=_blanked(change.record, reasons) if change.record else None)


def _field_without(one: FieldChange, reasons: Mapping[str, str]) -> FieldChange:
    if one.field not in reasons:
        return one
    mark = Hidden(reasons[one.field])
    return FieldChange(one.field, *(None if value is None else mark for value in (one.before, one.after)))


def _blanked(record: Record, reasons: Mapping[str, str]) -> Record:
    hidden = {name: reason for name, reason in reasons.items() if name in record.values or name in record.withheld}
    values = MappingProxyType({name: value for name, value in record.values.items() if name not in hidden})
    return replace(record, values=values, withheld=MappingProxyType(hidden))
