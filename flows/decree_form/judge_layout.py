"""Judge how a paper is set: letters and colours, page and margins, lines below elements, paragraphs, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length

from flows.decree_form.decree_table import A4, ELEMENTS, FONT, INDENTS, LEAST_GAP, LINES, MARGINS, Element, Fault, Form
from flows.decree_form.find_elements import Found
from flows.decree_form.paper import PageNumber, PageSize, Paper, Part
from flows.spreadsheets.legacy_fonts import encoding_of

_PAGE_TOLERANCE, _MARGIN_TOLERANCE, _INDENT_TOLERANCE = 1.0, 0.5, 0.6
_LETTERS_OF_A_PAGE = 3_200
_HEAD = 12
"""A head without a title below it is so many paragraphs at most."""
_NEAR = 0.01
_DOTS = re.compile(r"[.…_ ]{2,}")
_WRAPS, _SPACED = 100, 40
"""A paragraph of so many letters fills more than a line; between two of so many the gap is judged."""
_HIGHEST_LINE = 1.75
"""A line of exact height, in letter sizes: 1.5 lines of Times New Roman are 1.725."""
_OLD_TABLES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI Windows"}


def of_pages(paper: Paper, form: Form) -> Iterator[Fault]:
    """Yield what is wrong with the paper's size and, unless its form is free, its margins."""
    for number, page in enumerate(paper.sections):
        place = f"phần thứ {number + 1} của văn bản: " if number else ""
        lying = (page.width or 0) > (page.height or 0)
        if not _is_a4(page):
            what = f"{place}khổ giấy {page.width:.0f} x {page.height:.0f} mm, phải là A4 (210 x 297 mm)"
            yield Fault("Khổ giấy", what, "I.1", "Trong Word: Layout > Size > A4.")
        elif lying and not form.free and not number:
            fix = "Trong Word: Layout > Orientation > Portrait."
            yield Fault("Khổ giấy", "văn bản trình bày theo chiều ngang, phải theo chiều dài khổ A4", "I.2", fix)
        elif not form.free and not lying:
            yield from _of_margins(page, place)


def _is_a4(page: PageSize) -> bool:
    if page.width is None or page.height is None:
        return True  # left to the program that opens it
    given = sorted((page.width, page.height))
    return all(abs(one - other) <= _PAGE_TOLERANCE for one, other in zip(given, A4, strict=True))


def _of_margins(page: PageSize, place: str) -> Iterator[Fault]:
    for side, (name, low, high) in MARGINS.items():
        given: float | None = getattr(page, side)
        if given is not None and not low - _MARGIN_TOLERANCE <= given <= high + _MARGIN_TOLERANCE:
            fix = f"Trong Word: Layout > Margins > Custom Margins, đặt {name} từ {low} đến {high} mm."
            yield Fault("Lề trang", f"{place}{name} {given:.0f} mm, phải từ {low} đến {high} mm", "I.3", fix)


def of_fonts(found: Found) -> Iterator[Fault]:
    """Yield each font that is not the decree's, with the first text in it."""
    same: dict[str, list[Part]] = {}
    for part in found.parts:
        for font in dict.fromkeys(font for piece in part.pieces for font in piece.look.fonts_of(piece.text)):
            if not font.casefold().startswith(FONT.casefold()):
                same.setdefault(font, []).append(part)
    for font, parts in same.items():
        what, fix = _font_wrong(font)
        yield Fault("Phông chữ", what, "I.4", fix, parts[0].text, len(parts) - 1)


def _font_wrong(font: str) -> tuple[str, str]:
    encoding = encoding_of(font)
    if encoding is None:
        return f"phông {font}, phải là {FONT}", f"Trong Word: chọn đoạn này, đặt phông {FONT}."
    fix = f"Chuyển mã từ {_OLD_TABLES[encoding]} sang Unicode (UniKey: Ctrl+Shift+F6), rồi đặt phông {FONT}."
    return f"phông {font} của bảng mã cũ, phải là {FONT} mã Unicode", fix


def of_colours(found: Found) -> Iterator[Fault]:
    """Yield one fault for texts in colours; links are Word's own."""
    coloured = [
        part
        for part in found.parts
        if any(each.has_letters and not each.linked and each.look.colour != "" for each in part.pieces)
    ]
    if coloured:
        fix = "Trong Word: chọn đoạn này, đặt màu chữ Automatic (đen)."
        yield Fault("Màu chữ", "chữ có màu, phải là màu đen", "I.4", fix, coloured[0].text, len(coloured) - 1)


