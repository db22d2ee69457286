"""A decision: who held it, the money, and what became of it as a timeline."""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Final

from generator import words
from generator.model import Record
from generator.pages.pictures import Bar, Bars, Moment, Timeline, Verdict, Verdicts, share
from generator.pages.site import Site
from generator.pages.views import Link
from generator.standing.decisions import APPROVED, state
from generator.standing.follow_through import ACTED_ON, CLOSED, IN_PROGRESS, LATE, NOT_STATED, OVERDUE, FollowThrough
from generator.standing.holders import ADVICE, BODY, COMMUNITY, SHARED, holder
from generator.standing.holders import NOT_STATED as UNKNOWN

Panel = Bars | Timeline | Verdicts
WHOSE: Final = {
    COMMUNITY: ("Community-held.", "Local people decided it themselves, and it must be acted on."),
    SHARED: ("Shared.", "Local people and others decided it together, and it must be acted on."),
    BODY: ("Body-held.", "The public body decided it itself."),
    ADVICE: ("Advice, so far.", "It does not have to be acted on, or it waits to be confirmed."),
    UNKNOWN: ("Not stated.", "Who decided it, or whether it must be acted on, is not stated."),
}
VERDICTS: Final = {
    holds: Verdicts("Whose decision it is", (Verdict(word, holds, sentence, Link("")),), "")
    for holds, (word, sentence) in WHOSE.items()
}
WORDS: Final = {
    ACTED_ON: "Acted on.",
    LATE: "Acted on late.",
    IN_PROGRESS: "In progress.",
    OVERDUE: "Overdue.",
    CLOSED: "Closed early.",
    NOT_STATED: "Not stated.",
}


MOMENTS: Final = (
    ("decision_date", "Decided", "done"),
    ("ratified_date", "Confirmed", "done"),
    ("act_by", "To be acted on by this day", "due"),
    ("planned_start", "Planned start", "due"),
    ("actual_start", "Started", "done"),
    ("planned_end", "Planned end", "due"),
    ("actual_end", "Ended", "done"),
)


def decision_panels(site: Site, record: Record) -> Iterator[Panel]:
    """The panels of a decision's page; the first says whose decision it is."""
    yield VERDICTS[holder(record, site.schemas, site.portal.as_of)]
    yield from _votes(record)
    yield from _money(site, record)
    timeline = _timeline(site, record)
    if timeline:
        yield timeline


def _votes(record: Record) -> Iterator[Bars]:
    cast = [
        (title, record.get(name))
        for title, name in (("For", "votes_for"), ("Against", "votes_against"), ("Abstained", "votes_abstain"))
    ]
    stated = [(title, number) for title, number in cast if number is not None]
    whole = sum(number for _, number in stated)
    if len(stated) > 1 and whole:
        bars = tuple(Bar(Link(title), (f"{number:,}",), share(number, whole), title.lower()) for title, number in stated)
        eligible, took = record.get("eligible"), record.get("participants")
        note = f"{took:,} of {eligible:,} people who could vote took part." if eligible and took else ""
        yield Bars("How the vote went", ("Vote", "Votes"), bars, note, "votes")


def _money(site: Site, record: Record) -> Iterator[Bars]:
    amount = site.measures.amounts.get(record.ref, record)
    asked, awarded = record.get("amount_requested"), amount.get("amount_awarded")
    payments = site.portal.children(record.ref, "payments")
    paid = sum(payment.get("amount") or 0 for payment in payments)
    sums = [("Asked for", asked), ("Awarded", awarded)] + ([("Paid so far", paid)] if payments else [])
    stated = [(title, pence) for title, pence in sums if pence is not None]
    if len(stated) > 1:
        currency = record.get("currency") or "GBP"
        longest = max(pence for _, pence in stated)
        bars = tuple(
            Bar(Link(title), (words.money(pence, currency if title != "Paid so far" else "GBP"),), share(pence, longest))
            for title, pence in stated
        )
        note = "The amount was changed by a later decision; the latest holds." if amount is not record else ""
        yield Bars("Asked for, awarded, paid", ("Money", "Amount"), bars, note, "money")


def _timeline(site: Site, record: Record) -> Timeline | None:
    if record.get("outcome") not in APPROVED:
        return None
    stands = site.measures.follow_through.get(record.ref)
    moments = sorted(_moments(site, record, stands), key=itemgetter(0))
    if len(moments) < 2 and not stands:
        return None
    word, tone, sentence = _stands(site, record, stands)
    return Timeline("What has become of it", word, tone, sentence, tuple([moment for _, moment in moments]))


def _stands(site: Site, record: Record, stands: FollowThrough | None) -> tuple[str, str, str]:
    if stands:
        due = f" It was to be acted on by {words.day(stands.due)}." if stands.due else ""
        begun = f" It began on {words.day(stands.begun)}." if stands.begun else ""
        return WORDS[stands.state], stands.state, f"This decision is binding.{due}{begun}"
    now = state(site.portal, record)
    title = site.schemas.codelists["delivery_status"].title(now) if now else words.NOT_STATED
    binds = "It is not binding." if record.get("binding") is False else "Whether it must be acted on is not stated."
    return f"{title}.", "plain", binds if record.get("binding") is not True else "It waits to be confirmed."


def _moments(site: Site, record: Record, stands: FollowThrough | None) -> Iterator[tuple[tuple[date, int], Moment]]:
    titles = site.schemas.codelists["delivery_status"]
    as_of, values = site.portal.as_of, record.values
    for order, (name, title, tone) in enumerate(MOMENTS):
        day = values.get(name)
        if day:
            if tone == "due" and day > as_of:
                tone = "ahead"
            elif name == "act_by" and stands and stands.state == OVERDUE:
                tone = "missed"
            yield (day, order), Moment(words.day(day), title, "", tone)
    for order, update in enumerate(site.portal.children(record.ref, "updates"), len(MOMENTS)):
        day = update.get("date")
        if day:
            yield (
                (day, order),
                Moment(words.day(day), titles.title(str(update.get("status"))), str(update.get("text") or ""), "done"),
            )
