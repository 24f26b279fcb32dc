"""Judge how a paper is set: page and margins, rules under the elements, page numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from flows.rendering.form.faults import Fault
from flows.rendering.form.finding import Found
from flows.rendering.form.looks import in_range, size_wrong
from flows.rendering.form.paper import PageNumber, Paper, Paragraph, Place, Section
from flows.rendering.form.parts import Part, drawn_near, is_rule
from flows.rendering.form.profile import Form, Profile

_PAGE_TOLERANCE, _MARGIN_TOLERANCE = 1.0, 0.5
_SIDES = {"top": "lề trên", "bottom": "lề dưới", "left": "lề trái", "right": "lề phải"}
_LETTERS_OF_A_PAGE = 3_200
_HEAD = 12
"""A head without a title below it is so many paragraphs at most."""
_RULED = {
    "words": ("Tiêu ngữ", "II.1.b"),
    "issuer": ("Cơ quan ban hành", "II.2.b"),
    "abstract": ("Trích yếu", "II.5.b"),
}

_IN_THE_MIDDLE = {"title": ("Tên loại", "II.5.b"), "abstract": ("Trích yếu", "II.5.b")}


def of_pages(paper: Paper, form: Form, profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the paper's size and, unless its form is free, its margins."""
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
        elif lying and not form.free and not number:
            fix = "Trong Word: Layout > Orientation > Portrait."
            yield Fault("Khổ giấy", "văn bản trình bày theo chiều ngang, phải theo chiều dài khổ A4", "I.2", fix)
        elif not form.free and not lying:
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


def of_middles(found: Found) -> Iterator[Fault]:
    """Yield the name of the type where it does not stand in the middle; one moved there by blanks or tabs is let be."""
    for key, (name, article) in _IN_THE_MIDDLE.items():
        part = found.first(key)
        shape = part.paragraph.shape if part else None
        if part is None or shape is None or part.paragraph.place is not None:
            continue
        if shape.align in {"left", "right"} and not (shape.left or shape.first or part.paragraph.text[:1].isspace()):
            yield Fault(name, "phải canh giữa trang", article, "Trong Word: chọn đoạn này, nhấn Ctrl+E.", part.text)


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
