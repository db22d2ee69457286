"""What is missing from the files to take away, and why: the same words on the page of all files and in the archive."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from generator import words
from generator.artefacts import Download
from generator.model import Account, Gap, Portal, Publisher
from generator.problems import visible
from generator.schemas import Schemas

BLANK: Final = "A blank cell means that nothing is stated. It does not mean nought or no."
REBUILT: Final = "No file of a publisher is passed on as it came. Each value was read, checked and written anew."
CUT: Final = (
    "Some hosts refuse large files. So a file above 24 MiB is cut between two rows into name-1, name-2 and so on. "
    "Each part can be read alone: it has the headings again."
)
JOIN: Final = (
    "The database cannot be cut so. Its pieces end in .001, .002 and so on, and must be put together again: "
    "cat portal.sqlite.0* > portal.sqlite"
)
EXCEL: Final = (
    "A kind with more than 250,000 rows has no Excel file, because Excel opens such files badly or not at all. Take the CSV."
)
FORMULAS: Final = (
    "A spreadsheet may run text that begins with =, +, -, @ or a tab. In CSV files such text has an apostrophe in front. "
    "To have it as it was, take one apostrophe away."
)


class Caveat(NamedTuple):
    """One reason why something is not here as a reader may expect it, and each case of it."""

    title: str
    lines: tuple[str, ...]


def caveats(portal: Portal, schemas: Schemas, downloads: Sequence[Download], publisher: str = "") -> tuple[Caveat, ...]:
    """Everything a reader must know before counting, of all publishers or of one; without the reasons that have no case."""
    owners = [one for one in portal.publishers.values() if publisher in {"", one.id}]
    accounts = [one for one in portal.accounts if publisher in {"", one.source.publisher}]
    told = (
        Caveat("What publishers say they do not publish", tuple(_gap(one, gap, schemas) for one in owners for gap in one.gaps)),
        Caveat("Rows and values that are withheld", tuple(_withheld(portal, owners, accounts))),
        Caveat("Files that could not be read", tuple(_refused(one) for one in accounts if one.refused)),
        Caveat("What was taken down", tuple(_taken_down(portal, publisher))),
        Caveat("What the files hold", (BLANK, REBUILT, *_guarded(downloads, publisher))),
        Caveat("How large files are cut", tuple(_cut([one for one in downloads if one.offer.publisher == publisher]))),
    )
    return tuple(one for one in told if one.lines)


def _gap(publisher: Publisher, gap: Gap, schemas: Schemas) -> str:
    schema = schemas.kinds.get(gap.kind)
    title = schema.title if schema else gap.kind
    part = f", {schema.by_name[gap.field].title if schema and gap.field in schema.by_name else gap.field}" if gap.field else ""
    until = f" Until {words.day(gap.until)}." if gap.until else ""
    return f"{publisher.name}: {title}{part}. {gap.reason.rstrip('.')}.{until}"


def _withheld(portal: Portal, owners: Sequence[Publisher], accounts: Sequence[Account]) -> Iterator[str]:
    values: dict[str, int] = {}
    for record in portal.index.values():
        if record.withheld:
            values[record.publisher] = values.get(record.publisher, 0) + len(record.withheld)
    for owner in owners:
        ledgers = [account.ledger for account in accounts if account.source.publisher == owner.id]
        rows, read = sum(one.withheld for one in ledgers), sum(one.rows_in for one in ledgers)
        single = values.get(owner.id, 0)
        if rows or single:
            yield f"{owner.name}: {rows:,} of {words.count(read, 'row')}, and {words.count(single, 'single value')} in other rows."


def _refused(account: Account) -> str:
    path = "".join(map(visible, account.source.path))
    became = "Its last good version is here in its place." if account.shown else "Nothing of it is here."
    return f"{path} ({account.refused}). {became}"


def _taken_down(portal: Portal, publisher: str) -> Iterator[str]:
    taken = [one for one in portal.takedowns if publisher in {"", one.ref.publisher}]
    whole = sum(1 for one in taken if not one.field)
    if taken:
        yield f"{words.count(whole, 'record')} and {words.count(len(taken) - whole, 'single value')}. Their pages say why."


def _guarded(downloads: Sequence[Download], publisher: str) -> Iterator[str]:
    cells = sum(one.offer.guarded for one in downloads if one.offer.publisher == publisher)
    if cells or not publisher:
        yield f"{FORMULAS} This is so in {words.count(cells, 'cell') if cells else 'no cell of this edition'}."


def _cut(files: Sequence[Download]) -> Iterator[str]:
    parts = [one.path for one in files if one.offer.part]
    pieces = [path for path in parts if ".sqlite." in path]
    if len(parts) > len(pieces):
        yield CUT
    if pieces:
        yield JOIN
    records = [one for one in files if one.offer.group == "records" and one.offer.kind]
    workbooks = {one.offer.kind for one in records if one.path.endswith(".xlsx")}
    if workbooks and {one.offer.kind for one in records} - workbooks:
        yield EXCEL
