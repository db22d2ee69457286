"""Files that councils really published, committed one after another as a council would: every change is told once, nothing else is."""

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import build
from generator.changes import ADDED, CHANGED, WITHDRAWN, Change, FieldChange
from generator.model import Record, Ref
from generator.repository import NOWHERE
from tests.conftest import settings_for
from tests.history.councils import BROKEN, built, commit, council, git, write
from tests.test_real_files import GRANTS, HYNDBURN

FACTS = (
    'id: eastmere\nname: A Council\nlicence: OGL-UK-3.0\nupdate_frequency: quarterly\nfiles:\n  - {{path: "*", format: {form}}}\n'
)
QUARTERS = ("jan-mar", "apr-jun", "jul-sep", "oct-dec")
COMPARED = {"payments": ("date", "amount"), "decisions": ("title", "decision_date", "amount_awarded")}
EDITS = 30

State = Counter[tuple[object, ...]]
Rows = list[dict[str, str]]


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a council whose files are all in one format."""

    def make(form: str) -> Path:
        data = council(tmp_path)
        write(data, "publisher.yml", FACTS.format(form=form))
        return data

    return make


class Days:
    """Commits of one day after another, each with what the site showed on it when nothing was known of the past."""

    def __init__(self, data: Path, kind: str) -> None:
        self.data, self.kind = data, kind
        self.shown: list[State] = [Counter()]

    def commit(self, subject: str) -> None:
        """Commits everything on the next day."""
        commit(self.data, subject, self.day(len(self.shown)))
        done = build.portal(settings_for(self.data), NOWHERE)
        self.shown.append(state(done.portal.records[self.kind]))

    def day(self, number: int) -> str:
        """The day of a commit, of which the first has the number 1."""
        return (date(2025, 3, 1) + timedelta(days=number)).isoformat()


def state(records: Sequence[Record]) -> State:
    """How often each record stands there, by key and what is compared of it."""
    return Counter(said(record) for record in records)


def said(record: Record) -> tuple[object, ...]:
    """What is compared of a record; words that may name somebody are not repeated by history."""
    return (record.key, *(record.get(name) for name in COMPARED[record.kind]))


def undone(now: State, changes: Sequence[Change], kind: str) -> State:
    """What stood there before some changes; each of them must have been true."""
    before = Counter(now)
    by_key = {key[0]: key for key in now}
    for change in reversed([change for change in changes if change.ref.kind == kind]):
        after = by_key.get(change.ref.key)
        if change.what == WITHDRAWN:
            assert change.record is not None
            back = said(change.record)
            before[back] += 1
            by_key[change.ref.key] = back
            continue
        assert after is not None
        before[after] -= 1
        if change.what == CHANGED:
            values = dict(zip(COMPARED[kind], after[1:], strict=True))
            for field, old, new in change.fields:
                if field in values:
                    assert values[field] == new
                    values[field] = old
            by_key[change.ref.key] = (change.ref.key, *values.values())
            before[by_key[change.ref.key]] += 1
    return +before


def read(path: Path) -> Rows:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(data: Path, name: str, rows: Rows) -> None:
    """Writes rows as a file of the council's."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    write(data, name, text.getvalue())


def by_commit(changes: Sequence[Change]) -> dict[str, list[Change]]:
    """Changes by the first line of their commit."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.subject, []).append(change)
    return found


def assert_told(days: Days) -> None:
    """Each commit's changes are exactly the difference between what was shown after it and before it, down to nothing."""
    done = built(days.data)
    changes = by_commit(done.history.changes)
    now = state(done.portal.records[days.kind])
    assert now == days.shown[-1]
    for number in range(len(days.shown) - 1, 0, -1):
        told = changes.get(f"Commit {number}", [])
        came, went = days.shown[number] - days.shown[number - 1], days.shown[number - 1] - days.shown[number]
        counted = Counter(change.what for change in told if change.ref.kind == days.kind)
        assert counted[WITHDRAWN] + counted[CHANGED] == went.total()
        assert counted.total() - counted[WITHDRAWN] == came.total()
        assert all(change.day.isoformat() == days.day(number) for change in told)
        now = undone(now, told, days.kind)
        assert now == days.shown[number - 1]


def test_oxford_publishes_each_quarter(real: Path, opened: Callable[[str], Path]) -> None:
    """Four quarters in files of their own are added one after another; a corrected file tells the rows that are others now."""
    data = opened("lgtc-spend")
    days = Days(data, "payments")
    for number, quarter in enumerate(QUARTERS, 1):
        content = (real / f"oxford-spend/data/expenditure-over-500-{quarter}-2014.csv").read_bytes()
        (data / f"publishers/eastmere/{quarter}.csv").write_bytes(content)
        days.commit(f"Commit {number}")
    assert built(data).history.by_record, "a build in between leaves something to go on from"
    last = data / "publishers/eastmere/oct-dec.csv"
    lines = last.read_bytes().splitlines(keepends=True)
    last.write_bytes(b"".join(lines[:20] + lines[23:]))
    days.commit("Commit 5")
    assert (days.shown[4] - days.shown[5]).total() == 3
    assert_told(days)


