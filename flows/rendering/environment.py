"""Jinja as templates of strangers may use it: sandboxed, escaped, counted, with the words of the office."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

import docxtpl
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from flows.rendering.bounds import OPERATORS, after, before, bounded
from flows.rendering.escaping import escaped
from flows.rendering.planned_words import MOST_CHARACTERS, MOST_TURNS
from flows.rendering.words import WORDS

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

TRACE = "_trace"
# Sub-documents need docxcompose, which docxtpl does not bring by itself.
SUBDOC: tuple[type, ...] = (docxtpl.Subdoc,) if hasattr(docxtpl, "Subdoc") else ()
BRINGS_PARTS: tuple[type, ...] = (docxtpl.InlineImage, *SUBDOC)
OF_DICTS = frozenset(dir(dict))
_MARKS = re.compile("[<&\"']")


# A macro's call takes as long as this many turns of a loop.
_A_CALL = (None,) * 20


class NeedsDocxtplError(Exception):
    """A printed value brings parts of its own, so that docxtpl must put the document together."""


class Trace:
    """What one rendering has done so far: turns of its loops, and whether a value brought markup of its own."""

    __slots__ = ("characters", "docx", "markup", "place", "turns")

    def __init__(self, docx: DocxTemplate | None = None) -> None:
        """Begin; `docx` is the document docxtpl is filling, if it is docxtpl that fills."""
        self.turns = 0
        self.characters = 0
        self.markup = False
        self.docx = docx
        self.place: Callable[[docxtpl.InlineImage], Markup] | None = None
        """What gives the markup of an image where one may stand without docxtpl."""

    def __call__(self, characters: int, items: Any = _A_CALL) -> Any:  # noqa: ANN401 - whatever a loop goes through
        """Count the items of a loop before it begins, or as they come; without items, count a call.

        Each turn prints so many characters at most, besides its values.
        """
        if not hasattr(items, "__len__"):
            return self._counted(characters, items)
        self._count(len(items), characters if items is not _A_CALL else 0)
        return items

    def _counted(self, characters: int, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._count(1, characters)
            yield item

    def _count(self, turns: int, characters: int) -> None:
        self.turns += turns
        if self.turns > MOST_TURNS:
            raise SecurityError(f"vòng lặp chạy quá {MOST_TURNS} lượt")
        self.spend(turns * characters)

    def spend(self, characters: int) -> None:
        """Count text that is made, printed or not."""
        self.characters += characters
        if self.characters > MOST_CHARACTERS:
            raise SecurityError("văn bản làm ra dài quá mức")

    def printed(self, value: Any) -> Any:  # noqa: ANN401 - whatever has __html__
        """Return what docxtpl prints for a value that is no plain text, and remember that it was there."""
        if self.place is not None and type(value) is docxtpl.InlineImage:
            return self.place(value)
        if isinstance(value, BRINGS_PARTS) and self.docx is None:
            raise NeedsDocxtplError
        if isinstance(value, docxtpl.InlineImage):
            # An image asks its own DocxTemplate which part is being written; it may stand in any.
            value = copy.copy(value)
            value.tpl = self.docx
        self.markup = self.markup or not isinstance(value, docxtpl.Listing)
        return value


def _printed(context: Context, value: object) -> str:
    """Return a value as it stands in XML: escaped unless it is markup, which is remembered."""
    if type(value) is not str:
        if hasattr(value, "__html__"):
            return _markup(context, value)
        value = str(value)
    _trace(context).spend(len(value))
    return escaped(value)


def _markup(context: Context, value: Any) -> str:  # noqa: ANN401 - whatever has __html__
    trace = _trace(context)
    if type(value) is not Markup or _MARKS.search(value):
        value = trace.printed(value)
    markup = str(value.__html__())
    trace.spend(len(markup))
    return markup


class _Generator(CodeGenerator):
    """Compile an expression between braces to one call, which both escapes and looks out for markup."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            self.write("environment.traced(context, ")
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(context, ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.spent(context, ")
        super().visit_Concat(node, frame)
        self.write(")")


def _trace(context: Context) -> Trace:
    return cast("Trace", context.parent[TRACE])


def _traced(context: Context, text: object) -> object:
    """Remember that a template switched escaping off."""
    _trace(context).markup = True
    return _spent(context, text)


def _spent(context: Context, made: object) -> object:
    """Count a text that was put together."""
    after(made, _trace(context))
    return made


class Absent(Undefined):
    """A name without a value; words hand it through, as they do a blank."""

    is_blank = True


class OfficeEnvironment(ImmutableSandboxedEnvironment):
    """The one environment of all templates; it has no state of its own."""

    code_generator_class = _Generator
    printed = staticmethod(_printed)
    traced = staticmethod(_traced)
    spent = staticmethod(_spent)
    intercepted_binops = frozenset(OPERATORS)

    def __init__(self) -> None:
        """Set what docxtpl's default leaves open: escaping, and the words as filters and as functions."""
        super().__init__(autoescape=True, undefined=Absent)
        self.binop_table |= OPERATORS
        self.filters |= {name: bounded(name, function, _trace) for name, function in self.filters.items()}
        # Random text is no use to an office, and without a bound.
        del self.globals["lipsum"]
        words: Mapping[str, Callable[..., object]] = {word.name: word.function for word in WORDS}
        self.filters.update(words)
        self.globals.update(words)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Compute, and count a text that comes of it."""
        return _spent(context, super().call_binop(context, operator, left, right))

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Jinja's
        """Call a function of the template, or a text's method that makes no more than it may."""
        # What Jinja's sandbox puts before `format` remembers the method.
        owner = getattr(getattr(function, "__wrapped__", function), "__self__", None)
        if not isinstance(owner, str | bytes):
            return super().call(context, function, *args, **kwargs)
        # What comes one by one cannot be looked at before.
        seen = [list(each) if hasattr(each, "__next__") else each for each in args]
        before(getattr(function, "__name__", ""), owner, [*seen, *kwargs.values()])
        return _spent(context, super().call(context, function, *seen, **kwargs))

    def getattr(self, obj: object, attribute: str) -> object | Undefined:
        """Return `obj.attribute` as Jinja does; a plain mapping is looked into without raising first."""
        if type(obj) is dict and attribute not in OF_DICTS:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse, and have every loop and every call of a macro counted."""
        template = super()._parse(source, name, filename)
        for loop in template.find_all(nodes.For):
            if loop.recursive:
                loop.body.insert(0, nodes.ExprStmt(_counting(loop), lineno=loop.lineno))
            else:
                loop.iter = _counting(loop, loop.iter)
        for macro in template.find_all(nodes.Macro):
            macro.body.insert(0, nodes.ExprStmt(_counting(macro), lineno=macro.lineno))
        template.set_environment(self)
        return template


def _counting(node: nodes.Node, *items: nodes.Node) -> nodes.Call:
    trace = nodes.Name(TRACE, "load", lineno=node.lineno)
    printed = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
    arguments = [nodes.Const(printed, lineno=node.lineno), *items]
    return nodes.Call(trace, cast("list[nodes.Expr]", arguments), [], None, None, lineno=node.lineno)


def looped_over(loop: nodes.For) -> nodes.Node:
    """Return the expression that was typed for what a loop goes through."""
    counted = loop.iter
    is_counting = isinstance(counted, nodes.Call) and counted.node == nodes.Name(TRACE, "load")
    return counted.args[1] if is_counting and isinstance(counted, nodes.Call) else loop.iter


ENVIRONMENT = OfficeEnvironment()
_GLOBALS: Mapping[str, object] = dict(ENVIRONMENT.globals)


def named(values: Mapping[str, object], trace: Trace) -> Mapping[str, object]:
    """Return all that a template's names can mean in one rendering."""
    return {**_GLOBALS, **values, TRACE: trace}
