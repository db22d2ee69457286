"""Every record carries its history: by its key, through renames and reorderings, and never by the line."""

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.changes import UNKNOWN, FieldChange
from generator.model import Ref
from tests.history.councils import BROKEN, built, commit, council, decision, git, table, told, write

D1, D2 = Ref("decisions", "eastmere", "D-1"), Ref("decisions", "eastmere", "D-2")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A council that published two decisions on 1 October 2025."""
    data = council(tmp_path)
    write(data, "decisions/a.csv", table([decision("D-1"), decision("D-2")]))
    commit(data, "First", "2025-10-01")
    return data


def test_what_was_published_at_once_is_added(data: Path) -> None:
    """One commit adds every record on its day, with its id and first line."""
    done = built(data)
    assert told(done) == [("2025-10-01", "added", "D-1"), ("2025-10-01", "added", "D-2")]
    (change,) = done.history.by_record[D1]
    assert change.subject == "First"
    assert change.commit == done.portal.commit


def test_an_edit_is_told_by_field(data: Path) -> None:
    """The field, what it said before and what it says now, as typed values."""
    write(data, "decisions/a.csv", table([decision("D-1", amount_awarded="250.50"), decision("D-2")]))
    commit(data, "Correct the award", "2025-11-01")
    done = built(data)
    last = done.history.by_record[D1][-1]
    assert (last.what, last.subject, last.day.isoformat()) == ("changed", "Correct the award", "2025-11-01")
    assert last.fields == (FieldChange("amount_awarded", 10_000, 25_050),)
    assert len(done.history.by_record[D2]) == 1


def test_a_renamed_file_and_reordered_rows_change_nothing(data: Path) -> None:
    """A record is known by its key, wherever it stands."""
    git(data, "mv", "publishers/eastmere/decisions/a.csv", "publishers/eastmere/decisions/b.csv")
    commit(data, "Rename", "2025-11-01")
    write(data, "decisions/b.csv", table([decision("D-2"), decision("D-1")]))
    commit(data, "Sort", "2025-11-02")
    write(data, "decisions/b.csv", table([decision("D-1")]))
    write(data, "decisions/c.csv", table([decision("D-2")]))
    commit(data, "Split", "2025-11-03")
    assert told(built(data)) == [("2025-10-01", "added", "D-1"), ("2025-10-01", "added", "D-2")]


def test_what_went_and_came_back_is_told(data: Path) -> None:
    """A key that vanished from all files was withdrawn; when it is there again, it has returned."""
    write(data, "decisions/a.csv", table([decision("D-2")]))
    commit(data, "Drop one", "2025-11-01")
    done = built(data)
    last = done.history.by_record[D1][-1]
    assert last.what == "withdrawn"
    assert last.record is not None
    assert last.record.values["title"] == "Youth club"
    write(data, "decisions/new.csv", table([decision("D-1")]))
    commit(data, "Bring it back", "2025-12-01")
    assert [what for _, what, _ in told(built(data), "D-1")] == ["added", "withdrawn", "returned"]


def test_a_broken_file_is_no_change_until_it_is_mended(data: Path) -> None:
    """While it cannot be read the last good version stands; the mended one is held against that."""
    write(data, "decisions/a.csv", BROKEN)
    commit(data, "A bad month", "2025-11-01")
    assert len(told(built(data))) == 2
    write(data, "decisions/a.csv", table([decision("D-1", title="Youth nights"), decision("D-2")]))
    commit(data, "Mended", "2025-11-05")
    assert told(built(data))[2:] == [("2025-11-05", "changed", "D-1")]


def test_publisher_yml_decides_what_was_published(data: Path) -> None:
    """While nobody could be named as the publisher nothing was, and a broken publisher.yml leaves the last good one in force."""
    write(data, "publisher.yml", "id: eastmere\n\tname: tabs\n")
    commit(data, "A tab", "2025-11-01")
    assert len(told(built(data))) == 2
    (data / "publishers/eastmere/publisher.yml").unlink()
    commit(data, "Gone", "2025-11-02")
    assert [what for _, what, _ in told(built(data))[2:]] == ["withdrawn", "withdrawn"]


def test_two_kinds_in_one_workbook_have_their_own_histories(data: Path) -> None:
    """A workbook with a sheet for each of two kinds: a change in one is none in the other."""
    xlsxwriter = pytest.importorskip("xlsxwriter")

    def workbook(title: str) -> None:
        path = data / "publishers/eastmere/decisions/both.xlsx"
        with xlsxwriter.Workbook(path) as book:
            services = [("service_id", "name", "description", "service_type", "status", "provider_name")]
            services.append(("S-1", "Library", "Books", "core", "active", "X"))
            row = decision("D-7", title=title, amount_awarded="")
            for name, rows in (("Decisions", [tuple(row), tuple(row.values())]), ("Services", services)):
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)

    workbook("Before")
    commit(data, "Both", "2025-11-01")
    workbook("After")
    commit(data, "One", "2025-11-02")
    done = built(data)
    assert done.portal.index.keys() >= {Ref("decisions", "eastmere", "D-7"), Ref("services", "eastmere", "S-1")}
    changed = [change for change in done.history.changes if change.what == "changed"]
    assert [(one.ref.key, one.fields) for one in changed] == [("D-7", (FieldChange("title", "Before", "After"),))]
    assert [one.what for one in done.history.by_record[Ref("services", "eastmere", "S-1")]] == ["added"]


def test_a_merge_is_one_step(data: Path) -> None:
    """What a pull request brought is told as of the merge that published it."""
    git(data, "checkout", "-q", "-b", "side")
    write(data, "decisions/a.csv", table([decision("D-1", title="One"), decision("D-2")]))
    commit(data, "First try", "2025-10-02")
    write(data, "decisions/a.csv", table([decision("D-1", title="Two"), decision("D-2")]))
    commit(data, "Second try", "2025-10-03")
    git(data, "checkout", "-q", "main")
    write(data, "decisions/other.csv", table([decision("D-3")]))
    commit(data, "Meanwhile", "2025-10-04")
    days = {"GIT_COMMITTER_DATE": "2025-10-05T12:00:00", "GIT_AUTHOR_DATE": "2025-10-05T12:00:00"}
    git(data, "merge", "-q", "--no-ff", "side", "-m", "Merge pull request 1", **days)
    last = built(data).history.by_record[D1][-1]
    assert (last.subject, last.fields) == ("Merge pull request 1", (FieldChange("title", "Youth club", "Two"),))


def test_what_is_not_committed_yet_is_the_last_step(data: Path) -> None:
    """A build at a desk shows what a commit would change."""
    write(data, "decisions/a.csv", table([decision("D-1", title="Draft"), decision("D-2")]))
    last = built(data).history.by_record[D1][-1]
    assert (last.commit, last.subject) == ("", "Not committed yet")
    assert last.fields == (FieldChange("title", "Youth club", "Draft"),)


def test_a_shallow_copy_says_what_it_cannot_know(data: Path, tmp_path: Path) -> None:
    """Nothing is said to have been added with the first commit of a copy that was cut; what came after is told."""
    for number in range(1, 4):
        write(data, "decisions/a.csv", table([decision("D-1", title=f"Title {number}"), decision("D-2")]))
        commit(data, f"Edit {number}", f"2025-11-0{number}")
    copy = tmp_path / "copy"
    subprocess.run(["git", "clone", "-q", "--depth", "2", f"file://{data.parent}", str(copy)], check=True, capture_output=True)
    done = built(copy / "data")
    assert done.history.since is not None
    assert done.history.since.on.isoformat() == "2025-11-02"
    assert told(done) == [("2025-11-03", "changed", "D-1")]


def test_outside_git_nothing_is_known(data: Path) -> None:
    """Without a repository there is no history, and nothing is made up."""
    shutil.rmtree(data.parent / ".git")
    done = built(data).history
    assert (done.known, done.changes) == (UNKNOWN.known, ())


def test_lines_with_one_id_are_held_against_each_other(data: Path) -> None:
    """A payment in several lines shares one id: equal lines stay, and only what differs is told."""
    columns = ("payment_id", "date", "amount", "payee_name")
    line = {"payment_id": "P-1", "date": "2025-01-01", "payee_name": "Acme Ltd"}
    write(data, "payments/a.csv", table([line | {"amount": "1.00"}, line | {"amount": "2.00"}], columns))
    commit(data, "Payments", "2025-11-01")
    write(data, "payments/a.csv", table([line | {"amount": "2.00"}, line | {"amount": "3.00"}], columns))
    commit(data, "Corrected", "2025-11-02")
    done = built(data)
    *_, last = done.history.by_record[Ref("payments", "eastmere", "P-1")]
    assert last.fields == (FieldChange("amount", 100, 300),)
    assert len(done.portal.records["payments"]) == 2


def test_first_lines_of_commits_are_plain_text(data: Path) -> None:
    """Signs that hide or turn words are named, personal data is left out, and a long line is cut."""
    write(data, "decisions/a.csv", table([decision("D-1", title="New"), decision("D-2")]))
    commit(data, "<b>\u202eevil</b> jane.doe@example.org " + "x" * 500, "2025-11-01")
    subject = built(data).history.by_record[D1][-1].subject
    assert subject.startswith("<b><U+202E>evil</b> (personal data, not repeated) xxx")
    assert len(subject) == 200
