"""The house keeps to its own rules of size, names and wording."""

import ast
import re
import statistics
from pathlib import Path

import frictionless
import pytest

from generator.cli import example, explained
from generator.problems import CATALOGUE, sentence
from generator.validate.table_schema import CODES

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "generator").rglob("*.py"))
BANNED = re.compile(
    r"(?:^|_)(?:utils?|helpers?|common|misc|managers?|handlers?|processors?|obj|item)(?:_|$)|^(?:do|process|handle)_"
)
HOUSE = {"content", "data", "generator", "site_templates", "tests", "mkdocs.yml", ".github"}
ROOT_FILES = {
    "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "pyproject.toml", "requirements.in", "requirements.txt",
    "requirements-dev.in", "requirements-dev.txt", ".gitignore", ".ci",
}  # fmt: skip


def test_modules_are_small() -> None:
    """No module is longer than 300 lines, and the median one is about 100."""
    lengths = {path: len(path.read_text().splitlines()) for path in MODULES}
    assert {str(path): length for path, length in lengths.items() if length > 300} == {}
    assert statistics.median(lengths.values()) <= 130


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_names_say_what_they_mean(path: Path) -> None:
    """No module, function, class or argument has a name that says nothing, and every public one says its meaning."""
    tree = ast.parse(path.read_text())
    defined = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert [name for name in [path.stem, *(node.name for node in defined)] if BANNED.search(name)] == []
    public = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node)] == []
    assert path.stat().st_size == 0 or ast.get_docstring(tree)


def test_only_exceptions_and_the_plugin_inherit() -> None:
    """Inheritance is for exceptions, named tuples and the places where an outside library asks for it."""
    allowed = {
        "NamedTuple",
        "Exception",
        "PortalError",
        "BasePlugin[PortalConfig]",
        "base.Config",
        "click.Group",
        "CodeGenerator",
    }
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                assert {ast.unparse(parent) for parent in node.bases} <= allowed, (path, node.name)


def test_the_top_level_is_the_house() -> None:
    """Nothing stands at the top level but the house and the usual root files."""
    import subprocess

    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert {name.split("/")[0] for name in tracked} - HOUSE - ROOT_FILES == set()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_problem_explains_itself(code: str) -> None:
    """Each kind of problem has a sentence its own example fills in, a reason and a fix, all in whole sentences."""
    kind = CATALOGUE[code]
    said = sentence(example(code))
    assert kind.severity in {"error", "warning", "notice"}
    assert kind.withholds in {"file", "row", "field", "nothing"}
    assert kind.severity != "error" or kind.withholds != "nothing", "an error withholds something"
    assert kind.severity != "notice" or kind.withholds == "nothing", "a notice withholds nothing"
    assert "{" not in said
    assert said[-1] in '.)?"', said
    assert "invalid" not in said.lower()
    assert kind.why.endswith(".")
    assert kind.fix.endswith(".")
    assert code in explained(code)


def test_every_error_of_frictionless_has_a_sentence_of_ours() -> None:
    """A release of frictionless that adds a type of error is noticed here."""

    def types(kind: type) -> set[str]:
        return {kind.type}.union(*(types(child) for child in kind.__subclasses__())) if hasattr(kind, "type") else set()

    assert types(frictionless.Error) - set(CODES) == set()
    assert set(CODES.values()) <= set(CATALOGUE)
