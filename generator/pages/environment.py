"""The templates' environment, which all data passes through and which escapes everything; the only module that imports jinja2."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from markupsafe import Markup
from markupsafe import _escape_inner as of_text  # type: ignore[attr-defined] # `escape` makes an object of each text, in ten times as long

from generator import words
from generator.pages.facts import REMEMBERED
from generator.pages.views import LONG_TEXT, Cell, Fact

# Marks what a template drew as `Markup` does, in half the time. Nothing else may go through it.
drawn: Final = partial(str.__new__, Markup)


class Plainly(CodeGenerator):
    """Writes each value as escaped text, and each macro as a function: Jinja makes objects of both first, which takes a third of a page's time.

    A view has the attributes that its template names, so they are asked for as Python does it, without looking elsewhere.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute of a view."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call, whose arguments stand in their order."""
        if node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller:
            self.fail("The arguments of a call must stand in their order, without names.", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The function of a macro, as `macro_body` wrote it; what has a default may be left out."""
        self.write("macro")
        self.writeline(f"macro.__defaults__ = (missing,) * {len(macro_ref.node.defaults)}")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """What a macro drew, marked as drawn."""
        self.writeline(f"return environment.drawn(concat({frame.buffer}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            # Most values are texts or were drawn: that is found out here, for a call costs more than the question.
            self.write("(text if (kind := type(text := (")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("))) is Markup else environment.of_text(text) if kind is str else escape(text))")
        else:
            super()._output_child_post(node, frame, finalize)


def drawing(templates: Path) -> Callable[[str, Any], str]:
    """What draws a view, of which each has a page, through the macro in the template of a name."""
    made = environment(templates)

    @lru_cache(None)
    def macro(name: str) -> Callable[[Any, str, Any], str]:
        module: Any = made.get_template(f"pages/{name}.html").module
        return module.draw  # type: ignore[no-any-return]

    return lambda name, view: macro(name)(view, view.page.base, view.page)


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
    made.code_generator_class = Plainly
    made.of_text, made.drawn = of_text, drawn  # type: ignore[attr-defined]
    made.filters["count"] = words.count
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    fragments: Any = made.get_template("macros/fragments.html").module
    made.filters["facts"] = _facts(fragments.fact)
    made.filters["cells"] = _cells(fragments.cell)
    # What every page draws with is loaded once; to import it into each takes a tenth of a page's time.
    for name in ("shared", "following", "pictures"):
        made.globals[name] = made.get_template(f"macros/{name}.html").module
    pictures = made.globals["pictures"]
    made.filters["drawn"] = lambda part, base: getattr(pictures, part.macro)(part, base)
    return made


def _facts(draw: Callable[[Fact, str], Markup]) -> Callable[[Sequence[Fact], str], Markup]:
    # Codes, dates and names stand alike on many pages: the macro draws each once.
    kept = lru_cache(REMEMBERED)(draw)
    return lambda facts, base: drawn("".join([kept(one, base) if one.again else draw(one, base) for one in facts]))


def _cells(draw: Callable[[Cell, str], Markup]) -> Callable[[Sequence[Cell], str], Markup]:
    # Long texts never come again.
    kept = lru_cache(REMEMBERED)(draw)
    return lambda row, base: drawn("".join([kept(one, base) if len(one.text) <= LONG_TEXT else draw(one, base) for one in row]))
