"""What a template may compute: sizes are looked at before anything long is made, and all that is made is added up."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Protocol

from jinja2 import pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.utils import _PassArg

from flows.rendering.weighing import MOST_TEXT, held, refuse_endless

MOST_ITEMS = 100_000
MOST_WIDTH = 1_000
MOST_BITS = 10_000
_LONG_FORMAT = re.compile(r"%[^A-Za-z%]*(?:\*|\d{4})|\{[^{}]*:[^{}]*(?:\{|\d{4})")
_PADDING = frozenset({"center", "ljust", "rjust", "zfill", "expandtabs", "indent", "batch", "slice", "to_bytes"})
_FORMATS = frozenset({"format", "format_map"})
_REPLACING = frozenset({"replace", "translate", "join"})
_SPENT_ON = (str, bytes, list, tuple)
# These put values into lists of their own, or make no text of what they are given.
_NESTING = frozenset({"batch", "slice", "groupby"})
_TAKING_LISTS = _NESTING | {
    "attr", "count", "d", "default", "dictsort", "first", "items", "last", "length", "list", "map", "max", "min",
    "random", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "sum", "unique",
}  # fmt: skip


class Purse(Protocol):
    """What a rendering may still make."""

    def spend(self, characters: int) -> None:
        """Take so much; raise SecurityError when nothing is left."""

    def step(self) -> None:
        """Take what has no length; raise SecurityError when there is no time left."""


def _refuse_longer(size: int, most: int, what: str) -> None:
    if size > most:
        raise SecurityError(f"{what} cho kết quả quá dài")


def _most(value: object) -> int:
    return MOST_TEXT if isinstance(value, str | bytes) else MOST_ITEMS


def _product(left: object, right: object) -> object:
    for text, times in ((left, right), (right, left)):
        if hasattr(text, "__len__") and isinstance(times, int):
            _refuse_longer(len(text) * times, _most(text), "phép nhân")
    if isinstance(left, int) and isinstance(right, int):
        _refuse_longer(left.bit_length() + right.bit_length(), MOST_BITS, "phép nhân")
    return operator.mul(left, right)


def _power(base: object, exponent: object) -> object:
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * exponent > MOST_BITS:
        raise SecurityError("phép lũy thừa cho kết quả quá lớn")
    return operator.pow(base, exponent)


def _sum(left: object, right: object) -> object:
    if hasattr(left, "__len__") and hasattr(right, "__len__"):
        _refuse_longer(len(left) + len(right), _most(left), "phép cộng")
    return operator.add(left, right)


def _remainder(left: object, right: object) -> object:
    if isinstance(left, str):
        _refuse_long_format(left)
        refuse_endless(right)
    return operator.mod(left, right)


OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {"*": _product, "**": _power, "+": _sum, "%": _remainder}
"""The operators that can make much of little."""


def _refuse_long_format(pattern: str) -> None:
    if _LONG_FORMAT.search(pattern):
        raise SecurityError("mẫu định dạng cho kết quả quá dài")


def before(name: str, value: object, arguments: Sequence[object]) -> None:
    """Raise SecurityError for a filter or a text's method that would make much of little."""
    if name in _PADDING:
        width = max((each for each in arguments if isinstance(each, int)), default=0)
        _refuse_longer(width, MOST_WIDTH, f"«{name}»")
    elif name in _FORMATS and isinstance(value, str):
        _refuse_long_format(value)
    elif name in _REPLACING and hasattr(value, "__len__"):
        _refuse_longer(len(value) * max(map(_size, arguments), default=0) + _size(value), MOST_TEXT, f"«{name}»")


def _size(value: object) -> int:
    """Return how much text a value brings, one level deep."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return sum(len(each) if isinstance(each, str) else 1 for each in value)
    return len(value) if isinstance(value, str) else 0


def after(result: object, purse: Purse) -> None:
    """Add up what was made."""
    if isinstance(result, _SPENT_ON):
        purse.spend(len(result))
    else:
        purse.step()


def bounded(name: str, function: Callable[..., object], purse_of: Callable[[Context], Purse]) -> Callable[..., object]:
    """Return one of Jinja's filters that looks at sizes first and adds up what it makes."""
    wanted = _PassArg.from_obj(function)

    @pass_context
    @wraps(function)
    def filtered(context: Context, value: object = None, *arguments: object, **named: object) -> object:
        if name == "join" and not isinstance(value, str | Mapping) and hasattr(value, "__iter__"):
            value = list(value)
        before(name, value, [*arguments, *named.values()])
        if name not in _TAKING_LISTS:
            refuse_endless([value, *arguments, *named.values()])
        result = function(*_first(wanted, context), value, *arguments, **named)
        after(result, purse_of(context))
        return held(list(result)) if name in _NESTING else result  # type: ignore[call-overload] # lists, one by one

    # `wraps` copies what the filter wanted first; this one wants the context.
    return pass_context(filtered)


def _first(wanted: _PassArg | None, context: Context) -> tuple[object, ...]:
    given = {
        _PassArg.context: context,
        _PassArg.eval_context: context.eval_ctx,
        _PassArg.environment: context.environment,
    }
    return (given[wanted],) if wanted else ()
