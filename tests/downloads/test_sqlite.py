"""The database holds every value as it was read, explains itself, finds words, and is the same bytes every time."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.artefacts import Offer
from generator.downloads.datasets import Dataset
from generator.downloads.sqlite import sqlite
from generator.model import Ref
from tests.conftest import ROOT
from tests.downloads.portals import Offered, demonstration, handmade, hostile, limited

GUIDES = {"about", "columns", "codes", "publishers", "gaps", "sources"}


@pytest.fixture(scope="module")
def shown() -> Offered:
    """The demonstration portal."""
    return demonstration()


@pytest.fixture(scope="module")
def file(shown: Offered, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its database."""
    return made(shown, tmp_path_factory.mktemp("database"))


@pytest.fixture
def database(file: Path) -> Iterator[sqlite3.Connection]:
    """The same, open to be read and nothing else."""
    with closing(opened(file)) as connection:
        yield connection


def made(offered: Offered, folder: Path, *more: Dataset) -> Path:
    """The database of a portal and of further kinds, as a reader keeps it."""
    (artefact,) = sqlite((*offered.datasets, *more), offered.built.portal, offered.built.schemas)
    file = folder / Path(artefact.path).name
    file.write_bytes(artefact.content)
    return file


def opened(file: Path) -> sqlite3.Connection:
    """A file, which nobody may change by reading it."""
    return sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)


def stated(dataset: Dataset) -> list[dict[str, Any]]:
    """What each record of a dataset states, and "" as the publisher of what all share."""
    return [{"published_by": "", **dataset.values(record)} for record in dataset.records]


def read(database: sqlite3.Connection, dataset: Dataset) -> list[dict[str, Any]]:
    """What each row of a kind's table states, typed by what the database's own list of columns says it holds."""
    listed = database.execute("SELECT name, holds, refers_to FROM columns WHERE kind = ?", (dataset.kind,)).fetchall()
    holds = {name: held for name, held, refers_to in listed if name != "rowid" and not refers_to}
    shown = {name: {"money": f"{name}_pence", "number": f"{name}_exact"}.get(held, name) for name, held in holds.items()}
    names = [name for name in holds if shown[name] in holds]
    found = database.execute(f"SELECT {', '.join(shown[name] for name in names)} FROM {dataset.kind} ORDER BY rowid")
    return [{name: typed(cell, holds[name]) for name, cell in zip(names, row, strict=True) if cell is not None} for row in found]


def typed(cell: Any, holds: str) -> Any:
    """A cell as the value it stands for; it has the type that SQLite should give it, or this fails."""
    plain = {"money": int, "integer": int, "yes_no": int}.get(holds, str)
    assert type(cell) is plain, (cell, holds)
    shapes = {"number": Decimal, "yes_no": bool, "date": date.fromisoformat, "datetime": datetime.fromisoformat}
    shapes["list"] = lambda text: tuple(json.loads(text))
    return shapes.get(holds, plain)(cell)


def test_every_value_of_the_demonstration_comes_back(shown: Offered, database: sqlite3.Connection) -> None:
    """Each kind's table has the records in their order with all that they state, and nothing else."""
    for dataset in shown.datasets:
        assert read(database, dataset) == stated(dataset), dataset.kind


