"""Properties of paragraphs as the file states them, and the small readings of Word's XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flows.rendering.fields import Element, W

OFF = frozenset({"0", "false", "off", "none"})
"""How Word writes that a switch is off."""
_WHOLE = re.compile(r"-?\d{1,9}(?:\.\d+)?")
_AUTOMATIC_GAP = 280
"""What Word puts around a paragraph whose spacing is automatic: 14 pt."""


def number(text: str | None, default: int | None = None) -> int | None:
    """Return a measure of Word's in its own unit; whatever is no number counts as not given."""
    return int(float(text)) if text and _WHOLE.fullmatch(text) else default


def child(element: Element, name: str) -> Element:
    """Return the child of that name, or None."""
    # Not find(), which reads a path in Python each time.
    return None if element is None else next(element.iterchildren(W + name), None)


def value(element: Element, name: str) -> str | None:
    """Return w:val of the child of that name."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val")


def switch(element: Element, name: str) -> bool | None:
    """Return whether a switch is on; None when it is not there."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val", "1").lower() not in OFF


def shape_of(element: Element) -> Mapping[str, Any]:
    """Return what a w:pPr states."""
    if element is None or not len(element):
        return {}
    given: dict[str, Any] = {}
    align = value(element, "jc")
    if align:
        given["align"] = {"start": "left", "end": "right", "distribute": "both"}.get(align, align)
    frame = child(element, "framePr")
    if frame is not None and frame.get(f"{W}xAlign"):
        given["align"] = frame.get(f"{W}xAlign")
    given |= _indents(child(element, "ind")) | _spacing(child(element, "spacing"))
    numbered = child(element, "numPr")
    if numbered is not None:
        given["listed"] = value(numbered, "numId") != "0"
    close = switch(element, "contextualSpacing")
    if close is not None:
        given["close"] = close
    borders = child(element, "pBdr")
    if borders is not None:
        given |= {"border_above": has_line(borders, "top"), "border_below": has_line(borders, "bottom")}
    return given


def has_line(borders: Element, side: str) -> bool:
    """Whether a w:pBdr, w:tcBorders or w:tblBorders draws a line on that side."""
    return (value(borders, side) or "nil") not in {"nil", "none"}


def _indents(ind: Element) -> dict[str, Any]:
    if ind is None:
        return {}
    given: dict[str, Any] = {}
    first, hanging = number(ind.get(f"{W}firstLine")), number(ind.get(f"{W}hanging"))
    if hanging:
        given["first"] = -hanging
    elif first is not None:
        given["first"] = first
    left = number(ind.get(f"{W}left") or ind.get(f"{W}start"))
    return given if left is None else {**given, "left": left}


def _spacing(spacing: Element) -> dict[str, Any]:
    if spacing is None:
        return {}
    given: dict[str, Any] = {}
    for name in ("before", "after", "line"):
        stated = number(spacing.get(f"{W}{name}"))
        if spacing.get(f"{W}{name}Autospacing", "0").lower() not in OFF:
            stated = _AUTOMATIC_GAP
        if stated is not None:
            given[name] = stated
    rule = spacing.get(f"{W}lineRule")
    return {**given, "line_rule": rule} if rule else given
