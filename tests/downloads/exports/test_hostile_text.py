"""Whatever a text holds, the exports stay what they are, and nothing runs."""

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.artefacts import Offer
from generator.build import Built
from generator.downloads.exports import EXPORTS, exports
from generator.downloads.exports.writing import Money, json_text, package, table
from tests.checks.making import SCHEMAS, portal, row
from tests.downloads.exports.taking import ADDRESS, COUNCIL, NAME, grant, rows, taken, tree
from tests.downloads.exports.test_ocds import choice, service

HOSTILE = [
    "=HYPERLINK(\"https://evil.example/\";\"click\")",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\tTab first",
    "<script>alert(1)</script>",
    "</script><!--",
    "{{7*7}} ${7*7}",
    "\x00\x01\x1f\x7f",
    "a\r\nb\nc",
    '"quoted", and; separated',
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩🏽‍🚀 \u2028\u2029\u202e\ufeff",
    "half \ud83d character",
    "x" * 5000,
    "é" * 5000,
    "__proto__",
    "'=already guarded",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_hostile_text_survives_in_every_file(text: str) -> None:
    """JSON holds it exactly; CSV holds it behind an apostrophe where a spreadsheet would run it; no row is lost or doubled."""
    told = {
        "title": text,
        "summary": text,
        "recipient_name": text,
        "reasons": text,
        "amount_awarded": -1,
        "intervention_code": "E1",
    }
    club = service(name=text, description=text, provider_name=text, provider_org_id=None, contract_ref=text, contract_value=-1)
    chosen = choice(3, title=text, summary=text, recipient_name=text, recipient_org_id=None)
    paid = row("payments", payment_id="P1", date=date(2025, 1, 1), amount=-1, decision_id="D-2", payee_name=text, purpose=text)
    files = taken(portal(grant(2, **told), club, chosen, paid, publishers=[COUNCIL]))
    (found,) = tree(files, "360giving.json")["grants"]
    assert found["title"] == found["decision"]["reasons"] == found["recipientOrganization"][0]["name"] == text
    assert found["amountAwarded"] == "-0.01"
    (release,) = tree(files, "ocds-releases.json")["releases"]
    assert release["tender"]["description"] == text
    assert release["contracts"][0]["value"]["amount"] == "-0.01"
    assert tree(files, "open-referral-services.json")[0]["name"] == text
    written = re.sub("[\ud800-\udfff]", "?", text)
    shown = f"'{written}" if re.match(r"'*[=+\-@\t\r]", text) else written
    for name, heading in (("360giving.csv", "Title"), ("lgtc-grants.csv", "Purpose"), ("ukspf-projects.csv", "Project name"), ("lgtc-contracts.csv", "ContractTitle")):  # fmt: skip
        (line,) = rows(files, name)
        assert line[heading] == shown
    assert rows(files, "lgtc-grants.csv")[0]["Amount"] == "-0.01"


def test_a_key_may_be_anything() -> None:
    """An id that is a formula is guarded in a list, and exact in JSON."""
    files = taken(portal(grant(decision_id="=1+1", summary=None), grant(decision_id="360G-x-=2"), publishers=[COUNCIL]))
    assert [line["record"] for line in rows(files, "not-mapped.csv")] == ["'=1+1"]
    assert tree(files, "360giving.json")["grants"][0]["id"] == "360G-x-=2"


@given(st.recursive(st.text() | st.booleans() | st.integers(), lambda child: st.lists(child) | st.dictionaries(st.text(), child)))
def test_trees_are_written_as_any_json_reader_reads_them(value: Any) -> None:
    """Nothing is lost on the way out."""
    assert json.loads(json_text(value).encode("utf-8", "backslashreplace")) == value


@given(st.integers(-(10**15), 10**15))
def test_money_keeps_every_penny(pence: int) -> None:
    """In JSON and in a cell, without a float on the way."""
    (file,) = table("x.csv", ["Amount"], [[Money(pence)]], Offer("exports", "X"))
    cell = file.content.decode().splitlines()[1]
    assert json_text(Money(pence)) == cell
    pounds, _, rest = cell.partition(".")
    assert int(pounds + rest) == pence
    assert len(rest) == 2


@given(
    st.lists(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")), min_size=1, max_size=4)
)
def test_cells_come_back_as_they_were(texts: list[str]) -> None:
    """Whoever takes one apostrophe off the guarded ones has the text; the offer counts them."""
    (file,) = table("x.csv", ["A"] * len(texts), [texts], Offer("exports", "X"))
    _, line = csv.reader(io.StringIO(file.content.decode(), newline=""))
    risky = [bool(re.match(r"'*[=+\-@\t\r]", text)) for text in texts]
    assert [cell[1:] if guarded else cell for cell, guarded in zip(line, risky, strict=True)] == texts
    assert file.offer and file.offer.guarded == sum(risky)


def test_a_long_package_is_cut_between_its_grants() -> None:
    """Each part is a whole package that can be read alone."""
    trees = [{"id": f"{n}", "text": "x" * 2**20} for n in range(30)]
    made = list(package("x.json", {"version": "1"}, "grants", trees, Offer("exports", "X")))
    assert [file.path for file in made] == ["data/exports/x-1.json", "data/exports/x-2.json"]
    assert [one["id"] for file in made for one in json.loads(file.content)["grants"]] == [f"{n}" for n in range(30)]
    assert [file.offer.rows for file in made if file.offer] == [23, 7]


def test_every_export_stands_alone_and_is_the_same_again(demonstration: Built) -> None:
    """Made one by one or all at once, the bytes are the same; every file is offered, at its own address."""
    whole = [*exports(demonstration.portal, demonstration.schemas, NAME, ADDRESS)]
    single = [made for export in EXPORTS for made in export(demonstration.portal, demonstration.schemas, NAME, ADDRESS)]
    assert whole == single
    assert [made.path.removeprefix("data/exports/") for made in whole] == [
        "360giving.json", "360giving.csv", "ocds-releases.json", "ocds-records.json", "lgtc-contracts.csv", "lgtc-grants.csv",
        "ukspf-projects.csv", "open-referral-services.json", "not-mapped.csv",
    ]  # fmt: skip
    assert all(made.offer and made.offer.group == "exports" and made.offer.title for made in whole)
    rows_told = {made.path: made.offer.rows for made in whole if made.offer}
    assert rows_told["data/exports/360giving.json"] == rows_told["data/exports/360giving.csv"] == 89


def test_an_empty_portal_has_no_packages() -> None:
    """The standards ask for at least one grant or release; lists may be empty."""
    files = taken(portal(publishers=[COUNCIL]), SCHEMAS)
    assert sorted(files) == ["360giving.csv", "lgtc-contracts.csv", "lgtc-grants.csv", "not-mapped.csv", "ukspf-projects.csv"]
    assert rows(files, "not-mapped.csv") == []
