"""Finished papers: what they say, the number put into one that somebody has edited, many joined into one document."""

from __future__ import annotations

import copy
import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from docx.enum.section import WD_SECTION
from docx.opc.oxml import serialize_part_xml
from docx.oxml.parser import OxmlElement
from lxml import etree

from flows.errors import TemplateError
from flows.word.package import packed, parsed, read_parts, relations_of
from flows.word.paragraph_runs import OBJECT, Element, Line, W

MARK = "vanthu{:05}"
"""The bookmark at the beginning of each paper, from 00000: a converter that keeps bookmarks tells where it went.

LibreOffice writes other signs than letters and figures as codes.
"""

_UNCHANGEABLE = frozenset({OBJECT, "\t", "\n"})
_PRINTED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_BODY = "word/document.xml"
_TYPES = "[Content_Types].xml"
# What is a paper's own: its properties, and what its text names: headers and footers, pictures.
_OWN = re.compile(
    r"docProps/.*|\[Content_Types\]\.xml|word/media/.*"
    r"|word/(?:header|footer)\d*\.xml|word/_rels/(?:document|header\d*|footer\d*)\.xml\.rels"
)
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# ECMA-376 part 1, 17.6.17: what stands behind the page numbering in a section's properties.
_AFTER_NUMBERING = (
    "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter",
    "w:docGrid", "w:printerSettings", "w:sectPrChange",
)  # fmt: skip
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
# What a paper would show otherwise in one section with others: page numbers, a first page of its own.
_OF_ONE_PAPER = re.compile(rb"\bPAGE\b|SECTION|titlePg|evenAndOddHeaders|lnNumType")
# Counted through a whole document, so a joined one would print other figures.
_COUNTED_THROUGH = re.compile(
    rb"NUMPAGES|SECTIONPAGES|\bSEQ\b|PAGEREF|\bTOC\b|<w:numPr\b|w:footnoteReference\b|w:endnoteReference\b"
    rb"|w:commentReference\b|w:altChunk\b|w:subDoc\b|w:evenAndOddHeaders"
)
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished document taken apart: its body, and the other parts of its package."""

    body: bytes
    frame: Mapping[str, bytes]

    @property
    def fingerprint(self) -> str:
        """Return what two papers must have in common to stand in one document."""
        content = hashlib.sha256()
        for name in sorted(name for name in self.frame if not _OWN.fullmatch(name)):
            content.update(name.encode() + b"\0" + self.frame[name] + b"\0")
        return content.hexdigest()

    @property
    def own(self) -> Mapping[str, bytes]:
        """Return the parts in which papers of one document may differ."""
        return {name: part for name, part in self.frame.items() if _OWN.fullmatch(name)}

    def relations_of(self, name: str) -> Element:
        """Return the relations of a part, as they stand in the package."""
        path = relations_of(name)
        return parsed(self.frame[path], path, "") if path in self.frame else etree.Element("none")

    def mark_of(self, name: str) -> str:
        """Return what two parts with all that they name must have in common to be one."""
        related = (f"{one.get('Id')} {self.mark_of(_target(one))}" for one in self.relations_of(name) if _target(one))
        return hashlib.sha256(self.frame.get(name, b"") + "\n".join(related).encode()).hexdigest()

    def type_of(self, name: str) -> str:
        """Return the content type of a part (ECMA-376 part 2, 10.1.2)."""
        types = parsed(self.frame[_TYPES], _TYPES, "")
        own = {one.get("PartName", f".{one.get('Extension')}").casefold(): one.get("ContentType") for one in types}
        return str(own.get(f"/{name}".casefold()) or own.get(posixpath.splitext(name)[1].casefold()))

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
    """Return one document of papers with the same fingerprint: in order, page numbers, if any, from 1 in each.

    `duplex` begins each paper on a sheet of its own when both sides are printed.
    """
    root = _parsed(papers[0])
    whole = root.body
    whole.clear()
    # Headers have bookmarks too, with the numbers that Word gave them.
    bookmarks, drawings, package = count(1_000_000), count(1), _Package(papers[0])
    goes_on = not duplex and _share_a_section(papers)
    for number, paper in enumerate(papers):
        body = _parsed(paper).body
        package.take(paper, body)
        section = _section_of(body)
        if not goes_on:
            _begin_anew(next(body.iter(f"{W}sectPr"), section), duplex=duplex)
        elif number:
            next(body.iter(f"{W}p")).get_or_add_pPr().get_or_add_pageBreakBefore()
        _renumber(body, bookmarks, drawings)
        _mark(body, MARK.format(number), next(bookmarks))
        whole.extend(list(body))
        if number + 1 == len(papers):
            whole.append(section)
        elif not goes_on:
            _end_section(whole, section)
    return packed({_BODY: serialize_part_xml(root), **package.parts()})


class _Package:
    """The parts of a joined document: those of its first paper, and what the others have of their own."""

    def __init__(self, first: Paper) -> None:
        self._own = first.own
        self._parts = dict(first.frame)
        self._types = parsed(first.frame[_TYPES], _TYPES, "")
        self._relations = first.relations_of(_BODY)
        self._names = {first.mark_of(name): name for name in first.own if not name.endswith(".rels")}

    def parts(self) -> Mapping[str, bytes]:
        """Return all parts but the body."""
        own = {_TYPES: self._types} | ({relations_of(_BODY): self._relations} if len(self._relations) else {})
        return self._parts | {name: serialize_part_xml(root) for name, root in own.items()}

    def take(self, paper: Paper, body: Element) -> None:
        """Have a paper's body name parts of this package, and take those that are only the paper's."""
        if paper.own == self._own:
            return
        relations = {relation.get("Id"): relation for relation in paper.relations_of(_BODY)}
        fresh: dict[str, str] = {}
        for element in body.iter(etree.Element):
            for attribute, old in element.attrib.items():
                if attribute.startswith(_R) and old in relations:
                    fresh[old] = fresh.get(old) or self._related(self._moved(paper, relations[old]))
                    element.set(attribute, fresh[old])

    def _related(self, wanted: Element) -> str:
        """Return the name of a relation of the body in this package."""
        for standing in self._relations:
            if _meaning(standing) == _meaning(wanted):
                return str(standing.get("Id"))
        name = f"rIdGop{len(self._relations)}"
        wanted.set("Id", name)
        self._relations.append(wanted)
        return name

    def _moved(self, paper: Paper, relation: Element) -> Element:
        """Return a copy of a paper's relation that leads to the same part in this package."""
        moved = copy.copy(relation)
        if name := _target(relation):
            moved.set("Target", f"/{self._part(paper, name)}")
        return moved

    def _part(self, paper: Paper, name: str) -> str:
        """Return what a part of a paper is called here."""
        mark = paper.mark_of(name)
        if mark not in self._names and name in paper.frame:
            stem, ending = posixpath.splitext(name)
            fresh = self._names[mark] = f"{stem}-{len(self._names)}{ending}"
            self._parts[fresh] = paper.frame[name]
            etree.SubElement(self._types, f"{_CT}Override", PartName=f"/{fresh}", ContentType=paper.type_of(name))
            relations = paper.relations_of(name)
            for at, relation in enumerate(relations):
                relations[at] = self._moved(paper, relation)
            self._parts |= {relations_of(fresh): serialize_part_xml(relations)} if len(relations) else {}
        return self._names.get(mark, name)


