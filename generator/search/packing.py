"""The bytes of the index: rows of whole numbers in planes, and texts. `site_templates/assets/js/read.js` reads them.

A row of numbers is its count (4 bytes), the width of its widest number in bytes (1), and then the lowest bytes of all numbers, the next
ones, and so on. Planes cost no loop to write, and gzip shrinks those of high bytes, which are mostly nought, to nearly nothing.
"""

import gzip
import sys
from array import array
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from generator.artefacts import Artefact

FOLDER: Final = "search"
NAME: Final = 10  # hex digits of a digest that name a file
LEVEL: Final = 6


def numbers(values: Sequence[int]) -> bytes:
    """A row of whole numbers from 0 to 2^53."""
    width = (max(values, default=0).bit_length() + 7) // 8 or 1
    head = len(values).to_bytes(4, "little") + bytes([width])
    if width == 1:
        return head + bytes(values)
    wide = array("I" if width <= 4 else "Q", values)
    if sys.byteorder == "big":
        wide.byteswap()
    raw = wide.tobytes()
    return head + b"".join(raw[plane :: wide.itemsize] for plane in range(width))


def text(value: str) -> bytes:
    """A text: its bytes as UTF-8 after their count (4 bytes)."""
    content = value.encode("utf-8", "replace")
    return len(content).to_bytes(4, "little") + content


def packed(content: bytes) -> bytes:
    """Compressed, the same bytes for the same content wherever it is done."""
    return gzip.compress(content, LEVEL, mtime=0)


def digest(content: bytes) -> str:
    """What a file is named by."""
    return sha256(content).hexdigest()[:NAME]


def file(folder: str, name: str, content: bytes) -> Artefact:
    """A file of the index. Its name does not end in .gz, or hosts would unpack it in their own way."""
    return Artefact(f"{FOLDER}/{folder}/{name}.bin", content, "application/octet-stream")
