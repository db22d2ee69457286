"""Bytes become text without guessing."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.problems import sentence
from generator.read.decoding import decode

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real-data"


def said(data: bytes) -> list[str]:
    return [sentence(problem) for problem in decode(data)[1]]


def test_utf_8_is_read_without_a_word() -> None:
    """What is saved as it should be needs no notice."""
    assert decode("id,name\n1,Café – £\n".encode()) == ("id,name\n1,Café – £\n", ())


def test_byte_order_mark_is_left_out_and_said() -> None:
    """The mark must not become part of the first heading."""
    text, problems = decode(b"\xef\xbb\xbfid,name\n")
    assert text == "id,name\n"
    assert [problem.code for problem in problems] == ["byte-order-mark"]


def test_windows_1252_is_read_with_a_sample_to_check() -> None:
    """Pound signs and accents of old Excel files survive, and the notice quotes words to look at."""
    data = "id,name\n1,Café – £\n".encode("cp1252")
    assert decode(data)[0] == "id,name\n1,Café – £\n"
    assert said(data) == ['Saved as Windows-1252. We read it that way: check "Café – £".']


def test_pound_sign_of_a_dos_program_is_questioned() -> None:
    """A file in which £ became œ is shown as it is, with a warning."""
    data = "id,Amount (£)\n1,£25k\n".encode("cp850")
    assert decode(data)[0] == "id,Amount (œ)\n1,œ25k\n"
    assert said(data)[1].startswith('"œ)" seems to stand for a pound sign')


def test_french_words_are_no_pound_signs() -> None:
    """œ in a word is a letter."""
    assert [problem.code for problem in decode("id\nhors d'œuvre\n".encode("cp1252"))[1]] == ["windows-1252-read"]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_its_mark(codec: str) -> None:
    """With its mark it is read with a notice, without it it is refused."""
    mark = b"\xff\xfe" if codec.endswith("le") else b"\xfe\xff"
    data = "id,name\n1,Café\n".encode(codec)
    assert decode(mark + data)[0] == "id,name\n1,Café\n"
    assert said(mark + data) == ['Saved as UTF-16 (Excel\'s "Unicode text"). We read it that way.']
    assert decode(data)[0] is None
    assert said(data) == [
        'The file seems to be UTF-16 without the mark that says so. Save it again from your spreadsheet as "CSV UTF-8".'
    ]


def test_utf_16_with_an_odd_byte_is_refused() -> None:
    """Half a unit at the end is no text."""
    assert decode(b"\xff\xfei\0d\0")[0] == "id"
    assert decode(b"\xff\xfei\0d\0x")[0] is None


def test_utf_32_is_refused() -> None:
    """Nobody should get a table full of invisible NULs."""
    assert decode("id,name\n1,a\n".encode("utf-32"))[0] is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("found", "shown"), [(b"\xff\xfe\xfa", "FF FE FA"), (b"caf\xe9 \x8d", "8D"), (b"\x81", "81")])
def test_unknown_bytes_are_named_with_their_line(end: str, found: bytes, shown: str) -> None:
    """Bytes that no encoding explains refuse the file, whatever its line ends."""
    assert said(b"id,name" + end.encode() + b"1," + found + end.encode()) == [
        f"Line 2 has bytes that are text in neither UTF-8 nor Windows-1252 (hex {shown}). "
        'Save it again from your spreadsheet as "CSV UTF-8".'
    ]


def test_mark_of_utf_8_must_be_true() -> None:
    """A file that claims to be UTF-8 and is not is refused at the first byte that belies it."""
    assert said(b"\xef\xbb\xbfid\n1,caf\xe9\n")[0].startswith(
        "The file says that it is UTF-8, but line 2 has bytes that are not (hex E9)."
    )


def test_some_nul_characters_are_left_for_the_cells_check() -> None:
    """A stray NUL does not refuse a file here."""
    assert decode(b"id,name\n1,a\0b\n") == ("id,name\n1,a\0b\n", ())


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf\xff")
@example(b"\x80")
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever a file holds, the answer is text or a sentence."""
    text, problems = decode(data)
    assert text is not None or problems
    assert all(sentence(problem) for problem in problems)


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_text_comes_back(text: str, codec: str) -> None:
    """UTF-8 is read exactly, unless it is full of NULs."""
    if text.count("\0") == 0 and not text.startswith("\ufeff"):
        assert decode(text.encode(codec))[0] == text


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
def test_council_files_in_windows_1252_keep_their_pound_signs() -> None:
    """A department's file of 2012 shows £ in its banner."""
    text, problems = decode((REAL / "uk-25k-spend" / "fetched" / "ea-over-25k-1011.csv").read_bytes())
    assert text is not None
    assert text.startswith(',,,"Spend over £25,000')
    assert problems[0].code == "windows-1252-read"