def of_elements(found: Found) -> Iterator[Fault]:
    """Yield what is wrong with the letters of each element, one fault for texts that are wrong in the same way."""
    for key, parts in found.elements.items():
        same: dict[tuple[str, str], list[Part]] = {}
        for part in parts:
            for wrong in _wrongs(ELEMENTS[key], part):
                same.setdefault(wrong, []).append(part)
        yield from (ELEMENTS[key].fault(*wrong, wrongly) for wrong, wrongly in same.items())


def _wrongs(element: Element, part: Part) -> Iterator[tuple[str, str]]:
    sizes = sizes_off(part, element.sizes)
    if sizes:
        yield _size_wrong(sizes, element.sizes)
    looks = [piece.look for piece in part.pieces if piece.has_letters]
    if element.bold is not None and any(look.bold != element.bold for look in looks):
        yield _weight("đậm", "B", wanted=element.bold)
    if element.italic is not None and any(look.italic != element.italic for look in looks):
        yield _weight("nghiêng", "I", wanted=element.italic)
    letters = sum(map(str.isalpha, part.text))
    if element.capitals is True and not part.is_capitals and letters:
        yield "phải viết bằng chữ in hoa", "Trong Word: chọn đoạn này, nhấn Shift+F3 cho đến khi thành chữ in hoa."
    if element.capitals is False and part.is_capitals and letters > 4:
        yield "phải viết bằng chữ in thường", "Viết lại bằng chữ in thường, chỉ viết hoa chữ đầu và tên riêng."


def sizes_off(part: Part, sizes: tuple[float, float]) -> set[float]:
    """Return the sizes of letters in a text that are not between two sizes."""
    return {piece.look.size for piece in part.pieces if piece.has_letters and not _in_range(piece.look.size, sizes)}


def _in_range(size: float, sizes: tuple[float, float]) -> bool:
    return sizes[0] - _NEAR <= size <= sizes[1] + _NEAR


def _size_wrong(sizes: set[float], wanted: tuple[float, float]) -> tuple[str, str]:
    """Return what to say of wrong sizes, and what to do."""
    shown = ", ".join(f"{size:g}".replace(".", ",") for size in sorted(sizes))
    right = f"{wanted[0]:g}" if wanted[0] == wanted[1] else f"{wanted[0]:g} đến {wanted[1]:g}"
    return f"cỡ chữ {shown}, phải là {right}", f"Trong Word: chọn đoạn này, đặt cỡ chữ {right}."


def _weight(name: str, key: str, *, wanted: bool) -> tuple[str, str]:
    if wanted:
        return f"phải là chữ {name}", f"Trong Word: chọn đoạn này, nhấn Ctrl+{key}."
    return f"không được là chữ {name}", f"Trong Word: chọn đoạn này, nhấn Ctrl+{key} để bỏ chữ {name}."


def of_middles(found: Found) -> Iterator[Fault]:
    """Yield the name of the type where it does not stand in the middle; one moved there by blanks or tabs is let be."""
    for key in ("title", "abstract"):
        part = found.first(key)
        if part is None or part.paragraph.place is not None:
            continue
        shape, moved = part.paragraph.shape, part.paragraph.text[:1].isspace()
        aside = shape.align in {WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT}
        if aside and not (shape.left or shape.first or moved):
            fix = "Trong Word: chọn đoạn này, nhấn Ctrl+E."
            yield ELEMENTS[key].fault("phải canh giữa trang", fix, [part])


def of_rules(paper: Paper, found: Found, keys: Sequence[str]) -> Iterator[Fault]:
    """Yield the elements that lack the line below them."""
    floating = _floats(paper, found)
    for key in keys:
        parts = found.elements.get(key, ())[-1:]
        if not parts or _has_rule(paper, parts[0]) or (key != "abstract" and floating):
            continue
        what, fix = "thiếu đường kẻ ngang, nét liền bên dưới", "Vẽ đường kẻ: "
        if any(piece.look.underlined for piece in parts[0].pieces if piece.has_letters):
            what, fix = "gạch chân chữ, phải là đường kẻ riêng bên dưới", "Bỏ gạch chân (Ctrl+U), vẽ đường kẻ: "
        yield ELEMENTS[key].fault(what, f"{fix}Insert > Shapes > Line, ngay dưới dòng chữ.", parts)


def _floats(paper: Paper, found: Found) -> bool:
    """Whether a line of the head is tied to other text: below the names, above the table, or two in one cell."""
    words, title = found.first("words"), found.first("title")
    at = words.paragraph.place if words else None
    drawn = Counter[object]()
    for each in paper.paragraphs[: title.number if title else _HEAD]:
        drawn[each.place] += each.drawn
        if at and each.drawn and (each.place is None or (each.place.table == at.table and each.place.row != at.row)):
            return True
    return at is not None and max(drawn.values(), default=0) > 1


