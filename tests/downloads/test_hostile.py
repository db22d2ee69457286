"""Whatever publishers, their files, commits and the site itself are called, every file to take away is whole, and its text is text."""

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from icalendar import Calendar
from openpyxl import load_workbook

from generator import schemas, urls
from generator.configured import judged_on
from generator.downloads.descriptions.citation_file import quoted
from generator.editions import web
from generator.errors import SettingsError
from tests import hostile_folder
from tests.conftest import ROOT
from tests.test_build import portal_command
from tests.test_standins import commit, git

NAME = "It's\"\n\r\nBEGIN:VEVENT\r\u2028\u2029\x85\x7f: [x] {{7*7}} <script>alert(1)</script> ]]> & \u202e \x1b[31m # - ' *x !y | > %"
SUBJECT = 'a\x1b[31m <script>@octo "q", =1+1\x7f \u202e {{7*7}} ]]>'
NUMBER = re.compile(r"-?\d+(\.\d+)?")
PATH = re.compile(r"[A-Za-z0-9._~/-]+")
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
CALENDAR = set(
    "BEGIN END PRODID VERSION CALSCALE NAME DESCRIPTION X-WR-CALNAME X-WR-CALDESC X-WR-TIMEZONE URL REFRESH-INTERVAL X-PUBLISHED-TTL TZID "
    "TZNAME DTSTART TZOFFSETFROM TZOFFSETTO RRULE UID DTSTAMP LAST-MODIFIED DTEND SUMMARY CATEGORIES LOCATION STATUS TRANSP".split()
)


def project(folder: Path, name: str, address: str = "site_url: https://p.example/") -> Path:
    """A folder with the project's software and definitions, a site of another name, and no publishers yet."""
    folder.mkdir()
    for part in ("content", "site_templates"):
        (folder / part).symlink_to(ROOT / part)
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("publishers"))
    text = (ROOT / "mkdocs.yml").read_text()
    text = text.replace("site_url: https://example.org/", address)
    (folder / "mkdocs.yml").write_text(text.replace("Community commissioning portal", json.dumps(name), 1))
    return folder


def built(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Builds the site of a project."""
    return portal_command("build", "--as-of", "2026-01-15", *more, cwd=folder, PYTHONPATH=str(ROOT))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a portal whose every text is an attack, in git, with a record that was withdrawn."""
    folder = project(tmp_path_factory.mktemp("hostile") / "portal", NAME)
    hostile_folder.write(folder / "data", schemas.load(ROOT / "data"))
    git(folder, "init", "-q", "-b", "main")
    (folder / ".gitignore").write_text("content\nsite_templates\nsite\n")
    commit(folder, SUBJECT, "2025-10-01")
    decisions = next((folder / "data/publishers/constructor/decisions").glob("[!w]*.csv"))
    with decisions.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with decisions.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows[:-1])
    commit(folder, "=cmd|' /C calc'!A0", "2025-11-01")
    done = built(folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def files(site: Path, ending: str) -> Iterator[tuple[str, bytes]]:
    """The files to take away of a form, with those in the archive."""
    for path in sorted(site.rglob(f"*.{ending}")):
        yield path.relative_to(site).as_posix(), path.read_bytes()
    with zipfile.ZipFile(site / "data/portal.zip") as archive:
        yield from ((f"portal.zip!{name}", archive.read(name)) for name in archive.namelist() if name.endswith(f".{ending}"))


def facts(tree: Any) -> Iterator[tuple[str, Any]]:
    """Every name of a tree with what stands under it."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield name, value
            yield from facts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from facts(value)


def test_every_path_is_plain(site: Path) -> None:
    """No name of anybody's leads elsewhere, and none is longer than a file's name may be."""
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert [path for path in paths if not PATH.fullmatch(path) or max(map(len, path.split("/"))) > 200] == []


def test_every_table_has_its_columns_and_no_formula(site: Path) -> None:
    """No text of anybody's ends a cell or a row, and no spreadsheet runs one."""
    for name, content in files(site, "csv"):
        head, *rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
        assert {len(row) for row in rows} <= {len(head)}, name
        risky = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert [cell for cell in risky if not NUMBER.fullmatch(cell)] == [], name


def test_every_workbook_holds_text_alone(site: Path) -> None:
    """No formula, no link, nothing that is fetched from elsewhere; tables and sheets are called by us."""
    for path in sorted((site / "data").glob("**/*.xlsx")):
        if path.parent.name == "templates":
            continue
        book = load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink] == [], path
        assert [name for sheet in book for name in sheet.tables if not re.fullmatch(r"[A-Za-z_]\w*", name)] == []
        with zipfile.ZipFile(path) as archive:
            assert [name for name in archive.namelist() if b"External" in archive.read(name) and name.endswith(".rels")] == []


