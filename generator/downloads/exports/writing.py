"""Trees → JSON with every penny exact, and rows → CSV that no spreadsheet runs; both cut into parts where they are long."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.downloads.cells import guarded, plain, pounds, quoted
from generator.downloads.splitting import Frame, parts

JSON_TYPE: Final = "application/json"
CSV_TYPE: Final = "text/csv"


class Money(NamedTuple):
    """An amount in pence, written in pounds with two decimals."""

    pence: int


class _Line(NamedTuple):
    content: bytes
    guarded: int


class _Straight:
    # What csv writes to, so that the line comes back instead.
    @staticmethod
    def write(line: str) -> str:
        return line


def _object(tree: Mapping[str, Any]) -> str:
    return "{" + ", ".join([f"{quoted(name)}: {json_text(value)}" for name, value in tree.items()]) + "}"


def _list(members: Sequence[Any]) -> str:
    return "[" + ", ".join(map(json_text, members)) + "]"


def _truth(value: bool) -> str:
    return "true" if value else "false"


JSON: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        str: quoted, int: str, bool: _truth, Decimal: plain, dict: _object, list: _list,
        Money: lambda money: pounds(money.pence),
    }
)  # fmt: skip

CELLS: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        str: str, int: str, bool: lambda value: "yes" if value else "no", Decimal: plain, list: "; ".join,
        Money: lambda money: pounds(money.pence),
    }
)  # fmt: skip


def json_text(value: Any) -> str:
    """A tree of dicts, lists, texts, numbers and `Money` as JSON on one line."""
    return JSON[type(value)](value)


def package(
    name: str, about: Mapping[str, Any], list_name: str, trees: Iterable[Mapping[str, Any]], offer: Offer
) -> Iterator[Artefact]:
    """A JSON object that says what it is, and holds the trees as a list; the list alone where there is nothing to say.

    No file at all where there is no tree: the standards ask for at least one.
    """
    frame = Frame(b"[\n", b",\n", b"\n]\n")
    if list_name:
        head = json_text(dict(about)).removesuffix("}")
        frame = Frame(f"{head}, {quoted(list_name)}: [\n".encode("utf-8", "backslashreplace"), b",\n", b"\n]}\n")
    # Half a character, which the name of a file may hold, is written as an escape.
    texts = (json_text(tree).encode("utf-8", "backslashreplace") for tree in trees)
    yield from (made for made in parts(urls.export(name), JSON_TYPE, offer, texts, frame) if made.offer and made.offer.rows)


def table(name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], offer: Offer) -> Iterator[Artefact]:
    """A CSV file; a text that a spreadsheet could run gets an apostrophe, which the offer counts; numbers never do."""
    writer = csv.writer(_Straight(), lineterminator="\r\n")
    lines = [_line(writer, row) for row in rows]
    head = Frame(_line(writer, headings).content)
    start = 0
    for made in parts(urls.export(name), CSV_TYPE, offer, (line.content for line in lines), head):
        held = made.offer or offer
        count = sum(line.guarded for line in lines[start : start + held.rows])
        start += held.rows
        yield replace(made, offer=replace(held, guarded=count))


def _line(writer: Any, row: Sequence[Any]) -> _Line:
    cells, guards = [], 0
    for value in row:
        cell = "" if value is None else CELLS[type(value)](value)
        if cell and type(value) in (str, list):
            safe = guarded(cell)
            guards += safe is not cell
            cell = safe
        cells.append(cell)
    return _Line(str(writer.writerow(cells)).encode("utf-8", "replace"), guards)
