"""A site must not lose much without a word: what a build would take away, and when that stops it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from generator.errors import PublishError, SettingsError
from generator.model import EMPTY, Portal

A_FIFTH: Final = 5  # a publisher may lose one record in so many without a word


@dataclass(frozen=True, slots=True)
class Guard:
    """How many records of each publisher are live now, and the reason given why some may go ("" for none)."""

    live: Mapping[str, int] = field(default_factory=lambda: EMPTY)
    reason: str = ""


def guard(manifest: Path, reason: str = "") -> Guard:
    """The guard that the manifest of a site gives; without a manifest there is nothing to lose. Raises SettingsError."""
    if not manifest.is_file():
        return Guard(reason=reason)
    try:
        told = json.loads(manifest.read_text(encoding="utf-8")).get("publishers", {})
        return Guard(MappingProxyType({str(owner): int(number) for owner, number in told.items()}), reason)
    except (ValueError, AttributeError, TypeError) as fault:
        raise SettingsError(f"{manifest} is no manifest of a site ({fault}). Give another, or none.") from fault


def counts(portal: Portal) -> dict[str, int]:
    """How many records of each publisher a portal publishes. What was taken down counts, too: it must go without a reason."""
    found = Counter(record.publisher for records in portal.records.values() for record in records if record.publisher)
    found.update(ref.publisher for ref in {one.ref for one in portal.takedowns if not one.field})
    return {owner: found[owner] for owner in sorted({*found, *portal.publishers})}


def losses(now: Mapping[str, int], held: Guard) -> dict[str, str]:
    """For each publisher that would lose more than a fifth of its records: how many of how many."""
    lost = {owner: (live - now.get(owner, 0), live) for owner, live in held.live.items()}
    return {owner: f"{gone:,} of {live:,} records" for owner, (gone, live) in sorted(lost.items()) if gone * A_FIFTH > live}


def refuse(now: Mapping[str, int], held: Guard) -> None:
    """Raises PublishError where a build would lose much, or publish nothing at all, and no reason is given."""
    lost = losses(now, held)
    if held.reason or (not lost and (sum(now.values()) or not held.live)):
        return
    said = "; ".join(f"{owner} would lose {what}" for owner, what in lost.items()) or "no record would be left"
    raise PublishError(
        f"Nothing was published: {said}. Look for a file that was deleted, renamed or cannot be read. "
        'If it is meant, say why: --allow-shrink "the reason".'
    )
