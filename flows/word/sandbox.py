"""The Jinja environment of all templates: sandboxed, escaped, with the office's words, and with limits.

What goes wrong in it is told in Vietnamese, with the paragraph or the value, and never with its content. A template
that runs away (endless loops, texts that grow without end) is stopped and told as that template's error. Templates are
trusted: what somebody builds on purpose to fill the memory may still do so.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from time import thread_time
from typing import TYPE_CHECKING, Any

import docxtpl
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError, TemplateAssertionError, TemplateSyntaxError, UndefinedError
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from flows.errors import TemplateError
from flows.vietnamese.text import shortened
from flows.word.word_arguments import WordError, is_missing
from flows.word.words import WORDS, compared

if TYPE_CHECKING:
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

MOST_TURNS = 1_000_000
MOST_SECONDS = 60
"""So long may one paper take, of a processor's time; the largest that were tried took a tenth of it."""
MOST_LETTERS = 10_000_000
MOST_ITEMS = 1_000_000
MOST_BITS = 10_000
MOST_MADE = 200_000_000
_MOST_DEEP = 100
_A_CALL = 20  # a call takes as long as so many turns of a loop
_HOLDERS = (list, tuple, dict, set, frozenset)
_STAND_INS = {"default": "default_value", "d": "default_value", "int": "default", "float": "default"}
"""The filters that may be told what stands for a missing value, and what that argument is called."""
_PADDING = frozenset({"center", "indent", "batch", "slice"})
_OF_ONE_VALUE = frozenset({"upper", "lower", "capitalize", "title", "int", "float", "round", "abs", "format", "indent"})
# Sub-documents need docxcompose, which docxtpl does not bring by itself.
SUBDOC: tuple[type, ...] = (docxtpl.Subdoc,) if hasattr(docxtpl, "Subdoc") else ()
_NOT_TEXT = (docxtpl.InlineImage, docxtpl.RichText, docxtpl.RichTextParagraph, *SUBDOC)
_MARKUP = re.compile(r"<[^>]*>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_NESTED = 20
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TemplateAssertionError, "dùng một bộ lọc hoặc phép thử không có"),
    (TemplateSyntaxError, "một thẻ viết sai, chưa đóng hoặc đóng nhầm"),
    (UndefinedError, "lấy thông tin của một trường không có"),
    (OverflowError, "vòng lặp quá dài"),
    (MemoryError, "mẫu làm ra giá trị quá dài"),
    (RecursionError, "mẫu gọi chính nó không dừng"),
)


class NeedsDocxtplError(Exception):
    """A printed value is no text: docxtpl must put the document together."""


class PartPicture:
    """A picture that a part draws as its `__html__` says, and to which it is related by the name."""

    __slots__ = ()
    name: str
    png: bytes


class Budget:
    """What the filling of one paper may still do, and the pictures that were printed in the part at hand."""

    def __init__(self) -> None:
        """Begin to count."""
        self.pictures: dict[str, bytes] = {}
        self._turns = 0
        self._made = 0
        self._end = thread_time() + MOST_SECONDS

    def turn(self, count: int = 1) -> None:
        """Count turns of loops; raise SecurityError when there were too many, or when they took too long."""
        self._turns += count
        if self._turns > MOST_TURNS:
            raise SecurityError(f"vòng lặp chạy quá {MOST_TURNS} lượt")
        if thread_time() > self._end:
            raise SecurityError("mẫu chạy quá lâu")

    def make(self, letters: int) -> None:
        """Count letters of texts that were put together; raise SecurityError when they are too many."""
        self._made += letters
        if self._made > MOST_MADE:
            raise SecurityError("văn bản làm ra dài quá mức")


_BUDGET: ContextVar[Budget] = ContextVar("budget")


@contextmanager
def budget() -> Iterator[Budget]:
    """Count anew what the filling of a paper does."""
    token = _BUDGET.set(left := Budget())
    try:
        yield left
    finally:
        _BUDGET.reset(token)


def _checked(made: Any) -> Any:  # noqa: ANN401 - whatever a template computes
    """Return what a template computed; raise SecurityError when it is too large."""
    if isinstance(made, str | bytes):
        _refuse_longer(len(made), MOST_LETTERS)
        _BUDGET.get().make(len(made))
    elif isinstance(made, list | tuple):
        _refuse_longer(len(made), MOST_ITEMS)
        _refuse_longer(sum(len(each) for each in made if isinstance(each, str)), MOST_LETTERS)
    elif isinstance(made, int) and made.bit_length() > MOST_BITS:
        raise SecurityError("phép tính cho kết quả quá lớn")
    return made


