"""A site that its host would not take is not published; what is live stays."""

from pathlib import Path

import pytest

from generator import publish
from generator.configured import HOSTS, host
from generator.errors import PublishError, SettingsError
from generator.settings import ANYWHERE, Host
from tests.test_build import SMALL, portal_command


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that is live, of one page."""
    place = tmp_path / "site"
    place.mkdir()
    (place / "index.html").write_text("as it was")
    return place


def published(site: Path, limits: Host) -> publish.Published:
    """Publishes 4 files of 100 bytes and one of 2,000."""
    with publish.staging(site) as folder:
        for number in range(4):
            (folder / f"{number}.html").write_bytes(b"x" * 100)
        (folder / "large.json").write_bytes(b"x" * 2_000)
        return publish.publish(folder, site, {}, limits)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Host("A host", files=5), "The site has 6 files. A host takes 5 files."),
        (Host("A host", bytes=2_400), "A host takes 0.0 MB in all."),
        (Host("A host", largest=1_999), "The site has a file of 0.0 MB, large.json. A host takes 0.0 MB a file."),
    ],
)
def test_a_site_over_a_limit_is_refused(site: Path, limits: Host, said: str) -> None:
    """In one sentence with both figures; the manifest counts as a file; nothing is left behind."""
    with pytest.raises(PublishError, match="Nothing was published; the site stands as it was") as refused:
        published(site, limits)
    assert said in str(refused.value)
    assert (site / "index.html").read_text() == "as it was"
    assert sorted(path.name for path in site.parent.iterdir()) == [".site.lock", "site"]


@pytest.mark.parametrize("limits", [ANYWHERE, Host("A host", files=6, bytes=4_000, largest=2_000)])
def test_a_site_at_its_limits_is_published(site: Path, limits: Host) -> None:
    """The limit itself may be reached."""
    assert published(site, limits).files == 6
    assert not (site / "index.html").exists()


def test_a_build_says_what_the_host_takes(tmp_path: Path) -> None:
    """The figures beside the limits of the host that mkdocs.yml names; another may be named for once; a slip is said."""
    arguments = ("build", "--data", str(SMALL), "--site", str(tmp_path / "site"), "--as-of", "2026-01-15")
    done = portal_command(*arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("GitHub Pages takes 1,000.0 MB in all.")
    wrong = portal_command(*arguments, "--host", "github")
    assert wrong.returncode == 2
    assert '"github" is not a host that we know. Write one of these as the `host`: github-pages, ' in wrong.stderr


def test_every_host_has_a_limit_but_the_one_that_is_any() -> None:
    """And a name that is not known is not taken for one without limits."""
    assert [name for name, one in HOSTS.items() if not one.takes] == ["any"]
    assert host(None) is ANYWHERE
    with pytest.raises(SettingsError):
        host("elsewhere")
