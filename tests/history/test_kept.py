"""What was found out once is not read again; what is kept can be damaged, old or missing without any harm."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from generator import build
from generator.changes import Hidden
from generator.history import continuing, versions
from generator.history.kept import Cache, opened, plain, typed
from generator.intake import opened as opened_file
from generator.repository import open_repository, timeline
from tests.conftest import settings_for
from tests.history.councils import built, commit, council, decision, git, table, told, write


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A council with an edit and a withdrawal."""
    data = council(tmp_path)
    for day, rows in enumerate(([decision("D-1"), decision("D-2")], [decision("D-1", title="New")]), 1):
        write(data, "decisions/a.csv", table(rows))
        commit(data, f"Commit {day}", f"2025-10-0{day}")
    return data


def entries(data: Path) -> list[Path]:
    """The files of the cache."""
    return sorted((data.parent / ".cache/portal").rglob("*.z"))


def test_nothing_old_is_read_twice(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build reads no older version; the build after a further commit reads what was there before it and what it brought."""
    before = built(data).history
    assert entries(data)
    with monkeypatch.context() as patch:
        patch.setattr(continuing, "states", lambda *_: pytest.fail("a publisher was done again"))
        assert built(data).history.changes == before.changes
    write(data, "decisions/a.csv", table([decision("D-1", title="Newest")]))
    commit(data, "Commit 3", "2025-10-03")
    write(data, "decisions/a.csv", table([decision("D-1", title="Newest of all")]))
    commit(data, "Commit 4", "2025-10-04")
    read: list[str] = []
    monkeypatch.setattr(versions, "opened", lambda source, *rest: read.append(source.path) or opened_file(source, *rest))
    after = built(data).history.changes
    assert read == ["publishers/eastmere/decisions/a.csv"] * 3, "the version of commit 2, and the two new ones"
    assert after[: len(before.changes)] == before.changes
    assert [(change.what, change.subject) for change in after[len(before.changes) :]] == [
        ("changed", "Commit 3"),
        ("changed", "Commit 4"),
    ]


def test_a_line_that_was_written_anew_is_told_anew(data: Path) -> None:
    """Of what is kept only the commits that are still there count; the same is found with nothing kept."""
    write(data, "decisions/a.csv", table([decision("D-1", title="New"), decision("D-3")]))
    commit(data, "Commit 3", "2025-10-03")
    assert ("2025-10-03", "added", "D-3") in told(built(data))
    git(data, "reset", "-q", "--hard", "HEAD~1")
    shorter = built(data).history.changes
    write(data, "decisions/a.csv", table([decision("D-1", title="New"), decision("D-2")]))
    commit(data, "Another commit 3", "2025-10-04")
    after = told(built(data))
    assert after[-1] == ("2025-10-04", "returned", "D-2")
    assert len(after) == len(shorter) + 1
    shutil.rmtree(data.parent / ".cache")
    assert told(built(data)) == after


def test_a_single_version_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file ever changed, the records of today are what was added, each with the commit of its file."""
    monkeypatch.setattr(continuing, "states", lambda *_: pytest.fail("an old version was read"))
    data = council(tmp_path)
    for number in (1, 2, 3):
        write(data, f"decisions/{number}.csv", table([decision(f"D-{number}")]))
        commit(data, f"Month {number}", f"2025-10-0{number}")
    assert told(built(data)) == [(f"2025-10-0{number}", "added", f"D-{number}") for number in (1, 2, 3)]


@pytest.mark.parametrize("damage", [b"", b"\x00" * 100, None])
def test_damage_is_noticed_and_mended(data: Path, damage: bytes | None) -> None:
    """A file of the cache that was cut, changed or emptied is made again, and the history is the same."""
    before = built(data).history
    for path in entries(data):
        path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)
    assert built(data).history.changes == before.changes
    held = {path: path.read_bytes() for path in entries(data)}
    assert built(data).history.changes == before.changes
    assert {path: path.read_bytes() for path in entries(data)} == held


def test_what_other_rules_found_is_not_used(tmp_path: Path) -> None:
    """An entry is known by the rules it was found by; one put in the place of another is not taken for it."""
    cache, other = opened(tmp_path, "rules"), Cache(tmp_path, "other rules")
    cache.put("name", [1])
    assert (cache.get("name"), other.get("name"), cache.get("another")) == ([1], None, None)
    first, second = cache.path("name"), cache.path("another")
    assert first is not None
    assert second is not None
    second.parent.mkdir(exist_ok=True)
    second.write_bytes(first.read_bytes())
    assert cache.get("another") is None


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """A build on a disk that is read-only finds everything out anew."""
    (tmp_path / "file").write_text("")
    cache = opened(tmp_path / "file" / "cache", "rules")
    cache.put("name", [1])
    assert cache.get("name") is None


def test_the_folder_can_be_chosen(data: Path, tmp_path: Path) -> None:
    """A setting says where things are kept; then nothing is put beside the repository."""
    settings = replace(settings_for(data), cache=tmp_path / "elsewhere")
    build.portal(settings, open_repository(data), line=timeline(data))
    assert list((tmp_path / "elsewhere").rglob("*.z"))
    assert not (data.parent / ".cache").exists()


def test_git_leaves_the_cache_alone(data: Path) -> None:
    """Whoever commits everything does not commit it."""
    built(data)
    git(data, "add", "-A")
    with pytest.raises(Exception, match="returned non-zero"):
        git(data, "commit", "-q", "-m", "Nothing")


@pytest.mark.parametrize(
    "value",
    [None, "", "text", 12, True, Decimal("1.50"), date(2026, 3, 3), datetime(2026, 3, 3, 19, 0), ("a", 1), (), Hidden("why")],
)
def test_values_come_back_as_they_went(value: object) -> None:
    """Every type of value, and nothing else than it."""
    back = typed(plain(value))
    assert (back, type(back)) == (value, type(value))
