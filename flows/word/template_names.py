"""What the names in a template stand for: loop variables are followed to the list they go through."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from jinja2 import nodes

from flows.word.sandbox import ENVIRONMENT
from flows.word.template_tags import UNCLEAR
from flows.word.words import WORDS

ANYTHING = "*"
"""The path of what only a filled document can tell: the outcome of a filter, an argument of a macro."""
CHOICE = "?"
"""Behind the path of a field by whose value one of two texts is printed."""
_METHODS = frozenset(name for kind in (dict, list, str) for name in dir(kind))
_ITEM_OF = frozenset({"first", "last", "random", "min", "max"})
_SAME_AS = frozenset(
    {"sort", "list", "unique", "reverse", "select", "reject", "selectattr", "rejectattr", "default", "d"}
)
_BY_ATTRIBUTE = frozenset({"map", "sort", "groupby", "unique", "sum", "min", "max", "selectattr", "rejectattr"})
_BUILT_IN = frozenset({UNCLEAR, "loop", "caller", "varargs", "kwargs", "self"})
_FILTERS = frozenset(word.name for word in WORDS)
_CUT = re.compile(r"[.\[]|(?<=\])|$")
"""Where a path may end: danh_sach, danh_sach[], danh_sach[].ho_ten."""
_ASKS = (nodes.If, nodes.CondExpr)
Scope = dict[str, str]


class Use(NamedTuple):
    """A name as used: the path it stands for, the words as typed, where, and whether it is known."""

    path: str
    typed: str
    line: int
    kind: str
    is_known: bool


class Paths:
    """The paths a template may use; with none given, every path is one."""

    def __init__(self, known: Collection[str] | None) -> None:
        """Take dotted paths: su_kien.ten_su_kien, danh_sach[].ho_ten."""
        self.all = known is None
        self.known = frozenset(known or ())
        self.prefixes = {path[: cut.start()] for path in self.known for cut in _CUT.finditer(path)}

    def has(self, path: str) -> bool:
        """Tell whether a path is known or leads to a known one."""
        return self.all or path in self.prefixes

    def is_leaf(self, path: str) -> bool:
        """Tell whether nothing is known of what a path holds."""
        return path in self.known and not any(other.startswith((f"{path}.", f"{path}[")) for other in self.known)

    def below(self, path: str) -> list[str]:
        """Return the names right below a path; of the whole, the top names."""
        start = f"{path}." if path else ""
        found = {other[len(start) :].split(".")[0] for other in self.known if other.startswith(start)}
        return sorted({name.removesuffix("[]") for name in found if not name.startswith("[")})


class Reader:
    """Walks a parsed template and collects the uses of names."""

    def __init__(self, paths: Paths) -> None:
        """Take the paths that are known."""
        self.paths = paths
        self.uses: list[Use] = []

    def read(self, template: nodes.Template) -> list[Use]:
        """Return all uses of names, filters, tests and functions in a template."""
        scope = {macro.name: ANYTHING for macro in template.find_all(nodes.Macro)}
        self._body(template.body, scope)
        return self.uses

    def _body(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            self._node(node, scope)

    def _node(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.If):
            self._choice(node.test, [*node.elif_, *node.else_], scope)
        match node:
            case nodes.For():
                self._loop(node, scope)
            case nodes.Assign():
                self._bind(node.target, self._path(node.node, scope), scope)
            case nodes.AssignBlock():
                self._body(node.body, scope)
                self._bind(node.target, ANYTHING, scope)
            case nodes.Macro() | nodes.CallBlock():
                self._called(node, scope)
            case nodes.With():
                self._with(node, scope)
            case nodes.Expr():
                self._path(node, scope)
            case _:
                for child in node.iter_child_nodes():
                    self._node(child, scope)

    def _choice(self, test: nodes.Node, otherwise: Sequence[nodes.Node], scope: Scope) -> None:
        """Note a field by which one of two texts is printed: where it is blank, nobody knows which is right.

        A second question in the other text is the template's own care of that.
        """
        match test:
            case nodes.Call(node=nodes.Name(name="so_sanh"), args=[nodes.Const(value=relation), field, text]):
                pass
            case nodes.Compare(expr=field, ops=[nodes.Operand(op=relation, expr=text)]):
                pass
            case _:
                return
        asks_again = any(list(each.find_all(_ASKS)) or isinstance(each, _ASKS) for each in otherwise)
        is_choice = relation in {"khac", "ne"} or (relation in {"bang", "eq"} and otherwise and not asks_again)
        texts = [text] if isinstance(text, nodes.Const) else text.find_all(nodes.Const)
        if is_choice and any(str(each.value).strip() for each in texts):
            before = len(self.uses)
            self._path(field, scope)
            known = [use for use in self.uses[before:] if use.path and use.is_known]
            self.uses[before:] = [use._replace(path=f"{use.path}{CHOICE}") for use in known]

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        items = self._path(node.iter, scope)
        if items != ANYTHING and not self.paths.has(f"{items}[]"):
            self._use(items, _typed(node.iter), node, "danh sách", is_known=False)
        inner = dict(scope)
        self._bind(node.target, self._item(items), inner)
        if node.test:
            self._path(node.test, inner)
        self._body(node.body, inner)
        self._body(node.else_, dict(scope))

    def _called(self, node: nodes.Macro | nodes.CallBlock, scope: Scope) -> None:
        if isinstance(node, nodes.CallBlock):
            self._path(node.call, scope)
        inner = dict(scope) | {argument.name: ANYTHING for argument in node.args}
        for default in node.defaults:
            self._path(default, scope)
        self._body(node.body, inner)

    def _with(self, node: nodes.With, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self._bind(target, self._path(value, scope), inner)
        self._body(node.body, inner)

    def _bind(self, target: nodes.Node, path: str, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = path
        for name in target.find_all(nodes.Name):
            scope[name.name] = ANYTHING

    def _item(self, path: str) -> str:
        item = f"{path}[]"
        return item if path != ANYTHING and self.paths.has(item) else ANYTHING

    def _path(self, node: nodes.Node, scope: Scope) -> str:
        """Return the path of an expression, noting every use inside it."""
        match node:
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr():
                return self._attribute(node, node.attr, scope)
            case nodes.Getitem(arg=nodes.Const(value=str() as key)):
                return self._attribute(node, key, scope)
            case nodes.Getitem():
                self._path(node.arg, scope)
                path = self._path(node.node, scope)
                return path if isinstance(node.arg, nodes.Slice) else self._item(path)
            case nodes.Filter():
                return self._filtered(node, scope)
        return self._other(node, scope)

    def _other(self, node: nodes.Node, scope: Scope) -> str:
        children = list(node.iter_child_nodes())
        if isinstance(node, nodes.CondExpr):
            self._choice(node.test, [node.expr2] if node.expr2 else [], scope)
        if isinstance(node, nodes.Test) and node.name not in ENVIRONMENT.tests:
            self._use("", node.name, node, "phép thử", is_known=False)
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and self._is_strange(node.node, scope):
            self._use("", node.node.name, node, "hàm", is_known=False)
            children.remove(node.node)
        paths = [self._path(child, scope) for child in children]
        # Of "a if test else b", the path of a stands for both.
        return paths[1] if isinstance(node, nodes.CondExpr) else ANYTHING

    def _is_strange(self, name: nodes.Name, scope: Scope) -> bool:
        return not (name.name in scope or name.name in _BUILT_IN or name.name in ENVIRONMENT.globals)

    def _name(self, node: nodes.Name, scope: Scope) -> str:
        if node.name in scope:
            return scope[node.name]
        if not self._is_strange(node, scope):
            return ANYTHING
        return self._field(node.name, node.name, node)

    def _field(self, path: str, typed: str, node: nodes.Node) -> str:
        is_known = self.paths.has(path)
        self._use(path, typed, node, "trường", is_known=is_known)
        return path if is_known and not self.paths.is_leaf(path) else ANYTHING

    def _attribute(self, node: nodes.Getattr | nodes.Getitem, name: str, scope: Scope) -> str:
        before = len(self.uses)
        base = self._path(node.node, scope)
        if base == ANYTHING:
            value = self.uses[-1].path if len(self.uses) > before else ""
            if name in _FILTERS and self.paths.is_leaf(value):
                self._use(f"{value}.{name}", _typed(node), node, "trường", is_known=False)
            return ANYTHING
        if name in _METHODS and not (self.paths.has(f"{base}.{name}") and not self.paths.all):
            return ANYTHING
        if len(self.uses) > before and self.uses[-1].path == base:
            # The longer path says all that the shorter one says.
            self.uses.pop()
        return self._field(f"{base}.{name}", _typed(node), node)

    def _filtered(self, node: nodes.Filter, scope: Scope) -> str:
        path = self._path(node.node, scope) if node.node else ANYTHING
        if node.name not in ENVIRONMENT.filters:
            self._use("", node.name, node, "bộ lọc", is_known=False)
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self._path(argument, scope)
        self._by_attribute(node, path)
        if node.name in _ITEM_OF:
            return self._item(path)
        return path if node.name in _SAME_AS else ANYTHING

    def _by_attribute(self, node: nodes.Filter, path: str) -> None:
        """Note the field that a filter takes of every item: danh_sach|map(attribute='ho_ten')."""
        item = self._item(path)
        named = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
        if node.name in ("selectattr", "rejectattr", "groupby"):
            named += node.args[:1]
        if node.name in _BY_ATTRIBUTE and item != ANYTHING:
            for each in named:
                if isinstance(each, nodes.Const) and isinstance(each.value, str):
                    self._field(f"{item}.{each.value}", each.value, node)

    def _use(self, path: str, typed: str, node: nodes.Node, kind: str, *, is_known: bool) -> None:
        self.uses.append(Use(path, typed, node.lineno, kind, is_known))


def _typed(node: nodes.Node) -> str:
    """Write a chain of names as it is typed."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_typed(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=str() as key)):
            return f"{_typed(node.node)}.{key}"
        case nodes.Getitem():
            return f"{_typed(node.node)}[…]"
    return "…"
