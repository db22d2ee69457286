"""One publisher's choice of names stops nobody else's publishing, breaks no link, and shows nothing that data may not hold."""

import gzip
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest

from generator import urls
from generator.build import Built
from generator.problems import sentence
from tests.conftest import ROOT
from tests.test_build import portal_command
from tests.test_links import broken, sheet

HEADINGS = "service_id,name,description,status,service_type,area_codes,url\n"
SECRET = "open-sesame"


def service(data: Path, *identifiers: str, area: str = "", url: str = "") -> None:
    """Adds a file of services to the publisher Northby."""
    path = data / "publishers" / "northby" / "services" / "more.csv"
    rows = (f"{identifier},Book bus {identifier},A library on wheels,active,core,{area},{url}\n" for identifier in identifiers)
    path.write_text(f"{HEADINGS}{''.join(rows)}")


def site(data: Path) -> Path:
    """The whole site of a data folder."""
    folder = data.parent / "site"
    done = portal_command("build", "--data", str(data), "--site", str(folder), "--as-of", "2026-01-15")
    assert done.returncode == 0, done.stderr
    return folder


def test_ids_that_are_words_of_ours_have_their_pages(data: Path) -> None:
    """Where an id could be taken for a part of an address, the record and the list both have pages of their own."""
    identifiers = ("page", "year", "power", "2025", "404.html", "sitemap.xml", "..a", "_", "__proto__", "constructor")
    service(data, *identifiers)
    folder = site(data)
    assert [one for one in identifiers if not (folder / urls.file(urls.service("northby", one))).is_file()] == []
    assert "Book bus page" in (folder / "services" / "northby" / "index.html").read_text()


@pytest.mark.parametrize("identifier", ["index.html", "INDEX.HTML"])
def test_an_id_that_is_a_file_of_ours_has_its_page(identifier: str, data: Path) -> None:
    """`index.html` is an id like any other; on no computer is its page where the list is."""
    service(data, identifier)
    folder = site(data)
    assert (folder / "services" / "northby" / "index.html").is_file()
    assert identifier not in {path.name for path in folder.rglob("*") if path.is_dir()}


def test_a_publisher_cannot_take_the_page_of_a_place(data: Path) -> None:
    """An area in a publisher's folder with the code of one that all share leaves that as it is, and everybody published."""
    service(data, "bus", area="E06000001")
    own = data / "publishers" / "southby"
    (own / "areas").mkdir()
    (own / "areas" / "areas.csv").write_text("code,name\nE06000001,Elsewhere\n")
    (own / "services").mkdir()
    (own / "services" / "services.csv").write_text(f"{HEADINGS}bus,Bus,A bus,active,core,E06000001,\n")
    assert "Hartlepool" in (site(data) / "places" / "E06000001" / "index.html").read_text()


def test_an_area_that_nobody_knows_is_no_link(data: Path) -> None:
    """The publisher's page shows the code that publisher.yml states, and leads nowhere."""
    path = data / "publishers" / "northby" / "publisher.yml"
    path.write_text(f"{path.read_text()}gss: E99999999\n")
    folder = site(data)
    trees = {page: html5lib.parse(page.read_text(), namespaceHTMLElements=False) for page in folder.rglob("*.html")}
    pages = {page.relative_to(folder).as_posix().removesuffix("index.html"): sheet(tree) for page, tree in trees.items()}
    assert [*broken(folder, pages)] == []


@pytest.mark.parametrize("sign", ["\\0", "\\e", "\\u202e"])
def test_signs_that_no_text_may_hold_are_found_in_publisher_yml(sign: str, data: Path, built: Callable[[Path], Built]) -> None:
    """A name with an escape sequence, or that turns the text around, is a problem as it is in a table, and is not shown."""
    path = data / "publishers" / "northby" / "publisher.yml"
    path.write_text(path.read_text().replace("name: Northby Council", f'name: "Northby {sign}Council"'))
    after = built(data)
    assert [problem for problem in after.problems if problem.path.endswith("northby/publisher.yml")]
    assert all(name.isprintable() for name in (one.name for one in after.portal.publishers.values()))


def opened(path: Path) -> bytes:
    """What a file holds, unpacked."""
    content = path.read_bytes()
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def test_a_password_in_an_address_is_not_shown(data: Path) -> None:
    """Neither a page nor a download repeats what lets people in."""
    service(data, "bus", url=f"https://clerk:{SECRET}@www.northby.example/")
    files = [path for path in site(data).rglob("*") if path.is_file()]
    assert [path for path in files if SECRET.encode() in opened(path)] == []


def test_a_password_in_publisher_yml_is_not_shown(data: Path, built: Callable[[Path], Built]) -> None:
    """Neither in the publisher's own address nor in that of a file: both are said and left out, and the rest is published."""
    path = data / "publishers" / "southby" / "publisher.yml"
    facts = path.read_text().replace("//www", f"//clerk:{SECRET}@www")
    path.write_text(f"{facts}website: https://clerk:{SECRET}@www.southby.example/\n")
    after = built(data)
    told = [problem for problem in after.problems if problem.code == "url-credentials"]
    assert sorted(problem.field for problem in told) == ["source_url", "website"]
    assert sentence(told[0]).startswith("website: the address holds a user name or password")
    assert SECRET not in repr((after.problems, after.portal.publishers, after.portal.accounts))
    assert after.portal.of_publisher("decisions", "southby")


def test_a_service_is_no_organisation(built: Callable[[Path], Built]) -> None:
    """A service's own name makes no page among the organisations."""
    whole = built(ROOT / "data").portal
    services = {record.get("name") for record in whole.records["services"]}
    assert [name for names in whole.organisations.values() for name in names if name in services] == []
