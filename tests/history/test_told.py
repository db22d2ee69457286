"""What readers, programs and publishers are told of the past, and what they must not be told."""

import csv
import shutil
from pathlib import Path

import pytest

from generator.problems import sentence
from tests.history.councils import built, commit, council, decision, table, write
from tests.insides import holding
from tests.test_build import digest, portal_command, text_of

CANARY = "Zebrafinch Cantilever"
COLUMNS = ("decision_id", "date", "status", "text")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A council that published, corrected an award under a hostile first line, and withdrew a decision."""
    data = council(tmp_path)
    write(data, "decisions/a.csv", table([decision("D-1"), decision("D-2", title=CANARY, summary=f"{CANARY} was here")]))
    commit(data, "First", "2025-10-01")
    write(data, "decisions/a.csv", table([decision("D-1", amount_awarded="250.00"), decision("D-2", title=CANARY)]))
    commit(data, '=cmd() <script>alert(1)</script> {{7*7}}"', "2025-11-01")
    write(data, "decisions/a.csv", table([decision("D-1", amount_awarded="250.00")]))
    commit(data, "Drop one", "2025-12-01")
    return data


def site_of(data: Path, name: str = "site") -> Path:
    """The built site."""
    site = data.parent.parent / name
    done = portal_command("build", "--data", str(data), "--site", str(site), "--as-of", "2026-01-15", "--allow-shrink", "A test")
    assert done.returncode == 0, done.stderr
    return site


def warnings(data: Path) -> list[str]:
    """The sentences about quiet changes."""
    return [sentence(one) for one in built(data).problems if one.code.endswith("-quietly")]


def test_pages_tell_the_past(data: Path) -> None:
    """A record's page has its timeline, a withdrawn one keeps a page, `/changes/` and the first page list them, text is text."""
    site = site_of(data)
    page = text_of(site / "decisions/eastmere/D-1/index.html")
    assert "How this record changed" in page
    assert 'Changed on 1 November 2025 “=cmd() <script>alert(1)</script> {{7*7}}"”' in page
    assert "Amount awarded: £100 became £250" in page
    assert "Added on 1 October 2025 “First”" in page
    gone = text_of(site / "decisions/eastmere/D-2/index.html")
    assert "This decision was withdrawn on 1 December 2025." in gone
    assert "What follows is what it said last." in gone
    assert CANARY in gone
    assert "“Drop one”" in gone
    listed = text_of(site / "changes/index.html")
    assert "1 December 2025: Eastmere Council “Drop one” " in listed
    assert f"Withdrawn decision: {CANARY}" in listed
    assert "Latest changes" in text_of(site / "index.html")
    assert "<script>alert(1)" not in (site / "changes/index.html").read_text()


def test_words_that_may_name_a_person_are_not_repeated(data: Path) -> None:
    """A summary that was changed is told as changed; what it said is nowhere, nor is it on the page of what was withdrawn."""
    site = site_of(data)
    assert holding(site, f"{CANARY} was here")[f"{CANARY} was here"] == []
    assert "Summary: not shown" in text_of(site / "changes/index.html")
    assert "Three evenings" not in text_of(site / "decisions/eastmere/D-2/index.html")


def test_changes_are_a_file_for_programs(data: Path) -> None:
    """In the columns of HSDS metadata, with unique ids, and with nothing that a spreadsheet would run."""
    with (site_of(data) / "data/changes.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["id"] for row in rows}) == len(rows)
    row = next(row for row in rows if row["field_name"] == "amount_awarded")
    assert (row["resource_id"], row["resource_type"], row["last_action_type"]) == ("D-1", "decisions", "update")
    assert (row["last_action_date"], row["previous_value"], row["replacement_value"]) == ("2025-11-01", "100.00", "250.00")
    assert (row["updated_by"], row["publisher"]) == ("Eastmere Council", "eastmere")
    assert row["subject"].startswith("'=cmd()")
    assert [row["last_action_type"] for row in rows if row["resource_id"] == "D-2"] == ["create", "update", "delete"]


@pytest.mark.parametrize("field", ["", "title"])
def test_takedowns_reach_the_past(data: Path, field: str) -> None:
    """What was taken down, whole or by field, is in no timeline, list or file; a withdrawn page holds it no more."""
    site = site_of(data)
    assert holding(site, CANARY)[CANARY]
    (data / "takedowns.csv").write_text(
        f"publisher,kind,id,field,date,reason\neastmere,decisions,D-2,{field},2026-01-10,It named a child\n"
    )
    assert holding(site_of(data), CANARY)[CANARY] == []
    page = text_of(site / "decisions/eastmere/D-2/index.html")
    assert ("was taken down on 10 January 2026" in page) == (not field)


def test_the_same_bytes_with_and_without_what_is_kept(data: Path, tmp_path: Path) -> None:
    """A first build, a second one and one whose cache was thrown away give the same site."""
    first = digest(site_of(data, "one"))
    assert digest(site_of(data, "two")) == first
    shutil.rmtree(data.parent / ".cache")
    assert digest(site_of(data, "three")) == first


def test_quiet_changes_are_warned_of(data: Path) -> None:
    """A changed amount of an approved decision and an id that went are told, until an update says so or the id is back."""
    said = warnings(data)
    assert any('Amount awarded of "D-1" was changed in the commit of 2025-11-01' in one for one in said)
    assert any('The record "D-2" has not been in the data since the commit of 2025-12-01.' in one for one in said)
    assert len(said) == 2
    update = {"decision_id": "D-1", "date": "2025-10-20", "status": "live", "text": "The board raised the award."}
    write(data, "updates/u.csv", table([update], COLUMNS))
    write(data, "decisions/b.csv", table([decision("D-2")]))
    commit(data, "Say so", "2025-12-02")
    assert warnings(data) == []


def test_an_update_of_before_does_not_count(data: Path) -> None:
    """An update that is older than the version that was changed says nothing about the change."""
    update = {"decision_id": "D-1", "date": "2025-09-30", "status": "live", "text": "It began."}
    write(data, "updates/u.csv", table([update], COLUMNS))
    commit(data, "An old one", "2025-12-02")
    assert len(warnings(data)) == 2


def test_a_gap_that_is_filled_is_no_quiet_change(data: Path) -> None:
    """A date that was not stated before may be added without an update, and what is not approved may be changed."""
    columns = (*decision("D"), "actual_start")
    rows = [decision("D-1", amount_awarded="250.00", actual_start="2025-12-05"), decision("D-3", outcome="deferred")]
    write(data, "decisions/a.csv", table(rows, columns))
    commit(data, "It began", "2025-12-06")
    rows[1]["amount_awarded"] = "1.00"
    write(data, "decisions/a.csv", table(rows, columns))
    commit(data, "Change what is not approved", "2025-12-07")
    assert len(warnings(data)) == 2
