"""What every file of a site holds, whatever it is packed in: the text of each part of each container, and the values of each table."""

import gzip
import html
import io
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import duckdb

ZIPPED, GZIPPED, DATABASE, COLUMNS = b"PK\x03\x04", b"\x1f\x8b", b"SQLite format 3\x00", b"PAR1"


def opened(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a site and every part of those that are packed, by its path and the path within, such as `a.zip!b.csv`."""
    for path in sorted(site.rglob("*")):
        yield path.relative_to(site).as_posix(), path.relative_to(site).as_posix().encode()
        if path.is_file():
            yield from unpacked(path.relative_to(site).as_posix(), path.read_bytes())


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file as it is, and all that is in it, however deep."""
    yield name, content
    if content[:2] == GZIPPED:
        yield from unpacked(f"{name}!", gzip.decompress(content))
    elif content[:4] == ZIPPED:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield f"{name}!name", entry.filename.encode() + entry.comment + entry.extra
                yield from unpacked(f"{name}!{entry.filename}", archive.read(entry))
    elif content[:16] == DATABASE:
        yield f"{name}!rows", "\n".join(database(content)).encode("utf-8", "replace")
    elif content[:4] == COLUMNS:
        yield f"{name}!rows", "\n".join(columns(content)).encode("utf-8", "replace")


def database(content: bytes) -> Iterator[str]:
    """Every value of every table and view, every word that is indexed, and what SQL says of it."""
    with tempfile.NamedTemporaryFile(suffix=".sqlite") as file:
        file.write(content)
        file.flush()
        held = sqlite3.connect(file.name)
        yield from (str(row) for row in held.execute("SELECT * FROM sqlite_master"))
        for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall():
            yield from (str(row) for row in held.execute(f'SELECT * FROM "{name}"'))
        held.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'search', 'row')")
        yield from (word for (word,) in held.execute("SELECT term FROM temp.words"))
        held.close()


def columns(content: bytes) -> Iterator[str]:
    """Every value of a Parquet file, and what it says of itself."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file, duckdb.connect(":memory:") as engine:
        file.write(content)
        file.flush()
        for asked in ("read_parquet", "parquet_metadata", "parquet_kv_metadata", "parquet_schema"):
            yield from (str(row) for row in engine.execute(f"SELECT * FROM {asked}(?)", [file.name]).fetchall())


def readable(content: bytes) -> str:
    """Bytes as all that a reader could make of them, in small letters: with folded lines joined, and each escape as what it means."""
    text = content.decode("utf-8", "replace")
    escapes = (
        text,
        html.unescape(text),
        unquote(text.replace("~", "%")) if "%" in text or "~" in text else "",
        re.sub(r"\r\n[ \t]", "", text) if "\r\n " in text else "",
        re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text) if "\\u" in text else "",
    )
    return "\n".join(escapes).casefold()


def holding(site: Path, *words: str) -> dict[str, list[str]]:
    """For each word the files, or parts of files, that hold it: as they are, in small letters, or with spaces and hyphens taken out."""
    found: dict[str, list[str]] = {word: [] for word in words}
    for name, content in opened(site):
        text = readable(content)
        for word, places in found.items():
            if word.casefold() in text:
                places.append(name)
    return found


__all__ = ["holding", "json", "opened", "readable", "unpacked"]
