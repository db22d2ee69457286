"""The documents cannot lie: commands, files, links, examples and lists named in them exist, and they read easily."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from generator import schemas, yaml_text
from generator.cli import main
from generator.pages.site import SECTION_TITLES
from generator.read.publisher import FORMATS, publisher

ROOT = Path(__file__).parents[1]
SCHEMAS = schemas.load(ROOT / "data")
CONTENT = sorted((ROOT / "content").rglob("*.md"))
FOR_DEVELOPERS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / ".github" / "CONTRIBUTING.md",
    *sorted((ROOT / ".github" / "decisions").glob("*.md")),
]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
SENTENCE = (
    "Sources are read, validated into records plus problems, assembled into one immutable portal, then turned into pages, "
    "downloads, feeds and a search index, and published as one whole."
)
HIGHEST_GRADE = 9.0
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def name(path: Path) -> str:
    """A document's path as a test is called by."""
    return path.relative_to(ROOT).as_posix()


def code(text: str) -> Iterator[str]:
    """What a document shows as code: its fenced blocks and its spans."""
    yield from (block for _, block in FENCE.findall(text))
    yield from re.findall(r"`([^`\n]+)`", FENCE.sub("", text))


def grade(text: str) -> float:
    """The Flesch–Kincaid grade of a document's prose: without code, tables and headings; an entry of a list is a sentence."""
    prose = FENCE.sub("", text)
    prose = re.sub(r"^(\||#+ ).*$", "", prose, flags=re.MULTILINE)
    prose = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", re.sub(r"`[^`\n]+`", "code", prose))
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", prose)
    sentences = [said for block in blocks for said in re.split(r"[.!?](?=\W|$)", block) if re.search(r"[A-Za-z]{2}", said)]
    spoken = [word for said in sentences for word in re.findall(r"[A-Za-z][A-Za-z'’]*", said)]
    return 0.39 * len(spoken) / len(sentences) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def syllables(word: str) -> int:
    """How many syllables a word has, about: its groups of vowels, less a silent e at the end."""
    bare = re.sub(r"[^a-z]", "", word.casefold())
    groups = len(re.findall(r"[aeiouy]+", bare))
    silent = re.search(r"[^aeiouyl]e$|[^aeioutd]ed$|[^aeiouylscxgz]es$", bare)
    return max(1, groups - bool(silent))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("say", 1), ("made", 1), ("table", 2), ("community", 4), ("published", 2), ("wanted", 2), ("services", 3)],
)
def test_syllables_are_counted_as_people_say_them(word: str, expected: int) -> None:
    """The measure of reading ease is sound for ordinary words."""
    assert syllables(word) == expected


def test_the_measure_tells_plain_from_official_english() -> None:
    """A plain sentence passes and an official one does not."""
    assert grade("Tell us what is wrong. We will look at it and write to you within a week.\n") < 4
    assert grade("Stakeholders should familiarise themselves with the applicable procurement governance arrangements.\n") > 16


@pytest.mark.parametrize("path", CONTENT, ids=name)
def test_content_reads_easily(path: Path) -> None:
    """Every hand-written page can be read by a young teenager."""
    assert grade(path.read_text(encoding="utf-8")) <= HIGHEST_GRADE


@pytest.mark.parametrize("path", CONTENT, ids=name)
def test_links_between_pages_of_content_lead_somewhere(path: Path) -> None:
    """A link leads to a page of content, or to the first page of a section that the generator makes."""
    generated = {ROOT / "content" / "index.md", *(ROOT / "content" / section / "index.md" for section in SECTION_TITLES)}
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if not target.startswith(("https://", "mailto:", "#")):
            place = (path.parent / target.partition("#")[0]).resolve()
            assert place.is_file() or place in generated, f"{name(path)} links to {target}"


@pytest.mark.parametrize("path", FOR_DEVELOPERS, ids=name)
def test_links_of_developers_documents_lead_to_files(path: Path) -> None:
    """A relative link, or a picture, is in the repository."""
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if not target.startswith(("https://", "mailto:", "#")):
            assert (path.parent / target.partition("#")[0]).exists(), f"{name(path)} links to {target}"


@pytest.mark.parametrize("path", [*FOR_DEVELOPERS, *CONTENT], ids=name)
def test_commands_that_documents_name_exist(path: Path) -> None:
    """`portal <command>` in any document is a command that can be run."""
    assert isinstance(main, click.Group)
    for shown in code(path.read_text(encoding="utf-8")):
        for command in re.findall(r"(?:^|\s|/)portal ([a-z][a-z-]*)", shown):
            assert command in main.commands, f"{name(path)} names `portal {command}`"


@pytest.mark.parametrize("path", [*FOR_DEVELOPERS, *WORKFLOWS], ids=name)
def test_make_targets_that_documents_name_exist(path: Path) -> None:
    """`make <target>` in a document or a workflow is in the Makefile."""
    targets = set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = path.read_text(encoding="utf-8")
    shown = [text] if path.suffix == ".yml" else code(text)
    named = {target for one in shown for target in re.findall(r"\bmake ([\w./-]+)", one)}
    assert named <= targets


def test_readme_says_the_two_commands_and_the_sentence() -> None:
    """A newcomer finds how to build, how to test, and what happens, in one place."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = {line for shown in code(readme) for line in shown.splitlines()}
    assert {"make site", "make test"} <= lines
    assert SENTENCE in " ".join(readme.replace("\n> ", " ").split())


def test_readme_names_files_that_are_there() -> None:
    """Every path that the README shows as code exists."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    starts = ("generator/", "site_templates/", "data/", "content/", "tests/", ".github/")
    for shown in re.findall(r"`([^`\n]+)`", FENCE.sub("", readme)):
        if shown.startswith(starts) and not re.search(r"[<>* ]", shown):
            assert (ROOT / shown).exists(), shown


def test_readme_lists_the_layers_that_are_held() -> None:
    """The order of the layers in the README is the one that import-linter enforces."""
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    (said,) = re.findall(r"From the top: (.+?)\. Each outside library", readme)
    (held,) = (contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    assert [re.findall(r"`(\w+)`", layer) for layer in said.split(" · ")] == [layer.split(" | ") for layer in held]


@pytest.mark.parametrize("library", ["click", "defusedxml", "frictionless", "mkdocs", "openpyxl", "xlsxwriter", "yaml"])
def test_the_module_that_imports_a_library_says_so(library: str) -> None:
    """A library is imported in one module, whose first line is true to the contract in pyproject.toml."""
    allowed = [line for contract in CONTRACTS for line in contract.get("ignore_imports", []) if line.endswith(f"-> {library}")]
    (module,) = (line.partition(" -> ")[0] for line in allowed)
    first = (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8").splitlines()[0]
    assert re.search(rf"only module that (imports {library}|reads {library})\b", first, re.IGNORECASE), first


def test_the_example_of_publisher_yml_is_one_that_we_accept() -> None:
    """A council can copy the example as it stands."""
    guide = (ROOT / "content" / "guides" / "publishing.md").read_text(encoding="utf-8")
    (example,) = (block for language, block in FENCE.findall(guide) if language == "yaml")
    entry, faults = yaml_text.parse(example)
    who, problems = publisher(entry, "eastmere", SCHEMAS)
    assert (faults, problems) == ((), ())
    assert who is not None
    assert who.name == "Eastmere District Council"
    assert [(gap.kind, gap.field) for gap in who.gaps] == [("decisions", "votes_for"), ("results", "")]
    for gap in who.gaps:
        assert not gap.field or gap.field in SCHEMAS.kinds[gap.kind].by_name


def test_the_publishing_guide_lists_every_format_kind_and_frequency() -> None:
    """Nothing that a publisher may use is left out."""
    guide = (ROOT / "content" / "guides" / "publishing.md").read_text(encoding="utf-8")
    shown = set(code(guide))
    assert set(FORMATS) <= shown
    assert set(SCHEMAS.kinds) - {"areas"} <= shown
    assert set(SCHEMAS.codelists["update_frequency"].codes) <= shown


@pytest.mark.parametrize("codelist", ["transfer_method", "power_level"])
def test_about_names_every_way_and_level_by_its_title(codelist: str) -> None:
    """The page that explains the ways and levels uses the words of the codelists."""
    about = (ROOT / "content" / "about.md").read_text(encoding="utf-8")
    cells = {re.sub(r"^\d\. ", "", cell.strip()) for cell in about.split("|")}
    assert {entry.title for entry in SCHEMAS.codelists[codelist].codes.values()} <= cells


def test_decisions_are_numbered_without_a_hole_and_say_why() -> None:
    """Each record has a number, a context, a decision and its consequences."""
    records = sorted((ROOT / ".github" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert re.search(rf"^# {int(path.name[:4])}\. ", text)
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_the_record_of_dependencies_names_every_one() -> None:
    """Why each library is there is written down."""
    (record,) = (ROOT / ".github" / "decisions").glob("*dependencies.md")
    text = record.read_text(encoding="utf-8")
    for path in (ROOT / "requirements.in", ROOT / "requirements-dev.in"):
        for line in path.read_text(encoding="utf-8").splitlines():
            library = re.match(r"[A-Za-z][\w-]*", line)
            if library:
                assert f"| {library[0]} |" in text, library[0]


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_workflows_have_only_the_rights_they_need(path: Path) -> None:
    """No rights at the top, no trigger that lends a stranger ours, actions pinned to a commit, no outside text in a script."""
    text = path.read_text(encoding="utf-8")
    workflow = yaml.load(text, Loader=yaml.BaseLoader)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"]
    assert len(re.findall(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", text, re.MULTILINE)) == text.count("uses:")
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert not [step for step in steps if "${{" in step.get("run", "")]
    checkouts = [step for step in steps if "actions/checkout" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)
    assert all(job["permissions"] for job in workflow["jobs"].values())
