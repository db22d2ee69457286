"""The texts of the archive: what is in it, and what is not."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from generator.caveats import Caveat
from generator.editions import Edition, cited
from generator.problems import visible

WIDTH: Final = 100
HOLDS: Final = (
    ("<kind>.csv", "All records of a kind. The first line names the columns. Text is UTF-8."),
    ("dictionary.csv", "What every column means, what it holds, and how many rows state it."),
    ("codes.csv", "What every code means."),
    ("licences.csv", "The licence of every file that a publisher gave."),
    ("sources.csv", "Every file of a publisher, and what became of each of its rows."),
    ("changes.csv", "Each field of each record before and after, as git knows it."),
    ("CAVEATS.txt", "What is missing, and why. Read it before you count."),
    ("CITATION.cff", "How to cite this, for programs."),
    ("datapackage.json", "The files and columns for programs: `frictionless validate datapackage.json`."),
    ("SHA256SUMS", "The digest of each file: `sha256sum -c SHA256SUMS`."),
)
SEVERAL: Final = (
    "Where all this is too large for one ZIP, there are several: portal-1.zip, portal-2.zip and so on. "
    "Each holds whole files, in the order of their names, and can be read alone."
)


def readme(edition: Edition) -> bytes:
    """What the archive holds, where it is from and how to cite it."""
    return _text(_readme(edition))


def _readme(edition: Edition) -> Iterator[str]:
    yield edition.name
    yield "=" * len(edition.name)
    yield ""
    yield f"From {edition.root}"
    yield f"Please cite: {cited(edition)}"
    yield ""
    yield "What is here"
    yield "------------"
    for name, holds in HOLDS:
        yield f"{name}: {holds}"
    yield ""
    yield SEVERAL


def caveats_text(told: Sequence[Caveat]) -> bytes:
    """What is missing, and why, a heading above each reason."""
    return _text(line for one in told for line in (one.title, "-" * len(one.title), *(f"- {said}" for said in one.lines), ""))


def _text(lines: Iterator[str]) -> bytes:
    # Windows' own editor shows lines that end so, and every other editor does, too.
    shown = ("".join(map(visible, line)) for line in lines)
    wrapped = (
        part for line in shown for part in textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    )
    return "".join(f"{line}\r\n" for line in wrapped).encode("utf-8", "backslashreplace")
