"""What is filled into a template comes back from it: the same records, the same values, and nothing new to be told."""

import csv
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator import build, schemas
from generator.intake import Intake, take_in
from generator.model import Record, Source
from generator.problems import Problem
from generator.read import workbook
from generator.repository import NOWHERE
from generator.workbooks.existing import existing
from generator.workbooks.template import template
from tests.conftest import AS_OF, ROOT, settings_for

SCHEMAS = schemas.load(ROOT / "data")
PUBLISHERS = ("eastmere", "harrowfen", "thornley", "vale-and-fen")
KINDS = tuple(SCHEMAS.kinds)


@cache
def demonstration() -> build.Built:
    """The demonstration as it stands."""
    return build.portal(settings_for(ROOT / "data"), NOWHERE)


def returned(kinds: Iterable[str], records: Mapping[str, Iterable[Record]], publisher: str = "anytown") -> Intake:
    """What is read from a template of these kinds that was filled with these records."""
    content = template(SCHEMAS, tuple(kinds), {kind: tuple(found) for kind, found in records.items()})
    source = Source(publisher, f"publishers/{publisher}/x.xlsx", "", "native", len(content), "0")
    return take_in(source, content, SCHEMAS, AS_OF)


def told(problems: Iterable[Problem]) -> Counter[tuple[str, str, str]]:
    """How often each finding is made: files change, so places and what depends on them do not count."""
    found: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        found[problem.severity, problem.code, problem.field] += problem.count
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_every_record_of_the_demonstration_comes_back(publisher: str, kind: str) -> None:
    """One kind of one publisher: the same records in the same order, without an error or a conversion."""
    held = existing(demonstration().portal, publisher, [kind])
    back = returned([kind], held.records, publisher)
    assert back.records == held.records[kind]
    assert {problem.severity for problem in back.problems} <= {"warning", "notice"}
    assert not [problem for problem in back.problems if problem.code.endswith(("-converted", "-read"))]


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_a_template_takes_the_place_of_all_files_of_a_publisher(publisher: str, tmp_path: Path) -> None:
    """With every kind in one workbook the portal has the same records, and nothing is told that was not told before."""
    before = demonstration()
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    held = existing(before.portal, publisher, KINDS)
    assert held.shared == ()
    assert held.rows == held.values == 0
    for path in held.replaced:
        (data / path).unlink()
    (data / "publishers" / publisher / "services").mkdir(exist_ok=True)
    (data / "publishers" / publisher / "services" / "all.xlsx").write_bytes(template(SCHEMAS, KINDS, held.records))
    after = build.portal(settings_for(data), NOWHERE)
    assert dict(after.portal.index) == dict(before.portal.index)
    assert told(after.problems) - told(before.problems) == Counter()


TEXTS = [
    "=1+1",
    '=HYPERLINK("https://canary.example/","x")',
    "+44",
    "-1",
    "@SUM(A1)",
    "'0123",
    "''",
    '"quoted"',
    "007",
    "1e5",
    "TRUE",
    "2025-03-04",
    "31/03/2025",
    "#REF!x",
    "a\tb",
    "one\ntwo\n\nthree",
    "one\r\ntwo",
    "one\rtwo",
    "https://example.org/?a=1&b=<2>",
    "mailto:info@example.org",
    "_x0041_ _x000D_ x005F_ _xZZZZ_",
    "<b>&amp;</b> ]]> <!--",
    "Żółć ΑΒΓ 漢字 ﷽ 🏳️‍🌈 e\u0301",
    "non\u00a0breaking\u200bzero\u2028line",
    "x" * 5_000,
    "Total refurbishment",
    "Total",
    "{=1}",
    "Help",
    "yes",
    "0",
    "0.50",
    "12345678901234567890.5",
]
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r\x85")
WORDS = st.sampled_from(TEXTS) | st.text(CHARACTERS, min_size=1, max_size=60)
IDS = st.from_regex(r"[A-Za-z0-9._-]{1,80}", fullmatch=True) | st.sampled_from(["007", "1E5", "1-2", "3.10", "=x"])
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**11), max_value=10**11).map(
    str
) | st.sampled_from(["0.50", "-0.0", "123456789012345.1234567891", "1,234.5"])
MONEY = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**10), max_value=10**10).map(str)
DAYS = st.dates(date(1850, 1, 1), date(2200, 12, 31)).map(str) | st.sampled_from(
    ["1850-01-01", "1900-01-01", "1900-02-28", "1900-03-01", "2200-12-31"]
)
MOMENTS = st.datetimes(datetime(1850, 1, 1), datetime(2200, 12, 31)).map(
    lambda moment: moment.isoformat(sep=" ", timespec="seconds")
) | st.just("2026-03-03 00:00")


def cells(reads: str, codes: list[str]) -> st.SearchStrategy[str]:
    """Cells of a field: what can be read there, and what nobody should write there."""
    known = st.sampled_from(codes) if codes else st.nothing()
    fitting = {
        "id": IDS,
        "ref": IDS | st.just("other/007") | WORDS,
        "refs": st.lists(IDS | WORDS, min_size=1, max_size=4).map(";".join),
        "org_id": IDS | WORDS,
        "money": MONEY,
        "number": NUMBERS,
        "coordinate": NUMBERS,
        "integer": st.integers(-5, 10**15 - 1).map(str),
        "date": DAYS,
        "datetime": MOMENTS,
        "yes_no": st.sampled_from(["yes", "no", "Y", "false"]),
        "code": known,
        "codes": st.lists(known, min_size=1, max_size=3).map("; ".join),
    }
    redacted = st.sampled_from(["REDACTED PERSONAL DATA", "redacted commercial confidentiality"])
    usual = fitting.get(reads, WORDS)
    return st.one_of(*[usual] * 8, st.just(""), redacted)


