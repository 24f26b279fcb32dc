"""Refuse, by the path of the value, what XML cannot hold: docxtpl would drop the text around it in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from flows.errors import TemplateError

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_FFFE, _FFFF = "\ufffe".encode(), "\uffff".encode()
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]|[\x07\x0c]")
_MOST_NESTED = 20


def is_legal(content: bytes) -> bool:
    """Tell whether a part that was filled holds only characters that XML allows."""
    return not (len(content.translate(None, _CONTROLS)) < len(content) or _FFFE in content or _FFFF in content)


def check(content: bytes, values: Mapping[str, object], file: str) -> None:
    """Raise TemplateError if a part that was filled with the values holds a character that XML does not allow."""
    if not is_legal(content):
        refuse(values, file)


def refuse(values: Mapping[str, object], file: str) -> None:
    """Raise TemplateError that names the first value with a character that XML does not allow."""
    path, code = next(_illegal(values, ""), ("?", 0))
    raise TemplateError(
        f"{file}: giá trị «{path}» có ký tự không in được (U+{code:04X}).", "Xóa ký tự đó trong ô rồi gõ lại."
    )


def _illegal(value: object, path: str, depth: int = 0) -> Iterator[tuple[str, int]]:
    """Give the paths of texts with an illegal character, and the character's code."""
    if isinstance(value, Mapping) and depth < _MOST_NESTED:
        for key, inner in value.items():
            yield from _illegal(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes) and depth < _MOST_NESTED:
        for number, inner in enumerate(value):
            yield from _illegal(inner, f"{path}[{number}]", depth + 1)
    elif found := _ILLEGAL.search(str(getattr(value, "xml", value))):
        yield path, ord(found[0])
