"""The `portal` command; the only module that imports click."""

import atexit
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from generator import build as composition
from generator import configured, for_publishers, mkdocs_plugin, publish
from generator import demo as made_up
from generator.difference import lines
from generator.errors import PortalError, SettingsError
from generator.problems import CATALOGUE, Problem, sentence, visible
from generator.pull_request import judged
from generator.report import FORMATS, for_pull_request, report
from generator.repository import open_repository
from generator.settings import Settings, megabytes
from generator.shrink import guard
from generator.workbooks.output import may_hold_copies

CONFIG: Final = Path("mkdocs.yml")
FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)


class Commands(click.Group):
    """The group that says a PortalError in one sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command asked for."""
        try:
            return super().invoke(ctx)
        except PortalError as fault:
            clear()
            click.echo(str(fault), err=True)
            ctx.exit(fault.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Builds a community commissioning portal from data files.

    Example: portal check
    """
    # Records are many, frozen and kept to the end: to look for garbage among them again and again takes a quarter of the time.
    gc.set_threshold(100_000, 50, 100)


@main.command()
@click.option("--data", type=FOLDER, help="The data folder (mkdocs.yml says which otherwise).")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How findings are printed.")
@click.option("--as-of", help="The day on which overdue and coming up are judged, as 2026-03-03.")
@click.option("--marked", "folder", type=click.Path(path_type=Path), help="A folder for copies in which bad cells are marked.")
@click.option("--force", is_flag=True, help="Put the marked copies in the place of older ones.")
@click.option(
    "--changed-from", "since", metavar="REF", help="Judge only what changed since a branch or commit, and the fence around it."
)
@click.option("--anywhere", is_flag=True, help="Let a change touch several publishers' folders.")
@click.option(
    "--comment", "told", type=click.Path(path_type=Path), help="A folder for the texts of a pull request's comment and summary."
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def check(
    ctx: click.Context,
    data: Path | None,
    form: str,
    as_of: str | None,
    folder: Path | None,
    force: bool,
    since: str | None,
    anywhere: bool,
    told: Path | None,
    paths: tuple[Path, ...],
) -> None:
    """Reads and checks data files, and says what is wrong, where, and what to do.

    With --changed-from it tells only what a change brings, what readers will see change, and whether the change stays in one
    publisher's folder. With --marked it also writes a copy of each spreadsheet with an error or a warning, in which the cells are marked.
    With --comment it also writes comment.md and summary.md, which say the same on GitHub.

    Exits with 0 when there is no error, 1 when there is one, 2 when the command cannot run.

    Example: portal check data/publishers/eastmere
    """
    settings = mkdocs_plugin.settings(CONFIG, data, as_of)
    wanted = [_below(settings.data, path) for path in paths]
    if folder:
        may_hold_copies(folder, settings.data, force)
    judgement = judged(settings, since, progress(form == "text"), fenced=not anywhere) if since else None
    built = judgement.built if judgement else read(settings, progress(form == "text"))
    found = judgement.problems if judgement else composition.findings(built, wanted)
    clear()
    shown = judgement.shown if judgement else built.portal
    click.echo(report(found, shown, form, for_publishers.shown(settings.data)), nl=False)
    if judgement and form != "json":
        click.echo("\n" + "\n".join("".join(map(visible, line)) for line in lines(judgement.difference)))
    if told:
        placed = for_publishers.placed(found, built, settings)
        texts = for_pull_request(placed, judgement.difference if judgement else None, for_publishers.shown(settings.data))
        for_publishers.write_texts(told, texts)
    if folder:
        marked = for_publishers.mark(found, built, settings, folder, progress(form == "text"))
        clear()
        click.echo(marked, err=True)
    ctx.exit(1 if any(problem.severity == "error" for problem in found) else 0)


def read(settings: Settings, progress: composition.Progress) -> composition.Built:
    """The portal of every file as it is."""
    return composition.portal(settings, open_repository(settings.data), progress, as_it_is=True)


def _below(data: Path, path: Path) -> str:
    try:
        below = path.resolve().relative_to(data.resolve()).as_posix()
    except ValueError as fault:
        raise SettingsError(f"{path} is not below the data folder {data}.") from fault
    # A slip in a name would otherwise look like data without a fault.
    if not path.exists():
        raise SettingsError(f"{path} does not exist. Check its spelling; nothing was checked.")
    return below


@main.command()
@click.option("--data", type=FOLDER, help="The data folder (mkdocs.yml says which otherwise).")
@click.option("--site", type=click.Path(path_type=Path), help="Where the site is put (mkdocs.yml says where otherwise).")
@click.option("--as-of", help="The day on which overdue and coming up are judged, as 2026-03-03.")
@click.option(
    "--compare-with", type=click.Path(path_type=Path), help="The manifest of the site that is live (that of --site otherwise)."
)
@click.option("--allow-shrink", default="", metavar="REASON", help="Why a publisher may lose more than a fifth of its records.")
@click.option("--host", help="The host whose limits the site must keep (mkdocs.yml says which otherwise).")
def build(
    data: Path | None, site: Path | None, as_of: str | None, compare_with: Path | None, allow_shrink: str, host: str | None
) -> None:
    """Builds the whole site and puts it in place in one step; if anything fails, the old site stands.

    Stops where a publisher would lose more than a fifth of its records, or no record would be left, and no reason is given; and
    where the site has more files or bytes than its host takes.

    Example: portal build --data data --site site
    """
    settings = mkdocs_plugin.settings(CONFIG, data, as_of)
    limits = configured.host(host) if host else settings.host
    target = site or settings.site
    held = guard(compare_with or target / publish.MANIFEST, allow_shrink.strip())
    with publish.staging(target) as folder:
        facts = mkdocs_plugin.render(CONFIG, settings, folder, progress(True), held)
        done = publish.publish(folder, target, facts, limits)
    path, size = done.largest
    clear()
    whole = f"{done.files:,} files ({megabytes(done.bytes)}; the largest is {path}, {megabytes(size)})"
    click.echo(" ".join(filter(None, (f"Published {whole} in {target}.", limits.takes))))


@main.command()
@click.option("--address", default="127.0.0.1:8000", help="Where the site is served.")
def serve(address: str) -> None:
    """Serves the site on this computer, and builds it again when data, templates or content change.

    Example: portal serve
    """
    mkdocs_plugin.serve(CONFIG, address)


@main.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Says why a kind of problem matters, shows an example and how to mend it; without a code, lists them all.

    Example: portal explain money-decimals
    """
    if code is None:
        for kind in sorted(CATALOGUE.values(), key=lambda kind: kind.code):
            click.echo(f"{kind.code:32} {kind.severity}")
        return
    if code not in CATALOGUE:
        raise SettingsError(f'There is no problem called "{code}". `portal explain` lists them all.')
    click.echo(explained(code))


@main.command()
@click.argument("kinds", metavar="KIND...", nargs=-1)
@click.option("--publisher", default="", metavar="ID", help="Fill in what this publisher publishes already.")
@click.option("--data", type=FOLDER, help="The data folder (mkdocs.yml says which otherwise).")
@click.option("--output", "path", type=click.Path(path_type=Path), help="The workbook to write; its name ends in .xlsx.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def template(kinds: tuple[str, ...], publisher: str, data: Path | None, path: Path | None, force: bool) -> None:
    """Writes an Excel workbook to fill in, with a sheet for each kind of record; without a kind, lists the kinds.

    Example: portal template services --output services.xlsx
    """
    settings = mkdocs_plugin.settings(CONFIG, data)
    written, told = for_publishers.write_template(settings, kinds, publisher, path, force, progress(True))
    clear()
    click.echo(f"Wrote {written}. Open it in a spreadsheet, and read the sheet Help first.")
    if told:
        click.echo(told)


@main.group()
def new() -> None:
    """Begins something new.

    Example: portal new publisher eastmere
    """


@new.command("publisher")
@click.argument("identifier", metavar="ID")
@click.option("--data", type=FOLDER, help="The data folder (mkdocs.yml says which otherwise).")
def begin(identifier: str, data: Path | None) -> None:
    """Makes the folder of a new publisher, with a publisher.yml that explains itself.

    Example: portal new publisher eastmere
    """
    click.echo(
        for_publishers.begin(mkdocs_plugin.settings(CONFIG, data), identifier, f" --data {data}" if data else ""), nl=False
    )


@main.command()
@click.option("--publishers", type=click.IntRange(1, 1_000), default=10, show_default=True, help="How many publishers.")
@click.option(
    "--records", type=click.IntRange(1, 2_000_000), default=1_000, show_default=True, help="How many services and decisions."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same bytes.")
@click.argument("folder", type=click.Path(path_type=Path))
def demo(publishers: int, records: int, seed: int, folder: Path) -> None:
    """Writes a made-up data folder of any size, to try things on.

    Example: portal demo --publishers 4 --records 500 --seed 1 /tmp/demo
    """
    if folder.exists() and any(folder.iterdir()):
        raise SettingsError(f"{folder} is not empty. Name a folder that does not exist yet; nothing was written.")
    settings = mkdocs_plugin.settings(CONFIG)
    made_up.demo(folder, publishers, records, seed, settings.definitions)
    click.echo(
        f"Wrote {records:,} services and decisions of {publishers:,} publishers in {folder}. Try: portal check --data {folder}"
    )


def explained(code: str) -> str:
    """What `portal explain` prints for a code."""
    kind = CATALOGUE[code]
    withheld = {"file": "The file is not published.", "row": "The row is not published.", "field": "The value is not published."}
    said = f"{kind.severity.capitalize()}. {withheld.get(kind.withholds, 'Everything is published.')}"
    return f"{code}\n{said}\n\nWhy      {kind.why}\nExample  {sentence(example(code))}\nFix      {kind.fix}"


def example(code: str) -> Problem:
    """The problem that the catalogue gives as an example of its kind."""
    given = dict(CATALOGUE[code].example)
    own = {name: given.pop(name) for name in ("value", "field", "column", "sheet") if name in given}
    row = int(given.pop("row", 0))
    return Problem(code, row=row, details={name: str(value) for name, value in given.items()}, **own)


def progress(wanted: bool) -> Any:
    """What long work calls with a line to show: on a terminal each replaces the last, elsewhere they are plain lines."""
    if not wanted:
        return lambda _: None
    if sys.stderr.isatty():
        return lambda line: click.echo(f"\r\x1b[K{line} …", err=True, nl=False)
    return lambda line: click.echo(line, err=True)


def clear() -> None:
    """Takes the line of progress away, so that what is said next begins a line of its own."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


def entry(arguments: Sequence[str] | None = None) -> None:
    """The console command."""
    # A build makes millions of records and keeps them; the collector would walk them again and again for nothing.
    gc.disable()
    atexit.register(gc.freeze)  # nor when the command ends, which looks through all that was ever made
    main(arguments)


if __name__ == "__main__":
    entry()