def tables(kind: str) -> st.SearchStrategy[list[list[str]]]:
    """Some rows of a kind, with a cell for each of its fields."""
    columns = []
    for field in SCHEMAS.kinds[kind].fields:
        column = cells(field.reads, list(SCHEMAS.codelist_of(field).codes) if field.codelist else [])
        columns.append(column.filter(bool) if field.required else st.just("") | column)
    return st.lists(st.tuples(*columns).map(list), min_size=1, max_size=3)


def read_as_csv(kind: str, rows: list[list[str]]) -> Intake:
    """What a CSV file of our own format with these rows gives."""
    file = StringIO(newline="")
    csv.writer(file).writerows([[field.name for field in SCHEMAS.kinds[kind].fields], *rows])
    content = file.getvalue().encode()
    return take_in(Source("anytown", "publishers/anytown/x.csv", kind, "native", len(content), "0"), content, SCHEMAS, AS_OF)


def without_reasons(records: Iterable[Record]) -> list[tuple[str, dict[str, object], set[str]]]:
    """Records by what they state and which fields they withhold: why a value is withheld may become "it is redacted"."""
    return [(record.key, dict(record.values), set(record.withheld)) for record in records]


def is_unread(reason: str) -> bool:
    """Whether a value is withheld as it could not be read: nothing can then stand for it."""
    return reason.startswith(("text-", "excel-"))


class Trip(NamedTuple):
    """The records that went into a template, those that came back, and what was found on the way back that was not before."""

    went: list[tuple[str, dict[str, object], set[str]]]
    came: list[tuple[str, dict[str, object], set[str]]]
    news: Counter[tuple[str, str, str]]


def trip(kind: str, rows: list[list[str]]) -> Trip:
    """Sends what a CSV file gives into a template and back."""
    first = read_as_csv(kind, rows)
    kept = [record for record in first.records if not any(map(is_unread, record.withheld.values()))]
    back = returned([kind], {kind: kept})
    # A sheet without a row says so, which is no finding about what was sent.
    expected = told(first.problems) + Counter({("warning", "headings-only", ""): int(not kept)})
    return Trip(without_reasons(kept), without_reasons(back.records), told(back.problems) - expected)


@pytest.mark.parametrize("kind", KINDS)
# Of long rows, most have a cell that nobody can read, and are not sent.
@settings(max_examples=15, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.data())
def test_hostile_text_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    """Formulas, apostrophes, line breaks, figures that look like dates and letters of any script are all text, and stay it."""
    sent = trip(kind, data.draw(tables(kind)))
    assume(sent.went)
    assert sent.came == sent.went
    assert sent.news == Counter()


@pytest.mark.parametrize("text", TEXTS)
def test_each_hostile_text_comes_back_as_it_was(text: str) -> None:
    """The same for each of a list of texts that are known to go wrong in spreadsheets."""
    sent = trip("updates", [["D-1", "2025-03-04", "live", text, ""]])
    assert len(sent.went) == 1
    assert sent.came == sent.went
    assert sent.news == Counter()


def test_a_record_called_total_is_no_total() -> None:
    """A template has all columns, so that a record fills few of them: its id tells it from the line with the sum."""
    sent = trip("options", [["D-1", "Total refurbishment", "1.00", "", "chosen", ""]])
    assert len(sent.went) == 1
    assert sent.came == sent.went
    assert sent.news == Counter()


@given(WORDS)
@settings(max_examples=100)
def test_no_text_becomes_a_formula(text: str) -> None:
    """Whatever a text begins with, its cell holds that text and no formula."""
    record = Record("organisations", "anytown", "x", {"org_id": "x", "name": text})
    content = template(SCHEMAS, ["organisations"], {"organisations": [record]})
    sheet = next(sheet for sheet in workbook.sheets(content)[0] if sheet.name == "organisations")
    assert sheet.rows[1].cells[1] == text
    assert b"<f>" not in content


def test_what_is_withheld_for_a_persons_sake_stays_withheld() -> None:
    """A value with personal data is not in the template; the cell says that it is redacted, and its row is published as before."""
    rows = [["D-1", "Title", "Ask jo.bloggs@gmail.com", "2025-03-04", "fund_award", "approved", "Because"]]
    rows[0] += ["" for _ in range(len(SCHEMAS.kinds["decisions"].fields) - len(rows[0]))]
    rows[0][[field.name for field in SCHEMAS.kinds["decisions"].fields].index("decided_by_type")] = "cabinet"
    first = read_as_csv("decisions", rows)
    assert first.records[0].withheld == {"summary": "personal-email"}
    content = template(SCHEMAS, ["decisions"], {"decisions": first.records})
    assert b"bloggs" not in content
    back = returned(["decisions"], {"decisions": first.records})
    assert back.records[0].withheld == {"summary": "redacted_personal"}
    assert back.records[0].values == first.records[0].values