def _target(relation: Element) -> str:
    """Return the part that a relation of a part in word/ leads to, "" for one that leads out of the package."""
    if relation.get("TargetMode") == "External":
        return ""
    return posixpath.normpath(posixpath.join("/word", relation.get("Target", ""))).lstrip("/")


def _meaning(relation: Element) -> tuple[str, ...]:
    return relation.get("Type", ""), _target(relation) or relation.get("Target", ""), relation.get("TargetMode", "")


def _parsed(paper: Paper) -> Element:
    return parsed(paper.body, _BODY, "")


def _uses_numbered_style(paper: Paper) -> bool:
    styles = parsed(paper.frame["word/styles.xml"], "word/styles.xml", "")
    numbered = {
        style.get(f"{W}styleId") for style in styles.iter(f"{W}style") if style.find(f".//{W}numPr") is not None
    }
    used = re.findall(rb'<w:pStyle w:val="([^"]*)"', paper.body)
    return any(name.decode() in numbered for name in used)


def _section_of(body: Element) -> Element:
    """Take the properties of the last section out of a body; a body without any gets Word's own."""
    section = body.get_or_add_sectPr()
    body.remove(section)
    return section


def _share_a_section(papers: Sequence[Paper]) -> bool:
    """Tell whether papers can stand in one section: all alike, of one section each, and nowhere a page number.

    LibreOffice draws a section's header anew for each: 96 certificates with a frame in it take 10 s of a processor in
    sections of their own, 4.6 s without (files of 24).
    """
    first, _, section = papers[0].body.rpartition(b"<w:sectPr")
    margins = {name: papers[0].mark_of(name) for name in papers[0].frame if _MARGIN.fullmatch(name)}
    shown = b"".join((first, *(papers[0].frame[name] for name in margins)))
    settings = papers[0].frame.get("word/settings.xml", b"")
    is_counted = _OF_ONE_PAPER.search(shown + section + settings) is not None
    return not is_counted and all(
        paper.body.endswith(b"</w:p><w:sectPr" + section)
        and paper.body.count(b"<w:sectPr") == 1
        and all(paper.mark_of(name) == mark for name, mark in margins.items())
        for paper in papers
    )


