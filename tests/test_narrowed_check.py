"""A change is judged by what it can reach, and the judgement is that of the whole portal."""

import csv
import shutil
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from generator import build
from generator.difference import lines
from generator.pull_request import Change, Judgement, change_of, judgement, narrowly, wholly
from generator.report import FORMATS, report
from generator.repository import NOWHERE, touched
from tests.conftest import settings_for
from tests.test_standins import commit, git

OWNERS = ("ashby", "barton", "corby", "denton", "ely", "fenton", "goole")
ORGANISATIONS = [*(f"GB-CHC-{number}" for number in range(6)), "GB-COH-9", "own-4", ""]
NAMES = ["Quay Trust", "Quay Trust Ltd", "Quayside Association", "Hill Club", ""]
FUNDS = ("towns-fund", "own-fund", "")
Rows = Mapping[str, list[dict[str, str]]]  # the rows of each kind
DECISIONS, SERVICES, DAYS = ("D-1", "D-2", "360G-x-1", "ocds-x-2"), ("S-1", "S-2"), ("2025-03-03", "2025-11-05", "2026-05-01")
# Of each kind the fields, each with what it may say. A tuple is of ids: one's own, another publisher's, one that is not there, or none.
SAYS: Mapping[str, Mapping[str, str | list[str] | tuple[str, ...]]] = {
    "services": {
        "service_id": list(SERVICES), "name": ["Club", "Park"], "description": "What it does", "status": "active",
        "service_type": "core", "provider_org_id": ORGANISATIONS, "provider_name": NAMES, "community_id": ("C-1",),
    },
    "decisions": {
        "decision_id": list(DECISIONS), "title": ["Evenings", "Mowing"], "summary": "What for", "decision_date": list(DAYS),
        "decision_type": ["fund_award", "change_service"], "outcome": ["approved", "approved", "rejected"], "reasons": "Why",
        "decided_by_type": ["officer_delegated", "neighbourhood_board"], "binding": ["yes", "no", ""],
        "amount_awarded": ["", "100.00", "250.00"], "service_id": SERVICES, "amends": DECISIONS, "regrant_of": ["", "", "360G-x-1"],
        "community_id": ("C-1",), "fund_id": ["towns-fund", "own-fund", *["towns-fund", ""] * 5, "ashby/own-fund"], "recipient_org_id": ORGANISATIONS,
        "recipient_name": NAMES, "act_by": ["", "2025-12-01"], "delivery_status": ["live", "finished", "planned"],
        "planned_end": ["", "2025-12-01"],
    },
    "payments": {
        "date": list(DAYS), "amount": ["90.00", "200.00"], "decision_id": DECISIONS, "payee_org_id": ORGANISATIONS, "payee_name": NAMES,
    },
    "allocations": {
        "fund_id": ["towns-fund", "own-fund"], "publisher": [*OWNERS, "nobody"], "financial_year": ["2025-26", "2024-25"],
        "amount": ["100.00", "9000.00"],
    },
    "funds": {"fund_id": "own-fund", "name": "Our fund", "funder": "We"},
    "communities": {"community_id": "C-1", "name": "Board", "network_type": "whole_area", "body_type": "neighbourhood_board"},
    "power": {
        "service_id": SERVICES, "community_id": ("C-1",), "state": "in_force", "assessed_on": list(DAYS), "assessed_by": "Us",
        "network_type": "whole_area", "transfer_method": ["binding_meetings", "conversations"], "power_level": "3",
    },
    "meetings": {
        "meeting_id": ["M-1", "M-2"], "title": "Evening", "starts_at": "2025-11-05T19:00:00", "kind": "binding", "community_id": ("C-1",),
        "service_id": SERVICES,
    },
    "updates": {"decision_id": DECISIONS, "date": list(DAYS), "status": ["live", "finished"], "text": "So far"},
    "results": {"decision_id": DECISIONS, "title": ["Visits", "Meals"]},
    "parties": {"kind": "decisions", "id": list(DECISIONS), "name": NAMES[:4], "org_id": ORGANISATIONS, "role": "partner"},
    "organisations": {"org_id": ORGANISATIONS[:-1], "name": NAMES[:4]},
}  # fmt: skip


DECISION = {
    "decision_id": "D-1", "title": "Evenings", "summary": "What for", "decision_date": "2025-03-03", "decision_type": "fund_award",
    "outcome": "approved", "reasons": "Why", "decided_by_type": "officer_delegated", "delivery_status": "live",
}  # fmt: skip


