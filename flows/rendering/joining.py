"""Finished papers of one template in, one Word document with all of them out: each on pages of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from flows.errors import TemplateError
from flows.rendering.fields import Element, W
from flows.rendering.package import packed, read_parts

MARK = "vanthu{:05}"
"""The bookmark at the beginning of each paper, from 00000: a converter that keeps bookmarks tells where it went.

LibreOffice writes other signs than letters and figures as codes.
"""

_BODY = "word/document.xml"
_OWN = frozenset({_BODY, "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"})
_FIRST_BOOKMARK = 1_000_000
_XML = etree.XMLParser(resolve_entities=False, no_network=True)
# ECMA-376 part 1, 17.6.17: what stands before the page numbering in a section's properties.
_BEFORE_NUMBERING = frozenset(
    {f"{W}{name}" for name in (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
        "pgBorders", "lnNumType",
    )}
)  # fmt: skip
_BEFORE_TYPE = frozenset({f"{W}{name}" for name in ("headerReference", "footerReference", "footnotePr", "endnotePr")})
# Counted through a whole document, so a joined one would print other figures.
_COUNTED_THROUGH = re.compile(
    rb"NUMPAGES|SECTIONPAGES|\bSEQ\b|PAGEREF|\bTOC\b|<w:numPr\b|w:footnoteReference\b|w:endnoteReference\b"
    rb"|w:commentReference\b|w:altChunk\b|w:subDoc\b|w:evenAndOddHeaders"
)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished document taken apart: its body, and what it shares with others of its template."""

    body: bytes
    frame: Mapping[str, bytes]

    @property
    def fingerprint(self) -> str:
        """Return what two papers must have in common to stand in one document."""
        content = hashlib.sha256()
        for name in sorted(self.frame.keys() - _OWN):
            content.update(name.encode() + b"\0" + self.frame[name] + b"\0")
        return content.hexdigest()

    @property
    def stands_alone(self) -> bool:
        """Tell whether the paper counts something through the whole document: pages, list items, notes."""
        numbered = b"<w:numPr" in self.frame.get("word/styles.xml", b"") and _uses_numbered_style(self)
        margins = (part for name, part in self.frame.items() if name.startswith(("word/header", "word/footer")))
        return numbered or any(_COUNTED_THROUGH.search(part) for part in (self.body, *margins))


def taken_apart(document: bytes, file: str) -> Paper:
    """Return a finished .docx taken apart; TemplateError when it is none."""
    parts = read_parts(document, file)
    if _BODY not in parts:
        raise TemplateError(f"{file}: đây không phải tệp Word .docx.", "Mở bằng Word và lưu lại dạng .docx.")
    return Paper(parts.pop(_BODY), parts)


def joined(papers: Sequence[Paper], *, duplex: bool = False) -> bytes:
    """Return one document of papers with the same fingerprint: in order, page numbers from 1 in each.

    `duplex` begins each paper on a sheet of its own when both sides are printed.
    """
    root = _parsed(papers[0])
    whole = root.find(f"{W}body")
    for child in list(whole):
        whole.remove(child)
    bookmarks, drawings = count(_FIRST_BOOKMARK), count(1)
    for number, paper in enumerate(papers):
        body = _parsed(paper).find(f"{W}body")
        section = _section_of(body)
        _begin_anew(next(body.iter(f"{W}sectPr"), section), duplex=duplex)
        _mark(body, MARK.format(number), next(bookmarks))
        _renumber(body, bookmarks, drawings)
        whole.extend(list(body))
        if number + 1 < len(papers):
            _end_section(whole, section)
        else:
            whole.append(section)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed({_BODY: content, **papers[0].frame})


def _parsed(paper: Paper) -> Element:
    return etree.fromstring(paper.body, _XML)


def _uses_numbered_style(paper: Paper) -> bool:
    styles = etree.fromstring(paper.frame["word/styles.xml"], _XML)
    numbered = {
        style.get(f"{W}styleId") for style in styles.iter(f"{W}style") if style.find(f".//{W}numPr") is not None
    }
    used = re.findall(rb'<w:pStyle w:val="([^"]*)"', paper.body)
    return any(name.decode() in numbered for name in used)


def _section_of(body: Element) -> Element:
    """Take the properties of the last section out of a body; a body without any gets Word's own."""
    section = body.find(f"{W}sectPr")
    if section is None:
        return etree.Element(f"{W}sectPr")
    body.remove(section)
    return section


def _begin_anew(section: Element, *, duplex: bool) -> None:
    """Have a section begin on a new page, numbered from 1."""
    for old in section.findall(f"{W}type"):
        section.remove(old)
    numbering = section.find(f"{W}pgNumType")
    if numbering is None:
        numbering = etree.Element(f"{W}pgNumType")
        section.insert(_place(section, _BEFORE_NUMBERING), numbering)
    numbering.set(f"{W}start", "1")
    if duplex:
        section.insert(_place(section, _BEFORE_TYPE), etree.Element(f"{W}type", {f"{W}val": "oddPage"}))


def _place(section: Element, before: frozenset[str]) -> int:
    return sum(1 for child in section if child.tag in before)


def _mark(body: Element, name: str, number: int) -> None:
    paragraph = next(body.iter(f"{W}p"), None)
    if paragraph is None:
        paragraph = etree.SubElement(body, f"{W}p")
    at = 0 if paragraph.find(f"{W}pPr") is None else 1
    start = etree.Element(f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": name})
    paragraph.insert(at, start)
    paragraph.insert(at + 1, etree.Element(f"{W}bookmarkEnd", {f"{W}id": str(number)}))


def _renumber(body: Element, bookmarks: Iterator[int], drawings: Iterator[int]) -> None:
    """Give bookmarks and drawings numbers that no other paper has; a document may have each once."""
    marks = {mark.get(f"{W}id"): mark for mark in body.iter(f"{W}bookmarkStart") if not _is_ours(mark)}
    fresh = {old: str(next(bookmarks)) for old in marks}
    for mark in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        old = mark.get(f"{W}id")
        if old in fresh and not _is_ours(mark):
            mark.set(f"{W}id", fresh[old])
            if mark.tag == f"{W}bookmarkStart":
                mark.set(f"{W}name", f"{mark.get(f'{W}name')[:30]}_{fresh[old]}")
    for drawing in body.iter(_DRAWING):
        drawing.set("id", str(next(drawings)))


def _is_ours(mark: Element) -> bool:
    return int(mark.get(f"{W}id") or 0) >= _FIRST_BOOKMARK


def _end_section(whole: Element, section: Element) -> None:
    """End a section at the last paragraph, where Word keeps its properties."""
    last = whole[-1]
    if last.tag != f"{W}p" or last.find(f"{W}pPr/{W}sectPr") is not None:
        last = etree.SubElement(whole, f"{W}p")
    properties = last.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        last.insert(0, properties)
    # After sectPr only a tracked change of the properties may stand.
    change = properties.find(f"{W}pPrChange")
    properties.insert(len(properties) if change is None else properties.index(change), section)
