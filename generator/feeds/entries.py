"""What a feed says: an entry for each change of a record in a commit, in plain words, newest first."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from generator import words
from generator.changes import CHANGED, Change
from generator.feeds.scopes import Scope, Telling
from generator.feeds.texts import on_one_line, plain
from generator.told import (
    NOT_SHOWN,
    TITLES,
    UNKNOWN,
    FieldLine,
    Told,
    address_of,
    beginning,
    field_lines,
    list_of,
    name_of,
    several,
    told,
)

MOST: Final = 200  # entries in a feed
SHORT: Final = 60  # signs of a value that a title repeats
ABOUT: Final = {
    "portal": "What councils added, changed and withdrew.",
    "publishers": "What this publisher added, changed and withdrew.",
    "funds": "What changed about this fund: what is said of it, its allocations, decisions on it and meetings about it.",
    "communities": "What changed about this body: what is said of it, its meetings, its decisions, its power, and services that name it.",
}
ALL: Final = "data/changes.csv"


class Entry(NamedTuple):
    """One change as readers of a feed are told it. `identity` is a UUID that stays the same; `link` is absolute."""

    identity: str
    title: str
    link: str
    day: date
    text: str
    author: str
    kind: str


class Feed(NamedTuple):
    """A feed in no form yet: `page` is the absolute address of what it is about, `day` that of its last change."""

    identity: str
    title: str
    about: str
    site: str
    address: str
    page: str
    day: date
    entries: tuple[Entry, ...]


def feed_of(scope: Scope, changes: Sequence[Change], telling: Telling) -> Feed:
    """The latest changes of a scope."""
    entries = tuple(_entry(one, scope, telling) for one in islice(told(changes), MOST))
    newest = telling.history.changes or changes
    day = max((one.day for one in (entries or newest)), default=telling.portal.as_of)
    title = f"{scope.name or telling.name}: changes"
    page = telling.address + scope.page
    return Feed(
        _uuid(page),
        on_one_line(title),
        plain(_about(scope, telling)),
        on_one_line(telling.name),
        telling.address,
        page,
        day,
        entries,
    )


def _about(scope: Scope, telling: Telling) -> str:
    said = [ABOUT[scope.ref.kind], demonstration(scope.publisher, telling)]
    said.append(beginning(telling.history) if telling.history.known else UNKNOWN)
    said.append(f"The latest {MOST} changes are here, newest first; every change stands in {telling.address}{ALL}")
    return " ".join(filter(None, said))


def demonstration(publisher: str, telling: Telling) -> str:
    """That what a publisher, or everybody (""), publishes is made up; "" where it is not."""
    publishers = telling.portal.publishers
    owners = [one for one in publishers.values() if publisher in {"", one.id}]
    return words.INVENTED if owners and all(one.demonstration for one in owners) else ""


def _entry(one: Told, scope: Scope, telling: Telling) -> Entry:
    change, portal, schemas = one.change, telling.portal, telling.schemas
    owner = portal.publishers.get(change.ref.publisher)
    author = on_one_line(owner.name if owner else change.ref.publisher)
    kind = schemas.kinds[change.ref.kind]
    when = (change.commit, *change.ref[:2], change.what)
    if one.records > 1:
        title = f"{TITLES[change.what]}: {several(one, schemas)}"
        page = scope.page if scope.ref.kind in {"funds", "communities"} else list_of(change.ref, portal)
        identity, lines = _uuid(*when, "", scope.page), [_about_many(one, telling)]
    else:
        told_fields = field_lines(change, portal, schemas)
        title = _title(change, name_of(change, portal, schemas), kind.singular, told_fields)
        page = address_of(change, portal, schemas)
        identity, lines = _uuid(*when, change.ref.key), [_opening(change, kind.singular), *map(_line, told_fields)]
    text = "\n".join([*lines, *_ending(change, telling)])
    link = telling.address + (page or scope.page)
    return Entry(identity, on_one_line(title), link, change.day, plain(text), author, kind.title)


def _uuid(*parts: str) -> str:
    # A record's key may hold anything, so the parts are told from each other by their length.
    told_apart = "\n".join(f"{len(part)} {part}" for part in parts)
    return str(uuid5(NAMESPACE_URL, told_apart.encode("utf-8", "backslashreplace").decode()))


def _title(change: Change, name: str, kind: str, lines: Sequence[FieldLine]) -> str:
    if change.what != CHANGED or not lines:
        return f"{TITLES[change.what]} {kind.lower()}: {name}"
    first = lines[0]
    if len(lines) > 1:
        rest = lines[1].title if len(lines) == 2 else words.count(len(lines) - 1, "other field")
        return f"{name}: {first.title} and {rest} changed"
    if first.before == first.after or NOT_SHOWN in first[1:] or max(map(len, first[1:])) > SHORT:
        return f"{name}: {first.title} changed"
    return f"{name}: {first.title} changed from {first.before} to {first.after}"


def _about_many(one: Told, telling: Telling) -> str:
    return f"{TITLES[one.change.what]} on {words.day(one.change.day)}, all at once: {several(one, telling.schemas)}."


def _opening(change: Change, kind: str) -> str:
    return f"{kind}. {TITLES[change.what]} on {words.day(change.day)}."


def _line(line: FieldLine) -> str:
    return f"{line.title}: {line.after}" if line.before == line.after else f"{line.title}: {line.before} → {line.after}"


def _ending(change: Change, telling: Telling) -> Iterator[str]:
    if change.subject:
        yield f"“{change.subject}”"
    if change.commit:
        yield f"Commit {change.commit[:10]}"
    invented = demonstration(change.ref.publisher, telling)
    if invented:
        yield invented
