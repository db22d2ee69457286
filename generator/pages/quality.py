"""What was found in the data, in the words the publisher was given, and what became of every row."""

from collections.abc import Iterator, Sequence

from generator import urls, words
from generator.artefacts import Artefact
from generator.model import Account
from generator.pages.lists import table_pages
from generator.pages.pictures import Bar, Bars, share
from generator.pages.removed import removed_table
from generator.pages.site import SECTION_TITLES, Site
from generator.pages.views import Cell, Finding, Link, QualityPage, TableView
from generator.problems import Problem, sentence

LEAD = "Every file is checked when the site is built. Here is what was found, file by file, and what was not published because of it."
COVERED = ("services", "power", "decisions", "meetings")
HEADINGS = ("File", "Rows", "Published", "Withheld", "Blank", "Totals", "Merged")


def quality_pages(site: Site) -> Iterator[Artefact]:
    """The list of publishers with what was found, and each publisher's page."""
    owners = sorted({*site.portal.publishers, *(problem.publisher for problem in site.problems if problem.publisher)})
    rows = tuple(_publisher_row(site, owner) for owner in owners)
    page = site.page(urls.quality(), SECTION_TITLES["quality"], LEAD, ())
    headings = ("Publisher", "Rows read", "Published", "Withheld", "Errors", "Warnings")
    yield from table_pages(site, page, LEAD, TableView("Data quality by publisher", headings, rows, "publishers", len(rows)))
    for owner in owners:
        yield _quality_page(site, owner)


def _publisher_row(site: Site, owner: str) -> tuple[Cell, ...]:
    accounts = _accounts(site, owner)
    ledgers = [account.ledger for account in accounts]
    problems = site.problems_by_publisher.get(owner, ())
    figures = (
        sum(ledger.rows_in for ledger in ledgers),
        sum(ledger.published for ledger in ledgers),
        sum(ledger.withheld for ledger in ledgers),
        _found(problems, "error"),
        _found(problems, "warning"),
    )
    return Cell(_name(site, owner), urls.quality(owner)), *(Cell(f"{figure:,}", figure=True) for figure in figures)


def _found(problems: Sequence[Problem], severity: str) -> int:
    return sum(problem.count for problem in problems if problem.severity == severity)


def _name(site: Site, owner: str) -> str:
    return site.portal.publishers[owner].name if owner in site.portal.publishers else owner


def _accounts(site: Site, owner: str) -> tuple[Account, ...]:
    return tuple(account for account in site.portal.accounts if account.source.publisher == owner)


def _quality_page(site: Site, owner: str) -> Artefact:
    name = _name(site, owner)
    accounts = _accounts(site, owner)
    problems = site.problems_by_publisher.get(owner, ())
    rows = sum(account.ledger.rows_in for account in accounts)
    withheld = sum(account.ledger.withheld for account in accounts)
    lead = f"{words.count(rows, 'row')} in {words.count(len(accounts), 'file')} read; {words.count(withheld, 'row')} withheld."
    trail = (Link(SECTION_TITLES["quality"], urls.quality()), *_publisher_link(site, owner))
    page = site.page(urls.quality(owner), f"Data quality: {name}", lead, trail, owner)
    table = TableView("What became of every row", HEADINGS, tuple(map(_account_row, accounts)), "files", len(accounts))
    found = {
        severity: tuple(_finding(one) for one in problems if one.severity == severity)
        for severity in ("error", "warning", "notice")
    }
    return site.render(
        "quality",
        QualityPage(
            page,
            lead,
            table,
            found["error"],
            found["warning"],
            found["notice"],
            tuple(_coverage(site, owner)),
            removed_table(site, owner),
        ),
    )


def _coverage(site: Site, owner: str) -> Iterator[Bars]:
    for kind in COVERED:
        records = len(site.portal.of_publisher(kind, owner))
        if records:
            stated = site.measures.coverage[owner, kind]
            schema = site.schemas.kinds[kind]
            bars = tuple(
                Bar(
                    Link(field.title),
                    (f"{stated.get(field.name, 0):,}", f"{records - stated.get(field.name, 0):,}"),
                    share(stated.get(field.name, 0), records),
                )
                for field in schema.fields
            )
            caption = f"What is stated: {schema.title.lower()}, {words.count(records, 'row')}"
            yield Bars(caption, ("Field", "Stated", words.NOT_STATED), bars, "", f"coverage-{kind}")


def _publisher_link(site: Site, owner: str) -> tuple[Link, ...]:
    return (Link(_name(site, owner), urls.publisher(owner)),) if owner in site.portal.publishers else ()


def _account_row(account: Account) -> tuple[Cell, ...]:
    ledger = account.ledger
    figures = (ledger.rows_in, ledger.published, ledger.withheld, ledger.rows_blank, ledger.rows_total, ledger.rows_merged)
    name = account.source.path + (" (refused)" if account.refused else "")
    return Cell(name), *(Cell(f"{figure:,}", figure=True) for figure in figures)


def _finding(problem: Problem) -> Finding:
    kind = problem.kind
    return Finding(problem.severity, problem.path, sentence(problem), kind.why, kind.fix, problem.code)
