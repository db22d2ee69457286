"""Line breaks of which only letters are left are pointed out once."""

from generator.checks.row.lost_line_breaks import check
from tests.checks.making import row, said


def test_litter_is_reported_once_a_sheet() -> None:
    """However many texts of a row hold it, and in however many rows."""
    rows = [row("services", number, description="One.rnrnTwo.", name="A") for number in (3, 4)]
    assert said(check, *rows) == [
        'Row 3: texts hold "rnrn", where line breaks were lost. They are shown as they are; export them again if you can. '
        "(The same in 1 more row: 4.)"
    ]


def test_words_and_the_files_of_others_are_fine() -> None:
    """A single "rn" is in many words; other formats report for themselves."""
    assert said(check, row("services", description="Eastern and modern corner")) == []
    assert said(check, row("services", description="One.rnrnTwo."), native=False) == []
