"""Turn what goes wrong inside a template into a message for the person who edits it."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from jinja2.exceptions import SecurityError, TemplateAssertionError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import TemplateError as JinjaError

from flows.errors import TemplateError
from flows.rendering.arguments import WordError
from flows.rendering.compiling import sources
from flows.rendering.environment import named
from flows.rendering.printing import compiled, printed
from flows.rendering.tracing import NeedsDocxtplError, Trace
from flows.rendering.values import IllegalCharacterError, illegal_in, refuse

_TAGS = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_SHOWN = 80


def shortened(text: str) -> str:
    """Return a paragraph's text as messages show it."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


@contextmanager
def explained(file: str, source: bytes, values: Mapping[str, object] | None = None) -> Iterator[None]:
    """Raise every failure of a template as a TemplateError that names file and paragraph, and never a value."""
    try:
        yield
    except WordError as error:
        raise _told(error, file, source, values) from error
    except (TemplateError, NeedsDocxtplError):
        raise
    except IllegalCharacterError as error:
        refuse(error.sign, values or {}, file)
    except UnicodeEncodeError as error:
        if sign := illegal_in(error.object):
            refuse(sign, values or {}, file)
        raise _told(error, file, source, values) from error
    except JinjaError as error:
        raise _told(error, file, source, values) from error
    except Exception as error:
        if values is None:
            raise
        # A template computes, so it can raise whatever Python can.
        raise _told(error, file, source, values) from error


def _told(error: Exception, file: str, source: bytes, values: Mapping[str, object] | None) -> TemplateError:
    paragraph = _paragraph_of(file, source, values)
    place = f"{file}, đoạn «{paragraph}»" if paragraph else file
    return TemplateError(f"{place}: {reason(error)}.", "Lệnh `vanthu templates` nêu mọi lỗi của mẫu.")


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TemplateAssertionError, "dùng một bộ lọc hoặc phép thử không có"),
    (TemplateSyntaxError, "một thẻ viết sai, chưa đóng hoặc đóng nhầm"),
    (UndefinedError, "lấy thông tin của một trường không có"),
    (OverflowError, "vòng lặp quá dài"),
    (RecursionError, "mẫu gọi chính nó không dừng"),
)


def reason(error: Exception) -> str:
    """Say in Vietnamese what a template did wrong, without the values it did it with."""
    if isinstance(error, WordError):
        return error.message.removesuffix(".")
    if isinstance(error, SecurityError):
        return f"mẫu không được phép làm điều này ({error.message or 'truy cập bên trong chương trình'})"
    known = (told for kind, told in _REASONS if isinstance(error, kind))
    return next(known, f"không tính được ({type(error).__name__})")


def _paragraph_of(file: str, source: bytes, values: Mapping[str, object] | None) -> str:
    """Return the text of the first paragraph at which compiling, or filling with the values, fails."""
    for part in sources(source, file):
        lined = _PARAGRAPH.sub(r"\n<w:p\1", part.source)
        line = _failing_line(lined, values)
        if line:
            return shortened(_TAGS.sub("", lined.splitlines()[line - 1]))
    return ""


def _failing_line(text: str, values: Mapping[str, object] | None) -> int:
    template = None
    try:
        template = compiled(text)
        if values is not None:
            printed(template, named(values, Trace()))
    except TemplateSyntaxError as error:
        return error.lineno
    except Exception as error:  # noqa: BLE001 - only its place is asked for; it is raised already
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
        return template.get_corresponding_lineno(lines[-1]) if template and lines and lines[-1] else 0
    return 0
