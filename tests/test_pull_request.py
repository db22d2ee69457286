"""What is told of a change on GitHub: what was found, what readers will see change, and nothing that a publisher's text could do there."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marko.ext.gfm import gfm

from generator import build
from generator.assemble import measure
from generator.difference import Difference, Shift, Told, difference, lines
from generator.problems import Problem
from generator.report import for_pull_request
from generator.report.annotations import annotations
from generator.report.comment import COMMENT, SUMMARY, comment
from generator.report.inert import inert
from generator.repository import NOWHERE
from tests.conftest import settings_for
from tests.hostile import CONTROLS, PAYLOADS
from tests.test_build import SMALL, portal_command
from tests.test_standins import commit, git

Comparing = Callable[..., Difference]
OURS = {"html", "head", "body", "p", "h2", "h3", "ul", "li", "strong", "code", "br"}
# What GitHub makes of text after Markdown, wherever it is not code: mentions, numbers of issues, hashes of commits, addresses, emoji.
LIVELY = re.compile(r"@\w|#\d|\bGH-\d|\bGHSA-|\bCVE-\d|\b[0-9a-f]{7,40}\b|://|www\.|:\w+:", re.IGNORECASE)
HOSTILE = [
    "mailto:b", "a:100", "GHSA-abcd-efgh-1234", "see CVE-2024-12345", "@everyone", "@github/team please", "fixes #12", "octo/portal#12", "octo@0123abc", "GH-12", "0123456789abcdef", "12345678",
    "https://evil.example/", "www.evil.example", "a@evil.example", "![x](https://evil.example/x.png)", "[x](javascript:alert(1))",
    "<img src=x onerror=alert(1)>", "<!-- portal-check -->", "--> <b>", "| a | b |", "a\n\n# Heading", "a\n- [ ] task", "```\ncode", "`",
    "``` `` `", "`` `", "$$x$$", ":tada:", "[^1]", "[x]: https://evil.example/", "~~x~~", "**bold** __bold__ _x_ *x*", "1. one", "2) two",
    "- x", "+ x", "> quote", "---", "===", "\\`\\", "&lt;b&gt; &#64;octo", "&#x40;octo", "\u202egnp.x", "a\u200bb", "＠octo", "||x||",
    "<details><summary>", "</code></pre>", "\\@octo", "x\\", "    indented", "\tx", "`@octo` @octo", "@octo`", "(@octo)", "\"@octo\"", "x:@octo",
    "/cc @octo", "http:\\\\evil", "mailto:a@b.c", "xmpp:a@b.c", "ftp://evil.example", "HTTPS://EVIL.example", "!", "![", "](x)", "<a@b.c>",
]  # fmt: skip


def rendered(markdown: str) -> Element:
    """What a reader of Markdown as GitHub writes it makes of a text."""
    return html5lib.parse(gfm.convert(markdown), namespaceHTMLElements=False)


def lively(tree: Element) -> list[str]:
    """The texts of a page, outside code, in which GitHub would find something to link or to call."""
    found = []
    for element in tree.iter():
        inside = element.text if element.tag != "code" else ""
        found += [text for text in (inside, element.tail) if text and LIVELY.search(text)]
    return found


def harmless(markdown: str) -> bool:
    """Whether nothing but our own headings, lists and code comes of it."""
    tree = rendered(markdown)
    return {element.tag for element in tree.iter()} <= OURS and not any(e.attrib for e in tree.iter()) and not lively(tree)


def words(text: str) -> str:
    """A text without what differs between writing and showing it."""
    return " ".join(re.sub(r"[\s`]+", " ", text).split())


@pytest.mark.parametrize("text", [*HOSTILE, *CONTROLS])
def test_no_text_means_anything_on_github(text: str) -> None:
    """At the start of a line of ours and in the middle of one."""
    assert harmless(f"- {inert(text)}")
    assert harmless(f"- Row 2: {inert(f'Row 2, title: {text} is odd')} (row)")
    assert harmless(f"- {inert(text)}: {inert(text)} → {inert(text)}")


def test_no_payload_means_anything_on_github() -> None:
    """The payloads that every page of the site is tried with."""
    assert [payload for payload in PAYLOADS if not harmless(f"- {inert(payload)}\n- {inert(f'It is {payload}.')}")] == []


@given(st.text(st.sampled_from("ab1 `@#<>&*_[]()!|\\~:/.-+=$\n\"'é"), max_size=40))
def test_any_text_is_shown_as_it_was_written(text: str) -> None:
    """No sign that can be seen is lost, and none becomes anything else."""
    written = f"- begins {inert(text)} ends"
    assert harmless(written)
    assert words("".join(rendered(written).itertext())) == words(f"begins {text} ends")


def test_plain_words_stay_plain() -> None:
    """Our own sentences are no code, and a value keeps its form for who copies it."""
    said = 'Row 2, amount_awarded: "about 500" is not an amount of money. Write it like 1234.50.'
    assert inert(said) == said
    assert inert('Row 2, title: "=1+1" starts with "="; use info@ or clerk@.') == (
        'Row 2, title: `"=1+1"` starts with `"="`; use `info@` or `clerk@`.'
    )


def test_personal_data_is_not_repeated() -> None:
    """In no text that is told on GitHub."""
    assert "jo.smith" not in inert("Ask jo.smith@gmail.com or 07700 900123")
    assert "07700" not in inert("Ask jo.smith@gmail.com or 07700 900123")


def problems(number: int, code: str = "date-unreadable", path: str = "publishers/a/decisions/x.csv") -> list[Problem]:
    """So many findings that are not grouped, for each has a column of its own."""
    return [
        Problem(
            code,
            "a",
            path,
            row=2,
            line=2,
            field=f"field_{n}",
            value="x" * 50,
            details={"read": "y", "codes": "some_code, " * 60, "closest": ""},
        )
        for n in range(number)
    ]


@pytest.mark.parametrize("extent", [COMMENT, SUMMARY])
def test_what_does_not_fit_is_counted(extent: object) -> None:
    """GitHub's limit is kept whatever is found, and what is left out is told by its number."""
    many = tuple(
        Told(f"decision “{'@' * 70}{n}” of a", f"decisions/a/{n}/", (Shift("T", "a" * 80, "`" * 80),) * 9) for n in range(3_000)
    )
    shifts = tuple(Shift(f"a{n}", "evidenced", "not evidenced") for n in range(3_000))
    pages = tuple(f"decisions/a/{n}/" for n in range(3_000))
    told = comment(problems(3_000, "code-unknown"), Difference(many, many, many, shifts, shifts, pages), "data", extent)  # type: ignore[arg-type]
    assert len(told) <= (65_536 if extent is COMMENT else 1_048_576) - 1_000
    for heading in ("### Added", "### Changed", "### Removed", "### Sum and number", "### Claims that lose", "### Pages"):
        part = told.split(f"\n{heading}")[1].split("\n### ")[0]
        shown, more = len(re.findall(r"^- (?!…)", part, re.MULTILINE)), re.findall(r"^- … and ([\d,]+) more", part, re.MULTILINE)
        assert shown + int(more[0].replace(",", "")) == 3_000, heading
    listed = told.split("\n## ")[0]
    (more,) = re.findall(r"… and ([\d,]+) more", listed)
    assert len(re.findall(r"^- ", listed, re.MULTILINE)) + int(more.replace(",", "")) == 3_000