SERVICE = {"service_id": "S-1", "name": "Club", "description": "Every week", "status": "active", "service_type": "core"}


def dealt(chance: Random, kinds: Collection[str] = SAYS.keys()) -> Rows:
    """A few rows of each kind; no two of a kind start with the same value."""
    return {kind: _rows(chance, SAYS[kind]) for kind in sorted(kinds)}


def _rows(chance: Random, says: Mapping[str, str | list[str] | tuple[str, ...]]) -> list[dict[str, str]]:
    rows = [{name: _said(chance, values) for name, values in says.items()} for _ in range(chance.choice([0, 0, 1, 2, 3]))]
    return list({next(iter(row.values())): row for row in rows}.values())


def _said(chance: Random, values: str | list[str] | tuple[str, ...]) -> str:
    if isinstance(values, str):
        return values
    one = chance.choice(values)
    if isinstance(values, list):
        return one
    return chance.choices([one, f"{chance.choice(OWNERS)}/{one}", "nobody/D-1", "D-9", ""], [40, 2, 1, 1, 30])[0]


def lay(data: Path, owner: str, rows: Rows | None, facts: bool = True) -> None:
    """Writes a publisher's folder anew; None takes it away."""
    folder = data / "publishers" / owner
    shutil.rmtree(folder, ignore_errors=True)
    for number, (kind, members) in enumerate(sorted((rows or {}).items())):
        if members:
            write(folder / kind / f"{owner}-{number}.csv", members)
    if rows is not None and facts:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "publisher.yml").write_text(f"id: {owner}\nname: {owner}\nlicence: OGL-UK-3.0\nupdate_frequency: quarterly\n")


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """A table of text as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def begin(data: Path, folders: Mapping[str, Rows | None]) -> None:
    """A committed portal with reference data of its own."""
    write(data / "reference/funds.csv", [{"fund_id": "towns-fund", "name": "Towns Fund", "funder": "Ministry"}])
    write(data / "reference/areas.csv", [{"code": "E07000991", "name": "North", "type": "district"}])
    for owner, rows in folders.items():
        lay(data, owner, rows)
    git(data, "init", "-q", "-b", "main")
    commit(data, "First", "2025-10-01")


def change_in(data: Path) -> Change:
    """What is not committed yet, as a change."""
    files, prefix = touched(data, "HEAD")
    return change_of(settings_for(data), "HEAD", files, prefix)


def told(found: Judgement) -> tuple[object, ...]:
    """Everything that anybody is told of a judgement."""
    forms = [report(found.problems, found.shown, form, "data") for form in FORMATS]
    return found.problems, found.difference, tuple(lines(found.difference)), forms, [one.severity for one in found.problems]


def same_as_whole(data: Path, *, narrowed: bool = True) -> Judgement:
    """The judgement of a change, which is the same both ways, first and again."""
    whole, narrow = both_ways(data)
    assert [one is not None for one in narrow] == [narrowed, narrowed]
    assert all(told(one) == told(whole) for one in narrow if one)
    return whole


def both_ways(data: Path) -> tuple[Judgement, list[Judgement | None]]:
    """The judgement of a change by the whole portal, and twice by what it can reach: None where that is everything."""
    change = change_in(data)
    whole = judgement(change, wholly(change), ())
    pairs = [narrowly(change) for _ in range(2)]
    return whole, [judgement(change, pair, ()) if pair else None for pair in pairs]


def taken_down(data: Path, chance: Random) -> None:
    """A list of takedowns."""
    (data / "takedowns.csv").write_text("publisher,kind,id,field,date,reason\n")
    with (data / "takedowns.csv").open("a") as file:
        for kind, key in chance.sample([("decisions", "D-1"), ("services", "S-1")], chance.randrange(3)):
            file.write(f"{chance.choice(OWNERS)},{kind},{key},,2025-12-01,Personal data\n")


def changed(chance: Random, old: Rows | None) -> Rows | None:
    """What a folder holds after a change: one kind, or everything, is another; or nothing is left."""
    if old is None or chance.random() < 0.3:
        return dealt(chance)
    return {**old, **dealt(chance, chance.sample(sorted(SAYS), 2))} if chance.random() < 0.9 else None


@given(st.integers(0, 2**32))
@settings(max_examples=10)
def test_the_narrow_judgement_is_that_of_the_whole(seed: int) -> None:
    """On random portals whose publishers refer to each other: one folder after another is written anew, spoilt, made or taken away."""
    chance = Random(seed)
    with TemporaryDirectory() as place:
        data = Path(place) / "repository" / "data"
        data.mkdir(parents=True)
        taken_down(data, chance)
        folders: dict[str, Rows | None] = {owner: dealt(chance) for owner in OWNERS[: chance.randrange(3, len(OWNERS) + 1)]}
        begin(data, folders)
        for number in range(3):
            owner = chance.choice(OWNERS)
            folders[owner] = changed(chance, folders.get(owner))
            lay(data, owner, folders[owner], facts=chance.random() < 0.9)
            if touched(data, "HEAD")[0]:
                whole, narrow = both_ways(data)
                assert [told(one) if one else None for one in narrow] == [told(whole)] * 2
                commit(data, f"Change {number}", f"2025-11-{number + 10}")
            if chance.random() < 0.3:
                taken_down(data, chance)
                commit(data, "Taken down", f"2025-11-{number + 10}") if touched(data, "HEAD")[0] else None


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three publishers, committed: barton refers to ashby, corby to nobody."""
    folder = tmp_path / "repository" / "data"
    folder.mkdir(parents=True)
    folders = {
        "ashby": {
            "decisions": [
                {**DECISION, "amount_awarded": "100.00", "recipient_org_id": "GB-CHC-1", "recipient_name": "Quay Trust"}
            ]
        },
        "barton": {"payments": [{"date": "2025-11-05", "amount": "90.00", "decision_id": "ashby/D-1"}]},
        "corby": {"decisions": [{**DECISION, "recipient_org_id": "GB-CHC-1", "recipient_name": "Hill Club"}]},
    }
    begin(folder, folders)
    return folder