def _begin_anew(section: Element, *, duplex: bool) -> None:
    """Have a section begin on a new page, numbered from 1."""
    section.start_type = WD_SECTION.ODD_PAGE if duplex else WD_SECTION.NEW_PAGE
    numbering = section.find(f"{W}pgNumType")
    if numbering is None:
        numbering = OxmlElement("w:pgNumType")
        section.insert_element_before(numbering, *_AFTER_NUMBERING)
    numbering.set(f"{W}start", "1")


def _mark(body: Element, name: str, number: int) -> None:
    paragraph = next(body.iter(f"{W}p"), None)
    if paragraph is None:
        paragraph = body.add_p()
    at = 0 if paragraph.pPr is None else 1
    start = etree.Element(f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": name})
    paragraph.insert(at, start)
    paragraph.insert(at + 1, etree.Element(f"{W}bookmarkEnd", {f"{W}id": str(number)}))


def _renumber(body: Element, bookmarks: Iterator[int], drawings: Iterator[int]) -> None:
    """Give bookmarks and drawings numbers that no other paper has; a document may have each once."""
    fresh = {mark.get(f"{W}id"): str(next(bookmarks)) for mark in body.iter(f"{W}bookmarkStart")}
    for mark in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        old = mark.get(f"{W}id")
        if old in fresh:
            mark.set(f"{W}id", fresh[old])
            if mark.tag == f"{W}bookmarkStart":
                mark.set(f"{W}name", f"{mark.get(f'{W}name')[:30]}_{fresh[old]}")
    for drawing in body.iter(_DRAWING):
        drawing.set("id", str(next(drawings)))


def _end_section(whole: Element, section: Element) -> None:
    """End a section at the last paragraph, where Word keeps its properties."""
    last = whole[-1]
    if last.tag != f"{W}p" or last.find(f"{W}pPr/{W}sectPr") is not None:
        last = whole.add_p()
    last.set_sectPr(section)


def amended(paper: bytes, before: bytes, after: bytes) -> bytes | None:
    """Return an edited paper with what `after` prints otherwise than `before`; None where that cannot be told for sure.

    The two printings of ours, without number and day and with them, say what changed, paragraph by paragraph. The same
    is changed in the paper, where every such paragraph still stands as we printed it; otherwise nothing is, for nobody
    knows where it belongs.
    """
    try:
        changes = _changes(_texts(before), _texts(after))
        parts = read_parts(paper, "")
        trees = {name: parsed(part, name, "") for name, part in parts.items() if _PRINTED.fullmatch(name)}
    except TemplateError:
        return None
    lines = [Line(paragraph) for tree in trees.values() for paragraph in tree.iter(f"{W}p")]
    standing = Counter(line.text for line in lines)
    if not changes or any(standing[old] + standing[new] != times for (old, new), times in changes.items()):
        return None
    replacing = dict(changes.keys())
    if not all(_rewritten(line, replacing[line.text]) for line in lines if line.text in replacing):
        return None
    written = {name: serialize_part_xml(tree) for name, tree in trees.items()}
    return packed({**parts, **written})


def text_of(paper: bytes) -> str:
    """Return what a paper says, a paragraph a line; "" for a file that is no paper."""
    try:
        return "\n".join(_texts(paper))
    except TemplateError:
        return ""


def _changes(before: list[str], after: list[str]) -> Mapping[tuple[str, str], int]:
    """Return which paragraphs changed into what, and how often; none when there are others than before."""
    if len(before) != len(after):
        return {}
    return Counter((old, new) for old, new in zip(before, after, strict=True) if old != new)


def _texts(paper: bytes) -> list[str]:
    parts = sorted((name, part) for name, part in read_parts(paper, "").items() if _PRINTED.fullmatch(name))
    return [Line(paragraph).text for name, part in parts for paragraph in parsed(part, name, "").iter(f"{W}p")]


def _rewritten(line: Line, new: str) -> bool:
    """Change what differs, in the run where it begins; tell whether that could be done."""
    begin, end, put = _difference(line.text, new)
    if not line.text or not _UNCHANGEABLE.isdisjoint(line.text[begin:end]):
        return False
    line.replace(begin, end, put)
    return True


def _difference(old: str, new: str) -> tuple[int, int, str]:
    """Return from where to where the old text differs, and what stands there in the new one."""
    shorter = min(len(old), len(new))
    begin = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    alike = next((n for n in range(shorter - begin) if old[-1 - n] != new[-1 - n]), shorter - begin)
    return begin, len(old) - alike, new[begin : len(new) - alike]
