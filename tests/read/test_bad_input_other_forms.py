"""Bad workbooks, bad YAML and bad file names, and the one sentence that each of them gets."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl.comments import Comment

from generator import build
from generator.repository import NOWHERE
from tests.conftest import settings_for
from tests.feeding import FACTS, OLD_EXCEL, as_csv, as_workbook, decisions, found_in, told

TWO = ({"decision_id": "D-1"}, {"decision_id": "D-2"})
BREACHES = "Hidden data has caused serious breaches; delete it."
SHOW_THE_REST = "delete what should not be published, and show the rest."
WRITE_OUT = "Write the value out, or put it in quotes if it begins with & or *."


def without_answer(sheet: Any) -> None:
    sheet["I2"] = "=12000*2"


def hidden_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("Names").append(["Jane Smith"])
    sheet.parent["Names"].sheet_state = "hidden"


def hidden_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def hidden_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def commented(sheet: Any) -> None:
    sheet["A2"].comment = Comment("Ask Finance", "A colleague")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            without_answer,
            'Sheet "Decisions", row 2: I2 is a formula with no saved answer. '
            "Open the workbook in Excel and save it, or paste the value.",
            id="formula unsaved",
        ),
        pytest.param(
            lambda sheet: sheet.merge_cells("A2:A3"),
            'Sheet "Decisions", row 3: cells A2:A3 are merged; row 3 has lost its decision_id. Unmerge them and fill in each cell.',
            id="merged",
        ),
        pytest.param(
            hidden_sheet, f'The workbook has a hidden sheet ("Names"). {BREACHES} We did not read it.', id="hidden sheet"
        ),
        pytest.param(
            hidden_row,
            f'Sheet "Decisions", row 3 is hidden. We read hidden rows like all others: {SHOW_THE_REST}',
            id="hidden row",
        ),
        pytest.param(
            hidden_column,
            f'Sheet "Decisions": columns are hidden (C). We read hidden columns like all others: {SHOW_THE_REST}',
            id="hidden column",
        ),
        pytest.param(
            commented,
            "The workbook has comments. We do not publish them, but anybody who has the file can read them: delete them.",
            id="hidden comment",
        ),
    ],
)
def test_workbooks(change: Callable[[Any], object], expected: str, tmp_path: Path) -> None:
    """The sheet and the cell, what they hide or lose, and how to mend it in Excel."""
    assert told(tmp_path, {"decisions/a.xlsx": as_workbook(decisions(*TWO), change)}) == [("decisions/a.xlsx", expected)]


def test_workbook_whose_table_is_not_at_a1(tmp_path: Path) -> None:
    """It is read, and what is wrong in it is found at the address that Excel shows; words above it are asked to go."""

    def moved(sheet: Any) -> None:
        sheet.move_range(sheet.dimensions, rows=4, cols=2)

    rows = decisions({"amount_awarded": "N/A", "notes": "private"})
    assert told(tmp_path, {"decisions/a.xlsx": as_workbook(rows, moved)}) == [
        ("decisions/a.xlsx", 'Sheet "Decisions", row 6, amount_awarded: "N/A". Leave the cell empty if it is not known.'),
        (
            "decisions/a.xlsx",
            'Sheet "Decisions": Column M "notes" is not published. Delete it if it holds private notes.',
        ),
    ]

    def under_a_title(sheet: Any) -> None:
        moved(sheet)
        sheet["A1"] = "Decisions of 2025"

    assert told(tmp_path, {"decisions/a.xlsx": as_workbook(rows, under_a_title)}) == [
        ("decisions/a.xlsx", 'Sheet "Decisions": Your headings are on row 5. Delete rows 1–4 ("Decisions of 2025").')
    ]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param(
            "a.xlsx",
            OLD_EXCEL + "EncryptedPackage".encode("utf-16-le"),
            "The workbook is protected with a password, so it cannot be read. Save it without one.",
            id="password",
        ),
        pytest.param(
            "a.xls",
            OLD_EXCEL,
            'This is an old Excel workbook (.xls). Open it and save it as .xlsx, or as "CSV UTF-8".',
            id=".xls",
        ),
    ],
)
def test_workbooks_that_cannot_be_opened(name: str, content: bytes, expected: str, tmp_path: Path) -> None:
    """Nothing of them is opened, and the sentence says what would do instead."""
    assert told(tmp_path, {f"decisions/{name}": content}) == [(f"decisions/{name}", expected)]


def test_workbook_that_is_a_bomb(tmp_path: Path) -> None:
    """How many times its own size it would unpack to, as its directory says."""
    file = BytesIO(as_workbook(decisions({})))
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", bytes(20_000_000))
        unpacked = sum(part.file_size for part in archive.infolist())
    times = unpacked // len(file.getvalue())
    assert told(tmp_path, {"decisions/a.xlsx": file.getvalue()}) == [
        (
            "decisions/a.xlsx",
            f"The file unpacks to {times} times its size; the most is 100. Save it again from your spreadsheet.",
        )
    ]


# Each follows a line of its own in the file.
YAML = [
    pytest.param(b"gaps:\n\t- kind: payments\n", "Line 3 is indented with a tab; use spaces.", id="tab"),
    pytest.param(b"name: A\nname: B\n", 'Line 3: "name" appears twice. Keep one of them.', id="duplicate key"),
    pytest.param(b"name: &x A\n", f"Line 2: anchors (&, *) are not allowed. {WRITE_OUT}", id="anchor"),
    pytest.param(b"name: *x\n", f"Line 2: anchors (&, *) are not allowed. {WRITE_OUT}", id="use of an anchor"),
    pytest.param(
        b"name: !!python/object:os.system A\n",
        "Line 2: tags (!) are not allowed. Delete the tag, or put the value in quotes if it begins with an exclamation mark.",
        id="tag",
    ),
    pytest.param(
        b"name: " + b"[" * 20 + b"]" * 20 + b"\n",
        "Line 2 is nested more than 12 levels deep. Indent less: an entry needs one level.",
        id="deep nesting",
    ),
    pytest.param(
        b"name: " + b"[" * 100_000,
        "Line 2 is nested more than 12 levels deep. Indent less: an entry needs one level.",
        id="nesting that would bring the parser down",
    ),
]


@pytest.mark.parametrize("name", ["publisher.yml", "funds/a.yml"])
@pytest.mark.parametrize(("content", "expected"), YAML)
def test_yaml(name: str, content: bytes, expected: str, tmp_path: Path) -> None:
    """The line is named, in publisher.yml as in a file of entries."""
    assert told(tmp_path, {name: b"website: https://anytown.example/\n" + content}) == [(name, expected)]


def test_yaml_no_is_a_word(tmp_path: Path) -> None:
    """A council called NO stays NO, and a code that is NO is told as it was written, never as False."""
    facts = b"id: anytown\nname: NO\nlicence: NO\nupdate_frequency: annual\n"
    (sentence,) = [sentence for path, sentence in told(tmp_path, {"publisher.yml": facts}) if path == "publisher.yml"]
    assert sentence.startswith('publisher.yml, licence: "NO" is not one of: OGL-UK-3.0, ')
    entries = b"- org_id: GB-COH-01234567\n  name: NO\n  type: NO\n"
    files = {"publisher.yml": facts.replace(b"licence: NO", b"licence: OGL-UK-3.0"), "organisations/a.yml": entries}
    ((path, sentence),) = told(tmp_path, files)
    assert path == "organisations/a.yml"
    assert sentence.startswith('Row 1, type: "NO" is not one of: ')
    built = build.portal(settings_for(tmp_path), NOWHERE)
    assert built.portal.publishers["anytown"].name == "NO"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Anytown's folder with a file of decisions; beside the data folder lies another file that nobody publishes."""
    folder = tmp_path / "data" / "publishers" / "anytown"
    (folder / "decisions").mkdir(parents=True)
    (folder / "publisher.yml").write_bytes(FACTS)
    (folder / "decisions" / "a.csv").write_bytes(as_csv({}))
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "b.csv").write_bytes(as_csv({"decision_id": "D-2"}))
    (tmp_path / "outside" / "publisher.yml").write_bytes(FACTS)
    return folder


