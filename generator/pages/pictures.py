"""What pages show as pictures: shapes with their places reckoned, each with its words, drawn by the macro it names."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from generator import urls, words
from generator.measures import Sum, Tally
from generator.pages.views import Link
from generator.standing.holders import ADVICE, BODY, COMMUNITY, HOLDERS, NOT_STATED, SHARED

RUNG: Final = 36  # the height of a rung and the gap above it
STEPS_WIDTH: Final = 300
STEP: Final = 24
HOLDER_TITLES: Final[Mapping[str, str]] = {
    COMMUNITY: "Community-held bodies",
    SHARED: "Shared bodies",
    BODY: "The public body itself",
    ADVICE: "Advice only, or not confirmed yet",
    NOT_STATED: "Not stated",
}
MONEY_NOTE: Final = (
    "Approved awards, by who took them. A community or shared body counts where its decision is binding and confirmed. "
    "If a later decision changes an award, the later amount counts."
)
HOLDER_PLACES: Final[Mapping[str, str]] = {
    COMMUNITY: urls.term("community-held"),
    SHARED: urls.term("shared"),
    BODY: urls.term("body-held"),
    ADVICE: urls.term("ratified"),
    NOT_STATED: urls.term("not-stated"),
}


class Question(NamedTuple):
    """One of the four questions, its answer in a few words, what that means, and where the term is explained."""

    question: str
    answer: str
    meaning: str
    address: str


class Questions(NamedTuple):
    """The four questions, answered."""

    title: str
    questions: tuple[Question, ...]
    note: str = ""
    macro: str = "questions"


class Rung(NamedTuple):
    """A level of the ladder: its number and title, where it stands, whether power stands on it now, and what is planned on it."""

    level: str
    title: str
    y: int
    now: bool
    ahead: str


class Ladder(NamedTuple):
    """The power ladder, top rung first; `said` tells it to those who cannot see it, `standing` names who stands where."""

    title: str
    said: str
    rungs: tuple[Rung, ...]
    height: int
    standing: tuple[tuple[str, Link], ...]
    macro: str = "ladder"


class Steps(NamedTuple):
    """Levels over time as a line of steps: its points, and the days under it."""

    title: str
    said: str
    points: str
    dots: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, int], ...]
    days: tuple[tuple[str, str, str], ...]
    width: int
    height: int
    macro: str = "steps"


class Verdict(NamedTuple):
    """A claim against the record: the verdict as a word, why, and the record that shows it."""

    word: str
    tone: str
    sentence: str
    shown: Link
    warn: str = ""


class Verdicts(NamedTuple):
    """Claims against the record."""

    title: str
    verdicts: tuple[Verdict, ...]
    note: str
    macro: str = "verdicts"


class Bar(NamedTuple):
    """A row of a table with a bar: its name, its figures, and the bar's length of 100; `tone` tells it from its neighbours."""

    label: Link
    figures: tuple[str, ...]
    width: str
    tone: str = ""


class Bars(NamedTuple):
    """A table whose rows are bars, too."""

    caption: str
    headings: tuple[str, ...]
    bars: tuple[Bar, ...]
    note: str = ""
    anchor: str = ""
    macro: str = "bars"


class Moment(NamedTuple):
    """A point of a timeline: when, what, more words, and whether it has happened, lies ahead or was missed."""

    when: str
    title: str
    text: str
    tone: str


class Timeline(NamedTuple):
    """What happened in order; `stands` is how things stand, in a word and a sentence."""

    title: str
    word: str
    tone: str
    sentence: str
    moments: tuple[Moment, ...]
    macro: str = "timeline"


class Stage(NamedTuple):
    """A bar of the flow of money: what it is, how much, and its parts by who decided (start, length, tone) of 300."""

    title: str
    amount: str
    y: int
    parts: tuple[tuple[str, str, str], ...]


class Flow(NamedTuple):
    """Money from allocation to outcome, a bar below the other on one scale."""

    title: str
    said: str
    stages: tuple[Stage, ...]
    height: int
    note: str
    macro: str = "flow"


def share(part: int, whole: int) -> str:
    """A part of a whole as the length of a bar, 0 to 100."""
    return f"{100 * max(part, 0) / whole:.1f}".removesuffix(".0") if whole > 0 else "0"


def percent(part: int, whole: int) -> str:
    """A part of a whole in words: 12%, under 1%, or a dash where there is no whole."""
    if whole <= 0:
        return "–"
    exact = 100 * part / whole
    return "under 1%" if 0 < exact < 1 else f"{exact:.0f}%"


