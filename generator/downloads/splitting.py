"""Long files in parts that every host takes: Cloudflare Pages, the strictest, refuses a file above 25 MiB."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from generator.artefacts import Artefact, Offer

LARGEST: Final = 24 * 2**20  # bytes in one file


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the records of a file, in every part of it: before the first, between two, and after the last."""

    head: bytes = b""
    joint: bytes = b""
    foot: bytes = b""


def parts(
    path: str, media_type: str, offer: Offer, records: Iterable[bytes], frame: Frame, largest: int = LARGEST
) -> Iterator[Artefact]:
    """A file cut between its records, so that no part is larger than `largest` bytes and each can be read alone.

    A file that needs no cut keeps its path; the parts of one that does are `name-1.csv`, `name-2.csv` and so on. Each offer tells
    its own rows. A single record larger than that stands in a part of its own.
    """
    filled: tuple[bytes, int] | None = None
    number = 0
    for content, rows in _filled(records, frame, largest):
        if filled:
            number += 1
            yield _part(path, media_type, offer, filled, number)
        filled = content, rows
    if filled:
        yield _part(path, media_type, offer, filled, number + 1 if number else 0)


def _part(path: str, media_type: str, offer: Offer, filled: tuple[bytes, int], number: int) -> Artefact:
    content, rows = filled
    return Artefact(numbered(path, number), content, media_type, replace(offer, rows=rows, part=number))


def numbered(path: str, number: int) -> str:
    """The path of a part; of a whole file (0) its own."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}-{number}{dot}{ending}" if number else path


def _filled(records: Iterable[bytes], frame: Frame, largest: int) -> Iterator[tuple[bytes, int]]:
    held: list[bytes] = []
    around = len(frame.head) + len(frame.foot)
    size = around
    for record in records:
        if held and size + len(frame.joint) + len(record) > largest:
            yield _framed(held, frame), len(held)
            held, size = [], around
        held.append(record)
        size += len(record) + len(frame.joint)
    yield _framed(held, frame), len(held)


def _framed(held: list[bytes], frame: Frame) -> bytes:
    return frame.head + frame.joint.join(held) + frame.foot