def codes(found: Judgement) -> set[tuple[str, str]]:
    """What was found, and of whom."""
    return {(one.code, one.publisher) for one in found.problems}


def test_a_row_that_another_publisher_names_is_missed_there(data: Path) -> None:
    """Who takes a decision away hears of the payment elsewhere that was for it."""
    lay(
        data,
        "ashby",
        {"services": [SERVICE]},
    )
    assert ("reference-dangling", "barton") in codes(same_as_whole(data))


def test_payments_of_another_publisher_are_held_against_a_smaller_award(data: Path) -> None:
    """The award is what changed, the payments stand elsewhere."""
    lay(data, "ashby", {"decisions": [{**DECISION, "amount_awarded": "80.00"}]})
    assert ("payments-above-award", "ashby") in codes(same_as_whole(data))


def test_a_workbooks_text_counts_however_it_is_packed(data: Path) -> None:
    """References in a workbook are known, though its bytes do not show them."""
    folder = data / "publishers" / "barton" / "payments"
    (folder / "barton-0.csv").unlink()
    book = Workbook()
    for row in (["date", "amount", "decision_id"], ["2025-11-05", "90.00", "ashby/D-1"]):
        book.active.append(row)
    book.save(folder / "payments.xlsx")
    assert b"ashby/" not in (folder / "payments.xlsx").read_bytes()
    commit(data, "Packed", "2025-11-01")
    lay(data, "ashby", {"decisions": [{**DECISION, "amount_awarded": "80.00"}]})
    assert ("payments-above-award", "ashby") in codes(same_as_whole(data))


def test_an_allocation_that_another_publisher_states_is_held_against_awards(data: Path) -> None:
    """Whose publisher's money it is stands in a cell without a slash."""
    lay(
        data,
        "corby",
        {"allocations": [{"fund_id": "towns-fund", "publisher": "ashby", "financial_year": "2024-25", "amount": "150.00"}]},
    )
    commit(data, "Allocated", "2025-11-01")
    lay(data, "ashby", {"decisions": [{**DECISION, "amount_awarded": "200.00", "fund_id": "towns-fund"}]})
    assert ("awards-above-allocation", "ashby") in codes(same_as_whole(data))


def test_a_name_is_held_against_the_names_of_publishers_that_are_not_read(data: Path) -> None:
    """The most used name of an organisation is that of all publishers, and who now uses another hears of it wherever it stands."""
    for owner in ("denton", "ely"):
        lay(data, owner, {"decisions": [{**DECISION, "recipient_org_id": "GB-CHC-1", "recipient_name": "Hill Club"}]})
        commit(data, owner, "2025-11-01")
    lay(
        data,
        "ashby",
        {"decisions": [{**DECISION, "title": "Mornings", "recipient_org_id": "GB-CHC-1", "recipient_name": "Quay Trust"}]},
    )
    assert ("organisation-several-names", "ashby") in codes(same_as_whole(data))
    pair = narrowly(change_in(data))
    assert pair is not None
    assert {one.source.publisher for one in pair.after.portal.accounts} == {"", "ashby", "barton"}


