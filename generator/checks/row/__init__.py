"""Rules about single records, applied source by source before assembling; some withhold what they find.

`ROW_CHECKS` see the records of one kind from one source, `PUBLISHER_CHECKS` those of one kind from all sources of a publisher.
"""

from typing import Final

from generator.checks.row import (
    awarded_above_request,
    delivery_status,
    formula_text,
    future_date,
    invisible_characters,
    lost_line_breaks,
    lost_zeros,
    mojibake,
    named_person,
    outlying_amount,
    parts_of_amount,
    period_order,
    personal_data,
    power_evidence,
    power_method,
    registered_numbers,
    repeated_title,
    unregistered,
    votes,
    web_address,
    web_code,
    zero_amount,
)
from generator.checks.row.duplicates import duplicates
from generator.checks.scope import RowCheck

ROW_CHECKS: Final[tuple[RowCheck, ...]] = (
    personal_data.check,
    named_person.check,
    period_order.check,
    future_date.check,
    zero_amount.check,
    outlying_amount.check,
    awarded_above_request.check,
    parts_of_amount.check,
    repeated_title.check,
    formula_text.check,
    web_code.check,
    web_address.check,
    mojibake.check,
    invisible_characters.check,
    lost_line_breaks.check,
    lost_zeros.check,
    registered_numbers.check,
    power_evidence.check,
    power_method.check,
    delivery_status.check,
    votes.check,
    unregistered.check,
)
PUBLISHER_CHECKS: Final[tuple[RowCheck, ...]] = (duplicates,)
