"""Where workbooks are written, what is never written over, and what is said about it in a terminal."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from generator.errors import SettingsError
from generator.read.headings import normal
from generator.schemas import Schemas
from generator.workbooks.existing import Existing
from generator.workbooks.marked import END

SUFFIX: Final = ".xlsx"
MOST_NAMED: Final = 3  # kinds in the name of a file


def usage(schemas: Schemas) -> str:
    """How to ask for a template, and the kinds there are."""
    width = max(map(len, schemas.kinds)) + 2
    lines = [f"  {kind:{width}}{schema.description}" for kind, schema in schemas.kinds.items()]
    return "\n".join(
        [
            "Say which kinds of record you want a workbook for, such as:",
            "  portal template services decisions --output services-and-decisions.xlsx",
            "",
            "The kinds are:",
            *lines,
        ]
    )


def chosen(kinds: Sequence[str], schemas: Schemas) -> tuple[str, ...]:
    """The kinds that are meant, each once, whether called by name or by title. Raises SettingsError where one is not known."""
    known = {normal(title): name for name, kind in schemas.kinds.items() for title in (kind.title, kind.singular, name)}
    for kind in kinds:
        if normal(kind) not in known:
            close = get_close_matches(normal(kind), known, n=1)
            meant = f' Did you mean "{known[close[0]]}"?' if close else ""
            raise SettingsError(
                f'There is no kind "{kind}".{meant} The kinds are: {", ".join(schemas.kinds)}. Nothing was written.'
            )
    return tuple(dict.fromkeys(known[normal(kind)] for kind in kinds))


def usual_path(kinds: Sequence[str], publisher: str) -> Path:
    """The name that a template has where none is given, in the folder in which one stands."""
    named = "-".join(kinds) if len(kinds) <= MOST_NAMED else "template"
    return Path(f"{publisher}-{named}{SUFFIX}" if publisher else f"{named}{SUFFIX}")


def may_be_written(path: Path, force: bool) -> None:
    """Raises SettingsError where a workbook cannot, or should not, be written to a path."""
    if path.suffix.lower() != SUFFIX:
        raise SettingsError(f"{path} does not end in {SUFFIX}, so it would not be read. Nothing was written.")
    if not path.parent.is_dir():
        raise SettingsError(f"There is no folder {path.parent}. Make it first, or choose another. Nothing was written.")
    if path.is_dir() or (path.exists() and not force):
        raise SettingsError(
            f"{path} is there already. Choose another name, or add --force to write over it. Nothing was written."
        )


def write(path: Path, content: bytes) -> None:
    """Writes a workbook, with the folders above it. Raises SettingsError where the computer does not let us."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as fault:
        raise SettingsError(f"{path} cannot be written ({fault.strerror}). If it is open in a spreadsheet, close it.") from fault


def may_hold_copies(folder: Path, data: Path, force: bool) -> None:
    """Raises SettingsError where marked copies should not be put into a folder: among the data, or among other files."""
    if folder.resolve().is_relative_to(data.resolve()):
        raise SettingsError(f"{folder} is in the data folder, where the copies would be read as data. Choose another folder.")
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{folder} is a file. Name a folder for the marked copies.")
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise SettingsError(
            f"{folder} is not empty. Choose another folder, or add --force to put new marked copies in the place of old ones."
        )


def write_copies(folder: Path, copies: Iterable[tuple[str, bytes]], progress: Callable[[str], None]) -> int:
    """Writes marked copies below a folder and takes away those of an earlier check; gives how many were written."""
    written = set()
    for name, content in copies:
        progress(f"Marking {name.removesuffix(END)}")
        path = folder / Path(name).relative_to("publishers")
        write(path, content)
        written.add(path)
    for old in folder.rglob(f"*{END}"):
        if old not in written:
            old.unlink()
    return len(written)


def told(held: Existing, counts: str, data: str, lost: int) -> str:
    """What a template was filled with, what it leaves out, and which files it takes the place of.

    `lost` is how many of its rows would be withheld as they stand.
    """
    if not counts:
        return "There is nothing of these kinds to fill in yet."
    lines = [f"It holds {counts}."]
    if held.rows:
        rows = "1 row of these files is" if held.rows == 1 else f"{held.rows:,} rows of these files are"
        lines.append(f"{rows} withheld and not in it: `portal check` says why. Mend them first, or add them to the workbook.")
    if held.values:
        values = "1 value is" if held.values == 1 else f"{held.values:,} values are"
        lines.append(f"{values} withheld and left out: look at the empty or redacted cells.")
    if lost:
        rows = "1 row lacks" if lost == 1 else f"{lost:,} rows lack"
        lines.append(f"{rows} what our own tables ask for, or cannot be read from them: `portal check` will say where.")
    if held.replaced:
        lines += [
            "When you hand it in, take out the files whose place it takes:",
            *(f"  {data}/{path}" for path in held.replaced),
        ]
    if held.shared:
        lines += [
            "These files hold other kinds as well, so take out only these rows:",
            *(f"  {data}/{path}" for path in held.shared),
        ]
    return "\n".join(lines)
