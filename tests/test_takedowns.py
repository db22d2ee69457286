"""What is taken down is nowhere in the site; its page says when and why; nothing else changes."""

import csv
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest

from generator import build
from generator.build import Built
from generator.errors import SettingsError
from generator.model import Ref
from generator.repository import open_repository, timeline
from tests.conftest import ROOT, settings_for
from tests.insides import holding
from tests.test_build import portal_command
from tests.test_standins import commit, git

SMALL = ROOT / "tests" / "portals" / "small" / "data"
CANARY = "Zebrafinch Cantilever"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small portal's data, in git, with a canary in a decision's title and summary."""
    folder = tmp_path / "data"
    shutil.copytree(SMALL, folder)
    path = folder / "publishers/northby/decisions/2025.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= {"title": CANARY, "summary": f"{CANARY} was here"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    git(tmp_path, "init", "-q", "-b", "main")
    commit(folder, "First", "2025-10-01")
    return folder


@pytest.fixture
def published() -> Callable[[Path, Path], Path]:
    """Publishes a data folder as a person would, in the place of what was there."""

    def done(data: Path, site: Path) -> Path:
        said = portal_command("build", "--data", str(data), "--site", str(site), "--as-of", "2026-01-15")
        assert said.returncode == 0, said.stderr
        return site

    return done


def take_down(data: Path, *rows: str) -> None:
    """Writes takedowns.csv with these rows."""
    (data / "takedowns.csv").write_text("\n".join(["publisher,kind,id,field,date,reason", *rows]) + "\n")


def test_a_record_that_was_taken_down_is_nowhere(data: Path, tmp_path: Path, published: Callable[[Path, Path], Path]) -> None:
    """Published twice, then taken down: no file of the site holds it, its address says when and why, and its row counts as withheld."""
    site = tmp_path / "site"
    published(data, site)
    before = published(data, site)
    shown = {name.partition("!")[0].rpartition(".")[2] for names in holding(before, *CANARY.split()).values() for name in names}
    assert shown >= {"html", "csv", "json", "jsonl", "xlsx", "parquet", "sqlite", "zip", "bin", "atom"}, (
        "each format is looked into"
    )
    take_down(data, "northby,decisions,D-1,,2026-11-20,It named a child")
    published(data, site)
    assert holding(site, *CANARY.split()) == {word: [] for word in CANARY.split()}
    page = (site / "decisions/northby/D-1/index.html").read_text()
    assert "This decision was taken down on 20 November 2026." in page
    assert "It named a child" in page
    assert "It named a child" in (site / "quality/northby/index.html").read_text()
    with (site / "data/sources.csv").open(newline="") as file:
        source = next(row for row in csv.DictReader(file) if row["path"].endswith("decisions/2025.csv"))
    assert source["withheld"] == "2", "one row could not be read, the other was taken down"


def test_a_takedown_that_names_nothing_is_said(data: Path, tmp_path: Path) -> None:
    """A misspelt id leaves the record on the site, so the build says so; one that left its file long ago is no mistake."""
    gone = data / "publishers/southby/decisions/gone.csv"
    gone.parent.mkdir(parents=True, exist_ok=True)
    gone.write_text((data / "publishers/northby/decisions/2025.csv").read_text().replace("D-1,", "D-777,"))
    commit(data, "A file", "2025-10-02")
    gone.unlink()
    commit(data, "Without it", "2025-10-03")
    take_down(
        data,
        *(
            f"{owner},decisions,{key},,2026-11-20,Why"
            for owner, key in (("northby", "D-1"), ("northby", "d 1"), ("southby", "D-777"))
        ),
    )
    done = portal_command("build", "--data", str(data), "--site", str(tmp_path / "site"), "--as-of", "2026-01-15")
    said = [line for line in (done.stdout + done.stderr).splitlines() if "takedowns.csv" in line]
    assert said == ['takedowns.csv: northby has, and had, no decisions called "d 1". Check its spelling']


def test_a_field_that_was_taken_down_is_withheld(data: Path, tmp_path: Path, published: Callable[[Path, Path], Path]) -> None:
    """The record stays, without the field, and says when and why; its heading falls back on its id."""
    take_down(
        data, "northby,decisions,D-1,title,2026-11-20,It named a child", "northby,decisions,D-1,summary,2026-11-20,So did this"
    )
    site = published(data, tmp_path / "site")
    assert holding(site, *CANARY.split()) == {word: [] for word in CANARY.split()}
    page = (site / "decisions/northby/D-1/index.html").read_text()
    assert "“Title” was taken down on 20 November 2026: It named a child" in page
    assert "Taken down" in page


MARKS: Final = MappingProxyType(
    {mark: f"{mark}qzw" for mark in "title summary reasons name meeting place join link provider".split()}
)
AMOUNT: Final = "777123.45"


@pytest.fixture
def planted(data: Path) -> Path:
    """Canaries in every sort of record that something is made of, in two versions, with what may never be shown beside them."""
    marks, northby = MARKS, data / "publishers/northby"
    row = {
        "decision_date": "2025-09-03", "decided_by_type": "cabinet", "decision_type": "fund_award", "outcome": "approved", "summary": "s",
        "reasons": "r", "title": "Kept", "amount_awarded": "1",
    }  # fmt: skip
    whole = row | {"decision_id": "T-1", "title": marks["title"], "summary": marks["summary"], "reasons": marks["reasons"]}
    whole |= {"recipient_name": f"{marks['name']} Trust", "recipient_org_id": "GB-CHC-7654321", "amount_awarded": AMOUNT}
    secret = row | {"decision_id": "P-1", "summary": "Write to jo.secretqzw@gmail.com", "reasons": "Ring 07700 900123"}
    secret |= {"recipient_name": "Mr John Secretqzw", "minutes_url": "https://clerk:secretqzw@files.example/"}
    secret |= {"papers_url": "ftp://clerk:secretqzw@files.example/"}
    person = row | {"decision_id": "I-1", "recipient_type": "individual", "recipient_name": "Secretqzw Smith"}
    decided(northby / "decisions/more.csv", [whole, whole | {"decision_id": "F-1"}, secret, person])
    meeting = {
        "starts_at": "2026-02-01T18:00",
        "kind": "binding",
        "status": "planned",
        "online_url": f"https://x.example/{marks['link']}",
    }
    meeting |= {"meeting_id": "M-1", "title": marks["meeting"], "place": marks["place"], "how_to_join": marks["join"]}
    decided(northby / "meetings/m.csv", [meeting])
    service = {"service_id": "S-1", "name": marks["title"], "description": "d", "service_type": "core", "status": "active"}
    service |= {
        "provider_name": marks["provider"],
        "end_date": "2026-06-01",
        "contract_value": AMOUNT,
        "delivery_model": "contract",
    }
    decided(northby / "services/more.csv", [service])
    facts = northby / "publisher.yml"
    facts.write_text(facts.read_text().replace("//www", "//clerk:secretqzw@www"))
    facts.write_text(
        f"{facts.read_text()}files: [{{path: decisions/more.csv, source_url: 'https://clerk:secretqzw@x.example/a'}}]\n"
    )
    awards = data / "publishers/southby/awards.csv"
    head = awards.read_text().splitlines()
    more = (
        f"360G-southby-T,{marks['title']},d,GBP,{AMOUNT},2025-03-01,360G-ORG-qzw,{marks['name']} Group,GB-LAE-ZSB,Southby Council"
    )
    awards.write_text("\n".join([*head, more, more.replace("-T,", "-F,").replace("ORG-qzw", "ORG-2")]) + "\n")
    commit(data, "Second", "2025-10-02")
    decided(
        northby / "decisions/more.csv",
        [whole | {"summary": f"{marks['summary']} again"}, whole | {"decision_id": "F-1"}, secret, person],
    )
    commit(data, "Third", "2025-10-03")
    return data


def decided(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Writes a file of rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def test_nothing_that_may_not_be_shown_is_in_any_file(
    planted: Path, tmp_path: Path, published: Callable[[Path, Path], Path]
) -> None:
    """Neither what was taken down, be it a text, an amount or an organisation, nor personal data, nor a password: in pages, feeds,
    calendars, exports, workbooks, databases and archives, after it was published."""
    site = published(planted, tmp_path / "site")
    looked = ("secretqzw", "07700 900123", "ORG-qzw", "GB-CHC-7654321", "777123.45", "777,123.45", "77712345", *MARKS.values())
    before = holding(site, *looked)
    assert [word for word in looked if not before[word]] == ["secretqzw", "07700 900123"]
    assert {name.rpartition(".")[2] for name in before[MARKS["meeting"]]} >= {"ics", "csv", "json", "html"}
    fields = ("title", "summary", "reasons", "recipient_name", "recipient_org_id", "amount_awarded")
    take_down(
        planted,
        *(
            f"northby,{kind},{key},,2026-01-10,why"
            for kind, key in (("decisions", "T-1"), ("meetings", "M-1"), ("services", "S-1"))
        ),
        *(f"northby,decisions,F-1,{field},2026-01-10,why" for field in fields),
        "southby,decisions,360G-southby-T,,2026-01-10,why",
        *(f"southby,decisions,360G-southby-F,{field},2026-01-10,why" for field in ("title", "recipient_name", "amount_awarded")),
    )
    published(planted, site)
    assert holding(site, *looked) == {word: [] for word in looked}


def test_an_organisation_that_another_row_names_stays(data: Path, built: Callable[[Path], Built]) -> None:
    """Only what a single row told of goes with that row."""
    cafe = Ref("organisations", "southby", "GB-CHC-9999902")
    take_down(data, "southby,decisions,360G-southby-105177/Z/14/Z,,2026-01-10,why")
    assert cafe not in built(data).portal.index
    awards = data / "publishers/southby/awards.csv"
    row = "360G-southby-3,Teapots,Six teapots,GBP,60,2025-03-02,GB-CHC-9999902,Southby Repair Café,GB-LAE-ZSB,Southby Council"
    awards.write_text(f"{awards.read_text().rstrip()}\n{row}\n")
    assert built(data).portal.index[cafe].values["name"] == "Southby Repair Café"


def test_what_left_the_file_before_it_was_taken_down_is_not_in_its_past(planted: Path) -> None:
    """Whoever takes the row out of the file first, as the guide says, does not find its recipient among what was withdrawn."""
    awards = planted / "publishers/southby/awards.csv"
    awards.write_text("\n".join(line for line in awards.read_text().splitlines() if "southby-T" not in line) + "\n")
    commit(planted, "Fourth", "2025-10-04")
    settings = settings_for(planted)
    assert "ORG-qzw" in repr(build.portal(settings, open_repository(planted), line=timeline(planted)).history)
    take_down(planted, "southby,decisions,360G-southby-T,,2026-01-10,why")
    assert "ORG-qzw" not in repr(build.portal(settings, open_repository(planted), line=timeline(planted)).history)


def test_a_finding_does_not_repeat_what_was_taken_down(data: Path, built: Callable[[Path], Built]) -> None:
    """A problem about the row is still counted, without its value."""
    path = data / "publishers/northby/decisions/2025.csv"
    path.write_text(path.read_text().replace(f"{CANARY} was here", f'<img alt="{CANARY}">'.replace('"', "'")))
    assert any(CANARY in repr(problem) for problem in built(data).problems)
    take_down(data, "northby,decisions,D-1,,2026-11-20,It named a child")
    after = built(data)
    assert not any(CANARY in repr(problem) for problem in after.problems)
    assert Ref("decisions", "northby", "D-1") not in after.portal.index


def test_a_row_that_was_never_published_is_not_repeated_either(data: Path, built: Callable[[Path], Built]) -> None:
    """A decision whose row is withheld for an error can be taken down, too: the finding stays, its value goes."""
    assert any("1.005" in repr(problem) for problem in built(data).problems)
    take_down(data, "northby,decisions,D-3,,2026-11-20,It named a child")
    after = built(data)
    assert not any("1.005" in repr(problem) for problem in after.problems)
    assert any(problem.code == "money-decimals" for problem in after.problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("publisher,kind\nnorthby,decisions\n", "the first row must be publisher,kind,id,field,date,reason"),
        ("publisher,kind,id,field,date,reason\nnorthby,decisions,D-1,,yesterday,why\n", '"yesterday" is not a date'),
        ("publisher,kind,id,field,date,reason\nnorthby,decision,D-1,,2026-11-20,why\n", '"decision" is not one of'),
        ("publisher,kind,id,field,date,reason\nnorthby,decisions,D-1,tittle,2026-11-20,why\n", '"tittle" is not a field of it'),
        ("publisher,kind,id,field,date,reason\nnorthby,decisions,,,2026-11-20,why\n", "must all be given"),
        ('publisher,kind,id,field,date,reason\nnorthby,decisions,"D-1,,2026-11-20,why\n', "cannot be read"),
    ],
)
def test_a_takedown_that_cannot_be_read_stops_the_build(data: Path, built: Callable[[Path], Built], text: str, said: str) -> None:
    """Nothing is built, rather than something shown that must not be; the sentence names the row."""
    (data / "takedowns.csv").write_text(text)
    with pytest.raises(SettingsError, match=said):
        built(data)
