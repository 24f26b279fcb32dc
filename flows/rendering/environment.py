"""Jinja as templates of strangers may use it: sandboxed, escaped, counted, with the words of the office."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Undefined, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from flows.rendering.bounds import OPERATORS, after, before, bounded
from flows.rendering.escaping import escaped
from flows.rendering.tracing import Trace
from flows.rendering.weighing import held, hold_all, refuse_endless
from flows.rendering.words import WORDS

if TYPE_CHECKING:
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

TRACE = " trace"
"""What a rendering counts with; no template can write a name with a blank in it."""
OF_DICTS = frozenset(dir(dict))
_COUNTED = "counted"
_MARKS = re.compile("[<>&\"']")


def _printed(context: Context, value: object) -> str:
    """Return a value as it stands in XML: escaped unless it is markup, which is remembered."""
    if type(value) is not str:
        if hasattr(value, "__html__"):
            return _markup(context, value)
        refuse_endless(value)
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
        self.write("environment.joined(context, ")
        super().visit_Tuple(nodes.Tuple(node.nodes, "load"), frame)
        self.write(")")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        if isinstance(node.ops[0].expr, nodes.Const):
            super().visit_Compare(node, frame)
            return
        self.write("environment.stepped(context, ")
        super().visit_Compare(node, frame)
        self.write(")")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.held(")
        super().visit_List(node, frame)
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.held(")
        super().visit_Dict(node, frame)
        self.write(")")

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        if node.ctx != "load":
            super().visit_Tuple(node, frame)
            return
        self.write("environment.held(")
        super().visit_Tuple(node, frame)
        self.write(")")


def _trace(context: Context) -> Trace:
    trace: Trace = context.parent[TRACE]
    return trace


def _traced(context: Context, text: object) -> object:
    """Remember that a template switched escaping off."""
    _trace(context).markup = True
    return _spent(context, text)


def _spent(context: Context, made: object) -> object:
    """Count a text that was put together."""
    after(made, _trace(context))
    return made


def _joined(context: Context, parts: tuple[object, ...]) -> object:
    """Put texts together as Jinja does."""
    refuse_endless(parts)
    escapes = context.eval_ctx.volatile or context.eval_ctx.autoescape
    return _spent(context, (markup_join if escapes else str_join)(parts))


def _stepped(context: Context, found: object) -> object:
    """Hand through what was found out, which may have taken its time."""
    _trace(context).step()
    return found


def _count(context: Context, characters: int, *items: object) -> object:
    """Count a loop, which goes through the items, or a call of a macro."""
    return _trace(context)(characters, *items)


class Absent(Undefined):
    """A name without a value; words hand it through, as they do a blank."""

    is_blank = True


class OfficeEnvironment(ImmutableSandboxedEnvironment):
    """The one environment of all templates; it has no state of its own."""

    code_generator_class = _Generator
    printed = staticmethod(_printed)
    traced = staticmethod(_traced)
    joined = staticmethod(_joined)
    held = staticmethod(held)
    stepped = staticmethod(_stepped)
    counted = staticmethod(_count)
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
        if function is _count:
            return _count(*args)
        # What Jinja's sandbox puts before `format` remembers the method.
        owner = getattr(getattr(function, "__wrapped__", function), "__self__", None)
        if not isinstance(owner, str | bytes | int):
            hold_all(*args, *kwargs.values())
            return held(super().call(context, function, *args, **kwargs))
        # What comes one by one cannot be looked at before.
        seen = [list(each) if hasattr(each, "__next__") else each for each in args]
        before(getattr(function, "__name__", ""), owner, [*seen, *kwargs.values()])
        refuse_endless([*seen, *kwargs.values()])
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
    printed = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
    arguments = [nodes.ContextReference(), nodes.Const(printed, lineno=node.lineno), *items]
    counted = nodes.EnvironmentAttribute(_COUNTED, lineno=node.lineno)
    return nodes.Call(counted, cast("list[nodes.Expr]", arguments), [], None, None, lineno=node.lineno)


def looped_over(loop: nodes.For) -> nodes.Node:
    """Return the expression that was typed for what a loop goes through."""
    match loop.iter:
        case nodes.Call(node=nodes.EnvironmentAttribute(name=name), args=[_, _, typed]) if name == _COUNTED:
            return typed
    return loop.iter


ENVIRONMENT = OfficeEnvironment()
_GLOBALS: Mapping[str, object] = dict(ENVIRONMENT.globals)


def named(values: Mapping[str, object], trace: Trace) -> Mapping[str, object]:
    """Return all that a template's names can mean in one rendering."""
    return {**_GLOBALS, **values, TRACE: trace}
