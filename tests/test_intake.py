"""What one source gives, where some of it must not be shown."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from generator.build import Built


def test_a_withheld_value_cannot_be_proven_by_the_key_of_its_row(data: Path, built: Callable[[Path], Built]) -> None:
    """A payment without an id is known by what is left of it, so nobody can guess the payee and compare; equal ones are kept apart."""
    folder = data / "publishers" / "northby" / "payments"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "p.csv").write_text(
        "date,amount,payee_name,purpose\n2025-04-01,10.00,A Shop,Ring 07700 900123\n2025-04-01,10.00,A Shop,Ring 07700 900456\n"
    )
    whole = built(data)
    payments = [one for one in whole.portal.of_publisher("payments", "northby") if one.origin.path.endswith("p.csv")]
    assert [list(one.withheld) for one in payments] == [["purpose"], ["purpose"]]
    first, second = payments
    assert first.key.rpartition("-")[0] == second.key.rpartition("-")[0]
    assert first.key != second.key
    for number, told in (("07700 900123", first), ("07700 900456", second)):
        guessed = sorted({**told.values, "purpose": f"Ring {number}"}.items())
        assert hashlib.sha256(repr(guessed).encode()).hexdigest()[:16] not in told.key