def test_of_a_record_with_many_changes_the_first_are_told() -> None:
    """So that it does not fill the comment alone."""
    told = Told("service “A” of a", "", tuple(Shift(f"Fact {n}", "a", "b") for n in range(13)))
    said = comment([], Difference(changed=(told,)), "data", COMMENT)
    assert "  - Fact 11: a → b\n  - … and 1 more fact\n" in said


def test_at_most_ten_annotations_and_the_last_counts_the_rest() -> None:
    """Errors come first; who reads only these learns how many more there are, and where."""
    found = [*problems(3, "code-converted"), *problems(14, "amount-zero", "publishers/a/decisions/y.csv"), *problems(4)]
    told = annotations(found, "data").splitlines()
    assert len(told) == 10
    assert [line.split(" ")[0] for line in told] == ["::error"] * 4 + ["::warning"] * 6
    assert told[-1] == (
        "::warning title=And 12 more::And 9 warnings, 3 notices more, in data/publishers/a/decisions/y.csv, "
        "data/publishers/a/decisions/x.csv. The summary of this check lists them."
    )
    assert len(annotations(problems(10), "data").splitlines()) == 10
    assert "more" not in annotations(problems(10), "data")


@pytest.fixture
def portals(tmp_path: Path) -> Comparing:
    """What a change to the small portal's northby changes for readers."""

    def compared(change: Callable[[Path], None], first: Callable[[Path], None] = lambda _: None) -> Difference:
        for name in ("before", "after"):
            shutil.copytree(SMALL, tmp_path / name / "data")
            first(tmp_path / name / "data")
        change(tmp_path / "after/data")
        one, two = (build.portal(settings_for(tmp_path / name / "data"), NOWHERE) for name in ("before", "after"))
        return difference(one.portal, two.portal, measure(one.portal, one.schemas), measure(two.portal, two.schemas), two.schemas)

    return compared


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of one text in one file of northby."""

    def change(data: Path) -> None:
        file = data / "publishers/northby" / path
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))

    return change


def test_a_claim_that_loses_its_evidence_is_told(portals: Comparing) -> None:
    """With the record that is removed, the sum before and after, and the addresses."""
    found = portals(replaced("decisions/2025.csv", "doubled in a year,yes,24000,24000.00", "doubled in a year,no,24000,21000.00"))
    told = comment([], found, "data", COMMENT)
    assert "### Claims that lose their evidence\n\n- northby/youth-club: evidenced → too early to say\n" in told
    assert "  - Must be acted on: Yes → No\n  - Amount awarded: £24,000.00 → £21,000.00" in told
    assert "- northby: £24,000.00 in 1 → £21,000.00 in 1" in told
    assert "- `decisions/northby/D-1/`" in told
    assert "- `publishers/northby/`" in told


def test_a_claim_that_gains_its_evidence_is_told(portals: Comparing) -> None:
    """The other way round."""
    found = portals(lambda _: None)
    assert found == Difference()
    assert "Nothing: no record" in comment([], found, "data", COMMENT)
    gained = Difference(claims=(Shift("a/b", "not evidenced", "evidenced"),))
    assert "### Claims that gain their evidence\n\n- a/b: not evidenced → evidenced\n" in comment([], gained, "data", COMMENT)


def test_what_is_withheld_from_now_on_is_not_repeated(portals: Comparing) -> None:
    """Who redacts a name has it told once more by no comment."""
    found = portals(replaced("decisions/2025.csv", "24000.00,Quayside Community Trust", "24000.00,REDACTED PERSONAL DATA"))
    told = comment([], found, "data", COMMENT)
    assert "(not repeated) → (withheld)" in told
    assert "Quayside Community Trust" not in told
    assert "Quayside Community Trust" not in "\n".join(lines(found))


def test_what_is_taken_down_is_not_named(portals: Comparing) -> None:
    """A removed record is told by its id alone where a takedown removes it."""

    def take_down(data: Path) -> None:
        (data / "takedowns.csv").write_text(
            "publisher,kind,id,field,date,reason\nnorthby,decisions,D-1,,2026-01-02,Personal data\n"
        )

    found = portals(take_down)
    assert [told.name for told in found.removed if told.address == "decisions/northby/D-1/"] == ["decision “D-1” of northby"]
    assert "Youth club evenings" not in comment([], found, "data", COMMENT)


def test_of_long_texts_the_part_that_differs_is_shown(portals: Comparing) -> None:
    """A word changed behind the eightieth sign is seen."""
    long = "It was asked for at two meetings and by letter and nobody spoke against it in the whole of the year which is "
    first = replaced("decisions/2025.csv", "Attendance doubled in a year", f"{long}rare here")
    (found,) = portals(replaced("decisions/2025.csv", f"{long}rare", f"{long}usual"), first).changed
    assert found.fields == (Shift("Reasons", "…f the year which is rare here", "…f the year which is usual here"),)


def test_a_hostile_change_is_told_harmlessly(tmp_path: Path) -> None:
    """Titles, values, headings and the names of files that would call people, link, or break out, from the file to the comment."""
    data = tmp_path / "repository" / "data"
    shutil.copytree(SMALL, data)
    git(data, "init", "-q", "-b", "main")
    commit(data, "First", "2025-10-01")
    git(data, "checkout", "-q", "-b", "change")
    file = data / "publishers/northby/services/@octo #12 <b>&amp;[x](y) `.csv"
    header = '"service_id","name","description","status","service_type","@octo <img src=x> #7"\n'
    rows = "".join(
        f'"h-{number}","{text}","About {text} and more","{text}","core",""\n"i-{number}","{text}","About {text} and more","active","core","x"\n'
        for number, text in enumerate(one.replace('"', '""').replace("\n", " ") for one in HOSTILE[:45])
    )
    file.write_text(header + rows, encoding="utf-8")
    commit(data, "Hostile", "2025-11-05")
    done = portal_command(
        "check", "--data", str(data), "--as-of", "2026-01-15", "--changed-from", "main", "--comment", str(tmp_path / "told")
    )
    assert done.returncode == 1, done.stderr
    for name in ("comment.md", "summary.md"):
        told = (tmp_path / "told" / name).read_text()
        assert "@octo" in told
        assert harmless(told)


def test_all_is_well_is_said() -> None:
    """Where nothing was found, in both texts; notices alone are no fault."""
    texts = for_pull_request(problems(2, "date-converted"), Difference(), "data")
    assert set(texts) == {"comment.md", "summary.md"}
    assert all(text.startswith("## All is well with your data") for text in texts.values())
    assert "We converted 2 values" in texts["comment.md"]


def test_who_looks_after_the_portal_is_not_fenced_in(tmp_path: Path) -> None:
    """A change of two publishers' folders is an error, but not with --anywhere."""
    data = tmp_path / "repository" / "data"
    shutil.copytree(SMALL, data)
    git(data, "init", "-q", "-b", "main")
    commit(data, "First", "2025-10-01")
    git(data, "checkout", "-q", "-b", "change")
    for name in ("northby", "southby"):
        path = data / "publishers" / name / "publisher.yml"
        path.write_text(f"{path.read_text()}# looked at\n")
    commit(data, "Both", "2025-11-05")
    fenced, free = (
        portal_command("check", "--data", str(data), "--as-of", "2026-01-15", "--changed-from", "main", *more)
        for more in ((), ("--anywhere",))
    )
    assert "lies outside the folder of northby" in fenced.stdout
    assert "lies outside" not in free.stdout
    assert free.returncode == 0
