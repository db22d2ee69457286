"""What each file of today gave, kept until the file, the definitions or the day of judgement are others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from generator.history.kept import Cache, as_entry, from_entry, opened, rules_of
from generator.intake import Intake, take_in
from generator.model import Account, Ledger, Source
from generator.problems import Problem
from generator.processes import spread
from generator.schemas import Schemas

TOLD: Final = tuple(one.name for one in fields(Problem))


def intakes(
    sources: Sequence[Source], content: Callable[[Source], bytes], schemas: Schemas, as_of: date, place: Path | None
) -> Iterator[Intake]:
    """What each source gives, in order. Of one that an earlier build read on the same day, what it found in a folder.

    Where there is no folder, or nothing in it, each is read. `content` gives the bytes of a source.
    """
    cache = opened(place, rules_of(schemas)) if place else Cache(None, "")
    found = {source: _kept(cache, as_of, source) for source in sources}
    missing = [source for source in sources if found[source] is None]
    read = spread(partial(_read, content, schemas, as_of, cache), missing, sum(source.size for source in missing))
    for source in sources:
        yield found[source] or next(read)


def _read(content: Callable[[Source], bytes], schemas: Schemas, as_of: date, cache: Cache, source: Source) -> Intake:
    data = content(source)
    intake = take_in(source, data, schemas, as_of)
    # Whoever saves a file while it is read must not have the new one taken for the old.
    if cache.folder and sha256(data).hexdigest() == source.sha256:
        cache.put(_name(source), {"of": _of(source, as_of), **_plain(intake)})
    return intake


def _kept(cache: Cache, as_of: date, source: Source) -> Intake | None:
    held = cache.get(_name(source)) if source.sha256 else None
    return _intake(source, held) if held is not None and held["of"] == _of(source, as_of) else None


def _name(source: Source) -> str:
    # One for each file, so that what it gave before makes room for what it gives now.
    return "\n".join(("file", source.publisher, source.path))


def _of(source: Source, as_of: date) -> list[Any]:
    return [source.kind, source.format, source.size, source.sha256, as_of.isoformat()]


def _plain(intake: Intake) -> dict[str, Any]:
    return {
        "ledger": astuple(intake.account.ledger),
        "refused": intake.account.refused,
        "records": [as_entry(record) for record in intake.records],
        "sides": [as_entry(record) for record in intake.sides],
        "problems": [[_told(getattr(problem, name)) for name in TOLD] for problem in intake.problems],
    }


def _told(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def _intake(source: Source, held: Mapping[str, Any]) -> Intake:
    account = Account(source, Ledger(*held["ledger"]), held["refused"])
    records, sides = (
        tuple(from_entry(entry, source.publisher, source.path) for entry in held[name]) for name in ("records", "sides")
    )
    return Intake(account, records, sides, tuple(map(_problem, held["problems"])))


def _problem(told: Sequence[Any]) -> Problem:
    problem = dict(zip(TOLD, told, strict=True))
    return Problem(**problem | {"details": MappingProxyType(problem["details"]), "more_rows": tuple(problem["more_rows"])})
