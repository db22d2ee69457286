"""There cannot be more votes than voters."""

from generator.checks.row.votes import check
from tests.checks.making import row, said


def test_more_votes_than_voters_are_reported() -> None:
    """All votes are added up."""
    assert said(check, row("decisions", eligible=12, votes_for=9, votes_against=3, votes_abstain=1)) == [
        "Row 2, eligible: 12 could vote, but 13 votes were counted. Check the figures."
    ]


def test_a_full_turnout_and_points_are_fine() -> None:
    """Everyone may vote, points are not votes, and without the number of voters nothing can be said."""
    full = row("decisions", eligible=12, votes_for=9, votes_against=3)
    points = row("decisions", 3, eligible=12, votes_for=90, vote_method="points")
    assert said(check, full, points, row("decisions", 4, votes_for=9)) == []
