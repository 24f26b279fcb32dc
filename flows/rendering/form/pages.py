"""The page: section properties in, its size and margins in millimetres and its page numbers out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from flows.rendering.fields import Element, W
from flows.rendering.form.paper import MILLIMETRE, Look, PageNumber, Paragraph, Section
from flows.rendering.form.shapes import child, number, switch

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ParagraphsOf = Callable[[Element], Iterator[Paragraph]]


def section_of(section: Element) -> Section:
    """Return the page of a section."""
    size, margins = child(section, "pgSz"), child(section, "pgMar")
    lengths = [_millimetres(size, name) for name in ("w", "h")]
    lengths += [_millimetres(margins, name) for name in ("top", "bottom", "left", "right")]
    gutter = _millimetres(margins, "gutter")
    page = Section(*lengths)
    return page._replace(left=page.left + gutter) if gutter and page.left is not None else page


def _millimetres(element: Element, name: str) -> float | None:
    length = None if element is None else number(element.get(f"{W}{name}"))
    # A negative margin is one that the header may not push away.
    return None if length is None else abs(length) / MILLIMETRE


def page_numbers_of(
    sections: Sequence[Element], part: Callable[[str], Element], paragraphs: ParagraphsOf
) -> Iterator[PageNumber]:
    """Yield the page numbers in headers and footers; a section without its own goes on with the one before."""
    current: dict[tuple[str, str], str] = {}
    for place, section in enumerate(sections):
        own = _references(section)
        current |= own
        different = bool(switch(section, "titlePg"))
        for (kind, page), ident in (current if not place else own).items():
            root = part(ident) if page != "first" or different else None
            if root is not None and _counts_pages(root):
                shown = not place and (page == "first") == different
                yield _number(root, paragraphs, in_header=kind == "header", on_first=shown and page != "even")


def _references(section: Element) -> dict[tuple[str, str], str]:
    return {
        (kind, each.get(f"{W}type", "default")): each.get(f"{_R}id", "")
        for kind in ("header", "footer")
        for each in section.iter(f"{W}{kind}Reference")
    }


def _instructions(root: Element) -> Iterator[tuple[Element, str]]:
    for each in root.iter(f"{W}instrText", f"{W}fldSimple"):
        yield each, (each.text if each.tag == f"{W}instrText" else each.get(f"{W}instr")) or ""


def _counts_pages(root: Element) -> bool:
    return any("PAGE" in text.upper().split() for _, text in _instructions(root))


def _number(root: Element, paragraphs: ParagraphsOf, *, in_header: bool, on_first: bool) -> PageNumber:
    """Return the page number that a header or footer holds."""
    shown = [paragraph for paragraph in paragraphs(root) if not paragraph.is_blank]
    digits = next((each for each in shown if any(sign.isdigit() for sign in each.text)), shown[0] if shown else None)
    if digits is None:
        return PageNumber(in_header, on_first, "", Look())
    # Word's own header style has a tab stop in the middle.
    in_the_middle = digits.shape.align == "left" and digits.text.lstrip(" ").count("\t") == 1
    align = "center" if in_the_middle else digits.shape.align
    return PageNumber(in_header, on_first, align, digits.pieces[-1].look)