def said_of(folder: Path) -> list[tuple[str, str]]:
    return found_in(folder.parents[1])


def test_file_names_that_clash_in_case(folder: Path) -> None:
    """Both are named, and both are read."""
    (folder / "decisions/A.CSV").write_bytes(as_csv({"decision_id": "D-2"}))
    assert said_of(folder) == [
        ("decisions/a.csv", '"decisions/a.csv" and "decisions/A.CSV" clash on Windows and Mac. Rename one.')
    ]


@pytest.mark.parametrize(
    ("link", "target", "what"),
    [
        ("decisions/b.csv", "../../../../outside/b.csv", "file"),
        ("decisions/c.csv", "a.csv", "file"),
        ("decisions/lost.csv", "nowhere.csv", "file"),
        ("services", "../../../outside", "folder"),
        ("publisher.yml", "../../../outside/publisher.yml", "file"),
    ],
    ids=["out of the folder", "within the folder", "to nothing", "folder", "publisher.yml"],
)
def test_symlinks(link: str, target: str, what: str, folder: Path) -> None:
    """Wherever a link leads, it is not followed."""
    (folder / link).unlink(missing_ok=True)
    (folder / link).symlink_to(target)
    name = link.rpartition("/")[2]
    assert said_of(folder) == [(link, f'"{name}" is a link, not a {what}. Put the {what} itself here.')]


def test_symlink_in_the_place_of_a_publisher(folder: Path) -> None:
    """A publisher's folder that is a link is no publisher."""
    folder.with_name("elsewhere").symlink_to("../../outside")
    assert said_of(folder) == [("elsewhere", '"elsewhere" is a link, not a folder. Put the folder itself here.')]


def test_executable(folder: Path) -> None:
    """It is read, and the mark is said."""
    (folder / "decisions/a.csv").chmod(0o755)
    assert said_of(folder) == [
        ("decisions/a.csv", '"a.csv" is marked as a program. We read it as data only; take the mark away.')
    ]


@pytest.mark.parametrize("listed", ["../../../outside/b.csv", "/etc/passwd", "..\\\\northby\\\\b.csv", "C:\\\\data\\\\b.csv"])
def test_listed_outside_the_folder(listed: str, folder: Path) -> None:
    """A path that leads out of the folder is not followed, whether or not a file is there."""
    (folder / "publisher.yml").write_bytes(FACTS + f'files:\n- {{path: "{listed}", format: native}}\n'.encode())
    path = listed.replace("\\\\", "\\")
    assert said_of(folder) == [
        ("publisher.yml", f'"{path}" lies outside your folder, so it is not read. Put the file itself into your folder.')
    ]


def test_outside_the_folder_behind_a_link_above(folder: Path) -> None:
    """Where the publishers' folder itself is a link out of the data, every file is named and none is read."""
    publishers = folder.parent
    publishers.rename(publishers.parents[1] / "outside/publishers")
    publishers.symlink_to("../outside/publishers")
    assert said_of(folder) == [
        (name, f'"{name}" lies outside your folder, so it is not read. Put the file itself into your folder.')
        for name in ("decisions/a.csv", "publisher.yml")
    ]
