"""Trees → JSON with every penny exact, and rows → CSV that no spreadsheet runs; both cut into parts where they are long."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from generator import urls
from generator.artefacts import Artefact, Offer
from generator.downloads.cells import plain, pounds, quoted
from generator.downloads.lines import Line, file, joined, safe
from generator.downloads.splitting import Frame, parts

JSON_TYPE: Final = "application/json"


class Money(NamedTuple):
    """An amount in pence, written in pounds with two decimals."""

    pence: int


def _object(tree: Mapping[str, Any]) -> str:
    return "{" + ", ".join([f"{quoted(name)}: {JSON[type(value)](value)}" for name, value in tree.items()]) + "}"


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
TEXTS: Final = frozenset({str, list})


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
    return file(urls.export(name), headings, [_line(row) for row in rows], offer)


def _line(row: Sequence[Any]) -> Line:
    cells, guards = [], 0
    for value in row:
        if value is None:
            cells.append("")
            continue
        form = type(value)
        cell = CELLS[form](value)
        if form in TEXTS:
            cell, is_guarded = safe(cell)
            guards += is_guarded
        cells.append(cell)
    return joined(cells, guards)
