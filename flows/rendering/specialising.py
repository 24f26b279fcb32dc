"""The steps of a plan in; a Python function out that does just these, as pairs of a fixed text and a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flows.rendering import planned_words as plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from flows.rendering.planning import Expression, Step

    Fill = Callable[[dict[str, Any]], list[Any]]


def specialised(steps: Sequence[Step], word: Callable[[str], Callable[..., object]]) -> tuple[Fill, list[bytes]]:
    """Return the function and the fixed texts it prints; it gives fixed and changing texts in turn."""
    writer = _Writer(word)
    writer.body(steps)
    writer.flush()
    lines = ["def fill(values):", "    out = []", "    turns = 0", *writer.opening, *writer.lines, "    return out"]
    exec(compile("\n".join(lines), "<plan>", "exec"), writer.names)  # noqa: S102 - our own lines; see `_Writer`
    return writer.names["fill"], writer.fixed


class _Writer:
    """Writes the lines. Of the plan only numbers and `repr`s of constants come into them."""

    def __init__(self, word: Callable[[str], Callable[..., object]]) -> None:
        self.opening: list[str] = []
        self.lines: list[str] = []
        self.fixed: list[bytes] = []
        self.names: dict[str, Any] = {
            "M": plain.MISSING, "text": plain.text, "soft": plain.soft, "known": plain.known, "items": plain.items,
            "refuse": plain.refuse, "at": plain.at, "part_of": plain.part_of, "is_defined": plain.is_defined,
            "MOST": plain.MOST_TURNS,
        }  # fmt: skip
        self._resolved = word
        self._roots: dict[str, str] = {}
        self._depth = 1
        self._pending = ""
        self._pairs: list[str] = []

    def body(self, steps: Sequence[Step]) -> None:
        for kind, *rest in steps:
            getattr(self, f"_{kind}_step")(*rest)

    def flush(self) -> None:
        """Write what is printed up to here."""
        if self._pending:
            self._pair("''")
        if self._pairs:
            self._line(f"out += ({' '.join(self._pairs)})")
            self._pairs = []

    def _line(self, line: str) -> None:
        self.lines.append("    " * self._depth + line)

    def _pair(self, code: str) -> None:
        name = f"S{len(self.fixed)}"
        self.fixed.append(self._pending.encode())
        self.names[name] = self.fixed[-1]
        self._pairs.append(f"{name}, {code},")
        self._pending = ""

    def _inside(self, steps: Sequence[Step]) -> None:
        self._depth += 1
        before = len(self.lines)
        self.body(steps)
        self.flush()
        if len(self.lines) == before:
            self._line("pass")
        self._depth -= 1

    def _text_step(self, text: str) -> None:
        self._pending += text

    def _print_step(self, expression: Expression) -> None:
        self._pair(f"t if type(t := {self.code(expression)}) is str else text(t)")

    def _if_step(self, ways: Sequence[Any], other: Sequence[Step]) -> None:
        self.flush()
        for number, (test, steps) in enumerate(ways):
            self._line(f"{'elif' if number else 'if'} {self.code(test)}:")
            self._inside(steps)
        if other:
            self._line("else:")
            self._inside(other)

    def _for_step(self, number: int, expression: Expression, steps: Sequence[Step], other: Sequence[Step]) -> None:
        self.flush()
        n = int(number)
        self._line(f"i{n} = items({self.code(expression)})")
        self._line(f"c{n} = len(i{n})")
        self._line(f"turns += c{n}")
        self._line("if turns > MOST: refuse()")
        self._line(f"for k{n}, x{n} in enumerate(i{n}):")
        self._inside(steps)
        if other:
            self._line(f"if not c{n}:")
            self._inside(other)

    def code(self, expression: Expression) -> str:
        """Return an expression in Python."""
        kind, *rest = expression
        return str(getattr(self, f"_{kind}")(*rest))

    def _known(self, expression: Expression) -> str:
        return self.code(expression) if expression[0] in ("const", "loop") else f"known({self.code(expression)})"

    def _root(self, name: str) -> str:
        if name not in self._roots:
            self._roots[name] = f"r{len(self._roots)}"
            self.opening.append(f"    {self._roots[name]} = values.get({name!r}, M)")
        return self._roots[name]

    def _name(self, name: str, is_function: bool) -> str:  # noqa: FBT001 - an item of the plan
        if is_function:
            self.opening.append(f"    if {name!r} not in values: refuse()")
        return self._root(name)

    def _item(self, number: int) -> str:
        return f"x{int(number)}"

    def _loop(self, number: int, what: str) -> str:
        return plain.LOOP[what].format(int(number))

    def _const(self, value: object) -> str:
        return repr(value)

    def _key(self, base: Expression, key: str) -> str:
        return f"(t.get({key!r}, M) if type(t := {self.code(base)}) is dict else refuse())"

    def _at(self, base: Expression, place: int) -> str:
        return f"at({self.code(base)}, {int(place)})"

    def _slice(self, base: Expression, start: int | None, stop: int | None) -> str:
        return f"part_of({self.code(base)}, {start!r}, {stop!r})"

    def _not(self, inner: Expression) -> str:
        return f"(not {self.code(inner)})"

    def _and(self, left: Expression, right: Expression) -> str:
        return f"({self.code(left)} and {self.code(right)})"

    def _or(self, left: Expression, right: Expression) -> str:
        return f"({self.code(left)} or {self.code(right)})"

    def _add(self, left: Expression, right: Expression) -> str:
        return f"({self._known(left)} + {self._known(right)})"

    def _subtract(self, left: Expression, right: Expression) -> str:
        return f"({self._known(left)} - {self._known(right)})"

    def _concat(self, parts: Sequence[Expression]) -> str:
        return f"''.join(({' '.join(f'soft({self.code(part)}),' for part in parts)}))"

    def _compare(self, first: Expression, others: Sequence[tuple[str, Expression]]) -> str:
        return f"({self._known(first)} {' '.join(f'{sign} {self._known(other)}' for sign, other in others)})"

    def _choice(self, test: Expression, one: Expression, other: Expression | None) -> str:
        return f"({self.code(one)} if {self.code(test)} else {self.code(other) if other else 'M'})"

    def _test(self, name: str, inner: Expression) -> str:
        if name == "none":
            return f"({self.code(inner)} is None)"
        return f"({'' if name == 'defined' else 'not '}is_defined({self.code(inner)}))"

    def _call(self, name: str, arguments: Sequence[Expression]) -> str:
        self.opening.append(f"    if {name!r} in values: refuse()")
        return self._word(name, arguments)

    def _word(self, name: str, arguments: Sequence[Expression]) -> str:
        return self._called(f"w_{name.encode().hex()}", self._resolved(name), arguments)

    def _filter(self, name: str, arguments: Sequence[Expression]) -> str:
        function = plain.FILTERS[name].function
        if function is plain.default:
            codes = ", ".join(self.code(each) for each in arguments)
            return f"{self._function('f_default', function)}({codes})"
        return self._called(f"f_{name}", function, arguments)

    def _called(self, name: str, function: Callable[..., object], arguments: Sequence[Expression]) -> str:
        return f"{self._function(name, function)}({', '.join(self._known(each) for each in arguments)})"

    def _function(self, name: str, function: Callable[..., object]) -> str:
        self.names[name] = function
        return name
