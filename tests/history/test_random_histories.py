"""Whatever a council does to its files, the history gives every state again, and the last one is what is published."""

import random
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from generator.build import Built
from generator.changes import CHANGED, WITHDRAWN, Change
from tests.history.councils import BROKEN, built, commit, council, decision, table, write

Rows = list[dict[str, str]]
FILES = [f"decisions/{name}.csv" for name in "abcd"]
COMMITS = 14


class Council:
    """A council at work: its files as it means them, which are broken, and the last good version of each name."""

    def __init__(self, data: Path, seed: int) -> None:
        self.data, self.chance = data, random.Random(seed)
        self.files: dict[str, Rows] = {}
        self.broken: set[str] = set()
        self.good: dict[str, Rows] = {}
        self.number = 0

    def work(self) -> None:
        """Does one to three things and writes the files."""
        for _ in range(self.chance.randint(1, 3)):
            self.chance.choice(
                [self.add, self.add, self.edit, self.edit, self.drop, self.rename, self.reorder, self.spoil, self.mend]
            )()
        for name in FILES:
            path = self.data / "publishers/eastmere" / name
            if name in self.files:
                rows = self.files[name]
                write(self.data, name, BROKEN + "x" * self.number if name in self.broken else table(rows))
                if name not in self.broken and rows:
                    self.good[name] = [dict(row) for row in rows]
            elif path.exists():
                path.unlink()

    def add(self) -> None:
        """A new decision, or one with an id that went, in any file."""
        used = {row["decision_id"] for rows in (*self.files.values(), *self.good.values()) for row in rows}
        name = self.chance.choice(FILES)
        self.number += 1
        live = {row["decision_id"] for row in self.shown()} | {row["decision_id"] for rows in self.files.values() for row in rows}
        back = sorted(used - live)
        key = self.chance.choice(back) if back and self.chance.random() < 0.5 and not self.broken else f"D-{self.number}"
        self.files.setdefault(name, []).append(decision(key))

    def edit(self) -> None:
        """Another title, amount or date, or none."""
        rows = [row for rows in self.files.values() for row in rows]
        if rows:
            row = self.chance.choice(rows)
            field = self.chance.choice(["title", "amount_awarded", "decision_date"])
            values = {
                "title": [f"T{self.chance.random()}"],
                "amount_awarded": ["", "5.00", "7.50"],
                "decision_date": ["2025-04-04"],
            }
            row[field] = self.chance.choice(values[field])

    def drop(self) -> None:
        """A row goes, or a whole file."""
        if self.files:
            name = self.chance.choice(sorted(self.files))
            rows = self.files[name]
            if len(rows) > 1:
                rows.pop(self.chance.randrange(len(rows)))
            else:
                del self.files[name]
                self.broken.discard(name)

    def rename(self) -> None:
        """A file goes by another name that is free."""
        free = [name for name in FILES if name not in self.files]
        if self.files and free:
            old, new = self.chance.choice(sorted(self.files)), self.chance.choice(free)
            self.files[new] = self.files.pop(old)
            if old in self.broken:
                self.broken.remove(old)
                self.broken.add(new)

    def reorder(self) -> None:
        """The rows of a file stand in another order."""
        if self.files:
            self.chance.shuffle(self.files[self.chance.choice(sorted(self.files))])

    def spoil(self) -> None:
        """A file cannot be read any more."""
        if self.files:
            self.broken.add(self.chance.choice(sorted(self.files)))

    def mend(self) -> None:
        """Every file can be read again."""
        self.broken.clear()

    def shown(self) -> Rows:
        """The rows that must be published: of a broken file those of the last good version of its name."""
        return [
            row for name, rows in sorted(self.files.items()) for row in (self.good.get(name, []) if name in self.broken else rows)
        ]

    def expected(self) -> dict[str, tuple[str, ...]]:
        """The published decisions by id, the first of a name where two files hold it."""
        state: dict[str, tuple[str, ...]] = {}
        for row in self.shown():
            state.setdefault(row["decision_id"], (row["title"], row["decision_date"], _pence(row["amount_awarded"])))
        return state


def _pence(text: str) -> str:
    return str(round(float(text) * 100)) if text else ""


def said(values: Mapping[str, Any]) -> tuple[str, ...]:
    """What is compared of a record."""
    return tuple(
        str(values.get(name) if values.get(name) is not None else "") for name in ("title", "decision_date", "amount_awarded")
    )


def undone(done: Built) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    """From today's records back to nothing by the changes alone: the state before each commit, newest first."""
    state = {record.key: dict(record.values) for record in done.portal.records["decisions"]}
    found = []
    for identifier, members in groupby(reversed(done.history.changes), key=lambda change: change.commit):
        for change in members:
            undo(state, change)
        found.append((identifier, {key: said(values) for key, values in state.items()}))
    return found


def undo(state: dict[str, dict[str, Any]], change: Change) -> None:
    """Takes one change back; it must have been true."""
    key = change.ref.key
    if change.what == WITHDRAWN:
        assert key not in state
        assert change.record is not None
        state[key] = dict(change.record.values)
    elif change.what == CHANGED:
        for field, before, after in change.fields:
            assert state[key].get(field) == after
            state[key][field] = before
    else:
        del state[key]


@pytest.mark.parametrize("seed", range(10))
def test_history_gives_every_state_again(tmp_path: Path, seed: int) -> None:
    """After any edits, renames, breakages and mendings: today's records are the expected ones, and going back through the
    changes gives exactly the state after each commit, down to nothing before the first."""
    data = council(tmp_path)
    work = Council(data, seed)
    after: list[dict[str, tuple[str, ...]]] = []
    for number in range(COMMITS):
        work.work()
        (data / "number.txt").write_text(str(number))
        commit(data, f"Commit {number}", f"2025-10-{number + 1:02d}")
        after.append(work.expected())
    done = built(data)
    assert {record.key: said(record.values) for record in done.portal.records["decisions"]} == after[-1]
    distinct = [state for state, _ in groupby([{}, *after])]
    assert [state for _, state in undone(done)] == distinct[-2::-1]
