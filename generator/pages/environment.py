"""The templates' environment, which all data passes through and which escapes everything; the only module that imports jinja2."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from generator import words
from generator.pages.facts import REMEMBERED
from generator.pages.views import Cell, Fact

UNSAFE: Final = re.compile("[&<>'\"]")


class EscapedText(CodeGenerator):
    """Writes each value as escaped text, where Jinja makes an object of each first, which takes a quarter of a page's time.

    A view has the attributes that its template names, so they are asked for as Python does it, without looking elsewhere.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute of a view."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            # Most texts hold nothing to escape: that is found out here, for a call costs more than the search.
            self.write("(text if type(text := (")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write(")) is str and environment.unsafe(text) is None else environment.filters['escaped'](text))")
        else:
            super()._output_child_post(node, frame, finalize)


def escaped(value: object) -> str:
    """A value as HTML text: what a template drew stays as it is, everything else is escaped; the members of a list each."""
    if type(value) is str:
        return str(escape(value)) if UNSAFE.search(value) else value
    if type(value) is list:
        return "".join([one if type(one) is Markup else escaped(one) for one in value])
    return value if isinstance(value, Markup) else str(escape(value))


def drawing(templates: Path) -> Callable[[str, Any], str]:
    """What draws a view, of which each has a page, through the template of a name."""
    made = environment(templates)
    return lambda name, view: made.get_template(f"pages/{name}.html").render(view=view, base=view.page.base, page=view.page)


def environment(templates: Path) -> Environment:
    """The environment of one build."""
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.code_generator_class = EscapedText
    made.unsafe = UNSAFE.search  # type: ignore[attr-defined]
    made.filters["count"] = words.count
    made.filters["escaped"] = escaped
    fragments: Any = made.get_template("macros/fragments.html").module
    made.filters["facts"] = _drawn_once(fragments.fact)
    made.filters["cells"] = _drawn_once(fragments.cell)
    # What every page draws with is loaded once; to import it into each takes a tenth of a page's time.
    for name in ("shared", "following", "pictures"):
        made.globals[name] = made.get_template(f"macros/{name}.html").module
    pictures = made.globals["pictures"]
    made.filters["drawn"] = lambda part, base: getattr(pictures, part.macro)(part, base)
    return made


def _drawn_once(draw: Callable[[Fact | Cell, str], Markup]) -> Callable[[Sequence[Fact | Cell], str], list[Markup]]:
    # Codes, dates and names stand alike on many pages: the macro draws each once, but long texts, which never come again.
    kept = lru_cache(REMEMBERED)(draw)
    return lambda several, base: [draw(one, base) if one.long else kept(one, base) for one in several]
