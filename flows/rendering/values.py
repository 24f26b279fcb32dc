"""Refuse, by the path of the value, what XML cannot hold: docxtpl would drop the text around it in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from flows.errors import TemplateError

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_FFFE, _FFFF = "\ufffe".encode(), "\uffff".encode()
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_NESTED = 20


def is_legal(content: bytes) -> bool:
    """Tell whether a part that was filled holds only characters that XML allows."""
    return not (len(content.translate(None, _CONTROLS)) < len(content) or _FFFE in content or _FFFF in content)


def illegal_in(text: str) -> str:
    """Return the first character that XML does not allow; nothing, where there is none."""
    found = _ILLEGAL.search(text)
    return found[0] if found else ""


class IllegalCharacterError(Exception):
    """A filled text holds a character that XML does not allow."""

    def __init__(self, sign: str) -> None:
        """Take the character."""
        super().__init__(f"U+{ord(sign):04X}")
        self.sign = sign


def require_legal(text: str) -> None:
    """Raise IllegalCharacterError for a text that a parser would refuse, or cut, for one of its characters."""
    if sign := illegal_in(text):
        raise IllegalCharacterError(sign)


def check(content: bytes, values: Mapping[str, object], file: str) -> None:
    """Raise TemplateError if a part that was filled with the values holds a character that XML does not allow."""
    if not is_legal(content):
        refuse(illegal_in(content.decode()), values, file)


def refuse(sign: str, values: Mapping[str, object], file: str) -> None:
    """Raise TemplateError that names the first value with a character; the template itself, where none has it."""
    path = next(_holding(values, sign), None)
    what = "mẫu làm ra" if path is None else f"giá trị «{path}» có"
    fix = "Sửa chỗ đó trong mẫu." if path is None else "Xóa ký tự đó trong ô rồi gõ lại."
    raise TemplateError(f"{file}: {what} ký tự không in được (U+{ord(sign):04X}).", fix)


def _holding(value: object, sign: str, path: str = "", depth: int = 0) -> Iterator[str]:
    """Give the paths of the texts, and of the names, that hold a character."""
    if isinstance(value, Mapping) and depth < _MOST_NESTED:
        for key, inner in value.items():
            name = f"{path}.{key}" if path else str(key)
            if sign in name:
                yield _shown(name)
            yield from _holding(inner, sign, name, depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes) and depth < _MOST_NESTED:
        for number, inner in enumerate(value):
            yield from _holding(inner, sign, f"{path}[{number}]", depth + 1)
    elif sign in str(getattr(value, "xml", value)):
        yield path


def _shown(name: str) -> str:
    return _ILLEGAL.sub("�", name)
