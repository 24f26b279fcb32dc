"""Highlight a run in yellow, at the place where Word's schema wants it among a run's properties."""

from __future__ import annotations

from flows.rendering.fields import Element, W

# CT_RPr's order (ECMA-376 part 1, 17.3.2.28): these stand before the highlight.
_BEFORE = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs"
)


def highlight(run: Element, colour: str = "yellow") -> None:
    """Mark a run as with Word's highlighter pen."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = run.makeelement(f"{W}rPr")
        run.insert(0, properties)
    for old in properties.findall(f"{W}highlight"):
        properties.remove(old)
    before = {f"{W}{name}" for name in _BEFORE.split()}
    place = sum(1 for child in properties if child.tag in before)
    properties.insert(place, properties.makeelement(f"{W}highlight", {f"{W}val": colour}))
