"""The templates that the site offers are whole, in order and ready to be filled in."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from generator import schemas
from generator.artefacts import Artefact
from generator.columns import ranked
from generator.intake import take_in
from generator.model import Source
from generator.workbooks.offered import templates
from tests.conftest import ROOT

SCHEMAS = schemas.load(ROOT / "data")
OFFERED = {artefact.path: artefact for artefact in templates(SCHEMAS)}


def test_there_is_one_for_each_kind_that_publishers_hold_and_one_for_all() -> None:
    """Areas are shared by all publishers, so nobody fills them in."""
    kinds = [kind for kind in ranked(SCHEMAS.kinds) if kind != "areas"]
    assert list(OFFERED) == [f"data/templates/{name}.xlsx" for name in (*kinds, "all-kinds")]
    book = openpyxl.load_workbook(BytesIO(OFFERED["data/templates/all-kinds.xlsx"].content))
    assert book.sheetnames == ["Help", *kinds, "Codes"]


def test_the_guide_names_the_same_kinds() -> None:
    """What a publisher reads of in the guide can be taken from the site."""
    guide = (ROOT / "content/guides/publishing.md").read_text()
    table = guide.split("| Folder | One row is |")[1].split("\n\n")[0]
    named = {line.split("`")[1] for line in table.splitlines() if "`" in line}
    assert {f"data/templates/{kind}.xlsx" for kind in named} == set(OFFERED) - {"data/templates/all-kinds.xlsx"}


def test_each_is_offered_under_a_name_of_its_own() -> None:
    """In the list of files, with the kind it is for."""
    titles = [artefact.offer.title for artefact in OFFERED.values() if artefact.offer]
    assert len(set(titles)) == len(OFFERED)
    assert {artefact.offer.group for artefact in OFFERED.values() if artefact.offer} == {"templates"}


@pytest.mark.parametrize("artefact", OFFERED.values(), ids=lambda artefact: artefact.path)
def test_an_empty_one_is_no_mistake(artefact: Artefact) -> None:
    """Handed in as it is, nothing is found in it and nothing published; made again it has the same bytes."""
    source = Source("anytown", artefact.path, "services", "native", len(artefact.content))
    taken = take_in(source, artefact.content, SCHEMAS, date(2026, 1, 15))
    assert [problem for problem in taken.problems if problem.severity == "error"] == []
    assert taken.records == ()
    again = {one.path: one.content for one in templates(SCHEMAS)}
    assert again[artefact.path] == artefact.content
