"""A synthetic data folder is the same for the same seed, as large as asked for, and whole."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from generator import build, schemas
from generator.demo import demo
from generator.demo.folder import ROWS_A_FILE, Row, write
from generator.demo.names import organisation_name, place_name
from generator.demo.prose import VOCABULARY, prose
from generator.errors import SettingsError
from generator.problems import sentence
from generator.repository import NOWHERE
from generator.settings import Settings

DATA = Path(__file__).parents[2] / "data"
RECORDS = 200
PUBLISHERS = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of 200 records by three publishers."""
    made = tmp_path_factory.mktemp("demo") / "data"
    demo(made, PUBLISHERS, RECORDS, 7, DATA)
    return made


@pytest.fixture(scope="module")
def built(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> build.Built:
    """The portal of that folder."""
    site = tmp_path_factory.mktemp("site")
    settings = Settings(
        data=folder, definitions=folder, site=site, templates=site, name="Demo", address="", as_of=date(2026, 3, 31)
    )
    return build.portal(settings, NOWHERE)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(folder: Path, kind: str) -> Iterator[dict[str, str]]:
    """The rows of a kind by all publishers."""
    for path in sorted(folder.glob(f"publishers/*/{kind}/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Two folders made with one seed cannot be told apart."""
    demo(tmp_path / "again", PUBLISHERS, RECORDS, 7, DATA)
    assert bytes_of(tmp_path / "again") == bytes_of(folder)


def test_another_seed_gives_other_records(folder: Path, tmp_path: Path) -> None:
    """A different seed changes the records, and leaves what was copied as it is."""
    demo(tmp_path / "other", PUBLISHERS, RECORDS, 8, DATA)
    one, other = bytes_of(folder), bytes_of(tmp_path / "other")
    assert {path: one[path] for path in one if "decisions/" in path} != {
        path: other[path] for path in other if "decisions/" in path
    }
    assert one["schemas/decisions.yml"] == other["schemas/decisions.yml"] == (DATA / "schemas/decisions.yml").read_bytes()


def test_services_and_decisions_are_as_many_as_asked_for(folder: Path) -> None:
    """Of 200 records 40 are services and 160 decisions, and every publisher has its share of both."""
    assert len(list(rows(folder, "services"))) == RECORDS // 5
    assert len(list(rows(folder, "decisions"))) == RECORDS - RECORDS // 5
    assert len(list(folder.glob("publishers/*/publisher.yml"))) == PUBLISHERS


def test_the_other_kinds_stand_in_the_stated_ratios(tmp_path: Path) -> None:
    """For 1,200 decisions: 300 meetings, 800 options, 2,400 payments, 600 results, 600 updates, 100 parties."""
    demo(tmp_path / "data", 1, 1_500, 1, DATA)
    kinds = ("communities", "power", "meetings", "options", "payments", "results", "updates", "parties", "organisations")
    found = {kind: len(list(rows(tmp_path / "data", kind))) for kind in kinds}
    assert found == {
        "communities": 12,
        "power": 300,
        "meetings": 300,
        "options": 800,
        "payments": 2_400,
        "results": 600,
        "updates": 600,
        "parties": 100,
        "organisations": 150,
    }


def test_the_check_finds_no_error(built: build.Built) -> None:
    """Everything is published; nothing is withheld or refused."""
    assert [sentence(problem) for problem in built.problems if problem.severity == "error"] == []
    assert sum(account.ledger.withheld for account in built.portal.accounts) == 0
    assert len(built.portal.records["services"]) + len(built.portal.records["decisions"]) == RECORDS
    assert all(publisher.demonstration for publisher in built.portal.publishers.values())


def test_every_reference_resolves(built: build.Built) -> None:
    """Each id of another record means a record of this portal, organisations and shared areas included."""
    known = schemas.load(DATA)
    dangling: list[tuple[str, str, str]] = []
    looked_at: Counter[str] = Counter()
    for kind, records in built.portal.records.items():
        references = [field for field in known.kinds[kind].fields if field.refers_to]
        for record in (record for record in records if record.publisher):
            for field in references:
                value = record.get(field.name)
                for one in value if isinstance(value, tuple) else filter(None, [value]):
                    looked_at[field.refers_to] += 1
                    if built.portal.resolve(record.publisher, field.refers_to, one) is None:
                        dangling.append((kind, field.name, one))
    assert dangling == []
    assert set(looked_at) >= {"services", "decisions", "communities", "meetings", "funds", "organisations", "areas"}


def test_instalments_make_the_award(folder: Path) -> None:
    """A publisher's payments for a decision add up to what was awarded, to the penny, and awards stay within allocations."""
    for publisher in folder.glob("publishers/*"):
        paid: Counter[str] = Counter()
        for path in publisher.glob("payments/*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    paid[row["decision_id"]] += int(row["amount"].replace(".", ""))
        awarded: dict[str, int] = {}
        for path in publisher.glob("decisions/*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    if row["amount_awarded"]:
                        awarded[row["decision_id"]] = int(row["amount_awarded"].replace(".", ""))
        assert paid == awarded


def test_summaries_read_as_long_as_real_ones() -> None:
    """Sixty words are asked for and come, in sentences."""
    text = prose(Random(1), 60)
    assert len(text.split()) == 60
    assert text[0].isupper()
    assert text.endswith(".")


def test_words_are_as_frequent_as_in_real_prose() -> None:
    """The commonest word comes about twice as often as the second and a hundred times as often as the hundredth."""
    counts = Counter(prose(Random(1), 200_000).lower().replace(".", "").split())
    assert len(VOCABULARY) == 6_000
    assert 1.8 < counts[VOCABULARY[0]] / counts[VOCABULARY[1]] < 2.2
    assert 80 < counts[VOCABULARY[0]] / counts[VOCABULARY[99]] < 125


def test_names_do_not_repeat() -> None:
    """A thousand places and fifty thousand organisations have names of their own."""
    assert len({place_name(number) for number in range(1_000)}) == 1_000
    assert len({organisation_name(number) for number in range(50_000)}) == 50_000


def test_a_long_file_goes_on_in_a_second(tmp_path: Path) -> None:
    """After ten thousand rows a file of the same name with -2 begins, with the same headings."""
    write(tmp_path, (Row("payments/2025", {"payment_id": f"P-{number}"}) for number in range(ROWS_A_FILE + 1)))
    assert (tmp_path / "payments/2025-2.csv").read_text() == f"payment_id\nP-{ROWS_A_FILE}\n"
    assert len((tmp_path / "payments/2025.csv").read_text().splitlines()) == ROWS_A_FILE + 1


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written over."""
    (tmp_path / "kept.txt").write_text("kept")
    with pytest.raises(SettingsError, match=r"holds something already\. Choose a folder that is empty"):
        demo(tmp_path, 1, 100, 1, DATA)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_too_few_records_for_the_publishers_are_refused(tmp_path: Path) -> None:
    """Every publisher has a service and four decisions at least."""
    with pytest.raises(SettingsError, match="4 publishers need at least 20 records; 10 were asked for"):
        demo(tmp_path / "data", 4, 10, 1, DATA)
    assert not (tmp_path / "data").exists()