def test_only_what_a_change_can_reach_is_read(data: Path) -> None:
    """Once it is known whom the others refer to, nothing of those that no reference leads to is opened."""
    lay(
        data,
        "corby",
        {"decisions": [{**DECISION, "title": "Mornings", "recipient_org_id": "GB-CHC-1", "recipient_name": "Hill Club"}]},
    )
    for _ in range(2):
        pair = narrowly(change_in(data))
        assert pair is not None
        assert {one.source.publisher for one in pair.after.portal.accounts} == {"", "corby"}
    assert sorted(pair.after.portal.publishers) == ["ashby", "barton", "corby"]


@pytest.mark.parametrize(
    "path",
    [
        "reference/funds.csv",
        "takedowns.csv",
        "publishers/barton/notes.csv",
        "publishers/README.txt",
        "schemas/x.yml",
        "publishers/New/x.csv",
    ],
)
def test_what_reaches_further_is_judged_by_the_whole(data: Path, path: str) -> None:
    """Definitions, reference data, takedowns and a second publisher's folder."""
    for name in (path, "publishers/ashby/decisions/more.csv"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("publisher,kind,id,field,date,reason\n" if name == "takedowns.csv" else "fund_id,name,funder\n")
    change = change_in(data)
    assert narrowly(change) is None


def test_shared_records_that_tie_publishers_together_are_judged_by_the_whole(data: Path) -> None:
    """Decisions among the reference data, and shared records that name a publisher's, may tie anybody to anybody."""
    write(data / "reference/shared-decisions.csv", [{**DECISION, "decision_id": "D-7"}])
    commit(data, "Shared", "2025-11-01")
    lay(data, "ashby", {"decisions": [{**DECISION, "amends": "D-7"}]})
    assert both_ways(data)[1] == [None, None]


def test_a_file_that_git_ignores_is_no_reason_to_miss_anything(data: Path) -> None:
    """What git says nothing of may be different in any folder, so everything is read."""
    (data / ".gitignore").write_text("*.tsv\n")
    commit(data, "Ignored", "2025-11-01")
    (data / "publishers/corby/payments").mkdir()
    (data / "publishers/corby/payments/x.tsv").write_text("date\tamount\n2025-11-05\t1.00\n")
    lay(data, "ashby", {"decisions": [{**DECISION, "title": "Mornings"}]})
    assert both_ways(data)[1] == [None, None]


def test_old_findings_elsewhere_are_no_news(data: Path) -> None:
    """A link, a program and a folder that has waited for long are not told again with every change, whichever way it is judged."""
    (data / "publishers/corby/link.csv").symlink_to("publisher.yml")
    (data / "publishers/corby/publisher.yml").chmod(0o755)
    lay(data, "ely", {"services": [SERVICE]})
    commit(data, "Old, and nothing in it has a date", "2024-10-02")
    lay(data, "ashby", {"decisions": [{**DECISION, "title": "Mornings"}]})
    assert {owner for _, owner in codes(same_as_whole(data))} <= {"ashby"}


def test_the_id_that_was_perhaps_meant_is_told_whatever_else_is_wrong(data: Path) -> None:
    """Many dead references elsewhere take no answer from those of a change."""
    dead = [{"date": "2025-11-05", "amount": f"{number}.00", "decision_id": f"X-{number}"} for number in range(1, 61)]
    lay(data, "barton", {"payments": dead})
    commit(data, "Many", "2025-11-01")
    decision = {**DECISION, "decision_id": "evenings-2025"}
    lay(
        data,
        "corby",
        {"decisions": [decision], "payments": [{"date": "2025-11-05", "amount": "1.00", "decision_id": "evening-2025"}]},
    )
    (found,) = (one for one in same_as_whole(data).problems if one.code == "reference-dangling")
    assert found.details["closest"] == ' Closest: "evenings-2025".'


def test_what_is_published_does_not_hang_on_the_day(tmp_path: Path) -> None:
    """What is kept of whom publishers refer to holds on any day, because the day of judgement only adds warnings."""
    chance = Random(1)
    begin(tmp_path, {owner: dealt(chance) for owner in OWNERS})
    early, late = (
        build.portal(replace(settings_for(tmp_path), as_of=day), NOWHERE).portal for day in (date(2020, 1, 1), date(2100, 1, 1))
    )
    assert early.index == late.index