def _refuse_longer(size: int, most: int) -> None:
    if size > most:
        raise SecurityError("mẫu làm ra giá trị quá dài")


def _size(value: Any, known: dict[int, int], depth: int = 0) -> int:  # noqa: ANN401 - any holder
    """Return about how many letters a nested value prints, what it holds twice counted twice."""
    _refuse_longer(depth, _MOST_DEEP)
    if id(value) not in known:
        inner = [*value, *value.values()] if isinstance(value, dict) else value
        known[id(value)] = sum(
            _size(each, known, depth + 1) if isinstance(each, _HOLDERS) else len(each) if isinstance(each, str) else 1
            for each in inner
        )
    return known[id(value)]


def printable(value: Any) -> Any:  # noqa: ANN401 - any value
    """Return a value that is to be printed; raise SecurityError where its text would be too long."""
    if isinstance(value, _HOLDERS):
        _refuse_longer(_size(value, {}), MOST_LETTERS)
    return value


def _text_only(value: Any) -> Any:  # noqa: ANN401 - any value
    """Return a value that prints as text; raise NeedsDocxtplError for another one."""
    if type(value) is str:
        return value
    if isinstance(value, _NOT_TEXT):
        raise NeedsDocxtplError
    if isinstance(value, PartPicture):
        _BUDGET.get().pictures[value.name] = value.png
    return printable(value)


def _in_turns(items: Iterable[Any]) -> Iterator[Any]:
    """Give the items of a loop, and count its turns."""
    left = _BUDGET.get()
    for item in items:
        left.turn()
        yield item


def _joined(pieces: Iterable[str]) -> str:
    """Put together what a template prints, as it is printed."""
    left, kept = _BUDGET.get(), list[str]()
    for piece in pieces:
        left.make(len(piece))
        kept.append(piece)
    return "".join(kept)


class _Generator(CodeGenerator):
    """Jinja's compiler, with the limits on texts that `~` puts together."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.checked(")
        super().visit_Concat(node, frame)
        self.write(")")


class Absent(Undefined):
    """A name without a value prints nothing; words hand it through, as they do a blank."""

    is_blank = True


class OfficeEnvironment(ImmutableSandboxedEnvironment):
    """The one environment of all templates; it has no state of its own."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "*", "**", "%"})
    concat = staticmethod(_joined)
    checked = staticmethod(_checked)
    in_turns = staticmethod(_in_turns)

    def __init__(self) -> None:
        """Set what docxtpl's default leaves open: escaping, and the words as filters and as functions."""
        super().__init__(autoescape=True, undefined=Absent, finalize=_text_only)
        self.filters |= {name: _limited(name, function) for name, function in self.filters.items()}
        # Random text is no use to an office, and without a bound.
        del self.globals["lipsum"]
        words = {word.name: word.function for word in WORDS}
        self.filters.update(words)
        self.globals.update(words)
        self.globals["so_sanh"] = compared  # what Word's IF fields become

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's
        """Compute; what would be too large is refused before it is made."""
        if operator == "*":
            for value, times in ((left, right), (right, left)):
                if hasattr(value, "__len__") and isinstance(times, int):
                    _refuse_longer(len(value) * times, MOST_LETTERS)
        if operator == "**" and isinstance(left, int) and left.bit_length() * right > MOST_BITS:
            raise SecurityError("phép lũy thừa cho kết quả quá lớn")
        return _checked(super().call_binop(context, operator, left, right))

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Jinja's
        """Call a function, a macro or a text's method."""
        _BUDGET.get().turn(_A_CALL)
        if isinstance(getattr(function, "__self__", None), str | bytes | int):
            _refuse_wide(args)
        return _checked(super().call(context, function, *args, **kwargs))

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - as Jinja's
        """Compile a template whose loops are counted."""
        for loop in list(source.find_all(nodes.For)):
            in_turns = nodes.EnvironmentAttribute("in_turns", lineno=loop.lineno)
            loop.iter = nodes.Call(in_turns, [loop.iter], [], None, None, lineno=loop.lineno)
        source.set_environment(self)
        return super()._generate(source, *args, **kwargs)


