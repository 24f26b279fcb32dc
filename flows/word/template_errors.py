"""Say what went wrong inside a template: in Vietnamese, with the paragraph or the value, and never with its content."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jinja2.exceptions import SecurityError, TemplateAssertionError, TemplateSyntaxError, UndefinedError

from flows.errors import TemplateError
from flows.vietnamese.text import shortened
from flows.word.word_arguments import WordError

_TAGS = re.compile(r"<[^>]*>")
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
    paragraph = shortened(_TAGS.sub("", lines[at - 1])) if 0 < at <= len(lines) else ""
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
