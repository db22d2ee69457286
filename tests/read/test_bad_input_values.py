"""Bad values and the one sentence that each of them gets: money, dates, ids, codes, texts and personal data."""

from pathlib import Path

import pytest

from tests.feeding import as_csv, told

ID_MAY_USE = "An id may only use letters, digits, full stops, underscores and hyphens."
NOT_REPEATED = "Remove it (we have not repeated it here)."


def said_of(data: Path, *changes: dict[str, str]) -> list[str]:
    """The sentences about a CSV file with a decision for each mapping, which differs from a good one in the cells named."""
    found = told(data, {"decisions/a.csv": as_csv(*changes)})
    assert {path for path, _ in found} <= {"decisions/a.csv"}
    return [sentence for _, sentence in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("N/A", '"N/A". Leave the cell empty if it is not known.'),
        ("1.000,00", '"1.000,00" has the comma where we write a full stop. Write it like 1234.50.'),
        ("1.2E+05", '"1.2E+05" is Excel shorthand; the real number may be lost. Format the column as Number.'),
        ("1.005", '"1.005" has 3 decimal places. Write pounds and pence, like 1234.50.'),
        ("１２３４", '"１２３４" has digits of another script. Type it with the ordinary digits 0 to 9.'),
        ("10000000000.01", '"10000000000.01" is more than £10 billion. Check the figure.'),
        ("#REF!", 'Excel error "#REF!". Paste the value.'),
    ],
    ids=["N/A", "1.000,00", "1.2E+05", "1.005", "full-width", "over £10bn", "#REF!"],
)
def test_money(text: str, expected: str, tmp_path: Path) -> None:
    """What could be read two ways, or has lost something, is quoted."""
    assert said_of(tmp_path, {"amount_awarded": text}) == [f"Row 2, amount_awarded: {expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30/02/2025", "30 February 2025 does not exist. Correct the date."),
        ("45000", '"45000" is an Excel day number (2023-03-15). Format the column as Date.'),
        ("Dec-25", '"Dec-25" has no day; write 2025-12-01.'),
        ("0001-01-01", '"0001-01-01" is in the year 0001. Correct the year.'),
        ("2062-03-03", '"2062-03-03" is in the future (today is 2026-01-15). Check the date.'),
    ],
    ids=["30 Feb", "serial", "Dec-25", "0001", "future"],
)
def test_dates(text: str, expected: str, tmp_path: Path) -> None:
    """What is wrong with the date, and the date it could have been where that can be told."""
    assert said_of(tmp_path, {"decision_date": text}) == [f"Row 2, decision_date: {expected}"]


def test_dates_end_before_start(tmp_path: Path) -> None:
    """Both are named, because either can be the wrong one."""
    assert said_of(tmp_path, {"planned_start": "2025-04-01", "planned_end": "2025-03-01"}) == [
        'Row 2, planned_end: "2025-03-01" is before its start, 2025-04-01 (planned_start). Check both dates.'
    ]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["A1", "A1"], 'Rows 2 and 3 have the same id "A1".'),
        (
            ["A1", "a1"],
            'Rows 2 and 3: the ids "A1" and "a1" differ only in capitals, spaces or accents; their addresses would clash.',
        ),
        (
            ["1.23457E+11"],
            'Row 2, decision_id: "1.23457E+11". Excel shortened it. Format the column as Text and re-enter.',
        ),
        (
            ["0015", "0016", "17"],
            'Row 4, decision_id: "17" seems to have lost its leading zeros; others in this column have 4 digits. '
            "Format the column as Text and re-enter.",
        ),
        (["../x"], f'Row 2, decision_id: "../x" holds a slash (/). {ID_MAY_USE}'),
        (
            ["CON"],
            'Row 2, decision_id: "CON" cannot be used, because Windows keeps that name for itself. Add a letter or digit.',
        ),
        (["🎉"], f'Row 2, decision_id: "🎉" holds "🎉". {ID_MAY_USE}'),
        (["A\n1"], f'Row 2, decision_id: "A 1" holds a line break. {ID_MAY_USE}'),
        (["x" * 10_000], "Row 2, decision_id: the id has 10,000 characters; the most is 80. Use a shorter reference."),
    ],
    ids=["duplicate", "case", "1.23457E+11", "lost zeros", "../x", "CON", "emoji", "newline", "10k long"],
)
def test_ids(ids: list[str], expected: str, tmp_path: Path) -> None:
    """An id becomes an address, so it must be one, and one of its own."""
    assert said_of(tmp_path, *({"decision_id": name} for name in ids)) == [expected]


