"""A part's parsed text in; what it prints as plain data out, where its Jinja keeps to the plain ways of papers.

Plain are texts, fields, the office's words and a few filters, conditions, and loops over what the values hold. The
data is lists, texts and numbers only, so that it can be kept in a file; `specialising` makes a function of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from flows.rendering.environment import ENVIRONMENT, OF_DICTS, TRACE, looped_over
from flows.rendering.parts import Part
from flows.rendering.planned_words import FILTERS, LOOP
from flows.rendering.words import WORDS

Step = list[Any]
Expression = list[Any]

_WORDS = frozenset(word.name for word in WORDS)
_SPECIAL = frozenset({TRACE, "loop", "self", "super", "caller", "varargs", "kwargs"})
_COMPARISONS = {
    "eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in",
}  # fmt: skip


class UnplannedError(Exception):
    """The template does what no plan can say; it stays with Jinja."""


class _Scope(NamedTuple):
    """The loops around a node: each variable's number, and the number of the innermost."""

    variables: Mapping[str, int] = {}
    loop: int | None = None


def plans_of(parts: Sequence[Part]) -> list[dict[str, Any]] | None:
    """Return a plan for each part; None where one of them is more than plans can say, or nothing Jinja can."""
    try:
        return [_plan(part) for part in parts]
    except (UnplannedError, TemplateSyntaxError):
        return None


def _plan(part: Part) -> dict[str, Any]:
    around = part.around()
    if around is None:
        raise UnplannedError
    return {"before": around[0], "after": around[1], "steps": planned(ENVIRONMENT.parse(part.source))}


def planned(template: nodes.Template) -> list[Step]:
    """Return the steps that print a template; raise UnplannedError where there is more in it."""
    return _Planner().steps(template.body, _Scope())


class _Planner:
    """Counts the loops of one part."""

    def __init__(self) -> None:
        self._loops = 0

    def steps(self, body: Sequence[nodes.Node], scope: _Scope) -> list[Step]:
        return [step for node in body for step in self._steps(node, scope)]

    def _steps(self, node: nodes.Node, scope: _Scope) -> list[Step]:
        match node:
            case nodes.Output():
                return [_output(part, scope) for part in node.nodes]
            case nodes.If():
                ways = [[_value(way.test, scope), self.steps(way.body, scope)] for way in (node, *node.elif_)]
                return [["if", ways, self.steps(node.else_, scope)]]
            case nodes.For(target=nodes.Name(), test=None, recursive=False):
                return [self._loop(node, scope)]
        raise UnplannedError

    def _loop(self, node: nodes.For, scope: _Scope) -> Step:
        name = _field_name(node.target.name)  # type: ignore[attr-defined] # a Name, as matched above
        self._loops += 1
        number = self._loops
        inner = _Scope({**scope.variables, name: number}, number)
        # What `loop` means in the other branch is for Jinja to say.
        other = _Scope(scope.variables)
        items = _value(looped_over(node), _Scope(scope.variables))
        return ["for", number, items, self.steps(node.body, inner), self.steps(node.else_, other)]


def _output(part: nodes.Node, scope: _Scope) -> Step:
    return ["text", part.data] if isinstance(part, nodes.TemplateData) else ["print", _value(part, scope)]


def _value(node: nodes.Node, scope: _Scope) -> Expression:
    """Return an expression as data."""
    write = _EXPRESSIONS.get(type(node))
    if write is None:
        raise UnplannedError
    return write(node, scope)


def _field_name(name: str) -> str:
    if name in _SPECIAL:
        raise UnplannedError
    return name


def _name(node: nodes.Name, scope: _Scope) -> Expression:
    name = _field_name(node.name)
    if name in scope.variables:
        return ["item", scope.variables[name]]
    return ["name", name, name in ENVIRONMENT.globals]


def _const(node: nodes.Const, _scope: _Scope) -> Expression:
    value = node.value
    if not (value is None or isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))):
        raise UnplannedError
    return ["const", value]


