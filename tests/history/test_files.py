"""A file that was read on the same day by the same rules is not read again, and nobody can tell."""

import json
import os
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from generator import build
from generator.build import Built
from generator.history import files
from generator.intake import take_in
from generator.model import Origin, Record
from generator.repository import NOWHERE, open_repository
from tests.conftest import ROOT, settings_for
from tests.history.councils import commit, council, decision, table, write

DATE = date(2026, 1, 15)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A council with two files, in which something is found, something withheld and something yet to come."""
    data = council(tmp_path)
    rows = [decision("D-1", amount_awarded="£1,000"), decision("D-2", summary="Write to jo.bloggs@example.com"), decision("D-1")]
    write(data, "decisions/a.csv", table(rows))
    write(data, "decisions/b.csv", table([decision("D-3", decision_date="2026-01-20")]))
    commit(data, "First", "2025-10-01")
    return data


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that are read."""
    names: list[str] = []
    monkeypatch.setattr(files, "take_in", lambda source, *rest: names.append(Path(source.path).name) or take_in(source, *rest))
    yield names


def checked(data: Path, as_of: date = DATE, cache: Path | None = None) -> Built:
    """The portal as a check sees it."""
    settings = replace(settings_for(data), as_of=as_of, cache=cache)
    return build.portal(settings, open_repository(data), as_it_is=True)


def found(built: Built) -> tuple[object, ...]:
    """Everything that a reader or a publisher can see of a portal."""
    records = [record for several in built.portal.records.values() for record in several]
    return [told(record) for record in records], built.problems, built.portal.accounts


def told(record: Record) -> tuple[Record, Origin]:
    """A record with the place it came from."""
    return record, record.origin


def afresh(data: Path, as_of: date = DATE) -> Built:
    """The portal with nothing kept."""
    settings = replace(settings_for(data), as_of=as_of)
    return build.portal(settings, replace(open_repository(data), kept=None), as_it_is=True)


def test_only_what_changed_is_read_again(data: Path, read: list[str]) -> None:
    """After an edit that one file is read, and everything is as if all had been."""
    checked(data)
    read.clear()
    again = checked(data)
    assert read == []
    assert found(again) == found(afresh(data))
    write(data, "decisions/b.csv", table([decision("D-4")]))
    read.clear()
    built = checked(data)
    assert [name for name in read if name in {"a.csv", "b.csv"}] == ["b.csv"]
    assert found(built) == found(afresh(data))


def test_another_day_is_judged_anew(data: Path) -> None:
    """What was in the future is so no more."""
    codes = [[problem.code for problem in checked(data, day).problems] for day in (DATE, date(2026, 2, 1), DATE)]
    assert ["date-in-future" in one for one in codes] == [True, False, True]


@pytest.mark.parametrize("damage", [b"", b"\x00" * 200, None])
def test_damage_is_noticed(data: Path, damage: bytes | None) -> None:
    """A cut, changed or emptied entry is not used, and is mended."""
    before = found(checked(data))
    entries = sorted((data.parent / ".cache/portal").rglob("*.z"))
    assert entries
    for path in entries:
        path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)
    assert found(checked(data)) == before
    assert found(checked(data)) == before


def test_an_entry_of_other_rules_or_of_another_file_is_not_used(data: Path, tmp_path: Path, read: list[str]) -> None:
    """Other definitions read everything anew; what one file gave is not taken for another's."""
    before = found(checked(data))
    definitions = tmp_path / "definitions"
    for name in ("schemas", "codelists", "reference"):
        (definitions / name).mkdir(parents=True)
        for path in (ROOT / "data" / name).iterdir():
            (definitions / name / path.name).write_bytes(path.read_bytes())
    (definitions / "codelists/outcome.csv").write_bytes((definitions / "codelists/outcome.csv").read_bytes() + b"odd,Odd,Odd\n")
    read.clear()
    settings = replace(settings_for(data), definitions=definitions)
    build.portal(settings, open_repository(data), as_it_is=True)
    assert {"a.csv", "b.csv"} <= set(read)
    entries = sorted((data.parent / ".cache/portal").rglob("*.z"))
    for path, other in zip(entries, [*entries[1:], entries[0]], strict=True):
        path.write_bytes(other.read_bytes())
    assert found(checked(data)) == before


