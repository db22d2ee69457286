"""A format's mapping as records, read from `<format>.yml` in this folder."""

import re
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from generator import yaml_text
from generator.errors import SettingsError
from generator.model import EMPTY
from generator.problems import sentence
from generator.read.headings import Names, names, normal

FORMATS: Final = ("360giving", "lgtc-contracts", "lgtc-grants", "lgtc-spend", "ocds")


@dataclass(frozen=True, slots=True)
class Take:
    """One way to fill a field; the properties are those that the package's docstring explains."""

    sources: tuple[str, ...] = ()
    constant: str = ""
    when: str = ""
    where: tuple[str, str] = ("", "")
    matches: re.Pattern[str] | None = None
    write: str = ""
    values: ReadOnly[str, str] = field(default_factory=lambda: EMPTY)
    part: str = ""
    several: str = "first"
    join: str = " "
    note: str = ""

    @property
    def plain(self) -> bool:
        """Whether it takes a text as it stands."""
        return self == Take(sources=self.sources) and len(self.sources) == 1

    @property
    def names(self) -> tuple[str, ...]:
        """The names or paths it looks at."""
        return tuple(name for name in (*self.sources, self.when, self.where[0]) if name)

    @property
    def selective(self) -> bool:
        """Whether a text that was found may be left out."""
        return bool(self.matches or self.values or self.where[0])


@dataclass(frozen=True, slots=True)
class Yield:
    """One kind that a format gives, and how its fields are filled, the first way that gives a value counting."""

    kind: str
    fields: ReadOnly[str, tuple[Take, ...]]
    needs: tuple[tuple[str, ...], ...] = ()
    once: tuple[str, ...] = ()
    each: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mapping:
    """How files of one format are read."""

    format: str
    title: str
    sheets: tuple[str, ...]
    reads: ReadOnly[str, tuple[str, ...]]
    never_read: tuple[str, ...]
    tables: tuple[Yield, ...]
    organisation: tuple[Take, ...] = ()
    headings: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def known(self) -> Names:
        """The headings it knows."""
        return names(self.reads.items())

    def is_private(self, heading: str) -> bool:
        """Whether a heading or path names a contact person, or what belongs to one."""
        return normal(heading).endswith(self.never_read) if self.never_read else False


@cache
def load(format: str) -> Mapping:
    """The mapping of a format. Raises SettingsError where its file cannot be used."""
    path = Path(__file__).parent / f"{format}.yml"
    entry, problems = yaml_text.parse(path.read_text(encoding="utf-8"))
    if problems:
        raise SettingsError(f"{path}: {sentence(problems[0])}")
    try:
        return Mapping(
            format=entry["format"],
            title=entry["title"],
            sheets=tuple(normal(name) for name in entry.get("sheets", [])),
            reads=MappingProxyType({name: tuple(headings) for name, headings in entry.get("reads", {}).items()}),
            never_read=tuple(normal(ending) for ending in entry.get("never_read", [])),
            tables=tuple(_yield(table) for table in entry["tables"]),
            headings=tuple(tuple(group) for group in entry.get("headings", entry["tables"][0].get("needs", []))),
            organisation=tuple(_take(way) for way in _many(entry.get("organisation", []))),
        )
    except (KeyError, TypeError, AttributeError, re.error) as fault:
        raise SettingsError(f"{path}: {fault} is missing or is not of the form that mappings have.") from fault


def _yield(entry: dict[str, Any]) -> Yield:
    fields = {name: tuple(_take(way) for way in _many(ways)) for name, ways in entry["fields"].items()}
    return Yield(
        kind=entry["kind"],
        fields=MappingProxyType(fields),
        needs=tuple(tuple(group) for group in entry.get("needs", [])),
        once=tuple(_many(entry.get("once", []))),
        each=tuple(_many(entry.get("each", []))),
    )


def _take(entry: Any) -> Take:
    if isinstance(entry, str):
        return Take(sources=(entry,))
    known = {"from", "is", "when", "where", "matches", "write", "values", "part", "several", "join", "note"}
    if not set(entry) <= known:
        raise KeyError(", ".join(sorted(set(entry) - known)))
    return Take(
        sources=tuple(_many(entry.get("from", []))),
        constant=entry.get("is", ""),
        when=entry.get("when", ""),
        where=next(iter(entry.get("where", {}).items()), ("", "")),
        matches=re.compile(entry["matches"], re.ASCII) if "matches" in entry else None,
        write=entry.get("write", ""),
        values=MappingProxyType({normal(word): code for word, code in entry.get("values", {}).items()}),
        part=entry.get("part", ""),
        several=entry.get("several", "first"),
        join=entry.get("join", " "),
        note=entry.get("note", ""),
    )


def _many(entry: Any) -> list[Any]:
    return entry if isinstance(entry, list) else [entry]
