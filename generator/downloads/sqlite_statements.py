"""What SQL says of the tables of the database: how they are made, indexed, shown with titles, and searched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.downloads.sqlite_tables import FILTERED, JOINED, Cell, Layout, literal, quoted

TITLED: Final = "{}_with_titles"
"""What the view of a kind is called that has the titles of codes, and of records referred to, beside them."""

SEARCH: Final = (
    "CREATE VIRTUAL TABLE search USING fts5(kind UNINDEXED, published_by UNINDEXED, record UNINDEXED, title, text, page UNINDEXED,"
    " content='searched', content_rowid='rowid', tokenize='porter unicode61 remove_diacritics 2')",
    "INSERT INTO search(search, rank) VALUES ('rank', 'bm25(0, 0, 0, 10, 1, 0)')",
    # 64 MB of words are gathered before they are written, so that little has to be merged.
    "INSERT INTO search(search, rank) VALUES ('hashsize', 67108864)",
    "INSERT INTO search(search) VALUES ('rebuild')",
    "INSERT INTO search(search) VALUES ('optimize')",
)
"""An index of the words of all kinds, which finds "clubs" by "club" and counts a word of a title for ten; the words are not kept twice."""


def table(layout: Layout) -> str:
    """The table of a kind."""
    declared = [f"{quoted(cell.name)} {cell.declared}" for cell in layout.cells]
    declared.append("UNIQUE (published_by, record)")
    return f"CREATE TABLE {quoted(layout.dataset.kind)} (\n  " + ",\n  ".join(declared) + "\n)"


def filled(layout: Layout) -> str:
    """Fills the table of a kind, a row at a time."""
    names = ", ".join(quoted(cell.name) for cell in layout.stored)
    marks = ", ".join("?" for _ in layout.stored)
    return f"INSERT INTO {quoted(layout.dataset.kind)} ({names}) VALUES ({marks})"  # noqa: S608 - names are quoted


def indexes(layout: Layout) -> Iterator[str]:
    """The indexes of a kind's table, without the rows that state nothing."""
    kind = layout.dataset.kind
    for cell in layout.cells:
        if cell.refers_to or (cell.form and _is_asked_for(cell)):
            name, column = quoted(f"{kind}_by_{cell.name}"), quoted(cell.name)
            yield f"CREATE INDEX {name} ON {quoted(kind)} ({column}) WHERE {column} IS NOT NULL"


def _is_asked_for(cell: Cell) -> bool:
    field = cell.column.field
    return cell.column.name in FILTERED or bool(field and field.reads in JOINED)


def titled(layout: Layout, all_layouts: Mapping[str, Layout]) -> str:
    """The view of a kind that adds a title to each code, and to each reference what is meant."""
    kind = layout.dataset.kind
    taken = {cell.name.lower() for cell in layout.cells}
    columns = ["kind.*"]
    for cell in layout.cells:
        title = f"{cell.column.name}_title"
        found = _title(cell, all_layouts)
        if found and title.lower() not in taken:
            columns.append(f"({found}) AS {quoted(title)}")
    shown = ",\n  ".join(columns)
    return f"CREATE VIEW {quoted(TITLED.format(kind))} AS SELECT\n  {shown}\nFROM {quoted(kind)} AS kind"


def _title(cell: Cell, all_layouts: Mapping[str, Layout]) -> str:
    field = cell.column.field
    if cell.refers_to:
        target = all_layouts[cell.refers_to]
        return f"SELECT {_heading(target)} FROM {quoted(cell.refers_to)} WHERE rowid = kind.{quoted(cell.name)}"  # noqa: S608
    if field and field.codelist and cell.column.holds == "text":
        listed = f"codelist = {literal(field.codelist)} AND code = kind.{quoted(cell.name)}"
        return f"SELECT title FROM codes WHERE {listed}"  # noqa: S608
    return ""


def searched(layouts: Sequence[Layout]) -> str:
    """The view whose words are searched: a row for each record of every kind, with all its texts in one."""
    parts = (
        f"SELECT rowid, {literal(layout.dataset.kind)} AS kind, published_by, record, {_heading(layout)} AS title,"  # noqa: S608
        f" {_texts(layout)} AS text, page FROM {quoted(layout.dataset.kind)}"
        for layout in layouts
    )
    return "CREATE VIEW searched AS\n" + "\nUNION ALL ".join(parts)


def _heading(layout: Layout) -> str:
    name = layout.kept[layout.dataset.schema.heading]
    return f"coalesce({quoted(name)}, record)"


def _texts(layout: Layout) -> str:
    heading = layout.dataset.schema.heading
    fields = (cell for cell in layout.cells if cell.form and cell.column.field and cell.column.field.reads == "text")
    parts = [f"coalesce({quoted(cell.name)} || char(10), '')" for cell in fields if cell.column.name != heading]
    return " || ".join(parts) or "''"