def test_every_tree_is_read_strictly(site: Path) -> None:
    """JSON, JSON Lines, Atom and SQLite."""
    for _, content in files(site, "json"):
        json.loads(content)
    for _, content in files(site, "jsonl"):
        assert all(isinstance(json.loads(line), dict) for line in content.decode().split("\n")[:-1])
    for name, content in files(site, "atom"):
        root = ElementTree.fromstring(content)
        ids = [one.text for one in root.iter("{http://www.w3.org/2005/Atom}id")]
        assert len(ids) == len(set(ids)), name
        assert all(ADDRESS.fullmatch(one.attrib["href"]) for one in root.iter("{http://www.w3.org/2005/Atom}link")), name
    database = sqlite3.connect(site / "data/portal.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for (view,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        database.execute(f'SELECT * FROM "{view}"').fetchall()
    database.close()


def test_no_text_becomes_a_property_of_a_calendar(site: Path) -> None:
    """After folded lines are joined, each begins with one of our own properties."""
    for name, content in files(site, "ics"):
        Calendar.from_ical(content)
        lines = content.decode().replace("\r\n ", "").split("\r\n")
        assert {re.split("[;:]", line)[0] for line in lines if line} <= CALENDAR, name
        assert lines.count("BEGIN:VCALENDAR") == lines.count("END:VCALENDAR") == 1


def test_the_citation_is_yaml_whatever_the_site_is_called(site: Path) -> None:
    """Its name comes back sign by sign, and adds no key."""
    told = yaml.safe_load((site / "data/CITATION.cff").read_text())
    known = {"cff-version", "message", "title", "type", "authors", "version", "date-released", "url", "license", "license-url"}
    assert set(told) <= known
    assert told["title"] == NAME
    assert all(set(one) <= {"name", "website"} for one in told["authors"])


@pytest.mark.parametrize("text", ["\x7f", "\x80\x9f", "\u2028", "\ufeff", "\uffff", "😀 ŵ é", '"\\\n: {[', "\x00"])
def test_every_text_comes_back_from_yaml(text: str) -> None:
    """Also with signs that JSON holds and YAML does not; emoji and Welsh stay as they are."""
    assert yaml.safe_load(f"a: {quoted(text)}\nb: 1") == {"a": text, "b": 1}


def test_the_digests_can_be_checked(site: Path) -> None:
    """A line for each file, whose path has no sign that the program reads otherwise."""
    with zipfile.ZipFile(site / "data/portal.zip") as archive:
        packed = archive.read("SHA256SUMS").decode(), archive.read
        here = (site / "data/SHA256SUMS").read_text(), lambda name: (site / "data" / name).read_bytes()
        for text, content in (packed, here):
            for line in text.split("\n")[:-1]:
                digest, path = line.split("  ")
                assert PATH.fullmatch(path)
                assert sha256(content(path)).hexdigest() == digest


def test_the_package_and_the_catalogue_hold_to_their_standards(site: Path) -> None:
    """Names have the signs that they may have, and are told apart; addresses are addresses."""
    for name, content in files(site, "json"):
        if name.endswith("datapackage.json"):
            package = json.loads(content)
            names = [one["name"] for one in package["resources"]]
            assert len(names) == len(set(names))
            called = [said for key, said in facts(package) if key == "name"]
            assert [said for said in called if not re.fullmatch(r"[-a-zA-Z0-9._]+", said)] == []
            assert [said for key, said in facts(package) if key == "path" and "//" in said and not ADDRESS.fullmatch(said)] == []
    catalogue = json.loads((site / "data/data.json").read_text())
    told = [said for key, said in facts(catalogue) if key in {"@id", "homepage", "license", "downloadURL", "landingPage"}]
    said = [one for several in told for one in (several if isinstance(several, list) else [several]) if isinstance(one, str)]
    assert [one for one in said if not ADDRESS.fullmatch(one)] == []


@pytest.mark.parametrize(
    "address", ['https://a.example/" x="', "https://a b", "javascript:x", "https://", "http://a\n", "https://<b>"]
)
def test_what_is_no_address_is_none_in_descriptions(address: str) -> None:
    """Programs take what stands there for one."""
    assert web(address) == ""
    assert web("https://a.example/ŵ?b=c#d") == "https://a.example/ŵ?b=c#d"


def test_the_texts_of_the_archive_hold_no_hidden_signs(site: Path) -> None:
    """Nothing that turns a terminal or a line around."""
    with zipfile.ZipFile(site / "data/portal.zip") as archive:
        for name in ("README.txt", "CAVEATS.txt"):
            assert all(sign.isprintable() for sign in archive.read(name).decode().replace("\r\n", "")), name


def test_publishers_and_records_may_be_called_as_our_files(tmp_path: Path) -> None:
    """A publisher called as a kind or a folder of ours, a record as a file: each has its own address."""
    folder = project(tmp_path / "portal", "Portal")
    heads = "service_id,name,description,service_type,status\n"
    owners = ("services", "exports", "publishers", "templates", "portal", "con", "a" * 200, "index-html", "changes-atom")
    keys = ("page", "index.html", "changes.atom", "coming-up.ics", "CHANGES.JSON", "a")
    for owner in owners:
        place = folder / "data/publishers" / owner
        (place / "services").mkdir(parents=True)
        (place / "publisher.yml").write_text(f"id: {owner}\nname: {owner}\nlicence: OGL-UK-3.0\nupdate_frequency: annual\n")
        (place / "services/s.csv").write_text(heads + "".join(f"{key},{key},d,core,active\n" for key in keys))
    done = built(folder)
    assert done.returncode == 0, done.stderr
    assert len(list((folder / "site/data/publishers").glob("*/services.csv"))) == len(owners)
    pages = [(folder / "site" / urls.file(urls.service(owner, key))).is_file() for owner in owners for key in keys]
    assert all(pages)


@pytest.mark.parametrize("kind", ["publishers", "exports", "about", "search", "notes", "Services", "../x", "a-b", "a" * 32])
def test_a_kind_that_would_stand_in_the_way_is_refused(tmp_path: Path, kind: str) -> None:
    """In one sentence, before anything is built."""
    for name in ("schemas", "codelists"):
        shutil.copytree(ROOT / "data" / name, tmp_path / name)
    text = (ROOT / "data/schemas/updates.yml").read_text()
    (tmp_path / "schemas" / f"{kind.replace('/', '_')}.yml").write_text(text.replace("name: updates", f"name: {kind}", 1))
    with pytest.raises(SettingsError, match="a kind is called as its file"):
        schemas.load(tmp_path)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_out_of_reach_is_refused_in_one_sentence(day: str) -> None:
    """There are no twelve months before the first day that a calendar knows, nor after the last."""
    with pytest.raises(SettingsError, match="is too far away"):
        judged_on(ROOT, day)


def test_a_portal_without_publishers_address_or_git_is_whole(tmp_path: Path) -> None:
    """Its files are there and empty, and what leads to pages is an address."""
    folder = project(tmp_path / "portal", "Portal", "")
    (folder / "data/publishers/a").mkdir(parents=True)
    (folder / "data/publishers/a/publisher.yml").write_text("id: a\nname: A\nlicence: OGL-UK-3.0\nupdate_frequency: annual\n")
    done = built(folder)
    assert done.returncode == 0, done.stderr
    for path in (folder / "site").rglob("*.json"):
        json.loads(path.read_bytes())
    feed = ElementTree.fromstring((folder / "site/changes/changes.atom").read_bytes())
    assert {one.attrib["href"].split("/")[2] for one in feed.iter("{http://www.w3.org/2005/Atom}link")} == {"example.org"}
    assert (folder / "site/data/services.csv").read_text().count("\n") == 1