def test_oxford_replaces_its_file(real: Path, opened: Callable[[str], Path]) -> None:
    """Where each quarter takes the place of the one before, that one's payments are withdrawn when the new ones are added."""
    data = opened("lgtc-spend")
    days = Days(data, "payments")
    for number, quarter in enumerate(QUARTERS[:3], 1):
        content = (real / f"oxford-spend/data/expenditure-over-500-{quarter}-2014.csv").read_bytes()
        (data / "publishers/eastmere/spend.csv").write_bytes(content)
        days.commit(f"Commit {number}")
    assert_told(days)


def test_hyndburn_publishes_each_month(real: Path, opened: Callable[[str], Path]) -> None:
    """Thirteen months under the names that the council's site gave them; then one is renamed, which changes nothing, and one goes."""
    data = opened("lgtc-spend")
    days = Days(data, "payments")
    months = sorted((real / HYNDBURN).glob("*.csv"), key=lambda path: path.name[-8:])
    for number, path in enumerate(months, 1):
        (data / "publishers/eastmere" / path.name).write_bytes(path.read_bytes())
        days.commit(f"Commit {number}")
    git(data, "mv", f"publishers/eastmere/{months[0].name}", "publishers/eastmere/first.csv")
    days.commit("Commit 14")
    git(data, "rm", "-q", f"publishers/eastmere/{months[1].name}")
    days.commit("Commit 15")
    assert days.shown[14] == days.shown[13]
    assert days.shown[15].total() < days.shown[14].total()
    assert_told(days)


def edits(rows: Rows, chance: random.Random) -> Iterator[tuple[str, FieldChange]]:
    """Edits some grants, each once, and gives after each its id and what must be told."""
    for number, row in enumerate(chance.sample(rows, EDITS)):
        if number % 3 == 0:
            before, row["Amount Awarded"] = row["Amount Awarded"], f"{1000 + number}.50"
            told = FieldChange("amount_awarded", round(float(before) * 100), (1000 + number) * 100 + 50)
        elif number % 3 == 1:
            before, row["Award Date"] = row["Award Date"], f"2016-05-{number % 28 + 1:02d}"
            told = FieldChange("decision_date", date.fromisoformat(before[:10]), date(2016, 5, number % 28 + 1))
        else:
            before, row["Title"] = row["Title"], f"{row['Title']} (corrected {number})"
            told = FieldChange("title", before.strip(), row["Title"].strip())
        yield row["Identifier"], told


def test_trafford_keeps_its_grants_up_to_date(real: Path, opened: Callable[[str], Path]) -> None:
    """Of 555 grants thirty are edited, each told once with what it said before and says now; a rename, another order and a month
    in which the file is broken tell nothing; rows that are deleted are withdrawn."""
    data = opened("360giving")
    rows = read(real / f"{GRANTS}.csv")
    chance = random.Random(1)
    save(data, "grants.csv", rows)
    commit(data, "First", "2025-03-01")
    expected = []
    for number, edit in enumerate(edits(rows, chance)):
        expected.append(edit)
        save(data, "grants.csv", rows)
        commit(data, f"Edit {number}", "2025-04-01")
    git(data, "mv", "publishers/eastmere/grants.csv", "publishers/eastmere/awards.csv")
    commit(data, "Rename", "2025-05-01")
    chance.shuffle(rows)
    save(data, "awards.csv", rows)
    commit(data, "Sort", "2025-05-02")
    gone, rows = rows[:10], rows[10:]
    save(data, "awards.csv", rows)
    commit(data, "Delete", "2025-05-03")
    good = state(built(data).portal.records["decisions"])
    write(data, "awards.csv", BROKEN)
    commit(data, "Break", "2025-06-01")
    assert state(built(data).portal.records["decisions"]) == good, "the last good version stands"
    rows[0]["Amount Awarded"] = "7.25"
    save(data, "awards.csv", rows)
    commit(data, "Mend", "2025-07-01")
    done = built(data)
    told = by_commit(done.history.changes)
    assert not {"Rename", "Break"} & set(told)
    # The first row that names a recipient says what it is called, and where rows differ, sorting them changes that.
    named = {tuple(value for name, value in row.items() if name.startswith("Recipient Org")) for row in (*rows, *gone)}
    several = {key for key, number in Counter(one[0] for one in named).items() if number > 1}
    assert {change.ref for change in told.get("Sort", [])} <= {Ref("organisations", "eastmere", key) for key in several}
    assert Counter((change.what, change.ref.kind) for change in told["First"])[ADDED, "decisions"] == 555
    for number, (identifier, field) in enumerate(expected):
        (change,) = told[f"Edit {number}"]
        assert (change.ref.kind, change.ref.key, change.what, change.fields) == ("decisions", identifier, CHANGED, (field,))
    assert {change.ref.key for change in told["Delete"] if change.ref.kind == "decisions"} == {row["Identifier"] for row in gone}
    assert {change.what for change in told["Delete"] if change.ref.kind == "decisions"} == {WITHDRAWN}
    assert [(change.ref.key, change.fields[0].after) for change in told["Mend"]] == [(rows[0]["Identifier"], 725)]
    whole = state(done.portal.records["decisions"])
    assert undone(whole, done.history.changes, "decisions") == Counter()
