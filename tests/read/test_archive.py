"""A zip file is read as the one file of data in it."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import sentence
from generator.read.archive import unzip

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real-data"
SPEND = REAL / "trafford-council" / "transparency_code" / "supplier_spend" / "trafford-supplier-spend-2024-25.zip"


def zipped(members: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def said(data: bytes) -> list[str]:
    return [sentence(problem) for problem in unzip(data)[1]]


def test_the_one_table_is_found() -> None:
    """What macOS adds is not counted, nor are folders."""
    data = zipped({"spend/": b"", "spend/Spend 2025.CSV": b"id\n1\n", "__MACOSX/._x.csv": b"x", ".DS_Store": b"x"})
    assert unzip(data) == (("Spend 2025.CSV", b"id\n1\n"), ())


def test_json_counts_where_there_is_no_table() -> None:
    """Releases are published zipped as well; metadata beside a table is not the data."""
    assert unzip(zipped({"a.json": b"[]"})) == (("a.json", b"[]"), ())
    found, _ = unzip(zipped({"a.csv": b"id\n", "datapackage.json": b"{}"}))
    assert found == ("a.csv", b"id\n")


def test_what_is_not_read_is_said() -> None:
    """A note beside the table is named."""
    assert said(zipped({"a.csv": b"id\n", "notes.pdf": b"x"})) == [
        'Beside the table the zip file holds 1 file ("notes.pdf"). We did not read them.'
    ]


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"april.csv": b"1", "may.csv": b"2"}, '2 files ("april.csv", "may.csv")'),
        ({"readme.txt": b"1"}, '1 file ("readme.txt")'),
        ({}, "no file"),
    ],
)
def test_several_tables_or_none_are_refused(members: dict[str, bytes], found: str) -> None:
    """Which of several files is meant is not guessed."""
    assert said(zipped(members)) == [
        f"The zip file must hold one CSV, Excel or JSON file, but holds {found}. Make a zip file for each."
    ]


def test_bomb_is_not_unpacked() -> None:
    """The directory's promise is enough to refuse it."""
    assert said(zipped({"a.csv": bytes(5_000_000)}))[0].startswith("The file unpacks to ")
    assert "times its size; the most is 100." in said(zipped({"a.csv": bytes(5_000_000)}))[0]


def test_password_and_damage_are_told() -> None:
    """Each has its sentence."""
    data = zipped({"a.csv": b"id,name\n" * 100})
    locked = bytearray(data)
    locked[6] |= 1
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    assert said(bytes(locked)) == ["The zip file is protected with a password, so it cannot be read. Make it again without one."]
    assert said(data[:-30])[0].startswith("The zip file cannot be opened; it may be damaged.")
    assert said(data[:40] + b"xxx" + data[43:])[0].startswith("The zip file cannot be opened; it may be damaged.")
    odd = bytearray(data)
    odd[8] = odd[data.index(b"PK\x01\x02") + 10] = 9
    assert said(bytes(odd))[0].startswith("The zip file is packed in a way that we cannot read.")


def test_other_ways_of_packing_are_read() -> None:
    """What the standard library can unpack is unpacked."""
    assert unzip(zipped({"a.csv": b"id\n1\n"}, ZIP_LZMA))[0] == ("a.csv", b"id\n1\n")


@given(st.binary(max_size=100), st.integers(0, 200), st.integers(0, 255))
def test_no_bytes_raise(data: bytes, place: int, value: int) -> None:
    """Neither garbage nor a zip file with one byte changed raises."""
    whole = bytearray(zipped({"a.csv": b"id,name\n1,a\n"}))
    whole[place % len(whole)] = value
    for tried in (data, b"PK\x03\x04" + data, bytes(whole)):
        found, problems = unzip(tried)
        assert found is not None or problems
        assert all(sentence(problem) for problem in problems)


@pytest.mark.skipif(not SPEND.exists(), reason="the real files are not here")
def test_a_years_spend_is_unpacked() -> None:
    """54 MB of CSV come out of 3 MB."""
    found, problems = unzip(SPEND.read_bytes())
    assert found is not None
    assert (found[0], len(found[1]), problems) == ("trafford-supplier-spend-2024-25.csv", 53_624_679, ())