def test_hostile_values_come_back(data: Path, tmp_path: Path) -> None:
    """Formulas, quotes, line ends, what looks like numbers and dates, and numbers at their limits are what they were."""
    offered = hostile(data)
    with closing(opened(made(offered, tmp_path))) as database:
        for dataset in offered.datasets:
            assert read(database, dataset) == stated(dataset), dataset.kind
        least = database.execute("SELECT actual_exact, actual, baseline_exact FROM results WHERE title = 'Jars'").fetchone()
        assert least == ("123456789012345", 123456789012345.0, "-999999999999999.9999999999")
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_columns_may_be_called_anything(shown: Offered, tmp_path: Path) -> None:
    """Names with quotes are kept; one that is taken already gets a sign at its end, and each keeps its own values."""
    with closing(opened(made(shown, tmp_path, handmade()))) as database:
        database.row_factory = sqlite3.Row
        nothing, every, least = (dict(row) for row in database.execute("SELECT * FROM odd ORDER BY rowid"))
        view = database.execute("SELECT count(*) FROM odd_with_titles").fetchone()[0]
    assert view == 3
    assert {name for name, value in nothing.items() if value is not None} == {"rowid", "published_by", "record"}
    assert nothing["published_by"] == ""
    assert (every['a "quoted" name'], every["select"], every["Name"], every["name_"], every["rowid_"]) == (
        '"',
        "from",
        "upper",
        "lower",
        "7",
    )
    assert (every["the amount's £_pence"], every["the amount's £"]) == (
        -12_345_678_901_234_567,
        pytest.approx(-123_456_789_012_345.67),
    )
    assert (every["size_exact_"], every["size_exact"]) == ("-123456789012345.1234567891", "1")
    assert every["source_file"] == "r?sum?.csv"
    assert (least["the amount's £_pence"], least["the amount's £"], least["codes"], least["name_"]) == (1, 0.01, "[]", "")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers(-(10**17), 10**17))))
def test_any_value_comes_back(rows: list[tuple[str, int]], shown: Offered, tmp_path: Path) -> None:
    """Whatever the text or the amount."""
    dataset = handmade(
        [
            {"record": str(number), "name": text, "codes": (text,), "the amount's £": pence}
            for number, (text, pence) in enumerate(rows)
        ]
    )
    (artefact,) = sqlite((dataset,), shown.built.portal, shown.built.schemas)
    (tmp_path / "odd.sqlite").write_bytes(artefact.content)
    with closing(opened(tmp_path / "odd.sqlite")) as database:
        found = database.execute('SELECT name_, codes, "the amount\'s £_pence" FROM odd ORDER BY rowid').fetchall()
    assert [(name, json.loads(codes), pence) for name, codes, pence in found] == [(text, [text], pence) for text, pence in rows]


def test_pence_add_up(shown: Offered, database: sqlite3.Connection) -> None:
    """The pence that each publisher states add up to the same in the database, for every column of money."""
    compared = 0
    for dataset in shown.datasets:
        for column in (column for column in dataset.columns if column.holds == "money"):
            sums: dict[str, int] = {}
            for row in stated(dataset):
                if column.name in row:
                    sums[row["published_by"]] = sums.get(row["published_by"], 0) + row[column.name]
            asked = (
                f"SELECT published_by, sum({column.name}_pence) FROM {dataset.kind} WHERE {column.name} IS NOT NULL GROUP BY 1"
            )
            assert dict(database.execute(asked)) == sums
            compared += len(sums)
    assert compared > 20


def test_a_record_is_found_by_a_word(shown: Offered, database: sqlite3.Connection) -> None:
    """A word of a title or of any text leads to the record and its page, in another form and without its accents too."""
    service = next(record for record in shown.built.portal.records["services"] if "Youth" in record.values["name"])
    query = "SELECT kind, published_by, record, title, page FROM search WHERE search MATCH ? ORDER BY rank"
    found = database.execute(query, ("youths",)).fetchall()
    page = f"https://p.example/services/{service.publisher}/{service.key}/"
    assert ("services", service.publisher, service.key, service.values["name"], page) in found
    kinds = {kind for kind, *_ in database.execute("SELECT DISTINCT kind FROM searched WHERE title <> '' OR text <> ''")}
    assert {"services", "decisions", "organisations", "communities", "funds"} <= kinds
    for kind in sorted(kinds):
        title, text, rowid = database.execute(f"SELECT title, text, rowid FROM searched WHERE kind = '{kind}' LIMIT 1").fetchone()
        word = max(re.findall("[A-Za-z]+", f"{title} {text}"), key=len)
        assert (rowid,) in database.execute("SELECT rowid FROM search WHERE search MATCH ?", (word,)).fetchall()


