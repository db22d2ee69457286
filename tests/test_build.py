"""A data folder becomes a whole site: every row accounted for, every address there, every link leading somewhere."""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib
import pytest

from generator.build import Built
from generator.downloads.source_list import source_list
from generator.pages import sitemap
from tests.conftest import ROOT

SMALL = ROOT / "tests" / "portals" / "small" / "data"


def portal_command(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the console command as a person would."""
    command = [sys.executable, "-m", "generator.cli", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portal, built once."""
    folder = tmp_path_factory.mktemp("built") / "site"
    done = portal_command("build", "--data", str(SMALL), "--site", str(folder), "--as-of", "2026-01-15")
    assert done.returncode == 0, done.stderr
    return folder


def text_of(page: Path) -> str:
    """The words of a page, without its tags."""
    tree = html5lib.parse(page.read_text(), namespaceHTMLElements=False)
    return " ".join(" ".join(tree.find("body").itertext()).split())


def digest(folder: Path) -> str:
    """One hash over every file of a folder."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    parts = (name.encode() + b"\0" + (folder / name).read_bytes() for name in names)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@pytest.mark.parametrize(
    "address",
    [
        "", "services/", "services/northby/", "services/northby/youth-club/", "services/northby/A1/", "decisions/",
        "decisions/northby/", "decisions/northby/year/2025/", "decisions/northby/D-1/",
        "decisions/southby/360G-southby-105177~2fZ~2f14~2fZ/", "communities/northby/quayside-board/", "funds/",
        "organisations/", "organisations/GB-CHC-9999902/", "organisations/southby/millbrook-lunch-club/", "places/",
        "publishers/", "publishers/northby/", "publishers/northby/payments/2025-11/", "quality/", "quality/northby/", "about/",
    ],
)  # fmt: skip
def test_every_promised_address_is_there(site: Path, address: str) -> None:
    """A page exists for every kind of record and list at its permanent address."""
    assert (site / address / "index.html").is_file()


def test_a_decision_says_who_decided_what(site: Path) -> None:
    """The page opens with a sentence from the data, and shows options, payments, and where it comes from."""
    words = text_of(site / "decisions/northby/D-1/index.html")
    assert (
        "Quayside Neighbourhood Board approved this on 3 September 2025. Quayside Community Trust was awarded £24,000." in words
    )
    assert "2 options were considered." in words
    assert "Too few places" in words
    assert "−£500" in words
    assert "publishers/northby/decisions/2025.csv , row 2" in words.replace("2025.csv, row", "2025.csv , row")
    assert "Not stated:" in words


def test_withheld_rows_are_shown_with_their_reason(site: Path) -> None:
    """A row that cannot be read has no page; the quality page says which row and why."""
    assert not (site / "decisions/northby/D-3").exists()
    assert 'Row 4, amount_awarded: "1.005" has 3 decimal places.' in text_of(site / "quality/northby/index.html")


def test_every_link_leads_somewhere(site: Path) -> None:
    """No page of the site links to an address of the site that is not there."""
    broken = []
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue
        tree = html5lib.parse(page.read_text(), namespaceHTMLElements=False)
        for element in tree.iter():
            target = element.get("href") or element.get("src")
            if not target or urlsplit(target).scheme or target.startswith("#"):
                continue
            path = (page.parent / unquote(urlsplit(target).path)).resolve()
            if not (path / "index.html").is_file() and not path.is_file():
                broken.append((page.relative_to(site).as_posix(), target))
    assert broken == []


def test_every_record_is_reached_in_four_clicks(site: Path) -> None:
    """From the first page, links alone lead to every record's page in at most four steps."""
    reached, edge = {site / "index.html"}, [site / "index.html"]
    for _ in range(4):
        found = []
        for page in edge:
            tree = html5lib.parse(page.read_text(), namespaceHTMLElements=False)
            for link in tree.iter("a"):
                target = urlsplit(link.get("href") or "")
                path = (page.parent / unquote(target.path)).resolve() / "index.html"
                if not target.scheme and path.is_file() and path not in reached:
                    reached.add(path)
                    found.append(path)
        edge = found
    assert {page for page in site.rglob("index.html")} - reached == set()


def test_the_sitemap_lists_the_pages_and_nothing_else(site: Path) -> None:
    """Every page is in sitemap.xml by its full address, and no placeholder is."""
    listed = set((site / "sitemap.xml").read_text().split("<loc>")[1:])
    addresses = {entry.split("</loc>")[0].removeprefix("https://example.org/") for entry in listed}
    assert addresses == {page.relative_to(site).as_posix().removesuffix("index.html") for page in site.rglob("index.html")}
    assert not any("portal-hole" in page.read_text() for page in site.rglob("*.html"))


def test_a_sitemap_of_many_pages_is_cut_into_several() -> None:
    """Search engines read 50,000 addresses of a file: beyond that sitemap.xml lists files, which together list every page once."""
    paths = [f"services/northby/A{number}/index.html" for number in range(120_000)]
    first, *others = sitemap([*paths, "assets/portal.css"], "https://p.example/")
    root = ElementTree.fromstring(first.content)
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
    assert [loc.text for loc in root.iterfind("{*}sitemap/{*}loc")] == [f"https://p.example/{other.path}" for other in others]
    assert [other.path for other in others] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    listed = [[loc.text for loc in ElementTree.fromstring(other.content).iterfind("{*}url/{*}loc")] for other in others]
    assert [len(addresses) for addresses in listed] == [50_000, 50_000, 20_000]
    whole = sorted(f"https://p.example/{path.removesuffix('index.html')}" for path in paths)
    assert [address for addresses in listed for address in addresses] == whole
    assert [one.path for one in sitemap(paths[:50_000], "https://p.example/")] == ["sitemap.xml"]


def test_the_manifest_names_every_other_file(site: Path) -> None:
    """manifest.json holds the size and digest of every file but itself."""
    files = json.loads((site / "manifest.json").read_text())["files"]
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    assert set(files) == set(found) - {"manifest.json"}
    for name, facts in files.items():
        content = found[name].read_bytes()
        assert facts == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def test_every_row_of_every_source_is_accounted_for(site: Path) -> None:
    """In data/sources.csv, the rows of each file are the sum of what became of them."""
    with (site / "data/sources.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    parts = ("published", "withheld", "rows_blank", "rows_total", "rows_merged")
    assert all(int(row["rows_in"]) == sum(int(row[part]) for part in parts) for row in rows)
    own = {row["path"].removeprefix("publishers/"): int(row["rows_in"]) for row in rows if row["publisher"]}
    assert own["southby/awards.csv"] == 2
    assert own["northby/decisions/2025.csv"] == 3


UNUSABLE = [
    ("id: northby\nname: Northby\nupdate_frequency: annual\n", "publisher-fact-missing"),
    ("id: northby\n\tname: x\n", "yaml-tab"),
    ("", "publisher-form"),
    (None, "publisher-missing"),
]


@pytest.mark.parametrize(("text", "code"), UNUSABLE, ids=[code for _, code in UNUSABLE])
def test_files_of_a_publisher_who_cannot_be_named_are_accounted_for(
    text: str | None, code: str, data: Path, built: Callable[[Path], Built]
) -> None:
    """Each has its line in data/sources.csv, with no rows and the reason; nothing of it is published."""
    facts = data / "publishers/northby/publisher.yml"
    facts.unlink() if text is None else facts.write_text(text)
    files = {path.relative_to(data).as_posix() for path in facts.parent.rglob("*.csv")}
    after = built(data)
    rows = list(csv.DictReader(source_list(after.portal.accounts).content.decode().splitlines()))
    refused = {row["path"]: (row["refused"], row["rows_in"]) for row in rows if row["publisher"] == "northby"}
    assert refused == dict.fromkeys(files, (code, "0"))
    assert not [record for record in after.portal.index.values() if record.publisher == "northby"]
    assert {row["refused"] for row in rows if row["publisher"] == "southby"} == {""}


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, site: Path) -> None:
    """Another folder, time zone, locale and hash seed change no byte of the site."""
    shutil.copytree(SMALL, tmp_path / "elsewhere" / "data")
    other = tmp_path / "other"
    arguments = ("build", "--data", str(tmp_path / "elsewhere" / "data"), "--site", str(other), "--as-of", "2026-01-15")
    done = portal_command(*arguments, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="4242")
    assert done.returncode == 0, done.stderr
    ours, theirs = json.loads((site / "manifest.json").read_text()), json.loads((other / "manifest.json").read_text())
    changed = {name for name in ours["files"] if ours["files"][name] != theirs["files"].get(name)}
    # Only what names commits may differ, for the copy lies outside git: pages, files to take away and feeds.
    naming = re.compile(r"data/.*|search/manifest\.json|(.*/)?(index\.html|changes\.(atom|json))")
    assert {name for name in changed if not naming.fullmatch(name)} == set()
    again = tmp_path / "again"
    done = portal_command(*arguments[:4], str(again), "--as-of", "2026-01-15", TZ="America/New_York", PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stderr
    assert digest(again) == digest(other)


def test_a_new_column_needs_only_its_schema(data: Path, built: Callable[[Path], Built], tmp_path: Path) -> None:
    """An optional column added to a schema file is validated and shown on the record's page, without any code."""
    for name in ("schemas", "codelists", "reference"):
        shutil.copytree(ROOT / "data" / name, data / name)
    schema = data / "schemas" / "services.yml"
    added = (
        "  - name: opening_day\n    title: Opens on\n    description: The day it opens.\n    type: string\n"
        "    reads: date\n    group: about\n    example: 2026-01-01\n"
    )
    schema.write_text(schema.read_text().rstrip("\n") + "\n" + added)
    services = data / "publishers/northby/services/services.csv"
    lines = services.read_text().splitlines()
    services.write_text("\n".join([f"{lines[0]},opening_day", f"{lines[1]},05/04/2026", f"{lines[2]},soon"]) + "\n")
    found = [problem.code for problem in built(data).problems if problem.path.endswith("services.csv")]
    assert "date-unreadable" in found
    done = portal_command("build", "--data", str(data), "--site", str(tmp_path / "site"), "--as-of", "2026-01-15")
    assert done.returncode == 0, done.stderr
    words = text_of(tmp_path / "site/services/northby/youth-club/index.html")
    assert "Opens on 5 April 2026" in words
    assert "Opens on opening_day The day it opens." in text_of(tmp_path / "site/data/services/index.html")
    assert ",opening_day," in (tmp_path / "site/data/services.csv").read_text().splitlines()[0]
    assert "services,opening_day,Opens on,The day it opens.,date," in (tmp_path / "site/data/dictionary.csv").read_text()


def test_an_unclaimed_file_is_reported(data: Path, built: Callable[[Path], Built]) -> None:
    """A file that publisher.yml does not list and that is in no folder of a kind is a problem, never ignored."""
    (data / "publishers/northby/notes.csv").write_text("a,b\n1,2\n")
    found = [problem for problem in built(data).problems if problem.code == "file-unclaimed"]
    assert [problem.path for problem in found] == ["publishers/northby/notes.csv"]


def test_one_bad_publisher_leaves_the_others_as_they_are(data: Path, built: Callable[[Path], Built]) -> None:
    """A publisher whose publisher.yml cannot be used is left out and said to be; the others stay whole."""
    before = built(data).portal.of_publisher("decisions", "southby")
    (data / "publishers/northby/publisher.yml").write_text("id: northby\n\tname: x\n")
    after = built(data)
    assert after.portal.of_publisher("decisions", "southby") == before
    assert set(after.portal.publishers) == {"southby"}
    assert any(problem.publisher == "northby" and problem.severity == "error" for problem in after.problems)


HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}{% raw %}'


def test_hostile_text_is_text(data: Path, tmp_path: Path) -> None:
    """Markup, scripts and templates in a publisher's texts appear as they were typed and make no element."""
    with (data / "publishers/northby/services/evil.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["service_id", "name", "description", "status", "service_type", "provider_name", "url"])
        writer.writerow(["evil", HOSTILE, HOSTILE, "active", "core", HOSTILE, "javascript:alert(1)"])
    done = portal_command("build", "--data", str(data), "--site", str(tmp_path / "site"), "--as-of", "2026-01-15")
    assert done.returncode == 0, done.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        tree = html5lib.parse(page.read_text(), namespaceHTMLElements=False)
        assert not [element for element in tree.iter("img") if element.get("src") == "x"]
        scripts = [script for script in tree.iter("script") if script.get("type") != "application/ld+json"]
        assert not [script for script in scripts if "alert(1)" in (script.text or "")]
        assert not [link for link in tree.iter("a") if (link.get("href") or "").startswith("javascript:")]
        assert not [element for element in tree.iter() if element.get("onerror")]
    assert "{{7*7}}" in text_of(tmp_path / "site/services/northby/evil/index.html")


@pytest.mark.parametrize("program", ["mkdocs", pytest.param("properdocs", marks=pytest.mark.slow)])
def test_mkdocs_gives_the_same_site(program: str, tmp_path: Path) -> None:
    """`mkdocs build`, and its drop-in fork, give the same pages as `portal build` from the same data."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    done = portal_command("build", "--site", str(ours))
    assert done.returncode == 0, done.stderr
    command = [str(Path(sys.executable).parent / program), "build", "-q", "-f", "mkdocs.yml", "-d", str(theirs)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (ours / "manifest.json").unlink()
    names = {path.relative_to(ours).as_posix() for path in ours.rglob("*") if path.is_file()}
    assert names == {path.relative_to(theirs).as_posix() for path in theirs.rglob("*") if path.is_file()}
    if program == "mkdocs":
        assert digest(ours) == digest(theirs)


@pytest.mark.parametrize(
    "text",
    [
        "id: [x]\nname: {a: b}\nlicence: {a: b}\nupdate_frequency: [quarterly]\n",
        "id: northby\nname: N\nlicence: OGL-UK-3.0\nupdate_frequency: annual\nfiles: [{path: [x]}, {path: {a: b}}, words]\ngaps: none\n",
        "- a list\n",
        "",
        '"\\UFFFFFFFF": x\n',
    ],
)
def test_a_strange_publisher_yml_is_said_not_raised(text: str, data: Path, built: Callable[[Path], Built]) -> None:
    """Lists and mappings in the place of words, or nothing at all, are named as problems; other publishers stay."""
    (data / "publishers/northby/publisher.yml").write_text(text)
    after = built(data)
    assert "southby" in after.portal.publishers
    assert "northby" in after.portal.publishers or any(problem.publisher == "northby" for problem in after.problems)


def test_a_file_name_that_is_no_text_is_reported(data: Path, built: Callable[[Path], Built]) -> None:
    """A name with bytes that no character set explains is a problem, and the site can still be built."""
    (data / "publishers/northby/decisions" / os.fsdecode(b"awards\xff.csv")).write_text("decision_id\n")
    assert [problem.code for problem in built(data).problems if problem.code.startswith("file-")] == ["file-name-bytes"]
