"""What stands around a paragraph of a form: the cell beside it, the paragraph after it, the lines its tabs draw."""

from __future__ import annotations

from lxml import etree

from flows.rendering.fields import Element, W
from flows.rendering.placeholders import Place, label_at_end, places_in

_LEADERS = frozenset({"dot", "middleDot", "underscore", "heavy"})
_LONGEST_LABEL = 5
"""A longer one is a sentence that announces what follows it."""


def empty_beside(paragraph: Element, place: Place) -> Element | None:
    """Return the paragraph of the next cell of the row if a label ends its own cell and that one is empty."""
    ends = place.style == "colon" and place.start == place.end
    beside = _beside(paragraph) if ends else None
    return None if beside is None or _has_text(beside) else next(beside.iter(f"{W}p"), None)


def label_beside(paragraph: Element) -> str:
    """Return what the cell before says of a cell that holds one paragraph alone: a label, if it is short enough."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None or sum(map(_has_text, cell.iter(f"{W}p"))) > 1:
        return ""
    before = next(cell.itersiblings(f"{W}tc", preceding=True), None)
    label = "" if before is None else "".join(text.text or "" for text in before.iter(f"{W}t")).strip()
    return label if len(label.split()) <= _LONGEST_LABEL and not places_in(label, leaders=False) else ""


def _beside(paragraph: Element) -> Element | None:
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    return None if cell is None else next(cell.itersiblings(f"{W}tc"), None)


def _has_text(element: Element) -> bool:
    return any((text.text or "").strip() for text in element.iter(f"{W}t"))


def goes_on(paragraph: Element, label: str) -> bool:
    """Tell whether what a colon announces is typed already, in the next cell or the next paragraph."""
    beside = _beside(paragraph)
    if beside is not None and _has_text(beside):
        return True
    following = next(paragraph.itersiblings(f"{W}p"), None)
    text = "" if following is None else "".join(each.text or "" for each in following.iter(f"{W}t")).strip()
    is_label = len(label.split()) <= _LONGEST_LABEL
    return bool(text) and not (is_label and (label_at_end(text) or places_in(text, leaders=False)))


def has_leaders(paragraph: Element, styles: frozenset[str]) -> bool:
    """Tell whether the tabs of a paragraph draw dots or lines, by itself or by a style that does."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return _draws(paragraph) or (style is not None and style.get(f"{W}val") in styles)


def _draws(element: Element) -> bool:
    return any(tab.get(f"{W}leader") in _LEADERS for tab in element.iterfind(f"{W}pPr/{W}tabs/{W}tab"))


def styles_with_leaders(content: bytes | None) -> frozenset[str]:
    """Return the names of the styles whose tabs draw dots or lines."""
    root = etree.fromstring(content) if content else ()
    return frozenset(style.get(f"{W}styleId", "") for style in root if style.tag == f"{W}style" and _draws(style))