def test_references_lead_to_what_is_meant(shown: Offered, database: sqlite3.Connection) -> None:
    """The rowid beside a reference is that of the record the portal takes it for, and none where there is none."""
    portal, compared = shown.built.portal, 0
    refs = {
        rowid: Ref(*identity)
        for dataset in shown.datasets
        for rowid, *identity in database.execute(f"SELECT rowid, '{dataset.kind}', published_by, record FROM {dataset.kind}")
    }
    assert sorted(refs) == [*range(1, len(refs) + 1)]
    for dataset in shown.datasets:
        for field in (column.field for column in dataset.columns if column.field and column.field.reads == "ref"):
            asked = f"SELECT published_by, {field.name}, {field.name}_row FROM {dataset.kind} WHERE {field.name} IS NOT NULL"
            for publisher, written, row in database.execute(asked):
                assert refs.get(row) == portal.resolve(publisher, field.refers_to, written)
                compared += row is not None
    assert compared > 300


def test_titles_stand_beside_codes(shown: Offered, database: sqlite3.Connection) -> None:
    """The view of a kind says what each code means, and what a reference is called."""
    outcomes = database.execute("SELECT DISTINCT outcome, outcome_title FROM decisions_with_titles").fetchall()
    assert ("approved", "Approved") in outcomes
    assert None not in {title for code, title in outcomes if code}
    named = database.execute("SELECT service_id_row, service_id_title FROM decisions_with_titles WHERE service_id_row").fetchall()
    services = dict(database.execute("SELECT rowid, name FROM services"))
    assert named
    assert all(services[row] == title for row, title in named)
    for dataset in shown.datasets:
        assert database.execute(f"SELECT count(*) FROM {dataset.kind}_with_titles").fetchone() == (len(dataset.records),)


def test_the_file_explains_itself(shown: Offered, database: sqlite3.Connection) -> None:
    """Every column of every kind is described, every code of every list is there, and every query it proposes gives rows."""
    for dataset in shown.datasets:
        there = [row[1] for row in database.execute(f"PRAGMA table_xinfo({dataset.kind})")]
        told = database.execute("SELECT name FROM columns WHERE kind = ? AND title <> '' AND description <> ''", (dataset.kind,))
        assert sorted(name for (name,) in told) == sorted(there)
    codes = {(name, code) for name, listed in shown.built.schemas.codelists.items() for code in listed.codes}
    assert set(database.execute("SELECT codelist, code FROM codes")) == codes
    held = database.execute(
        "SELECT json_extract(further, '$.held_by') FROM codes WHERE codelist = 'body_type' AND code = 'resident_vote'"
    )
    assert held.fetchone() == ("community",)
    queries = [text[text.index("SELECT") :] for (text,) in database.execute("SELECT text FROM about") if "SELECT" in text]
    assert len(queries) == 5
    for query in queries:
        assert database.execute(query).fetchone(), query
    publishers = shown.built.portal.publishers
    assert dict(database.execute("SELECT id, name FROM publishers")) == {one.id: one.name for one in publishers.values()}
    assert database.execute("SELECT count(*) FROM gaps").fetchone() == (sum(len(one.gaps) for one in publishers.values()),)
    published = sum(account.ledger.published for account in shown.built.portal.accounts)
    assert database.execute("SELECT sum(published) FROM sources").fetchone() == (published,)


def test_anybody_can_open_it(file: Path, tmp_path: Path) -> None:
    """It passes SQLite's own check, holds the index of words whole, needs no other file, and has a name of its own for programs."""
    copy = Path(shutil.copy(file, tmp_path / "copy.sqlite"))
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA trusted_schema = OFF")
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert database.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert database.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"CCPP"),)
        database.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
        assert database.execute("SELECT count(*) FROM search WHERE search MATCH 'youth'").fetchone() != (0,)
        database.rollback()
        # Whoever makes it smaller or larger still finds the same records by the same words.
        asked = "SELECT kind, record FROM search WHERE search MATCH 'youth' ORDER BY rank, rowid"
        before = database.execute(asked).fetchall()
        database.execute("DELETE FROM allocations")
        database.commit()
        database.execute("VACUUM")
        assert database.execute(asked).fetchall() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.sqlite"]


