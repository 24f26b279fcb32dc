"""Judge letters: the elements found on a paper in, the wrong sizes, weights, capitals, fonts and colours out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.reading.legacy_fonts import encoding_of
from flows.rendering.form.faults import Fault
from flows.rendering.form.finding import Found
from flows.rendering.form.paper import Piece
from flows.rendering.form.parts import Part
from flows.rendering.form.profile import Element, Profile

_UNJUDGED = frozenset({"body", "page_number"})
_NEAR = 0.01


def of_elements(found: Found, profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the letters of each element, once for each element and property."""
    for key, parts in found.elements.items():
        if key in profile.elements and key not in _UNJUDGED:
            yield from _of_element(profile.elements[key], parts)


def _of_element(element: Element, parts: Sequence[Part]) -> Iterator[Fault]:
    yield from _together(element, ((part, what) for part in parts for what in _wrongs(element, part)))


def _together(element: Element, wrongs: Iterator[tuple[Part, tuple[str, str]]]) -> Iterator[Fault]:
    """Yield one fault for texts that are wrong in the same way."""
    same: dict[tuple[str, str], list[Part]] = {}
    for part, what in wrongs:
        same.setdefault(what, []).append(part)
    for (wrong, fix), found in same.items():
        yield Fault(element.name, wrong, element.article, fix, found[0].text, len(found) - 1)


def _wrongs(element: Element, part: Part) -> Iterator[tuple[str, str]]:
    looks = [piece.look for piece in part.pieces if piece.has_letters]
    sizes = sorted({look.size for look in looks if not in_range(look.size, element.sizes)})
    if sizes:
        yield size_wrong(sizes, element.sizes)
    if element.bold is not None and any(look.bold != element.bold for look in looks):
        yield _weight("đậm", "B", wanted=element.bold)
    if element.italic is not None and any(look.italic != element.italic for look in looks):
        yield _weight("nghiêng", "I", wanted=element.italic)
    if element.capitals is True and not part.is_capitals and any(map(str.isalpha, part.text)):
        yield "phải viết bằng chữ in hoa", "Trong Word: chọn đoạn này, nhấn Shift+F3 cho đến khi thành chữ in hoa."
    if element.capitals is False and part.is_capitals and _is_wordy(part.text):
        yield "phải viết bằng chữ in thường", "Viết lại bằng chữ in thường, chỉ viết hoa chữ đầu và tên riêng."


def _is_wordy(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 4


def in_range(size: float, sizes: tuple[float, float]) -> bool:
    """Whether a size is one of those allowed."""
    return sizes[0] - _NEAR <= size <= sizes[1] + _NEAR


def size_wrong(sizes: Sequence[float], wanted: tuple[float, float]) -> tuple[str, str]:
    """Return what to say of wrong sizes, and what to do."""
    shown = ", ".join(f"{size:g}".replace(".", ",") for size in sizes)
    right = f"{wanted[0]:g}" if wanted[0] == wanted[1] else f"{wanted[0]:g} đến {wanted[1]:g}"
    return f"cỡ chữ {shown}, phải là {right}", f"Trong Word: chọn đoạn này, đặt cỡ chữ {right}."


def _weight(name: str, key: str, *, wanted: bool) -> tuple[str, str]:
    if wanted:
        return f"phải là chữ {name}", f"Trong Word: chọn đoạn này, nhấn Ctrl+{key}."
    return f"không được là chữ {name}", f"Trong Word: chọn đoạn này, nhấn Ctrl+{key} để bỏ chữ {name}."


def of_fonts(found: Found, profile: Profile) -> Iterator[Fault]:
    """Yield each font that is not the decree's, with the first text in it."""
    same: dict[str, list[Part]] = {}
    for part in found.parts:
        for font in dict.fromkeys(font for piece in part.pieces for font in fonts_of(piece)):
            if not font.casefold().startswith(profile.font.casefold()):
                same.setdefault(font, []).append(part)
    for font, parts in same.items():
        what, fix = _font_wrong(font, profile.font)
        yield Fault("Phông chữ", what, "I.4", fix, parts[0].text, len(parts) - 1)


def _font_wrong(font: str, wanted: str) -> tuple[str, str]:
    encoding = encoding_of(font)
    if encoding is None:
        return f"phông {font}, phải là {wanted}", f"Trong Word: chọn đoạn này, đặt phông {wanted}."
    table = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI Windows"}[encoding]
    fix = f"Chuyển mã từ {table} sang Unicode (UniKey: Ctrl+Shift+F6), rồi đặt phông {wanted}."
    return f"phông {font} của bảng mã cũ, phải là {wanted} mã Unicode", fix


def fonts_of(piece: Piece) -> Iterator[str]:
    """Yield the fonts that draw the letters of a piece: one for plain letters, one for those with marks."""
    ascii_font, other_font = (*piece.look.fonts, piece.look.fonts[0])[:2]
    if any(sign.isalnum() and sign.isascii() for sign in piece.text):
        yield ascii_font
    if any(sign.isalpha() and not sign.isascii() for sign in piece.text):
        yield other_font


def of_colours(found: Found) -> Iterator[Fault]:
    """Yield one fault for texts in colours; links are Word's own."""
    coloured = [part for part in found.parts if any(_is_coloured(piece) for piece in part.pieces)]
    if coloured:
        fix = "Trong Word: chọn đoạn này, đặt màu chữ Automatic (đen)."
        yield Fault("Màu chữ", "chữ có màu, phải là màu đen", "I.4", fix, coloured[0].text, len(coloured) - 1)


def _is_coloured(piece: Piece) -> bool:
    return piece.has_letters and not piece.linked and piece.look.colour != ""
