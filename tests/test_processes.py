"""Work on several processes gives what one process gives."""

from functools import partial

from generator.processes import WORTH_A_PROCESS, spread


def times(by: int, number: int) -> int:
    """A piece of work that holds something of its own."""
    return by * number


def test_several_processes_give_in_order_what_one_gives() -> None:
    """Whether it is worth processes or not, the same comes back in the order in which it was given."""
    given = range(20)
    for size in (0, WORTH_A_PROCESS):
        assert list(spread(partial(times, 3), given, size)) == [3 * number for number in given]