def test_what_people_filter_by_has_an_index(database: sqlite3.Connection) -> None:
    """References, dates, who decided, fund and recipient are looked up, not searched for through the table."""
    asked = ("fund_id", "service_id_row", "decision_date", "decided_by_type", "counted_as", "recipient_org_id", "recipient_name")
    for name in asked:
        plan = database.execute(f"EXPLAIN QUERY PLAN SELECT title FROM decisions WHERE {name} = 'x'").fetchone()
        assert plan[3].endswith(f"USING INDEX decisions_by_{name} ({name}=?)")
    plan = database.execute("EXPLAIN QUERY PLAN SELECT title FROM decisions WHERE published_by = 'x' AND record = 'y'").fetchone()
    assert plan[3].endswith("(published_by=? AND record=?)")


def test_a_large_file_is_cut_into_pieces_that_make_it_again(shown: Offered, file: Path) -> None:
    """The pieces are numbered so that they sort in their order, the whole is not given, and put together they are the same bytes."""
    limit = 100_000
    pieces = list(sqlite(shown.datasets, shown.built.portal, shown.built.schemas, largest=limit))
    assert len(pieces) > 9
    assert [piece.path for piece in pieces] == [f"data/portal.sqlite.{number:03d}" for number in range(1, len(pieces) + 1)]
    assert sorted(pieces, key=lambda piece: piece.path) == pieces
    assert max(len(piece.content) for piece in pieces) == limit
    assert b"".join(piece.content for piece in pieces) == file.read_bytes()
    offers = [piece.offer for piece in pieces if piece.offer]
    assert [offer.part for offer in offers] == [*range(1, len(pieces) + 1)]
    assert sum(offer.rows for offer in offers) == offers[0].rows == sum(len(dataset.records) for dataset in shown.datasets)


def test_what_is_offered_is_said(shown: Offered) -> None:
    """The file tells how many records it has, and the licences of all of them."""
    (artefact,) = sqlite(shown.datasets, shown.built.portal, shown.built.schemas)
    rows = sum(len(dataset.records) for dataset in shown.datasets)
    title = "Everything, as a database that can be searched"
    assert artefact.offer == Offer("records", title, rows=rows, licences=artefact.offer.licences)
    assert "OGL-UK-3.0" in artefact.offer.licences
    assert (artefact.path, artefact.media_type) == ("data/portal.sqlite", "application/vnd.sqlite3")


SCRIPT = """
import hashlib
from tests.downloads.portals import demonstration
from generator.downloads.sqlite import sqlite
shown = demonstration()
for made in sqlite(shown.datasets, shown.built.portal, shown.built.schemas):
    print(made.path, hashlib.sha256(made.content).hexdigest())
"""


def test_the_bytes_are_the_same_every_time(file: Path, tmp_path: Path) -> None:
    """Whatever the folder for temporary files, the hash seed, the time zone and the locale; and no temporary file is left."""
    folder = tmp_path / "somebody's [own]* site?"
    folder.mkdir()
    env = {**os.environ, "TMPDIR": str(folder), "TZ": "Pacific/Chatham", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}
    run = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert run.stdout == f"data/portal.sqlite {sha256(file.read_bytes()).hexdigest()}\n"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("most", [2_000, 300_000, 1_000_000], ids=["while filling", "while indexing", "while copying"])
def test_a_full_disk_is_a_fault_of_the_system(shown: Offered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Where a file may not grow any further the build hears an OSError, which it knows how to tell, and nothing is left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with limited(most), pytest.raises(OSError, match="disk"):
        list(sqlite(shown.datasets, shown.built.portal, shown.built.schemas))
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_when_it_fails(shown: Offered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that is there twice is refused by the table itself, and the temporary files are gone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    twice = handmade([{"record": "same"}, {"record": "same"}])
    with pytest.raises(sqlite3.IntegrityError):
        list(sqlite((twice,), shown.built.portal, shown.built.schemas))
    assert list(tmp_path.iterdir()) == []
