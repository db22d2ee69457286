"""Versions of a publisher's files → what they give by today's rules, read some at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final, NamedTuple

from generator.history.rows import Known, Opened, intake, learned, merged, of_file, of_intake
from generator.intake import Intake, opened
from generator.model import Source
from generator.repository import Blob
from generator.schemas import Schemas

AT_ONCE: Final = 10_000_000  # bytes of old files that are held at a time


class Version(NamedTuple):
    """What a file was: whose, where, what it was read as, and the blob it held."""

    publisher: str
    path: str
    kind: str
    format: str
    blob: str


@dataclass(frozen=True, slots=True)
class Reader:
    """What gives the blobs of a repository, by which rules they are read, and what the files of today gave, by their digests."""

    blob: Callable[[str], Blob | None]
    schemas: Schemas
    as_of: date
    today: Mapping[str, Intake]

    def read(self, versions: Iterable[Version]) -> Iterator[Intake | None]:
        """What versions of one publisher's files give, in their order; None for one that the repository does not hold."""
        last: dict[str, Known] = {}
        for several in self._batches(versions):
            there = [one for one in several if one]
            same = [of_intake(one, self.today[digest], self.schemas) for one in there if (digest := self._of_today(one))]
            known = learned(there, merged((*last.values(), *same)), self.schemas, self.as_of)
            last |= {one.source.path: of_file(one, known, self.schemas) for one in there}
            yield from (intake(one, known, self.schemas, self.as_of) if one else None for one in several)

    def text(self, blob: str, errors: str = "strict") -> str | None:
        """What a blob holds as text; None where it is none, or too big."""
        held = self.blob(blob)
        try:
            return held.content.decode("utf-8-sig", errors) if held else None
        except UnicodeDecodeError:
            return None

    def _of_today(self, one: Opened) -> str:
        # The digest of a file that is read today as it was then.
        found = self.today.get(one.source.sha256)
        same = found and all(
            getattr(found.account.source, name) == getattr(one.source, name) for name in ("path", "kind", "format")
        )
        return one.source.sha256 if same else ""

    def _batches(self, versions: Iterable[Version]) -> Iterator[list[Opened | None]]:
        batch: list[Opened | None] = []
        size = 0
        for version in versions:
            one = self._opened(version)
            batch.append(one)
            size += one.source.size if one else 0
            if size > AT_ONCE:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _opened(self, version: Version) -> Opened | None:
        held = self.blob(version.blob)
        if held is None:
            return None
        source = Source(
            version.publisher, version.path, version.kind, version.format, held.size, sha256(held.content).hexdigest()
        )
        return Opened(source, opened(source, held.content, self.schemas))
