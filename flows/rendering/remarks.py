"""Word comments in a copy: places of a package and what to say there in; the package with comments beside them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from flows.rendering.fields import Element, W, with_text

AUTHOR, INITIALS = "Vănthư", "VT"
BODY = "word/document.xml"
_COMMENTS = "word/comments.xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DEFAULT_NAMESPACE: Any = {None: _RELATIONS[1:-1]}
_RELS = "word/_rels/document.xml.rels"
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Remark:
    """What to say about some runs of a paragraph, line by line; without runs, about the whole paragraph."""

    paragraph: Element
    lines: tuple[str, ...]
    runs: Sequence[Element] = ()


def place_of(part: str) -> str:
    """Return where a part other than the document itself is seen: "Ở đầu trang: "."""
    name = part.rpartition("/")[2].rstrip("0123456789.xml")
    return {"header": "Ở đầu trang: ", "footer": "Ở chân trang: ", "footnotes": "Ở cước chú: "}.get(name, "")


def remarked(parts: Mapping[str, bytes], body: Element, remarks: Iterable[Remark]) -> dict[str, bytes]:
    """Return the parts with the remarks as comments; `body` is the parsed document, in which the runs stand.

    Word allows no comment in headers, footers and text boxes (ECMA-376 part 1, 17.13.4): what is said of a text box
    stands at its anchor, what is said of another part at the first paragraph.
    """
    comments = _comments_of(parts)
    for number, remark in enumerate(remarks, start=_next_number(comments)):
        _mark(*_ends(body, remark), number)
        comments.append(_comment(number, remark.lines))
    changed = {BODY: _written(body)}
    if len(comments):
        changed |= {_COMMENTS: _written(comments)} | _announced(parts)
    return {**parts, **changed}


def _comments_of(parts: Mapping[str, bytes]) -> Element:
    if _COMMENTS in parts:
        return etree.fromstring(parts[_COMMENTS])
    return etree.Element(f"{W}comments", nsmap={"w": _MAIN})


def _next_number(comments: Element) -> int:
    return max((int(each.get(f"{W}id", "-1")) for each in comments), default=-1) + 1


def _comment(number: int, lines: Sequence[str]) -> Element:
    comment = etree.Element(f"{W}comment", {f"{W}id": str(number), f"{W}author": AUTHOR, f"{W}initials": INITIALS})
    for line in lines:
        paragraph = etree.SubElement(comment, f"{W}p")
        with_text(etree.SubElement(paragraph, f"{W}r"), _ILLEGAL.sub("", line))
    return comment


def _ends(body: Element, remark: Remark) -> tuple[Element, Element]:
    """Return the first and the last element between which a comment can stand."""
    anchor = _anchor(body, remark.paragraph)
    if anchor is remark.paragraph:
        runs = [run for run in remark.runs if run.getparent() is not None] or _content(anchor)
        return runs[0], runs[-1]
    if anchor.tag == f"{W}r":
        return anchor, anchor
    content = _content(anchor)
    return content[0], content[0]


def _anchor(body: Element, paragraph: Element) -> Element:
    """Return the paragraph itself, the run that holds its text box, or the first paragraph of the document."""
    if paragraph.getroottree().getroot() is not body:
        return next(body.iter(f"{W}p"))
    boxes = list(paragraph.iterancestors(f"{W}txbxContent"))
    return next(boxes[-1].iterancestors(f"{W}r")) if boxes else paragraph


def _content(paragraph: Element) -> list[Element]:
    found = [child for child in paragraph if child.tag != f"{W}pPr"]
    if not found:
        found = [etree.SubElement(paragraph, f"{W}r")]
    return found


def _mark(first: Element, last: Element, number: int) -> None:
    first.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": str(number)}))
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference", {f"{W}id": str(number)})
    last.addnext(reference)
    last.addnext(etree.Element(f"{W}commentRangeEnd", {f"{W}id": str(number)}))


def _announced(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return content types and relations that name the part of comments, where they do not yet."""
    types, relations = etree.fromstring(parts["[Content_Types].xml"]), _relations(parts)
    if not any(each.get("PartName") == f"/{_COMMENTS}" for each in types):
        etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{_COMMENTS}", ContentType=_CONTENT_TYPE)
    if not any(each.get("Type") == _RELATION for each in relations):
        taken = {each.get("Id") for each in relations}
        name = next(name for at in range(len(taken) + 1) if (name := f"rIdNhanXet{at}") not in taken)
        etree.SubElement(relations, f"{_RELATIONS}Relationship", Id=name, Type=_RELATION, Target="comments.xml")
    return {"[Content_Types].xml": _written(types), _RELS: _written(relations)}


def _relations(parts: Mapping[str, bytes]) -> Element:
    if _RELS in parts:
        return etree.fromstring(parts[_RELS])
    return etree.Element(f"{_RELATIONS}Relationships", nsmap=_DEFAULT_NAMESPACE)


def _written(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", standalone=True)
