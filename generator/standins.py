"""What stands in for a file that cannot be read: its last version in git that could."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from types import MappingProxyType

from generator.intake import Intake, take_in
from generator.model import Source
from generator.problems import Problem
from generator.read.limits import BYTES
from generator.repository import Repository
from generator.schemas import Schemas


def with_stand_ins(
    intakes: Iterable[Intake], repository: Repository, schemas: Schemas, as_of: date, progress: Callable[[str], None]
) -> Iterator[Intake]:
    """Each intake, or for a refused file that of its last good version; what is wrong with the file itself is still told."""
    for intake in intakes:
        old = _last_good(intake.account.source, repository, schemas, as_of) if intake.account.refused else None
        if old is None:
            yield intake
            continue
        shown = old.account.source
        day = shown.committed_on.isoformat() if shown.committed_on else ""
        told = Problem("file-last-good", shown.publisher, shown.path, details=MappingProxyType({"day": day}))
        progress(f"{shown.path} cannot be read; its version of {day} stands in for it")
        account = replace(intake.account, ledger=old.account.ledger, shown=shown)
        yield replace(old, account=account, problems=(*intake.problems, told))


def _last_good(source: Source, repository: Repository, schemas: Schemas, as_of: date) -> Intake | None:
    for commit, content in repository.earlier(source.path, BYTES) if source.publisher else ():
        digest = sha256(content).hexdigest()
        if digest == source.sha256:
            continue
        version = replace(source, size=len(content), sha256=digest, commit=commit.id, committed_on=commit.on)
        intake = take_in(version, content, schemas, as_of)
        if not intake.account.refused and intake.records:
            return intake
    return None
