"""Lists of entries in YAML and JSON become sheets."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.problems import sentence
from generator.read.entries import as_sheet, from_json, from_yaml

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real-data"


def table(data: Any) -> list[tuple[str, ...]]:
    sheet, _ = as_sheet(data)
    assert sheet is not None
    return [row.cells for row in sheet.rows]


def json_said(text: str) -> list[str]:
    data, problems = from_json(text)
    assert data is None or not problems
    return [sentence(problem) for problem in problems]


def yaml_said(text: str) -> list[str]:
    return [sentence(problem) for problem in from_yaml(text)[1]]


def test_entries_are_rows_numbered_from_one() -> None:
    """The headings are the names in order of appearance; what an entry does not state is empty."""
    sheet, problems = from_yaml("- id: a\n  country: NO\n- id: b\n  since: 2025-01-02\n")
    assert sheet is not None
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (0, ("id", "country", "since")),
        (1, ("a", "NO", "")),
        (2, ("b", "", "2025-01-02")),
    ]
    assert problems == ()


@pytest.mark.parametrize(
    "data", [[{"id": "a"}], {"services": [{"id": "a"}]}, {"id": "a"}], ids=["list", "mapping of a list", "one"]
)
def test_three_shapes_are_understood(data: Any) -> None:
    """A list, a mapping that holds only that list, or one entry."""
    assert table(data) == [("id",), ("a",)]


def test_values_become_text() -> None:
    """Numbers as written, yes and no, lists joined, null empty."""
    data, _ = from_json('[{"a": 3028.63, "b": 1e3, "c": 10, "d": true, "e": false, "f": null, "g": ["x", 2, null]}]')
    assert table(data)[1] == ("3028.63", "1000", "10", "yes", "no", "", "x; 2")


def test_nested_values_withhold_their_entry() -> None:
    """What cannot be a cell is named, and the row with it."""
    data = [{"id": "a", "place": {"lat": 1}}, {"id": "b", "tags": [["x"]]}, {"id": "c"}, "text"]
    _, problems = as_sheet(data)
    assert [(problem.row, problem.withholds) for problem in problems] == [(1, "row"), (2, "row"), (4, "row")]
    assert [sentence(problem) for problem in problems] == [
        'Row 1: "place" holds an object where text is expected. Write the text itself.',
        'Row 2: "tags" holds a list of lists where text is expected. Write the text itself.',
        "Row 4 is text where a list of names and values is expected. Mend or delete it.",
    ]
    assert [row[0] for row in table(data)] == ["id", "a", "b", "c", ""]


def test_what_is_no_list_is_refused() -> None:
    """A single word is not a record; an empty list is a file without entries."""
    assert sentence(as_sheet("hello")[1][0]).startswith("The file holds text, not a list of entries.")
    assert sentence(as_sheet([])[1][0]).startswith("The file has no entries.")
    assert sentence(as_sheet(None)[1][0]).startswith("The file has no entries.")


def test_json_numbers_keep_every_digit() -> None:
    """Neither pence nor very long numbers are changed, and none raises."""
    data, problems = from_json('{"a": 0.1, "b": 123456789012345678901234567890, "c": 1e99999999999999999999}')
    assert (data, problems) == (
        {"a": Decimal("0.1"), "b": 123456789012345678901234567890, "c": "1e99999999999999999999"},
        (),
    )
    assert len(from_json("[" + "9" * 5000 + "]")[0][0]) == 5000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '{"a": 1,\n "b": [1 2]}',
            "Line 2, character 10 cannot be read as JSON: a comma or a closing bracket should stand here. "
            "Mend it there or just before.",
        ),
        (
            '[{"a": "{x", "b": 1},\n {"c": 1,\n "a" : 2, "c": 3}]',
            'Line 3: "c" appears twice in the same object. Keep one of them.',
        ),
        (
            '[{"a": "NaN",\n "b": NaN}]',
            'Line 2: "NaN" stands where a number should be. Write the number, or null if it is not known.',
        ),
        (
            "[1, -Infinity]",
            'Line 1: "-Infinity" stands where a number should be. Write the number, or null if it is not known.',
        ),
        ("[" * 100_000, "The file is nested more than 60 levels deep. No format that we read needs so many."),
        (
            "[" * 61 + "]" * 61,
            "The file is nested more than 60 levels deep. No format that we read needs so many.",
        ),
        (
            '["\\ud83d\\ude00",\n "a \\ud800 b"]',
            "Line 2 holds half of a character (such as \\ud800). Delete it, or write the whole character.",
        ),
    ],
)
def test_json_faults_are_named_with_their_line(text: str, expected: str) -> None:
    """What is wrong, where, and what to do, never a traceback."""
    assert json_said(text) == [expected]


def test_whole_characters_in_escapes_are_read() -> None:
    """An emoji written as two escapes is a character, and a backslash before ud800 is text."""
    assert from_json('["\\ud83d\\ude00", "\\\\ud800"]') == (["😀", "\\ud800"], ())
    assert from_json("[" * 60 + "]" * 60)[1] == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- id: a\n\tname: b\n", "Line 2 is indented with a tab; use spaces."),
        ("- id: a\n  id: b\n", 'Line 2: "id" appears twice. Keep one of them.'),
        ("- id: &x a\n", "Line 1: anchors (&, *) are not allowed."),
        ("- id: !!python/object a\n", "Line 1: tags (!) are not allowed."),
        ("[" * 20, "Line 1 is nested more than 12 levels deep."),
        ("- id: a: b\n", "Line 1 cannot be read as YAML ("),
        ('- id: "\\UFFFFFFFF"\n', "Line 1 cannot be read as YAML (found invalid Unicode character escape code)."),
        ('- id: a\n- id: "\\ud800"\n', "Line 2 cannot be read as YAML (found invalid Unicode character escape code)."),
        ("- id: a\n" * 700_000, "The YAML file is 5.6 MB; the most for YAML is 5 MB. Save so many entries as CSV."),
    ],
)
def test_yaml_faults_are_named_with_their_line(text: str, expected: str) -> None:
    """What is wrong, where, and what to do."""
    assert yaml_said(text)[0].startswith(expected)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
)


@given(VALUES)
def test_no_data_raises(data: Any) -> None:
    """Each entry is a row, read or withheld."""
    sheet, problems = as_sheet(data)
    assert all(sentence(problem) for problem in problems)
    assert sheet is not None or problems
    if isinstance(data, list) and data:
        assert sheet is not None
        assert [row.number for row in sheet.rows] == list(range(len(data) + 1))
        assert len({len(row.cells) for row in sheet.rows}) == 1


@given(st.text(max_size=60) | st.text(alphabet='{}[]":,\\ud8019eE-. \n\tNaInfty', max_size=60))
@example('{"a":1,"\\u0061":2}')
@example("[1e400, -1E-400]")
def test_no_text_raises(text: str) -> None:
    """Whatever the text, there is data or a sentence."""
    for said in (json_said(text), yaml_said(text)):
        assert all(said)


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
def test_real_json_is_read_or_explained() -> None:
    """Hostile strings come through as they are, a malformed file is explained."""
    data, problems = from_json((REAL / "naughty-strings" / "blns.json").read_text(encoding="utf-8"))
    assert (len(data), problems) == (515, ())
    fixtures = REAL / "360giving-dataquality" / "cove" / "cove_360" / "fixtures"
    for path in sorted([*fixtures.glob("*.json"), *(REAL / "lancashire-procurement").rglob("*.json")]):
        data, problems = from_json(path.read_text(encoding="utf-8"))
        assert bool(problems) == ("malformed" in path.name)
        assert as_sheet(data)
        assert all(sentence(problem) for problem in problems)
