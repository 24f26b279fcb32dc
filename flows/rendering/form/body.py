"""Judge the paragraphs of the text: the elements found in; sizes, edges, indents and gaps that are wrong out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from flows.rendering.form.faults import Fault
from flows.rendering.form.finding import Found
from flows.rendering.form.looks import in_range, size_wrong
from flows.rendering.form.paper import MILLIMETRE, POINT
from flows.rendering.form.parts import Part
from flows.rendering.form.profile import Profile

_INDENT_TOLERANCE = 0.6
_DOTS = re.compile(r"[.…_ ]{2,}")
_WRAPS, _SPACED = 100, 40
"""A paragraph of so many letters fills more than a line; between two of so many the gap is judged."""
_HIGHEST_LINE = 1.75
"""A line of exact height, in letter sizes: 1.5 lines of Times New Roman are 1.725."""


def of_body(found: Found, profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the paragraphs of the text, one fault for each way."""
    element, body = profile.elements["body"], profile.body
    indents = " hoặc ".join(f"{indent / 10:g}".replace(".", ",") for indent in body.indents)
    lines = f"từ dòng đơn đến {body.lines[1]:g} lines".replace(".", ",")
    others = {part.number for key in ("grounds", "addressee") for part in found.elements.get(key, ())}
    sizes = [part for part in found.body if part.number not in others and _sizes_off(part, element.sizes)]
    if sizes:
        off = sorted({size for part in sizes for size in _sizes_off(part, element.sizes)})
        yield _one(sizes, *size_wrong(off, element.sizes))
    checks: Sequence[tuple[Callable[[Part], bool], str, str]] = (
        (_is_ragged, "phải canh đều cả hai lề", "Trong Word: chọn các đoạn này, nhấn Ctrl+J."),
        (
            lambda part: _is_unindented(part, body.indents),
            f"chữ đầu dòng phải lùi vào {indents} cm",
            f"Trong Word: Paragraph > Special: First line, {indents} cm.",
        ),
        (
            lambda part: not _is_line_right(part, body.lines),
            f"khoảng cách dòng phải {lines}",
            f"Trong Word: Paragraph > Line spacing, {lines}.",
        ),
    )
    for is_wrong, what, fix in checks:
        wrong = [part for part in found.body if is_wrong(part)]
        if wrong:
            yield _one(wrong, what, fix)
    yield from _of_gaps(found, body.least_gap)


def _one(parts: Sequence[Part], what: str, fix: str) -> Fault:
    return Fault("Nội dung", what, "II.6.e", fix, parts[0].text, len(parts) - 1)


def _sizes_off(part: Part, sizes: tuple[float, float]) -> set[float]:
    return {piece.look.size for piece in part.pieces if piece.has_letters and not in_range(piece.look.size, sizes)}


def _wraps(part: Part) -> bool:
    """Whether a paragraph fills more than a line; dots to write on do not count."""
    return len(_DOTS.sub("", part.text)) >= _WRAPS


def _is_ragged(part: Part) -> bool:
    return _wraps(part) and part.paragraph.shape.align != "both"


def _is_unindented(part: Part, indents: Sequence[float]) -> bool:
    shape = part.paragraph.shape
    if not _wraps(part) or shape.listed or part.paragraph.text.startswith("\t"):
        return False
    first = (shape.first + max(shape.left, 0)) / MILLIMETRE
    return not any(abs(first - indent) <= _INDENT_TOLERANCE for indent in indents)


def _is_line_right(part: Part, lines: tuple[float, float]) -> bool:
    shape = part.paragraph.shape
    if not _wraps(part):
        return True
    if shape.line_rule == "auto":
        return lines[0] - 0.01 <= shape.line / 240 <= lines[1] + 0.01
    size = max((piece.look.size for piece in part.pieces), default=0.0)
    height = shape.line / POINT
    return height <= size * _HIGHEST_LINE and (shape.line_rule != "exact" or height >= size)


def _of_gaps(found: Found, least: float) -> Iterator[Fault]:
    narrow = [
        below
        for above, below in pairwise(found.body)
        if below.number == above.number + 1
        and min(len(above.text), len(below.text)) >= _SPACED
        and _gap(above, below) < least * POINT
    ]
    if narrow:
        fix = f"Trong Word: Paragraph > Spacing After, từ {least:g} pt."
        yield _one(narrow, f"khoảng cách giữa các đoạn tối thiểu là {least:g} pt", fix)


def _gap(above: Part, below: Part) -> int:
    one, other = above.paragraph, below.paragraph
    if one.style == other.style and one.shape.close and other.shape.close:
        return 0
    return one.shape.after + other.shape.before