def holder_bars(tally: Tally, currency: str, caption: str, note: str) -> Bars:
    """Money and awards by who decided, in one currency."""
    sums = tally.money.get(currency, {})
    whole = tally.total(currency)
    bars = tuple(
        Bar(Link(HOLDER_TITLES[one], HOLDER_PLACES[one]), _figures(sums.get(one, Sum()), whole, currency), share(sums.get(one, Sum()).pence, whole.pence), one)
        for one in HOLDERS
        if one in sums or one == COMMUNITY
    )  # fmt: skip
    total = Bar(Link("All awards"), (f"{whole.awards:,}", words.money(whole.pence, currency), ""), "", "total")
    return Bars(caption, ("Who decided", "Awards", "Money", "Share"), (*bars, total), note, f"decided-{currency.lower()}")


def _figures(one: Sum, whole: Sum, currency: str) -> tuple[str, ...]:
    return f"{one.awards:,}", words.money(one.pence, currency), percent(one.pence, whole.pence)


def counted_bars(
    caption: str, heading: str, counts: Sequence[tuple[Link, int, str]], noun: str, note: str = "", anchor: str = ""
) -> Bars:
    """Numbers as bars, with the share of their sum."""
    whole = sum(number for _, number, _ in counts)
    bars = tuple(
        Bar(label, (f"{number:,}", percent(number, whole)), share(number, whole), tone) for label, number, tone in counts
    )
    return Bars(caption, (heading, noun, "Share"), bars, note, anchor)


def money_bars(caption: str, heading: str, sums: Sequence[tuple[Link, Sum]], currency: str, anchor: str, note: str = "") -> Bars:
    """Sums of awards as bars, the longest being the largest."""
    largest = max((one.pence for _, one in sums), default=0)
    bars = tuple(
        Bar(label, (f"{one.awards:,}", words.money(one.pence, currency)), share(one.pence, largest)) for label, one in sums
    )
    return Bars(caption, (heading, "Awards", "Money"), bars, note, anchor)


def ladder(
    title: str, levels: Mapping[str, str], now: str, ahead: Mapping[str, str], standing: Sequence[tuple[str, Link]]
) -> Ladder:
    """The ladder of all levels with the rung that power stands on now, and those it is to stand on."""
    top = sorted(levels, reverse=True)
    rungs = tuple(
        Rung(level, levels[level], 4 + number * RUNG, level == now, ahead.get(level, "")) for number, level in enumerate(top)
    )
    told = f"Level {now} of 4: {levels[now].lower()}." if now in levels else "The level is not stated."
    told += "".join(
        f" {words.opening(word)}: level {level}, {levels[level].lower()}." for level, word in ahead.items() if level in levels
    )
    return Ladder(title, told, rungs, 8 + len(top) * RUNG, tuple(standing))


def steps(title: str, held: Sequence[tuple[date, str]], until: date) -> Steps:
    """Levels over time; `held` pairs each day with the level from then on, in order, at least two of them."""
    first = held[0][0]
    span = max((until - first).days, 1)
    spots = [(round(30 + STEPS_WIDTH * (day - first).days / span, 1), 10 + (4 - int(level)) * STEP) for day, level in held]
    line = [f"{spots[0][0]},{spots[0][1]}"]
    for (_, before), (x, y) in pairwise(spots):
        line += (f"{x},{before}", f"{x},{y}")
    line.append(f"{30 + STEPS_WIDTH},{spots[-1][1]}")
    said = words.opening("; ".join(f"level {level} from {words.day(day)}" for day, level in held)) + "."
    height = 10 + 4 * STEP
    days = (("30", "start", str(first.year)), (str(30 + STEPS_WIDTH), "end", str(until.year)))
    levels = tuple((str(level), 10 + (4 - level) * STEP) for level in range(5))
    return Steps(title, said, " ".join(line), tuple((str(x), str(y)) for x, y in spots), levels, days, STEPS_WIDTH + 40, height)


def flow(title: str, stages: Sequence[tuple[str, str, Sequence[tuple[int, str]]]], note: str) -> Flow:
    """Stages of money on one scale; each has a title, its amount in words, and its parts in pence with their tones."""
    longest = max((sum(pence for pence, _ in parts) for _, _, parts in stages), default=0)
    drawn = []
    for number, (name, amount, parts) in enumerate(stages):
        start, shown = 0.0, []
        for pence, tone in parts:
            length = 300 * max(pence, 0) / longest if longest else 0
            shown.append((f"{start:.1f}", f"{max(length - 1, 0):.1f}", tone))
            start += length
        drawn.append(Stage(name, amount, 4 + number * 44, tuple(shown)))
    told = words.opening("; ".join(f"{name.lower()}: {amount}" for name, amount, _ in stages)) + "."
    return Flow(title, told, tuple(drawn), 4 + len(stages) * 44, note)
