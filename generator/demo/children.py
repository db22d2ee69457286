"""What belongs to a decision: its options, payments, results, updates and parties, in fixed ratios."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Final, NamedTuple

from generator.demo.bodies import Organisation
from generator.demo.delivery import TODAY, Delivery
from generator.demo.folder import Row
from generator.demo.prose import prose

INSTALMENTS: Final = ("First", "Second", "Third")
OPTIONS: Final = ("As proposed", "A smaller scheme", "Leave things as they are")
MEASURES: Final = (("Sessions held", "sessions", "output"), ("People who took part", "people", "outcome"))


class Shape(NamedTuple):
    """What kind of decision it is, and how many records of each kind belong to it."""

    decision_type: str
    outcome: str
    pays: bool
    options: int = 0
    results: int = 0
    updates: int = 0
    parties: int = 0

    @property
    def approved(self) -> bool:
        """Whether something follows from it."""
        return self.outcome.startswith("approved")

    @property
    def asks(self) -> bool:
        """Whether somebody asked for money."""
        return self.pays or not self.approved


# Twelve decisions have 8 options, 8 × 3 payments, 6 results, 6 updates and 1 party between them.
SHAPES: Final = (
    Shape("fund_award", "approved", True, options=3, results=2, updates=2),
    Shape("fund_award", "approved", True, results=1, updates=1),
    Shape("fund_award", "approved", True, results=1, updates=1),
    Shape("fund_award", "approved", True, parties=1),
    Shape("fund_award", "approved", True),
    Shape("fund_award", "approved_with_conditions", True, options=3, results=1, updates=1),
    Shape("commission_service", "approved", True, options=2, results=1),
    Shape("change_service", "approved", True, updates=1),
    Shape("priority_setting", "approved", False),
    Shape("fund_award", "rejected", False),
    Shape("fund_award", "rejected", False),
    Shape("commission_service", "deferred", False),
)


def dozens(rng: Random) -> Iterator[Shape]:
    """The shapes without end, every twelve of them in an order of their own."""
    while True:
        yield from rng.sample(SHAPES, len(SHAPES))


def child_rows(decision: str, shape: Shape, awarded: int, recipient: Organisation, went: Delivery, rng: Random) -> Iterator[Row]:
    """Everything that belongs to one decision, of which `awarded` is in pounds."""
    for number in range(shape.options):
        yield Row("options/options", _option(decision, number, awarded, rng))
    if shape.pays:
        yield from _payments(decision, awarded, recipient, went, rng)
    for number in range(shape.results):
        yield Row("results/results", _result(decision, number, went, rng))
    for number in range(shape.updates):
        yield Row("updates/updates", _update(decision, number, went, rng))
    for _ in range(shape.parties):
        cells = {"kind": "decisions", "id": decision, "name": recipient.name, "org_id": recipient.id, "role": "partner"}
        yield Row("parties/parties", cells)


def _option(decision: str, number: int, awarded: int, rng: Random) -> dict[str, object]:
    return {
        "decision_id": decision,
        "title": OPTIONS[number],
        "cost": f"{awarded // (number + 1)}.00",
        "votes": rng.randrange(60 // (number + 1)),
        "result": "not_chosen" if number else "chosen",
        "reason": prose(rng, 10),
    }


def _payments(decision: str, awarded: int, payee: Organisation, went: Delivery, rng: Random) -> Iterator[Row]:
    part, rest = divmod(awarded * 100, len(INSTALMENTS))
    begun = went.planned_start or TODAY
    for number, called in enumerate(INSTALMENTS):
        pence = part + (rest if number == 0 else 0)
        day = min(begun + timedelta(30 * number + rng.randrange(30)), TODAY)
        cells = {
            "payment_id": f"P-{decision[2:]}-{number + 1}",
            "date": day,
            "amount": f"{pence // 100}.{pence % 100:02}",
            "purpose": f"{called} instalment",
            "category": "Grants to voluntary bodies",
            "payee_name": payee.name,
            "payee_org_id": payee.id,
            "decision_id": decision,
        }
        yield Row(f"payments/{day.year}", cells)


def _result(decision: str, number: int, went: Delivery, rng: Random) -> dict[str, object]:
    title, unit, kind = MEASURES[number]
    target = rng.randrange(20, 400)
    over = bool(went.actual_end)
    return {
        "decision_id": decision,
        "title": title,
        "kind": kind,
        "state": "actual" if over else "forecast",
        "period_end": went.actual_end or went.planned_end,
        "unit": unit,
        "baseline": 0,
        "target": target,
        "actual": target * rng.randrange(40, 130) // 100 if over else "",
    }


def _update(decision: str, number: int, went: Delivery, rng: Random) -> dict[str, object]:
    day = min((went.actual_end or went.actual_start or TODAY) + timedelta(20 * number), TODAY)
    return {"decision_id": decision, "date": day, "status": went.status, "text": prose(rng, 25)}