def test_code_not_in_its_list(tmp_path: Path) -> None:
    """The words it may be, and the closest of them."""
    assert said_of(tmp_path, {"outcome": "aproved"}) == [
        'Row 2, outcome: "aproved" is not one of: approved, approved_with_conditions, rejected, deferred, withdrawn. '
        'Closest: "approved".'
    ]


def test_dangling_reference(tmp_path: Path) -> None:
    """What the id should be found among, and the closest id there."""
    files = {"decisions/a.csv": as_csv({"fund_id": "arts-fund"}), "funds/a.csv": b"fund_id,name\narts-fund-2025,Arts\n"}
    assert told(tmp_path, files) == [
        ("decisions/a.csv", 'Row 2, fund_id: "arts-fund" is not in funds. Closest: "arts-fund-2025".')
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("title", "=1+1", 'starts with "=", which spreadsheets run as a formula. Re-word it.'),
        ("title", "@SUM(A1)", 'starts with "@", which spreadsheets run as a formula. Re-word it.'),
        ("title", "+cmd", 'starts with "+", which spreadsheets run as a formula. Re-word it.'),
        (
            "title",
            "\tHub",
            "starts with a tab, which makes some spreadsheets run a text as a formula. We left it out; delete it.",
        ),
        ("title", "The <script>alert(1)</script> hub", 'published as plain text; holds web code "<script>". Is this meant?'),
        (
            "papers_url",
            "javascript:alert(1)",
            '"javascript:alert(1)" must start https:// or http:// and have no spaces; it is shown as text, not as a link.',
        ),
    ],
    ids=["=", "@", "+", "TAB", "web code", "javascript: URL"],
)
def test_texts_that_could_run(name: str, text: str, expected: str, tmp_path: Path) -> None:
    """Nothing of it runs here; the sentence is for those who open the download."""
    assert said_of(tmp_path, {name: text}) == [f"Row 2, {name}: {expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to jane.smith@gmail.com", f"looks like a personal e-mail address. {NOT_REPEATED}"),
        ("Call Jane on 07700 900123", f"looks like a person's telephone number. {NOT_REPEATED}"),
        ("Her number is AB 12 34 56 C", f"looks like a National Insurance number. {NOT_REPEATED}"),
        (
            "Sort code 12-34-56, account 12345678",
            "looks like a bank sort code and account number. Remove them (we have not repeated them here).",
        ),
        ("Jane was born on 3 March 1980", f"looks like a person's date of birth. {NOT_REPEATED}"),
    ],
    ids=["e-mail", "telephone", "National Insurance", "bank account", "date of birth"],
)
def test_personal_data(text: str, expected: str, tmp_path: Path) -> None:
    """It is said where it stands and what it looks like, never what it is."""
    assert said_of(tmp_path, {"summary": text}) == [f"Row 2, summary: {expected}"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("individual", "grants to individuals must not show a name. Write REDACTED PERSONAL DATA."),
        (
            "private",
            "looks like the name of a person, not of an organisation. "
            "Write REDACTED PERSONAL DATA (we have not repeated it here).",
        ),
    ],
)
def test_personal_data_in_names(kind: str, expected: str, tmp_path: Path) -> None:
    """A person who is given money is not named, nor by the sentence."""
    found = said_of(tmp_path, {"recipient_type": kind, "recipient_name": "Mrs Jane Smith"})
    assert found == [f"Row 2, recipient_name: {expected}"]


@pytest.mark.parametrize("text", ["jane.smith@gmail.com", "07700 900123", "AB 12 34 56 C"])
def test_personal_data_in_the_wrong_column(text: str, tmp_path: Path) -> None:
    """A value that is quoted because it cannot be read is not repeated either."""
    assert said_of(tmp_path, {"amount_awarded": f"ask {text}"}) == [
        'Row 2, amount_awarded: "ask (personal data, not repeated)" is not an amount of money. Write it like 1234.50.'
    ]
