"""Files to take away are described so that a person and a program find, check, cite and understand each of them."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import html5lib
import openpyxl
import pytest
import yaml

from generator import caveats as sentences
from generator.artefacts import Artefact, Download, Offer
from generator.assemble import measure
from generator.build import Built
from generator.caveats import caveats
from generator.columns import FIRST, Column, ranked
from generator.downloads import About
from generator.downloads.comma_separated import comma_separated
from generator.downloads.descriptions import DESCRIPTIONS
from generator.downloads.descriptions.archive import EXPLAINING, archive
from generator.downloads.descriptions.catalogue import CONTEXT
from generator.downloads.source_list import source_list
from generator.downloads.splitting import LARGEST
from generator.editions import Edition, cited
from generator.pages.files import SHOWN, form, size
from generator.schemas import Field, Schemas
from tests.conftest import ROOT
from tests.downloads.portals import Offered, demonstration, hostile
from tests.test_build import portal_command, site
from tests.test_links import demonstration as demonstration_site

__all__ = ["demonstration_site", "site"]
EDITION = Edition("Portal", "https://p.example/", "c" * 40, date(2026, 3, 3))
FRICTIONLESS = str(Path(sys.executable).parent / "frictionless")
IN_EACH = {"README.txt", "CAVEATS.txt", "CITATION.cff", "SHA256SUMS", "datapackage.json", *EXPLAINING}


@pytest.fixture(params=["demonstration_site", "site"])
def folder(request: pytest.FixtureRequest) -> Path:
    """A built site: the project's own, and a small one outside the project's history."""
    built: Path = request.getfixturevalue(request.param)
    return built


def ran(folder: Path, *command: str) -> str:
    """What a command says in a folder, where it ends well."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def offered_files(folder: Path) -> dict[str, Path]:
    """Every file to take away by its address: all below data/ that is no page."""
    found = (path for path in (folder / "data").rglob("*") if path.is_file() and path.suffix != ".html")
    return {path.relative_to(folder).as_posix(): path for path in found}


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def wrote(artefacts: Iterator[Artefact], folder: Path) -> list[Download]:
    """Writes files below a folder and tells of them, as a build does."""
    told = []
    for one in artefacts:
        path = folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content)
        told.append(
            Download(one.path, one.media_type, len(one.content), sha256(one.content).hexdigest(), one.offer or Offer("", ""))
        )
    return told


def described(whole: Offered, folder: Path) -> tuple[About, list[Download]]:
    """A portal's CSV files and everything that describes them, written below a folder."""
    portal, schemas = whole.built.portal, whole.built.schemas
    about = About(portal, schemas, measure(portal, schemas), EDITION)
    told = wrote(chain.from_iterable(map(comma_separated, whole.datasets)), folder)
    told += wrote(iter([source_list(portal.accounts)]), folder)
    for description in DESCRIPTIONS:
        told += wrote(description(about, tuple(told), folder), folder)
    return about, told


def test_the_package_is_valid_to_whoever_tries_it(folder: Path) -> None:
    """`frictionless validate datapackage.json`, run in the folder of all files, finds every table valid: sizes, digests and types."""
    said = ran(folder / "data", FRICTIONLESS, "validate", "datapackage.json", "--json")
    tasks = json.loads(said)["tasks"]
    tables = {path.name for path in (folder / "data").glob("*.csv")}
    assert {task["place"] for task in tasks} == tables
    assert {task["type"] for task in tasks} == {"table"}
    assert not any(task["warnings"] for task in tasks)


def test_the_package_of_hostile_texts_is_valid(data: Path, tmp_path: Path) -> None:
    """Texts that look like formulas, numbers or markup, extreme amounts and days before 1900 are of the types that are stated."""
    described(hostile(data), tmp_path / "site")
    assert "INVALID" not in ran(tmp_path / "site" / "data", FRICTIONLESS, "validate", "datapackage.json")
    assert "FAILED" not in ran(tmp_path / "site" / "data", "sha256sum", "--check", "--strict", "SHA256SUMS")


def test_a_table_that_was_changed_on_the_way_is_noticed(site: Path, tmp_path: Path) -> None:
    """A single letter more in one file, and neither the package nor the checksums hold."""
    shutil.copytree(site / "data", tmp_path / "data")
    with (tmp_path / "data" / "services.csv").open("a") as file:
        file.write("x")
    for command in ((FRICTIONLESS, "validate", "datapackage.json"), ("sha256sum", "-c", "SHA256SUMS")):
        done = subprocess.run(command, cwd=tmp_path / "data", capture_output=True, text=True, check=False)
        assert done.returncode != 0
        assert "services" in done.stdout


