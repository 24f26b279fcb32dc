"""Judge how a paper is set: page and margins, rules under the elements, the body's paragraphs, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from flows.rendering.form.faults import Fault
from flows.rendering.form.finding import Found
from flows.rendering.form.looks import in_range, size_wrong
from flows.rendering.form.paper import MILLIMETRE, POINT, PageNumber, Paper, Paragraph, Place, Section
from flows.rendering.form.parts import Part, drawn_near, is_rule
from flows.rendering.form.profile import Form, Profile

_PAGE_TOLERANCE, _MARGIN_TOLERANCE, _INDENT_TOLERANCE = 1.0, 0.5, 0.6
_SIDES = {"top": "lề trên", "bottom": "lề dưới", "left": "lề trái", "right": "lề phải"}
_DOTS = re.compile(r"[.…_ ]{2,}")
_WRAPS, _SPACED = 100, 40
"""A paragraph of so many letters fills more than a line; between two of so many the gap is judged."""
_LETTERS_OF_A_PAGE = 3_200
_HEAD = 12
"""A head without a title below it is so many paragraphs at most."""
_HIGHEST_LINE = 1.75
"""A line of exact height, in letter sizes: 1.5 lines of Times New Roman are 1.725."""
_RULED = {
    "words": ("Tiêu ngữ", "II.1.b"),
    "issuer": ("Cơ quan ban hành", "II.2.b"),
    "abstract": ("Trích yếu", "II.5.b"),
}


def of_pages(paper: Paper, form: Form, profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the paper's size and, where the form asks for them, its margins."""
    for number, section in enumerate(paper.sections):
        place = f"phần thứ {number + 1} của văn bản: " if number else ""
        lying = (section.width or 0) > (section.height or 0)
        if not _is_of_size(section, profile.page.size):
            fix = "Trong Word: Layout > Size > A4."
            yield Fault(
                "Khổ giấy",
                f"{place}khổ giấy {section.width:.0f} x {section.height:.0f} mm, phải là A4 (210 x 297 mm)",
                "I.1",
                fix,
            )
        elif lying and form.margins and not number:
            fix = "Trong Word: Layout > Orientation > Portrait."
            yield Fault("Khổ giấy", "văn bản trình bày theo chiều ngang, phải theo chiều dài khổ A4", "I.2", fix)
        elif form.margins and not lying:
            yield from _of_margins(section, profile, place)


def _is_of_size(section: Section, size: tuple[float, float]) -> bool:
    if section.width is None or section.height is None:
        return True  # left to the program that opens it
    given = sorted((section.width, section.height))
    return all(abs(one - other) <= _PAGE_TOLERANCE for one, other in zip(given, size, strict=True))


def _of_margins(section: Section, profile: Profile, place: str) -> Iterator[Fault]:
    for side, name in _SIDES.items():
        given: float | None = getattr(section, side)
        low, high = getattr(profile.page, side)
        if given is not None and not low - _MARGIN_TOLERANCE <= given <= high + _MARGIN_TOLERANCE:
            fix = f"Trong Word: Layout > Margins > Custom Margins, đặt {name} từ {low} đến {high} mm."
            yield Fault("Lề trang", f"{place}{name} {given:.0f} mm, phải từ {low} đến {high} mm", "I.3", fix)


def of_rules(paper: Paper, found: Found, keys: frozenset[str]) -> Iterator[Fault]:
    """Yield the elements that lack the line below them."""
    floating = _floats(paper, found)
    for key, (name, article) in _RULED.items():
        part = found.elements[key][-1] if key in keys and key in found.elements else None
        if part is None or _has_rule(paper, part) or (key != "abstract" and floating):
            continue
        if any(piece.look.underlined for piece in part.pieces if piece.has_letters):
            what, fix = "gạch chân chữ, phải là đường kẻ riêng bên dưới", "Bỏ gạch chân (Ctrl+U), vẽ đường kẻ: "
        else:
            what, fix = "thiếu đường kẻ ngang, nét liền bên dưới", "Vẽ đường kẻ: "
        yield Fault(name, what, article, f"{fix}Insert > Shapes > Line, ngay dưới dòng chữ.", part.text)


def _floats(paper: Paper, found: Found) -> bool:
    """Whether a line of the head is tied to other text: below the names, above the table, or two in one cell."""
    words, title = found.first("words"), found.first("title")
    at = words.paragraph.place if words else None
    above = paper.paragraphs[: title.number if title else _HEAD]
    drawn = Counter({place: sum(each.drawn for each in above if each.place == place) for place in _places(above)})
    elsewhere = (
        count
        for place, count in drawn.items()
        if place is None or (at is not None and place.table == at.table and place.row != at.row)
    )
    return at is not None and (any(elsewhere) or max(drawn.values(), default=0) > 1)


def _places(paragraphs: Iterable[Paragraph]) -> set[Place | None]:
    return {paragraph.place for paragraph in paragraphs}


def _has_rule(paper: Paper, part: Part) -> bool:
    own = part.paragraph
    if own.drawn or own.shape.border_below or own.underscored_cell:
        return True
    for paragraph in list(drawn_near(paper, part))[1:]:
        if is_rule(paragraph) or paragraph.drawn or paragraph.shape.border_above:
            return True
        if not paragraph.is_blank:
            return False
    return False


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


def of_page_numbers(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the page numbers; a paper of one page needs none."""
    element = profile.elements["page_number"]
    letters = sum(len(paragraph.text) for paragraph in paper.paragraphs)
    if not paper.page_numbers and (paper.pages > 1 or letters > _LETTERS_OF_A_PAGE):
        fix = "Trong Word: Insert > Page Number > Top of Page, canh giữa; chọn Different First Page."
        yield Fault(element.name, "văn bản nhiều trang mà không đánh số trang", element.article, fix)
    for what in dict.fromkeys(what for each in paper.page_numbers for what in _number_wrongs(each, element.sizes)):
        fix = "Trong Word: Insert > Page Number > Top of Page, canh giữa; chọn Different First Page."
        yield Fault(element.name, what, element.article, fix)


def _number_wrongs(number: PageNumber, sizes: tuple[float, float]) -> Iterator[str]:
    if not number.in_header:
        yield "số trang ở lề dưới, phải ở giữa lề trên"
    elif number.align != "center":
        yield "số trang phải canh giữa"
    if number.on_first:
        yield "trang thứ nhất không được hiện số trang"
    if not in_range(number.look.size, sizes):
        yield f"số trang {size_wrong([number.look.size], sizes)[0]}"
    if number.look.italic:
        yield "số trang phải là chữ đứng"