def _limited(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return one of Jinja's filters with the limits."""

    @wraps(function)  # also copies what the filter wants first: the context, the environment
    def limited(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the filter
        _BUDGET.get().turn()
        if args and is_missing(args[0]):
            if name in _STAND_INS and (len(args) > 1 or _STAND_INS[name] in kwargs):
                return args[1] if len(args) > 1 else kwargs[_STAND_INS[name]]
            if name in _OF_ONE_VALUE:
                return args[0]
        if name in _PADDING:
            _refuse_wide((*args, *kwargs.values()))
        try:
            return _checked(function(*args, **kwargs))
        except TypeError:
            blanks = [each for each in (*args, *kwargs.values()) if is_missing(each)]
            if name != "format" or not blanks:
                raise
            return blanks[0]  # '%d' takes numbers only

    return limited


def _refuse_wide(arguments: Iterable[object]) -> None:
    _refuse_longer(max((each for each in arguments if isinstance(each, int)), default=0), MOST_LETTERS)


ENVIRONMENT = OfficeEnvironment()


# What Jinja's parser and Python's compiler raise: Python nests at most 20 loops and 200 parentheses.
TOO_DEEP = (RecursionError, MemoryError, SyntaxError)


def too_deep(file: str) -> TemplateError:
    """Return the error of a template that Jinja or Python cannot compile."""
    return TemplateError(f"{file}: mẫu lồng nhau quá sâu.", "Bớt các thẻ, dấu ngoặc lồng trong nhau.")


class IllegalCharacterError(Exception):
    """A filled text holds a character that XML does not allow."""

    def __init__(self, sign: str) -> None:
        """Take the character."""
        super().__init__(f"U+{ord(sign):04X}")
        self.sign = sign


def told(error: Exception, file: str, source: str, values: Mapping[str, object]) -> TemplateError:
    """Return a failure as a TemplateError that names the file and the paragraph; `source` has a paragraph a line."""
    if isinstance(error, IllegalCharacterError):
        return _illegal(error.sign, values, file)
    if isinstance(error, TemplateError) and not isinstance(error, WordError):
        return error
    lines, at = source.splitlines(), _line_of(error)
    paragraph = shortened(_MARKUP.sub("", lines[at - 1])) if 0 < at <= len(lines) else ""
    place = f"{file}, đoạn «{paragraph}»" if paragraph else file
    return TemplateError(f"{place}: {_reason(error)}.", "Lệnh `vanthu templates` nêu mọi lỗi của mẫu.")


def _line_of(error: Exception) -> int:
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>"]
    return lines[-1] or 0 if lines else 0


def _reason(error: Exception) -> str:
    """Say what a template did wrong, without the values it did it with."""
    if isinstance(error, WordError):
        return error.message.removesuffix(".")
    if isinstance(error, SecurityError):
        return f"mẫu không được phép làm điều này ({error.message or 'truy cập bên trong chương trình'})"
    known = (said for kind, said in _REASONS if isinstance(error, kind))
    return next(known, f"không tính được ({type(error).__name__})")


def legal_bytes(text: str) -> bytes:
    """Return a text in UTF-8; raise IllegalCharacterError where docxtpl would drop a character, or what follows it."""
    if found := _ILLEGAL.search(text):
        raise IllegalCharacterError(found[0])
    return text.encode()


def _illegal(sign: str, values: Mapping[str, object], file: str) -> TemplateError:
    """Return the error that names the first value with a character; the template itself, where none has it."""
    holding = (path for path, value in nested(values) if sign in path or sign in str(getattr(value, "xml", value)))
    path = next(holding, None)
    what = "mẫu làm ra" if path is None else f"giá trị «{_ILLEGAL.sub('�', path)}» có"
    fix = "Sửa chỗ đó trong mẫu." if path is None else "Xóa ký tự đó trong ô rồi gõ lại."
    return TemplateError(f"{file}: {what} ký tự không in được (U+{ord(sign):04X}).", fix)


def nested(value: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, object]]:
    """Give a value and those inside it, of nested mappings and lists, each with its path."""
    yield path, value
    inner: Iterable[tuple[str, object]] = ()
    if isinstance(value, Mapping):
        inner = ((f"{path}.{key}" if path else str(key), each) for key, each in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        inner = ((f"{path}[{number}]", each) for number, each in enumerate(value))
    for name, each in inner if depth < _MOST_NESTED else ():
        yield from nested(each, name, depth + 1)