def _has_rule(paper: Paper, part: Part) -> bool:
    own = part.paragraph
    if own.drawn or own.shape.border_below or own.around.bordered:
        return True
    for paragraph in paper.paragraphs[part.number + 1 : part.number + 3]:
        if paragraph.place == own.place:
            if paragraph.is_rule or paragraph.drawn or paragraph.shape.border_above:
                return True
            if not paragraph.is_blank:
                return False
    return False


def of_body(found: Found) -> Iterator[Fault]:
    """Yield what is wrong with the paragraphs of the text, one fault for each way."""
    element = ELEMENTS["body"]
    indents = " hoặc ".join(f"{indent / 10:g}".replace(".", ",") for indent in INDENTS)
    lines = f"từ dòng đơn đến {LINES[1]:g} lines".replace(".", ",")
    others = {part.number for key in ("grounds", "addressee") for part in found.elements.get(key, ())}
    sizes = [part for part in found.body if part.number not in others and sizes_off(part, element.sizes)]
    if sizes:
        off = {size for part in sizes for size in sizes_off(part, element.sizes)}
        yield element.fault(*_size_wrong(off, element.sizes), sizes)
    # Dots to write on do not make a paragraph of several lines.
    wrapping = [part for part in found.body if len(_DOTS.sub("", part.text)) >= _WRAPS]
    unjustified = [part for part in wrapping if part.paragraph.shape.align != WD_ALIGN_PARAGRAPH.JUSTIFY]
    if unjustified:
        yield element.fault("phải canh đều cả hai lề", "Trong Word: chọn các đoạn này, nhấn Ctrl+J.", unjustified)
    if unindented := list(filter(_is_unindented, wrapping)):
        fix = f"Trong Word: Paragraph > Special: First line, {indents} cm."
        yield element.fault(f"chữ đầu dòng phải lùi vào {indents} cm", fix, unindented)
    if spread := [part for part in wrapping if not _is_line_right(part)]:
        fix = f"Trong Word: Paragraph > Line spacing, {lines}."
        yield element.fault(f"khoảng cách dòng phải {lines}", fix, spread)
    narrow = [below for above, below in pairwise(found.body) if _is_narrow(above, below)]
    if narrow:
        fix = f"Trong Word: Paragraph > Spacing After, từ {LEAST_GAP} pt."
        yield element.fault(f"khoảng cách giữa các đoạn tối thiểu là {LEAST_GAP} pt", fix, narrow)


def _is_unindented(part: Part) -> bool:
    shape = part.paragraph.shape
    first = Length(shape.first + max(shape.left, 0)).mm
    at_an_indent = any(abs(first - indent) <= _INDENT_TOLERANCE for indent in INDENTS)
    return not (shape.listed or part.paragraph.text.startswith("\t") or at_an_indent)


def _is_line_right(part: Part) -> bool:
    shape = part.paragraph.shape
    if not isinstance(shape.line, Length):
        return _in_range(shape.line, LINES)
    size = max((piece.look.size for piece in part.pieces), default=0.0)
    return shape.line.pt <= size * _HIGHEST_LINE and (not shape.exact or shape.line.pt >= size)


def _is_narrow(above: Part, below: Part) -> bool:
    one, other = above.paragraph, below.paragraph
    if other.number != one.number + 1 or min(len(above.text), len(below.text)) < _SPACED:
        return False
    together = one.style == other.style and one.shape.close and other.shape.close
    return together or Length(one.shape.after + other.shape.before).pt < LEAST_GAP


def of_page_numbers(paper: Paper) -> Iterator[Fault]:
    """Yield what is wrong with the page numbers; a paper of one page needs none."""
    element = ELEMENTS["page_number"]
    letters = sum(len(paragraph.text) for paragraph in paper.paragraphs)
    wrongs = [what for each in paper.page_numbers for what in _number_wrongs(each, element.sizes)]
    if not paper.page_numbers and (paper.pages > 1 or letters > _LETTERS_OF_A_PAGE):
        wrongs = ["văn bản nhiều trang mà không đánh số trang"]
    fix = "Trong Word: Insert > Page Number > Top of Page, canh giữa; chọn Different First Page."
    yield from (element.fault(what, fix) for what in dict.fromkeys(wrongs))


def _number_wrongs(number: PageNumber, sizes: tuple[float, float]) -> Iterator[str]:
    if not number.in_header:
        yield "số trang ở lề dưới, phải ở giữa lề trên"
    elif number.align != WD_ALIGN_PARAGRAPH.CENTER:
        yield "số trang phải canh giữa"
    if number.on_first:
        yield "trang thứ nhất không được hiện số trang"
    if number.look and not _in_range(number.look.size, sizes):
        yield f"số trang {_size_wrong({number.look.size}, sizes)[0]}"
    if number.look and number.look.italic:
        yield "số trang phải là chữ đứng"
