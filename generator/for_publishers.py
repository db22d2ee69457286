"""What publishers are handed: a workbook to fill in, a folder to begin with, and their own tables with what to mend marked."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from generator import build, new_publisher, schemas
from generator.errors import SettingsError
from generator.intake import take_in
from generator.model import Source
from generator.problems import Problem
from generator.repository import open_repository
from generator.schemas import Schemas
from generator.settings import Settings
from generator.workbooks import marked, output
from generator.workbooks import placed as placing
from generator.workbooks.existing import Existing, existing
from generator.workbooks.template import counted, template

Progress = Callable[[str], None]


def write_template(
    settings: Settings, kinds: Sequence[str], publisher: str, path: Path | None, force: bool, progress: Progress
) -> tuple[Path, str]:
    """Writes a template, filled with what a publisher has if one is named; gives its path, and what to say of its content.

    Raises SettingsError: with the list of kinds where none is given, and where it cannot or should not be written.
    """
    definitions = _definitions(settings)
    if not kinds:
        raise SettingsError(output.usage(definitions))
    chosen = output.chosen(kinds, definitions)
    path = path or output.usual_path(chosen, publisher)
    output.may_be_written(path, force)
    held = _held(settings, publisher, chosen, progress) if publisher else Existing({})
    counts = {kind: len(records) for kind, records in held.records.items()}
    progress(f"Writing {counted(counts, definitions) or 'the workbook'}")
    content = template(definitions, chosen, held.records)
    output.write(path, content)
    if not publisher:
        return path, ""
    progress("Reading it once more")
    back = take_in(Source(publisher, path.name, "", "native", len(content)), content, definitions, settings.as_of)
    lost = sum(counts.values()) - len(back.records)
    return path, output.told(held, counted(counts, definitions), shown(settings.data), lost)


def _held(settings: Settings, publisher: str, kinds: Sequence[str], progress: Progress) -> Existing:
    portal = build.portal(settings, open_repository(settings.data), progress, as_it_is=True).portal
    if publisher not in portal.publishers:
        there = ", ".join(sorted(portal.publishers)) or "none"
        raise SettingsError(
            f'There is no publisher "{publisher}", or its publisher.yml cannot be used. There are: {there}. Nothing was written.'
        )
    return existing(portal, publisher, kinds)


def begin(settings: Settings, identifier: str, elsewhere: str) -> str:
    """Makes the folder of a new publisher, and says what to do next; `elsewhere` is the option that names the data folder."""
    new_publisher.start(settings.data, identifier, _definitions(settings))
    return new_publisher.NEXT.format(folder=f"{shown(settings.data)}/publishers/{identifier}", elsewhere=elsewhere)


def mark(found: Sequence[Problem], built: build.Built, settings: Settings, folder: Path, progress: Progress) -> str:
    """Writes a marked copy of each spreadsheet with an error or a warning in a row, and says how many there are."""
    sources = [account.source for account in built.portal.accounts]
    copies = marked.copies(found, sources, lambda source: (settings.data / source.path).read_bytes(), built.schemas)
    written = output.write_copies(folder, copies, progress)
    if not written:
        return "No row of a spreadsheet has an error or a warning, so no copy was made."
    return f"Wrote {'a marked copy of 1 file' if written == 1 else f'marked copies of {written:,} files'} in {folder}."


def placed(found: Sequence[Problem], built: build.Built, settings: Settings) -> tuple[Problem, ...]:
    """The findings with the letters of their columns, as far as they stand in spreadsheets."""
    sources = [account.source for account in built.portal.accounts]
    return placing.placed(found, sources, lambda source: (settings.data / source.path).read_bytes(), built.schemas)


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Writes texts below a folder, by the names of their files. Raises SettingsError where the computer does not let us."""
    for name, text in texts.items():
        output.write(folder / name, text.encode())


def _definitions(settings: Settings) -> Schemas:
    own = (settings.data / "schemas").is_dir()
    return schemas.load(settings.data if own else settings.definitions)


def shown(data: Path) -> str:
    """A data folder as it would be typed here."""
    try:
        return data.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(data)
