"""What is told to the publisher about a file in a foreign format: what was read as what, and what was not read."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as ReadOnly

from generator.model import Row
from generator.problems import Problem, quoted
from generator.read import headings, rows
from generator.read.formats.mapping import Mapping, Take, Yield
from generator.read.headings import Heading
from generator.read.sheets import Sheet
from generator.schemas import Schema


def needed(mapping: Mapping) -> str:
    """The columns without which a row is no record, as they are usually called."""
    return _called(mapping, mapping.tables[0].needs)


def sought(mapping: Mapping) -> str:
    """The columns by which a row of headings is known, as they are usually called."""
    return _called(mapping, mapping.headings)


def _called(mapping: Mapping, groups: Sequence[Sequence[str]]) -> str:
    said = [" or ".join(quoted(mapping.reads.get(name, (name,))[0]) for name in group) for group in groups]
    return "; ".join(said)


def above(sheet: Sheet, found: int) -> Iterator[Problem]:
    """That the headings are not on the first row, and what stands above them."""
    texts = [cell for row in sheet.rows[:found] for cell in row.cells if cell.strip()]
    if texts:
        row = sheet.rows[found].number
        yield Problem("headings-lower", sheet=sheet.name, value=texts[0], details={"row": str(row), "above": str(row - 1)})


def columns(
    sheet: Sheet,
    row: Sequence[Heading],
    chosen: ReadOnly[str, tuple[Heading, ...]],
    mapping: Mapping,
    kinds: ReadOnly[str, Schema],
    body: Sequence[Row],
) -> Iterator[Problem]:
    """Which columns were read as what, which were not read, and which are never read."""
    used = _used(chosen, mapping, kinds)
    fallback = [name for name in chosen if name not in used and name in _sources(mapping, kinds)]
    read = sorted((heading for name in used for heading in chosen[name]), key=lambda heading: heading.position)
    said = [f"column {quoted(heading.text)} read as {' and '.join(used[heading.name])}" for heading in read]
    said += [f'{field} is "{text}" throughout' for field, text in _constants(mapping, kinds)]
    yield Problem("columns-read", sheet=sheet.name, details={"mapping": "; ".join(said)})
    others = {heading.position for name in (*used, *fallback) for heading in chosen[name]}
    rest = [heading for heading in row if heading.text and heading.position not in others]
    private = [heading.text for heading in rest if mapping.is_private(heading.text)]
    plain = [heading.text for heading in rest if not mapping.is_private(heading.text)]
    first = sheet.first_column
    unheaded = [f"column {headings.letter(first + where)} (no heading)" for where, _ in rows.unheaded(row, body)]
    if plain or unheaded:
        listed = ", ".join(filter(None, [headings.listed(plain), *unheaded]))
        yield Problem("columns-not-read", sheet=sheet.name, details={"columns": listed})
    if private:
        yield Problem("columns-never-read", sheet=sheet.name, details={"columns": headings.listed(private)})


def _used(chosen: ReadOnly[str, tuple[Heading, ...]], mapping: Mapping, kinds: ReadOnly[str, Schema]) -> dict[str, list[str]]:
    """The fields that each name fills, as the first of the ways that the file allows."""
    used: dict[str, list[str]] = {}
    for table, field, ways in _fields(mapping, kinds):
        said = field if table is mapping.tables[0] else f"{table.kind} {field}"
        for name in next((names for take in ways if (names := take.names) and set(names) <= set(chosen)), ()):
            if said not in used.setdefault(name, []):
                used[name].append(said)
    return used


def _sources(mapping: Mapping, kinds: ReadOnly[str, Schema]) -> frozenset[str]:
    return frozenset(name for _, _, ways in _fields(mapping, kinds) for take in ways for name in take.names)


def _fields(mapping: Mapping, kinds: ReadOnly[str, Schema]) -> Iterator[tuple[Yield, str, tuple[Take, ...]]]:
    for table in mapping.tables:
        for field, ways in table.fields.items():
            if table.kind in kinds and field in kinds[table.kind].by_name:
                yield table, field, ways


def _constants(mapping: Mapping, kinds: ReadOnly[str, Schema]) -> Iterator[tuple[str, str]]:
    main = mapping.tables[0]
    for field, ways in main.fields.items():
        if field in kinds[main.kind].by_name and ways[0].constant and not ways[0].when:
            yield field, ways[0].constant
