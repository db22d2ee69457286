"""The same id, or the same row, twice among everything one publisher has of a kind."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from generator.checks.scope import Scope
from generator.checks.telling import Hit, at, gathered, listed
from generator.model import Origin, Record
from generator.problems import Problem, quoted
from generator.schemas import Schema


def duplicates(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Withholds the later of rows with one id; of kinds whose rows need no id, warns of equal rows and keeps them.

    `records` are all of one kind of one publisher, in order of path and row.
    """
    schema = scope.schema
    if not schema.by_name[schema.primary_key[0]].required:
        return gathered(_equal_rows(records, schema.primary_key[0]))
    if len(schema.primary_key) > 1:
        return _same_keys(records, schema)
    return _same_ids(records, schema.primary_key[0])


def _same_ids(records: Sequence[Record], field: str) -> Iterator[Problem]:
    exact: dict[str, Record] = {}
    alike: dict[str, Record] = {}
    for record in records:
        like = folded(record.key)
        if record.key in exact:
            rows = both(record.origin, exact[record.key].origin)
            yield at(record, "duplicate-id", field, record.key, rows=rows)
        elif like in alike:
            first = alike[like]
            yield at(
                record, "id-near-duplicate", field, record.key, rows=both(record.origin, first.origin), first=quoted(first.key)
            )
        else:
            exact[record.key] = alike[like] = record


def _same_keys(records: Sequence[Record], schema: Schema) -> Iterator[Problem]:
    firsts: dict[str, Record] = {}
    for record in records:
        first = firsts.setdefault(record.key, record)
        if first is not record:
            stated = [part for part in schema.primary_key if part in record.values]
            fields = listed(schema.by_name[part].title for part in stated)
            yield at(record, "duplicate-row-key", stated[0], rows=both(record.origin, first.origin), fields=fields)


def _equal_rows(records: Sequence[Record], field: str) -> Iterator[Hit]:
    rows: dict[tuple[Any, ...], Record] = {}
    ids: dict[str, Record] = {}
    for record in records:
        first = rows.setdefault(tuple(sorted(record.values.items())), record)
        if first is not record:
            yield Hit(record, "row-repeated", "", "", {"rows": both(record.origin, first.origin)})
        elif field in record.values:
            named = ids.setdefault(record.key, record)
            if named is not record:
                yield Hit(record, "id-shared", field, record.key, {"rows": both(record.origin, named.origin)})


def folded(identifier: str) -> str:
    """An id without what two addresses could not safely differ by: case, accents, and how spaces are written."""
    if identifier.isascii() and not re.search(r"\s", identifier):
        return identifier.casefold()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", identifier))
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(bare.casefold().split())


def both(later: Origin, first: Origin) -> str:
    """The two places of a clash: "Rows 2 and 3", or the later row and the other file's."""
    if (later.path, later.sheet) == (first.path, first.sheet):
        return f"Rows {first.row} and {later.row}"
    where = f"sheet {quoted(first.sheet)}" if later.path == first.path else quoted(_short(first))
    return f"Row {later.row}, and row {first.row} of {where},"


def _short(origin: Origin) -> str:
    sheet = f", sheet {origin.sheet}" if origin.sheet else ""
    return origin.path.removeprefix(f"publishers/{origin.publisher}/") + sheet