def _attribute(node: nodes.Getattr, scope: _Scope) -> Expression:
    if isinstance(node.node, nodes.Name) and node.node.name == "loop":
        if scope.loop is None or node.attr not in LOOP:
            raise UnplannedError
        return ["loop", scope.loop, node.attr]
    return _key(node.node, node.attr, scope)


def _key(base: nodes.Node, key: str, scope: _Scope) -> Expression:
    if key in OF_DICTS:
        raise UnplannedError
    return ["key", _value(base, scope), key]


def _subscript(node: nodes.Getitem, scope: _Scope) -> Expression:
    match node.arg:
        case nodes.Const(value=str() as key):
            return _key(node.node, key, scope)
        case nodes.Const(value=int() as place) if not isinstance(place, bool):
            return ["at", _value(node.node, scope), place]
        case nodes.Slice(step=None):
            return ["slice", _value(node.node, scope), _place(node.arg.start), _place(node.arg.stop)]
    raise UnplannedError


def _place(node: nodes.Node | None) -> int | None:
    match node:
        case None:
            return None
        case nodes.Const(value=int() as place) if not isinstance(place, bool):
            return place
    raise UnplannedError


def _comparison(node: nodes.Compare, scope: _Scope) -> Expression:
    others = [[_COMPARISONS[other.op], _value(other.expr, scope)] for other in node.ops]
    return ["compare", _value(node.expr, scope), others]


def _choice(node: nodes.CondExpr, scope: _Scope) -> Expression:
    other = None if node.expr2 is None else _value(node.expr2, scope)
    return ["choice", _value(node.test, scope), _value(node.expr1, scope), other]


def _call(node: nodes.Call, scope: _Scope) -> Expression:
    if node.kwargs or node.dyn_args or node.dyn_kwargs or not isinstance(node.node, nodes.Name):
        raise UnplannedError
    name = node.node.name
    if name not in _WORDS or name in scope.variables:
        raise UnplannedError
    return ["call", name, [_value(argument, scope) for argument in node.args]]


def _filter(node: nodes.Filter, scope: _Scope) -> Expression:
    if node.kwargs or node.dyn_args or node.dyn_kwargs or node.node is None:
        raise UnplannedError
    arguments = [_value(argument, scope) for argument in (node.node, *node.args)]
    if node.name in _WORDS:
        return ["word", node.name, arguments]
    if node.name in FILTERS and len(arguments) <= FILTERS[node.name].most:
        return ["filter", node.name, arguments]
    raise UnplannedError


def _test(node: nodes.Test, scope: _Scope) -> Expression:
    if node.name not in ("defined", "undefined", "none") or node.args or node.kwargs:
        raise UnplannedError
    return ["test", node.name, _value(node.node, scope)]


_EXPRESSIONS: Mapping[type[nodes.Node], Callable[[Any, _Scope], Expression]] = {
    nodes.Name: _name,
    nodes.Const: _const,
    nodes.TemplateData: lambda node, _: ["const", node.data],
    nodes.Getattr: _attribute,
    nodes.Getitem: _subscript,
    nodes.Not: lambda node, scope: ["not", _value(node.node, scope)],
    nodes.And: lambda node, scope: ["and", _value(node.left, scope), _value(node.right, scope)],
    nodes.Or: lambda node, scope: ["or", _value(node.left, scope), _value(node.right, scope)],
    nodes.Add: lambda node, scope: ["add", _value(node.left, scope), _value(node.right, scope)],
    nodes.Sub: lambda node, scope: ["subtract", _value(node.left, scope), _value(node.right, scope)],
    nodes.Concat: lambda node, scope: ["concat", [_value(each, scope) for each in node.nodes]],
    nodes.Compare: _comparison,
    nodes.CondExpr: _choice,
    nodes.Call: _call,
    nodes.Filter: _filter,
    nodes.Test: _test,
}
