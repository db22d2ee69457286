"""What a workbook says about itself, as the Government Analysis Function asks of accessible spreadsheets: cover, notes and codes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from generator import urls
from generator.columns import Column
from generator.downloads.datasets import Dataset
from generator.downloads.workbook_file import Sheet
from generator.model import EMPTY, Publisher, Record
from generator.schemas import Codelist
from generator.words import INVENTED, count

NOTES: Final = "Notes"
CODES: Final = "Codes"
HOW: Final = MappingProxyType(
    {
        "text": "Text.",
        "list": "Texts with a semicolon between two.",
        "money": "Money, in pounds unless the row names another currency.",
        "number": "A number; text where it has more than 15 digits.",
        "integer": "A whole number; text where it has more than 15 digits.",
        "yes_no": "yes or no.",
        "date": "A date; text, year first, where it is before March 1900.",
        "datetime": "A date and time, by the clock of the UK.",
    }
)
CODED: Final = f"A code. The sheet {CODES} says what each means."
READING: Final = (
    "An empty cell means that nothing is stated.",
    "What may not be shown is left out. The column Withheld names it, and says why.",
    "Money is in pounds unless the row names another currency. A minus is a refund or a correction.",
    "Every text is as it was published. None is a formula, whatever it begins with.",
    "Two columns name each row in every format: Published by and Record.",
)
NOTES_COLUMNS: Final = (
    Column("sheet", "Sheet", "The sheet that the column is in."),
    Column("heading", "Column", "The heading of the column."),
    Column("name", "Name in other files", "What the column is called in the other formats."),
    Column("meaning", "What it means", "What the column holds."),
    Column("how", "How it is written", "The form of its values."),
)
CODES_COLUMNS: Final = (
    Column("used", "Used in", "The columns that the code is used in."),
    Column("code", "Code", "The code."),
    Column("title", "Short for", "The words that it stands for."),
    Column("meaning", "What it means", "What is meant by it."),
)


@dataclass(frozen=True, slots=True, eq=False)
class Portion:
    """Some of a kind's records, which are the rows of one sheet."""

    dataset: Dataset
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the records: the commit of the whole, where the site stands, who publishes, and what codes mean."""

    commit: str = ""
    address: str = ""
    publishers: Mapping[str, Publisher] = field(default_factory=lambda: EMPTY)
    codelists: Mapping[str, Codelist] = field(default_factory=lambda: EMPTY)


def cover(
    portions: Sequence[Portion], publisher: str, part: int, left_out: Sequence[str], known: Surroundings
) -> tuple[str, ...]:
    """The lines of the cover, the title first; `left_out` says which kinds the workbook does not hold, and `part` is 0 for a whole."""
    owner = known.publishers.get(publisher)
    name = owner.name if owner else publisher
    kinds = [portion.dataset.schema for portion in portions]
    lines = [name if publisher else kinds[0].title]
    lines += [f"Part {part} of several workbooks, each with other rows."] if part else []
    lines += [f"Published by {name}." if publisher else "From every publisher of this portal."]
    lines += [INVENTED] if _is_invented(owner, known) else []
    lines += [_licence(portions, known)]
    lines += [
        f"The sheet {portion.dataset.kind} holds {count(len(portion.records), 'row')}. {portion.dataset.schema.description}"
        for portion in portions
    ]
    lines += left_out
    lines += READING
    lines += [f"The sheet {NOTES} says what each column means, as publishers are told: “you” is the publisher."]
    lines += [f"So does this page: {known.address}{urls.dictionary(kinds[0].name)}"] if not publisher else []
    lines += [f"The same data in other formats: {known.address}{urls.data(publisher)}"]
    lines += [f"Questions about the data: {owner.contact}"] if owner and owner.contact else []
    lines += [f"Made from commit {known.commit}."] if known.commit and not publisher else []
    return tuple(lines)


def _is_invented(owner: Publisher | None, known: Surroundings) -> bool:
    asked = [owner] if owner else list(known.publishers.values())
    return any(one.demonstration for one in asked)


def licences(portions: Sequence[Portion]) -> tuple[str, ...]:
    """The licences of the records, each once."""
    return tuple(sorted({one for portion in portions for one in portion.dataset.offer(portion.records).licences}))


def _licence(portions: Sequence[Portion], known: Surroundings) -> str:
    codelist = known.codelists.get("licence")
    found = [f"{codelist.title(one)} ({one})" if codelist and one in codelist.codes else one for one in licences(portions)]
    more = " The column Licence says which of them a row has." if len(found) > 1 else ""
    return f"Licence: {', '.join(found) or 'not stated'}.{more}"


def about(sheets: Sequence[Sheet], codelists: Mapping[str, Codelist]) -> tuple[Sheet, ...]:
    """The sheets that explain others: what their columns mean, and their codes where they use any."""
    notes = list(_notes(sheets, codelists))
    codes = list(_codes(sheets, codelists))
    explained = [Sheet(NOTES, "notes_on_columns", "What each column means", NOTES_COLUMNS, notes, len(notes), prose=True)]
    explained += (
        [Sheet(CODES, "notes_on_codes", "What each code means", CODES_COLUMNS, codes, len(codes), prose=True)] if codes else []
    )
    return tuple(explained)


def _notes(sheets: Sequence[Sheet], codelists: Mapping[str, Codelist]) -> Iterator[Mapping[str, Any]]:
    for sheet in sheets:
        for column, heading in zip(sheet.columns, sheet.headings, strict=True):
            coded = column.field and column.field.codelist in codelists
            how = CODED if coded else HOW[column.holds]
            yield {"sheet": sheet.name, "heading": heading, "name": column.name, "meaning": column.description, "how": how}


def _codes(sheets: Sequence[Sheet], codelists: Mapping[str, Codelist]) -> Iterator[Mapping[str, Any]]:
    used: dict[str, list[str]] = {}
    for sheet in sheets:
        for column, heading in zip(sheet.columns, sheet.headings, strict=True):
            if column.field and column.field.codelist in codelists:
                used.setdefault(column.field.codelist, []).append(f"{sheet.name}: {heading}")
    for name, places in used.items():
        for code in codelists[name].codes.values():
            yield {"used": "; ".join(places), "code": code.code, "title": code.title, "meaning": code.description}