def test_a_file_that_is_saved_while_it_is_read_is_not_kept(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read of other bytes than those that were listed is not taken for them next time."""
    path = data / "publishers/eastmere/decisions/a.csv"
    listed, newer = path.read_bytes(), table([decision("D-9")]).encode()
    content = build._content
    monkeypatch.setattr(build, "_content", lambda *given: newer if given[-1].path.endswith("a.csv") else content(*given))
    checked(data)
    monkeypatch.undo()
    path.write_bytes(listed)
    assert found(checked(data)) == found(afresh(data))


def test_nothing_is_kept_outside_git(data: Path, tmp_path: Path) -> None:
    """A check of a folder in no repository leaves nothing behind, unless it is told where."""
    build.portal(settings_for(data), NOWHERE, as_it_is=True)
    assert not list(data.parent.rglob("*.z"))
    checked(data, cache=tmp_path / "elsewhere")
    assert list((tmp_path / "elsewhere").rglob("*.z"))
    assert not list(data.parent.rglob("*.z"))


def test_everything_of_a_record_comes_back(data: Path) -> None:
    """What a check withheld stays withheld, with its reason."""
    for _ in range(2):
        withheld = {record.key: dict(record.withheld) for record in checked(data).portal.records["decisions"]}
        assert withheld["D-2"] == {"summary": "personal-email"}


def spoilt(path: Path, how: str) -> None:
    """Puts something else in the place of an entry."""
    content = path.read_bytes()
    path.unlink()
    if how == "link":
        (path.parent / "elsewhere").write_bytes(content)
        path.symlink_to("elsewhere")
    elif how == "endless":
        path.symlink_to("/dev/zero")
    elif how == "pipe":
        os.mkfifo(path)
    elif how == "folder":
        path.mkdir()
    else:
        with path.open("wb") as file:
            file.truncate(2**40)


@pytest.mark.parametrize("how", ["link", "endless", "pipe", "folder", "huge"])
def test_what_is_no_file_of_ours_is_not_read(data: Path, how: str) -> None:
    """A link, a pipe, a folder or a file without end in the place of an entry: nothing waits, and everything is as it was."""
    before = found(checked(data))
    entries = sorted((data.parent / ".cache/portal").rglob("*.z"))
    for path in entries:
        spoilt(path, how)
    assert found(checked(data)) == before


@pytest.mark.parametrize("place", [".cache", ".cache/portal"])
def test_a_folder_that_is_none_keeps_nothing(data: Path, place: str) -> None:
    """A file, or a link that leads nowhere, where what was found out is kept."""
    before = found(checked(data))
    shutil.rmtree(data.parent / ".cache")
    (data.parent / place).parent.mkdir(exist_ok=True)
    (data.parent / place).write_text("no folder")
    assert found(checked(data)) == before
    (data.parent / place).unlink()
    (data.parent / place).symlink_to("nowhere")
    assert found(checked(data)) == before


def test_older_software_leaves_nothing_that_is_used(data: Path, read: list[str]) -> None:
    """An entry of other rules under the right name is not used, though its digest fits."""
    checked(data)
    for path in (data.parent / ".cache/portal").rglob("*.z"):
        told = json.loads(zlib.decompress(path.read_bytes()[32:]))
        packed = zlib.compress(json.dumps(told | {"rules": "older", "held": {"of": "anything"}}).encode())
        path.write_bytes(sha256(packed).digest() + packed)
    read.clear()
    assert found(checked(data)) == found(afresh(data))
    assert {"a.csv", "b.csv"} <= set(read)
