"""What each column of a download is: the fields of a kind, and what this portal adds before and after them; and which kind comes first."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final, NamedTuple

from generator.schemas import Field, Schema

HOLDS: Final = MappingProxyType(
    {"money": "money", "number": "number", "coordinate": "number", "integer": "integer", "yes_no": "yes_no", "date": "date",
     "datetime": "datetime", "refs": "list", "codes": "list"}
)  # fmt: skip
"""What a column holds, by how its text was read; everything else is text."""


WRITTEN: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "text": str,
        "list": lambda typed: "; ".join(part.strip() for part in typed.split(";")),
        "money": lambda typed: f"{Decimal(typed):.2f}",
        "number": lambda typed: f"{Decimal(typed):f}",
        "integer": lambda typed: str(int(typed)),
        "yes_no": lambda typed: {"yes": "true", "no": "false"}[typed.lower()],
        "date": lambda typed: date.fromisoformat(typed).isoformat(),
        "datetime": lambda typed: datetime.fromisoformat(typed).isoformat(),
    }
)
"""An example as publishers type it, as a download writes it."""


class Column(NamedTuple):
    """A column of a download.

    `holds` is text, list (of texts), money (integer pence), number (Decimal), integer, yes_no (bool), date or datetime. `field` is
    the field of the schema that it shows; None for what this portal adds.
    """

    name: str
    title: str
    description: str
    holds: str = "text"
    field: Field | None = None

    @property
    def example(self) -> str:
        """What a cell of a CSV file may hold; "" where there is no example, or none of what the column holds."""
        try:
            return WRITTEN[self.holds](self.field.example) if self.field and self.field.example else ""
        except (ValueError, KeyError, InvalidOperation):
            return ""


BEFORE: Final = (
    Column("published_by", "Published by", "The id of the publisher whose folder the record is in; nothing for what all share."),
    Column("record", "Record", "What the record is called within its publisher and kind: its own id where it has one."),
)
AFTER: Final = (
    Column("withheld", "Withheld", "The fields that had a value which may not be shown, each with the reason.", "list"),
    Column("licence", "Licence", "The licence of the file that the record comes from."),
    Column("source_file", "File", "The file that the record was read from, in the folder of data."),
    Column("source_sheet", "Sheet", "The sheet of a workbook."),
    Column(
        "source_row", "Row", "The row of the sheet, where 1 is the first; in JSON and YAML the number of the entry.", "integer"
    ),
    Column("source_commit", "Commit", "The last commit that touched the file."),
    Column("page", "Page", "The page that shows the record."),
)
REASONED: Final = MappingProxyType(
    {
        "decisions": (
            Column("counted_as", "Counted as decided by", "Who holds the decision where it counts in totals: community, shared, body, advice or not_stated."),
            Column("counted_amount", "Amount counted", "What the decision adds to totals: the latest amendment of it, counted once.", "money"),
            Column("counted_currency", "Currency counted", "The currency of the amount counted; pounds sterling where none is stated."),
            Column("counted_year", "Year counted", "The calendar year of the decision; none where no day is stated."),
            Column("counted_before", "Counted elsewhere", "Whether another publisher shows the same award, so that the whole counts it there.", "yes_no"),
        ),
        "power": (
            Column("verdict", "Claim against record", "What the last 12 months show of a claim in force: evidenced, not_evidenced, contradicted or too_early."),
        ),
    }
)  # fmt: skip
"""What this portal works out of a kind's records, so that its totals can be made again from a download."""


FIRST: Final = (
    "services", "power", "decisions", "options", "updates", "results", "meetings", "communities", "funds", "allocations", "payments",
    "organisations", "parties", "areas",
)  # fmt: skip
"""The kinds as most readers ask for them: services, decisions with what belongs to them, who decides, money, and lists to look up."""


def ranked(kinds: Iterable[str]) -> list[str]:
    """Kinds in the order in which pages, files and sheets offer them; a kind that has no place there comes last, by name."""
    return sorted(kinds, key=lambda kind: (FIRST.index(kind) if kind in FIRST else len(FIRST), kind))


def columns(schema: Schema) -> tuple[Column, ...]:
    """The columns of a kind: whose it is, the fields of its schema, what is worked out of it, and where it comes from."""
    own = (Column(field.name, field.title, field.description, HOLDS.get(field.reads, "text"), field) for field in schema.fields)
    return (*BEFORE, *own, *REASONED.get(schema.name, ()), *AFTER)