def test_the_package_says_what_it_is(demonstration_site: Path) -> None:
    """It is named, dated by its commit, licensed, and tells who published what; each column of ours has its title and meaning."""
    package = json.loads((demonstration_site / "data/datapackage.json").read_text())
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[0-9a-f]{40}", package["version"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", package["created"])
    assert [one["name"] for one in package["licenses"]] == ["OGL-UK-3.0"]
    assert package["licenses"][0]["path"].startswith("https://")
    assert {one["title"] for one in package["contributors"]} >= {"Eastmere District Council", "Thornley Parish Council"}
    assert any(one["title"].endswith("publishers/eastmere/decisions/2023.csv") for one in package["sources"])
    decisions = next(one for one in package["resources"] if one["name"] == "decisions")
    fields = {field["name"]: field for field in decisions["schema"]["fields"]}
    assert fields["amount_awarded"]["type"] == "number"
    assert fields["binding"]["type"] == "boolean"
    assert all(field["title"] and field["description"] for field in fields.values())
    assert not any("constraints" in field for field in fields.values())


def test_the_checksums_are_of_every_file(folder: Path) -> None:
    """`sha256sum -c` is content, and no file to take away is left out but the list itself."""
    ran(folder / "data", "sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
    listed = {f"data/{line.split('  ', 1)[1]}" for line in (folder / "data/SHA256SUMS").read_text().splitlines()}
    assert listed == set(offered_files(folder)) - {"data/SHA256SUMS"}


def test_the_archive_can_be_read_alone(folder: Path, tmp_path: Path) -> None:
    """Unpacked, its package is valid, its checksums hold, it has every table as it is on the site, and says what it is."""
    with ZipFile(folder / "data/portal.zip") as opened:
        assert opened.testzip() is None
        opened.extractall(tmp_path)
    ran(tmp_path, FRICTIONLESS, "validate", "datapackage.json")
    ran(tmp_path, "sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
    tables = {path.name: path for path in (folder / "data").glob("*.csv")}
    assert {path.name for path in tmp_path.iterdir()} == {*tables, *IN_EACH}
    assert all((tmp_path / name).read_bytes() == path.read_bytes() for name, path in tables.items())
    assert "Please cite:" in (tmp_path / "README.txt").read_text()
    assert "does not mean nought" in (tmp_path / "CAVEATS.txt").read_text()


def test_a_large_archive_is_cut_by_whole_files(tmp_path: Path) -> None:
    """No part is above the limit, each is whole in itself, together they have every table once, in the order of names."""
    about, told = described(demonstration(), tmp_path / "site")
    largest = 250_000
    parts = [*archive(about, tuple(told), tmp_path / "site", largest)]
    assert [part.path for part in parts] == [f"data/portal-{number}.zip" for number in range(1, len(parts) + 1)]
    assert len(parts) > 1
    assert max(len(part.content) for part in parts) <= largest
    held = []
    for part in parts:
        place = tmp_path / part.path
        with ZipFile(io.BytesIO(part.content)) as opened:
            opened.extractall(place)
            held += [name for name in opened.namelist() if name not in IN_EACH]
            assert set(opened.namelist()) >= IN_EACH
        ran(place, FRICTIONLESS, "validate", "datapackage.json")
        ran(place, "sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
    tables = {path.name for path in (tmp_path / "site/data").glob("*.csv")}
    assert held == sorted(tables - IN_EACH)
    assert sum(part.offer.rows for part in parts if part.offer) == sum(len(one.records) for one in demonstration().datasets)


def test_descriptions_are_the_same_bytes_again(tmp_path: Path) -> None:
    """In whatever order files are told of, and whenever, every description is the same."""
    about, told = described(demonstration(), tmp_path)
    names = {"datapackage.json", "data.json", "CITATION.cff", "SHA256SUMS", "portal.zip", *EXPLAINING}
    first = [one for one in told if one.path.rpartition("/")[2] not in names]
    for description in DESCRIPTIONS:
        made = [*description(about, tuple(reversed(first)), tmp_path)]
        assert {one.path: one.content for one in made} == {one.path: (tmp_path / one.path).read_bytes() for one in made}
        first += wrote(iter(made), tmp_path)


def words_of(element: Any) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def listed(folder: Path, address: str) -> Iterator[tuple[str, str, str]]:
    """The target, size and checksum of each row of the tables of files, on a page and those that continue it."""
    for page in (folder / address / "index.html", *(folder / address).glob("*/page/*/index.html")):
        tree = html5lib.parse(page.read_text(), namespaceHTMLElements=False)
        for table in tree.iter("table"):
            if any("SHA-256" in words_of(heading) for heading in table.iter("th")):
                for row in table.find("tbody").iter("tr"):
                    cells = [words_of(cell) for cell in row]
                    target = (page.parent / row[0].find("a").get("href")).resolve()
                    yield target.relative_to(folder.resolve()).as_posix(), cells[3], cells[4]


def test_every_file_is_listed_once_with_its_size_and_checksum(folder: Path) -> None:
    """Those of a publisher on its page, all others on /data/; feeds, which stand beside other pages, too."""
    publishers = {f"data/publishers/{path.parent.name}/" for path in (folder / "data/publishers").glob("*/index.html")}
    rows = [row for address in ("data/", *sorted(publishers)) for row in listed(folder, address)]
    assert [name for name, count in Counter(name for name, _, _ in rows).items() if count > 1] == []
    feeds = {path.relative_to(folder).as_posix() for form in ("*.atom", "*.ics", "changes.json") for path in folder.rglob(form)}
    wanted = {**offered_files(folder), **{name: folder / name for name in feeds}}
    assert {name for name, _, _ in rows} == set(wanted)
    wrong = [
        (name, shown, digits)
        for name, shown, digits in rows
        if shown != size(wanted[name].stat().st_size) or digits != digest(wanted[name])[:SHOWN]
    ]
    assert wrong == []


def test_each_kind_leads_to_its_files_in_every_form(demonstration_site: Path) -> None:
    """The row of a kind has a link to each file of all its records, and the dictionary has the same."""
    page = html5lib.parse((demonstration_site / "data/index.html").read_text(), namespaceHTMLElements=False)
    table = next(one for one in page.iter("section") if one.get("id") == "kinds")
    for kind in ("decisions", "areas"):
        files = {path.name for path in (demonstration_site / "data").glob(f"{kind}.*")}
        assert len(files) > 2
        row = next(
            one for one in table.iter("tr") if one.find("th/a") is not None and one.find("th/a").get("href") == f"../data/{kind}/"
        )
        assert {link.get("href") for link in row.find("td[2]").iter("a")} == {f"../data/{name}" for name in files}
        own = html5lib.parse((demonstration_site / f"data/{kind}/index.html").read_text(), namespaceHTMLElements=False)
        assert {f"../../data/{name}" for name in files} <= {link.get("href") for link in own.iter("a")}


def test_the_dictionary_has_every_column_of_every_table(demonstration_site: Path, definitions: Schemas) -> None:
    """On the page of a kind and in dictionary.csv, each column of its CSV file is explained, and each code has its title."""
    with (demonstration_site / "data/dictionary.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["title"] and row["description"] and row["holds"] for row in rows)
    for kind, schema in definitions.kinds.items():
        with (demonstration_site / f"data/{kind}.csv").open(newline="") as file:
            columns = next(csv.reader(file))
        page = (demonstration_site / f"data/{kind}/index.html").read_text()
        assert [row["column"] for row in rows if row["kind"] == kind] == columns
        assert sorted(re.findall(r'id="column-([^"]+)"', page)) == sorted(columns)
        codes = {field.codelist for field in schema.fields} - {""}
        assert {name for name in codes if f'id="codes-{name}"' in page} == codes
        titles = {
            code.title
            for name in codes
            if len(definitions.codelists[name].codes) <= 50
            for code in definitions.codelists[name].codes.values()
        }
        words = words_of(html5lib.parse(page, namespaceHTMLElements=False))
        assert {title for title in titles if title not in words} == set()


def test_the_dictionary_says_how_much_is_stated(demonstration_site: Path) -> None:
    """The share is that of the cells that are not blank in the CSV file, or hold what was withheld."""
    with (demonstration_site / "data/decisions.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    stated = sum(1 for row in rows if row["priority"])
    page = html5lib.parse((demonstration_site / "data/decisions/index.html").read_text(), namespaceHTMLElements=False)
    column = next(one for one in page.iter("div") if one.get("id") == "column-priority")
    assert f"Stated in {stated} of {len(rows)} rows." in words_of(column)
    assert 0 < stated < len(rows)


def test_an_example_is_written_as_in_the_file() -> None:
    """What publishers type is shown as it is written in a CSV file; what cannot be is left out."""

    def example(holds: str, typed: str) -> str:
        return Column("a", "A", "A", holds, Field("a", "A", "A", "string", "text", "", typed)).example

    assert example("yes_no", "yes") == "true"
    assert example("datetime", "2025-03-04T18:30") == "2025-03-04T18:30:00"
    assert example("list", "needs;budget") == "needs; budget"
    assert example("money", "24000") == "24000.00"
    assert [example(holds, "soon") for holds in ("yes_no", "datetime", "date", "money", "number", "integer")] == [""] * 6
    assert Column("a", "A", "A").example == ""


def test_the_citation_is_in_its_format(folder: Path) -> None:
    """CITATION.cff has the members that its format asks for, publishers as authors, and a licence only where there is one."""
    told = yaml.safe_load((folder / "data/CITATION.cff").read_text())
    allowed = {"cff-version", "message", "title", "type", "authors", "version", "date-released", "url", "license", "license-url"}
    assert {"cff-version", "message", "title", "authors"} <= set(told) <= allowed
    assert told["cff-version"] == "1.2.0"
    assert told["type"] == "dataset"
    assert told["url"] == "https://example.org/data/"
    assert all(set(author) <= {"name", "website"} and author["name"] for author in told["authors"])
    small = "Southby Council" in {author["name"] for author in told["authors"]}
    assert ("license" in told) is not small, "two licences are not one"
    assert isinstance(told.get("version", ""), str)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told.get("date-released", "2026-01-01"))


def members(value: Any) -> Iterator[str]:
    """The names of all members of a JSON document."""
    if isinstance(value, dict):
        yield from value
        for part in value.values():
            yield from members(part)
    elif isinstance(value, list):
        for part in value:
            yield from members(part)


def test_the_catalogue_is_linked_data_that_explains_itself(folder: Path) -> None:
    """Each name in data.json is in its own context; every file is a distribution once, with its true size and digest."""
    told = json.loads((folder / "data/data.json").read_text())
    context = told.pop("@context")
    assert context == json.loads(json.dumps(dict(CONTEXT)))
    assert {name for name in members(told) if not name.startswith("@")} <= set(context)
    assert told["@type"] == "dcat:Catalog"
    assert {one["@type"] for one in told["dataset"]} == {"dcat:Dataset"}
    assert len({one["@id"] for one in told["dataset"]}) == len(told["dataset"])
    assert all(len(one["description"]) > len(one["title"]) for one in told["dataset"]), "what a dataset holds is said of each"
    files = [one for dataset in told["dataset"] for one in dataset["distribution"]]
    found = {one["downloadURL"].removeprefix("https://example.org/"): one for one in files}
    assert len(found) == len(files)
    assert set(offered_files(folder)) - set(found) == {"data/data.json", "data/SHA256SUMS"}
    for path, one in found.items():
        assert int(one["byteSize"]) == (folder / path).stat().st_size
        assert one["checksum"]["checksumValue"] == digest(folder / path)
        assert one["mediaType"].startswith("https://www.iana.org/assignments/media-types/")
    decisions = next(one for one in told["dataset"] if one["title"] == "Decisions")
    assert decisions["license"][0].startswith("https://")
    assert decisions["landingPage"] == "https://example.org/data/decisions/"


def structured(page: Path) -> Mapping[str, Any]:
    """What a page tells machines it is about."""
    tree = html5lib.parse(page.read_text(), namespaceHTMLElements=False)
    texts = [one.text for one in tree.iter("script") if one.get("type") == "application/ld+json"]
    told: Mapping[str, Any] = json.loads(texts[0])["@graph"][1]
    return told


def test_pages_of_files_are_datasets_to_search_engines(demonstration_site: Path) -> None:
    """/data/, a kind and a publisher's files are schema.org Datasets, whose downloads are there."""
    for address in ("data/", "data/decisions/", "data/publishers/eastmere/"):
        told = structured(demonstration_site / address / "index.html")
        assert told["@type"] == "Dataset"
        assert told["url"] == f"https://example.org/{address}"
        assert told["dateModified"]
        assert told["distribution"]
        for one in told["distribution"]:
            path = demonstration_site / one["contentUrl"].removeprefix("https://example.org/")
            assert (one["sha256"], one["contentSize"]) == (digest(path), f"{path.stat().st_size} B")


def test_a_publishers_page_stays_as_it_is_when_others_publish(data: Path, tmp_path: Path) -> None:
    """A new decision of Southby changes /data/ and Southby's files, and no byte of the page of Northby's."""
    pages = {}
    for name in ("before", "after"):
        done = portal_command("build", "--data", str(data), "--site", str(tmp_path / name), "--as-of", "2026-01-15")
        assert done.returncode == 0, done.stderr
        pages[name] = {
            owner: (tmp_path / name / f"data/publishers/{owner}/index.html").read_bytes() for owner in ("northby", "southby")
        }
        pages[name]["all"] = (tmp_path / name / "data/index.html").read_bytes()
        awards = data / "publishers/southby/awards.csv"
        lines = awards.read_text().splitlines()
        awards.write_text("\n".join([*lines, lines[-1].replace("360G-southby-", "360G-southby-new", 1)]) + "\n")
    assert pages["before"]["northby"] == pages["after"]["northby"]
    assert pages["before"]["southby"] != pages["after"]["southby"]
    assert pages["before"]["all"] != pages["after"]["all"]


def test_what_is_missing_is_said_with_its_number(data: Path, built: Callable[[Path], Built]) -> None:
    """Gaps, rows and values withheld, files that could not be read, what was taken down and cells with an apostrophe are counted."""
    (data / "publishers/northby/services/old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (data / "takedowns.csv").write_text(
        "publisher,kind,id,field,date,reason\nnorthby,decisions,D-1,reasons,2026-01-02,personal data\n"
    )
    after = built(data)
    files = [Download("data/services.csv", "text/csv", 1, "", Offer("records", "Services", "services", guarded=3))]
    told = {one.title: one.lines for one in caveats(after.portal, after.schemas, files)}
    assert told["What publishers say they do not publish"] == (
        "Northby Council: Payments, Contract reference. Our payment system does not hold it. Until 1 April 2027.",
    )
    withheld = " ".join(told["Rows and values that are withheld"])
    assert re.search(r"Northby Council: \d+ of \d+ rows", withheld)
    assert any(line.startswith("publishers/northby/services/old.xls (") for line in told["Files that could not be read"])
    assert told["What was taken down"] == ("0 records and 1 single value. Their pages say why.",)
    assert any(line.endswith("This is so in 3 cells.") for line in told["What the files hold"])
    own = {one.title: one.lines for one in caveats(after.portal, after.schemas, files, "southby")}
    assert "northby" not in str(own).lower()
    assert set(own) <= set(told)


def test_the_limits_that_are_stated_are_those_that_hold() -> None:
    """The sentence about large files names the size at which they are cut, and that about Excel the number of rows."""
    from generator.downloads import workbook

    assert f"above {LARGEST // 2**20} MiB" in sentences.CUT
    assert f"{workbook.MOST_ROWS:,} rows" in sentences.EXCEL


def test_sizes_are_short() -> None:
    """Bytes are told in the unit that keeps them short, and never as 1000 of a smaller one."""
    assert [size(one) for one in (0, 999, 1_000, 64_400, 999_499, 999_500, 24 * 2**20)] == [
        "0 B", "999 B", "1 kB", "64 kB", "999 kB", "1.0 MB", "25.2 MB",
    ]  # fmt: skip


def test_forms_have_the_names_that_people_know() -> None:
    """A file is called by its form and its part; a piece of a database by what it is a piece of."""
    names = {
        "data/a.csv": 0,
        "data/a-2.csv": 2,
        "data/a.xlsx": 0,
        "data/portal.sqlite.002": 2,
        "data/SHA256SUMS": 0,
        "data/a.new": 0,
    }
    told = [form(Download(path, "", 1, "", Offer("records", "A", part=part))) for path, part in names.items()]
    assert told == ["CSV", "CSV, part 2", "Excel", "SQLite, part 2", "SHA256SUMS", "NEW"]


def test_a_citation_names_commit_and_day() -> None:
    """With it anybody finds the same data again; outside git it names neither."""
    assert cited(EDITION) == "Portal: all data, 3 March 2026, commit cccccccccc. https://p.example/data/"
    assert cited(Edition("Portal", "")) == "Portal: all data. https://example.org/data/"


def test_the_pages_are_reached_from_where_readers_are(demonstration_site: Path) -> None:
    """From the first page, a list, a publisher, and from where a record says it comes from."""
    decision = next((demonstration_site / "decisions/eastmere").glob("EA-*/index.html"))
    ways = {
        "index.html": {"data/"},
        "decisions/index.html": {"data/decisions/"},
        "decisions/eastmere/index.html": {"data/publishers/eastmere/"},
        "publishers/eastmere/index.html": {"data/publishers/eastmere/"},
        decision.relative_to(demonstration_site).as_posix(): {"data/decisions/", "data/publishers/eastmere/"},
    }
    for path, targets in ways.items():
        tree = html5lib.parse((demonstration_site / path).read_text(), namespaceHTMLElements=False)
        main = next(tree.iter("main"))
        found = {link.get("href", "").replace("../", "").removeprefix("./") for link in main.iter("a")}
        assert targets <= found, path


def test_a_record_leads_to_its_row(demonstration_site: Path) -> None:
    """What a record's page says of its row leads to the files of its kind, in which exactly one row is named so."""
    for page in (
        "services/eastmere/youth-club-eastfield/",
        "funds/ukspf/",
        "places/E05099901/",
        "communities/eastmere/quayside-board/",
    ):
        tree = html5lib.parse((demonstration_site / page / "index.html").read_text(), namespaceHTMLElements=False)
        said = next(one.find("dd") for one in tree.iter("div") if one.find("dt") is not None and one.find("dt").text == "As data")
        names = [one.text for one in said.iter("code")]
        address, _, anchor = said.find("a").get("href").replace("../", "").partition("#")
        listed = html5lib.parse((demonstration_site / address / "index.html").read_text(), namespaceHTMLElements=False)
        row = next(one for one in listed.iter() if one.get("id") == anchor)
        table = next(link.get("href").replace("../", "") for link in row.iter("a") if link.get("href").endswith(".csv"))
        with (demonstration_site / table).open(newline="") as file:
            found = [
                one
                for one in csv.DictReader(file)
                if all(one[name] == names[at + 1] for at, name in enumerate(names) if at % 2 == 0)
            ]
        assert len(found) == 1
        assert found[0]["page"].endswith(page)


def test_kinds_come_in_one_order(demonstration_site: Path) -> None:
    """On the page, in the dictionary and as sheets of a workbook: what most readers want first, and a kind nobody ranked last."""
    page = html5lib.parse((demonstration_site / "data/index.html").read_text(), namespaceHTMLElements=False)
    shown = [one.get("id", "").removeprefix("files-") for one in page.iter("tr") if one.get("id", "").startswith("files-")]
    assert shown[:3] == ["services", "power", "decisions"]
    assert sorted(shown) == sorted(FIRST)
    with (demonstration_site / "data/dictionary.csv").open(newline="") as file:
        assert list(dict.fromkeys(row["kind"] for row in csv.DictReader(file))) == shown
    book = openpyxl.load_workbook(demonstration_site / "data/publishers/eastmere/eastmere.xlsx", read_only=True)
    assert [name for name in book.sheetnames if name in shown] == [name for name in shown if name in book.sheetnames]
    assert ranked(["zeta", "areas", "beta", "services"]) == ["services", "areas", "beta", "zeta"]


def test_cuts_are_told_of_where_there_are_any(built: Callable[[Path], Built], data: Path) -> None:
    """How to read the parts of a file stands on the page only where a file is in parts, and of the database only where that is."""
    after = built(data)
    cases = {
        (("data/a.csv", 0), ("data/a.xlsx", 0)): (),
        (("data/a-1.csv", 1), ("data/a-2.csv", 2), ("data/a.xlsx", 0)): (sentences.CUT,),
        (("data/portal.sqlite.001", 1), ("data/portal.sqlite.002", 2)): (sentences.JOIN,),
    }
    for files, lines in cases.items():
        offered = [
            Download(path, "", 1, "", Offer("records", "A", "" if "portal" in path else "a", part=part)) for path, part in files
        ]
        told = {one.title: one.lines for one in caveats(after.portal, after.schemas, offered)}
        assert told.get("How large files are cut", ()) == lines
    offered = [Download(f"data/{name}", "", 1, "", Offer("records", "A", name[0])) for name in ("a.csv", "a.xlsx", "b.csv")]
    assert sentences.EXCEL in str(caveats(after.portal, after.schemas, offered))


def test_snippets_and_schemas_stand_once() -> None:
    """Every file of snippets is shown on the page, and each example has one."""
    from generator.pages.data import EXAMPLES

    assert {file for _, file in EXAMPLES} == {path.name for path in (ROOT / "site_templates/snippets").iterdir()}
