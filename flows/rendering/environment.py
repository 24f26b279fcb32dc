"""Jinja as templates of strangers may use it: sandboxed, escaped, counted, with the words of the office."""

from __future__ import annotations

import copy
import operator
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

from flows.rendering.escaping import escaped
from flows.rendering.planned_words import MOST_TURNS
from flows.rendering.words import WORDS

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

MOST_DIGITS = 10_000
MOST_TEXT = 10_000_000
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

    __slots__ = ("docx", "markup", "turns")

    def __init__(self, docx: DocxTemplate | None = None) -> None:
        """Begin; `docx` is the document docxtpl is filling, if it is docxtpl that fills."""
        self.turns = 0
        self.markup = False
        self.docx = docx

    def __call__(self, items: Any = _A_CALL) -> Any:  # noqa: ANN401 - whatever a loop goes through
        """Count the items of a loop before it begins, or as they come; without items, count a call."""
        if not hasattr(items, "__len__"):
            return self._counted(items)
        self._count(len(items))
        return items

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._count(1)
            yield item

    def _count(self, turns: int) -> None:
        self.turns += turns
        if self.turns > MOST_TURNS:
            raise SecurityError(f"vòng lặp chạy quá {MOST_TURNS} lượt")

    def printed(self, value: Any) -> Any:  # noqa: ANN401 - whatever has __html__
        """Return what docxtpl prints for a value that is no plain text, and remember that it was there."""
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
    if type(value) is str:
        return escaped(value)
    if hasattr(value, "__html__"):
        return _markup(context, value)
    return escaped(str(value))


def _markup(context: Context, value: Any) -> str:  # noqa: ANN401 - whatever has __html__
    if type(value) is not Markup or _MARKS.search(value):
        value = _trace(context).printed(value)
    return str(value.__html__())


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


def _trace(context: Context) -> Trace:
    return cast("Trace", context.parent[TRACE])


def _traced(context: Context, text: object) -> object:
    """Remember that a template switched escaping off."""
    _trace(context).markup = True
    return text


def _bounded_product(left: object, right: object) -> object:
    for text, times in ((left, right), (right, left)):
        if hasattr(text, "__len__") and isinstance(times, int) and len(text) * times > MOST_TEXT:
            raise SecurityError("phép nhân cho kết quả quá dài")
    return operator.mul(left, right)


def _bounded_power(base: object, exponent: object) -> object:
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * exponent > MOST_DIGITS:
        raise SecurityError("phép lũy thừa cho kết quả quá lớn")
    return cast("object", operator.pow(base, exponent))


class Absent(Undefined):
    """A name without a value; words hand it through, as they do a blank."""

    is_blank = True


class OfficeEnvironment(ImmutableSandboxedEnvironment):
    """The one environment of all templates; it has no state of its own."""

    code_generator_class = _Generator
    printed = staticmethod(_printed)
    traced = staticmethod(_traced)
    intercepted_binops = frozenset({"*", "**"})

    def __init__(self) -> None:
        """Set what docxtpl's default leaves open: escaping, and the words as filters and as functions."""
        super().__init__(autoescape=True, undefined=Absent)
        self.binop_table |= {"*": _bounded_product, "**": _bounded_power}
        # Random text is no use to an office, and without a bound.
        del self.globals["lipsum"]
        words: Mapping[str, Callable[..., object]] = {word.name: word.function for word in WORDS}
        self.filters.update(words)
        self.globals.update(words)

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
    return nodes.Call(trace, cast("list[nodes.Expr]", list(items)), [], None, None, lineno=node.lineno)


def looped_over(loop: nodes.For) -> nodes.Node:
    """Return the expression that was typed for what a loop goes through."""
    counted = loop.iter
    is_counting = isinstance(counted, nodes.Call) and counted.node == nodes.Name(TRACE, "load")
    return counted.args[0] if is_counting and isinstance(counted, nodes.Call) else loop.iter


ENVIRONMENT = OfficeEnvironment()
_GLOBALS: Mapping[str, object] = dict(ENVIRONMENT.globals)


def named(values: Mapping[str, object], trace: Trace) -> Mapping[str, object]:
    """Return all that a template's names can mean in one rendering."""
    return {**_GLOBALS, **values, TRACE: trace}
