"""What a file really is, told from its first bytes, and the refusal of what its name does not promise."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZipFile

from generator.problems import Problem

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
LFS: Final = b"version https://git-lfs.github.com/spec/"
PAGE: Final = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|title|meta|script|div|table)\b",
    re.IGNORECASE | re.DOTALL,
)
JSON: Final = re.compile(rb'\s*(\{\s*["}]|\[\s*[{\["]|\[\s*\]\s*\Z)')
MARKER: Final = re.compile(rb"^(<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)
OTHERS: Final = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"{\\rtf", "a Word document"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "a database"),
    (b"<?xml", "an XML file"),
)
PACKED: Final = (
    ("xl/workbook.bin", "an Excel binary workbook (.xlsb)"),
    ("xl/", ""),
    ("word/", "a Word document"),
    ("ppt/", "a presentation"),
    ("content.xml", "an OpenDocument file (.ods)"),
)


def refusal(name: str, data: bytes) -> Problem | None:
    """The reason why a file cannot be what its name says, or None. CSV text named .xls is let through."""
    return next(_reasons(PurePosixPath(name).suffix.lower(), data), None)


def is_text_named_xls(name: str, data: bytes) -> bool:
    """Whether a file named .xls is CSV text, which is read as such with the notice `text-named-xls`."""
    return name.lower().endswith(".xls") and not data.startswith((OLE2, *ZIP)) and _is_text(data)


def _reasons(extension: str, data: bytes) -> Iterator[Problem]:
    named = {"extension": extension or "without an extension"}
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if not data:
        yield Problem("empty-file")
    elif data.startswith(OLE2):
        yield Problem("password-protected" if ENCRYPTED in data else "old-workbook")
    elif data.startswith(ZIP):
        yield from _packed(extension, data)
    elif found := next((words for magic, words in OTHERS if start.lstrip().startswith(magic)), ""):
        page = PAGE.match(start) or (found == "an XML file" and b"<html" in start.lower())
        yield Problem("web-page", details=named) if page else Problem("other-file", details={"found": found})
    else:
        yield from _text_reasons(extension, data, start)


def _packed(extension: str, data: bytes) -> Iterator[Problem]:
    found = _packed_as(data)
    if found:
        yield Problem("other-file", details={"found": found})
    elif found == "" and extension not in WORKBOOKS:
        yield Problem("workbook-misnamed", details={"extension": extension or "without an extension"})
    elif found is None and extension not in WORKBOOKS | {".zip"}:
        yield Problem("zip-misnamed", details={"extension": extension or "without an extension"})


def _packed_as(data: bytes) -> str | None:
    """What a zip file holds in plain words, "" for an Excel workbook, None for anything else or where it is damaged."""
    try:
        names = ZipFile(BytesIO(data)).namelist()
    except Exception:  # zipfile raises many kinds of error on damaged bytes
        return None
    return next((words for start, words in PACKED if any(name.startswith(start) for name in names)), None)


def _text_reasons(extension: str, data: bytes, start: bytes) -> Iterator[Problem]:
    named = {"extension": extension or "without an extension"}
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        yield Problem("only-blank-lines")
    if start.startswith(LFS):
        yield Problem("lfs-pointer")
    if PAGE.match(start):
        yield Problem("web-page", details=named)
    yield from _markers(data)
    if extension not in {".json", ".yml", ".yaml"} and JSON.match(start):
        yield Problem("json-misnamed", details=named)
    if extension in WORKBOOKS and _is_text(data):
        yield Problem("text-named-workbook", details=named)


def _is_text(data: bytes) -> bool:
    start = data[:4096]
    return bool(start) and (start[:2] in {b"\xff\xfe", b"\xfe\xff"} or not re.search(rb"[\x00-\x08\x0e-\x1a]", start))


def _markers(data: bytes) -> Iterator[Problem]:
    if b"<<<<<<<" not in data and b">>>>>>>" not in data:
        return
    found = list(MARKER.finditer(data))
    if not {match.group(1) for match in found} & {b"<<<<<<<", b">>>>>>>"}:
        return
    lines = [1 + data.count(b"\n", 0, match.start()) for match in found[:100]]
    *before, last = [str(line) for line in lines]
    listed = f"Lines {', '.join(before)} and {last} hold" if before else f"Line {last} holds"
    yield Problem("merge-markers", line=lines[0], details={"lines": listed})
