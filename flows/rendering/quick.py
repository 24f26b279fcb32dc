"""A kept plan and values in, the bytes of a .docx out: the road of most papers, which needs neither Jinja nor docxtpl.

It prints what Jinja would print, or gives up (any exception does) before anything came out of it, and Jinja prints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flows.rendering.escaping import escaped_bytes
from flows.rendering.finishing import blanks_of, finished
from flows.rendering.frame import Frame
from flows.rendering.planned_words import MOST_CHARACTERS, NotPlainError
from flows.rendering.specialising import specialised
from flows.rendering.values import is_legal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MANY = 1_000
# Stands between values while all are looked at at once; a value that holds it takes the careful way.
_BETWEEN = "\ufffd"
_BETWEEN_BYTES = _BETWEEN.encode()
_BLANK = "[CẦN"


class QuickPart:
    """One changing part: the function that prints it, and what stands around it."""

    __slots__ = ("_after", "_before", "_careful", "_fill", "_has_blanks", "_touching")

    def __init__(self, plan: Mapping[str, Any], word: Callable[[str], Callable[..., object]]) -> None:
        """Make the function of a part's plan."""
        self._fill, fixed = specialised(plan["steps"], word)
        self._before, self._after = plan["before"].encode(), plan["after"].encode()
        text = b"\0".join(fixed).decode()
        # What `finished` would change even where no value gives it cause.
        ends = any(piece[:1] == b"_" or piece[-1:] == b"_" for piece in fixed)
        # Where a value could complete a sign that a fixed text, or the value before it, began.
        self._touching = any(not piece or piece[:1] == b"}" or piece[-1:] == b"{" for piece in fixed)
        self._careful = ends or any(sign in text for sign in ("{_", "_}", "\n", "\t", "\a", "\f"))
        self._has_blanks = _BLANK in text

    def fill(self, values: dict[str, Any]) -> tuple[bytes, tuple[str, ...]]:
        """Return the part's bytes, and the headings of the blanks in it."""
        out = self._fill(values)
        if len(out) > _MANY and sum(map(len, out)) > MOST_CHARACTERS:
            raise NotPlainError
        printed = _BETWEEN.join(out[1::2])
        if "&" in printed or "<" in printed or ">" in printed or "'" in printed or '"' in printed:
            content = escaped_bytes(printed)
        else:
            content = printed.encode()
        pieces = content.split(_BETWEEN_BYTES)
        if 2 * len(pieces) != len(out):
            pieces = [escaped_bytes(value) for value in out[1::2]]
        out[1::2] = pieces
        content = b"".join(out)
        if not printed.isprintable():
            content = _finished(content)
            if not is_legal(content):
                raise NotPlainError
        elif self._careful or ("_" in printed and (self._touching or "{_" in printed or "_}" in printed)):
            content = _finished(content)
        found = blanks_of([content.decode()]) if self._has_blanks or _BLANK in printed else ()
        return self._before + content + self._after, found


def _finished(content: bytes) -> bytes:
    return finished(content.decode()).encode()


class Quick:
    """A template's plans and the frame they are printed into."""

    __slots__ = ("_frame", "_parts")

    def __init__(self, plans: Sequence[Mapping[str, Any]], frame: Frame) -> None:
        """Make a function of each plan."""
        self._parts = [QuickPart(plan, _word) for plan in plans]
        self._frame = frame

    def fill(self, values: Mapping[str, object]) -> tuple[bytes, tuple[str, ...]]:
        """Return the document and the headings of its blanks; raise anything for values that are not plain."""
        plain = values if type(values) is dict else {**values}
        contents: list[bytes] = []
        blanks: tuple[str, ...] = ()
        for part in self._parts:
            content, found = part.fill(plain)
            contents.append(content)
            blanks += found
        return self._frame.close(contents), tuple(dict.fromkeys(blanks)) if blanks else blanks


def _word(name: str) -> Callable[..., object]:
    from flows.rendering.words import WORDS  # noqa: PLC0415 - a template of fields alone needs none of them

    return next(word.function for word in WORDS if word.name == name)
