"""Cut the PDF of a joined document apart, each part proved to be the right person’s; stitch PDFs with bookmarks."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
import pypdfium2

from flows.errors import MachineError
from flows.outputs.disk import read
from flows.outputs.signing_folder import Chapter, Leaf
from flows.vietnamese.text import solid

LANGUAGE = "vi-VN"
# What XML cannot hold.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# ISO 16684-1, each schema in a description of its own with its namespace: what the strictest readers take.
_XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{{title}}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <pdf:Producer>{{producer}}</pdf:Producer>
  </rdf:Description>{{archive}}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
_ARCHIVE = """
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>{}</pdfaid:part>
   <pdfaid:conformance>{}</pdfaid:conformance>
  </rdf:Description>"""


@dataclass(frozen=True, slots=True)
class Title:
    """What a PDF says of itself, and a name that must stand on its pages ("" when none need)."""

    title: str
    name: str = ""


class WrongPagesError(Exception):
    """The pages are not what was asked for: some paper is missing, or one bears no text of its person."""


def cut(joined: Path, marks: Sequence[str], titles: Sequence[Title]) -> list[bytes]:
    """Return the PDF of each paper, which begins at its mark (a named destination).

    Raises:
        WrongPagesError: a mark is missing or out of order, or a paper's name stands on none of its pages.
    """
    with pikepdf.open(joined) as pdf:
        spans = _spans(pdf, marks)
        texts = _texts(joined)
        for (start, end), title in zip(spans, titles, strict=True):
            if solid(title.name) not in solid(" ".join(texts[start:end])):
                raise WrongPagesError(title.title)
        archive = archive_of(pdf)
        return [_part(pdf, *span, title, archive) for span, title in zip(spans, titles, strict=True)]


_LASTING = {"/Type", "/Pages", "/OutputIntents", "/StructTreeRoot", "/MarkInfo"}
"""What a paper's PDF keeps of its catalogue: not where a reader opens it, nor LibreOffice's own marks."""


def titled(single: Path, title: Title) -> bytes:
    """Return the PDF of one paper as it is, tags and all, with its title and language, and without the hour."""
    with pikepdf.open(single) as pdf:
        producer, archive = str(pdf.docinfo.get("/Producer", "")), archive_of(pdf)
        del pdf.docinfo
        pdf.docinfo["/Producer"] = producer
        for name in {"/DocChecksum", "/ID"} & set(pdf.trailer.keys()):
            del pdf.trailer[name]
        for name in set(pdf.Root.keys()) - _LASTING:
            del pdf.Root[name]
        describe(pdf, pdf, title, archive)
        return saved(pdf, pdf.pdf_version)


def archive_of(pdf: pikepdf.Pdf) -> str:
    """Return the part and level of PDF/A that a PDF says it keeps to, such as 2B; "" for any other."""
    return str(pdf.open_metadata().pdfa_status) if "/OutputIntents" in pdf.Root else ""


def describe(part: pikepdf.Pdf, of: pikepdf.Pdf, title: Title, archive: str) -> None:
    """Give a part title and language and, where it is to be PDF/A, the marks of the one it is of: cutting loses all."""
    part.Root.Lang = pikepdf.String(LANGUAGE)
    part.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    if archive and part is not of:
        part.Root.OutputIntents = part.copy_foreign(of.make_indirect(of.Root.OutputIntents))
    producer = str(of.docinfo.get("/Producer", "")) or "LibreOffice"
    part.docinfo["/Title"], part.docinfo["/Producer"] = title.title, producer
    part.Root.Metadata = part.make_stream(
        _XMP.format(
            title=_xml(title.title), producer=_xml(producer), archive=_ARCHIVE.format(*archive) if archive else ""
        ).encode(),
        Type=pikepdf.Name.Metadata,
        Subtype=pikepdf.Name.XML,
    )


def _xml(text: str) -> str:
    return escape(_UNPRINTABLE.sub("\ufffd", text))


def page_count(path: Path) -> int:
    """Return how many pages a PDF has, 0 for a file that is none."""
    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError:
        return 0


def _spans(pdf: pikepdf.Pdf, marks: Sequence[str]) -> list[tuple[int, int]]:
    """Return the first page and the page after the last of each paper."""
    places = {page.objgen: number for number, page in enumerate(pdf.pages)}
    destinations: Any = pdf.Root.get("/Dests", {})
    try:
        starts = [places[destinations[f"/{mark}"][0].objgen] for mark in marks]
    except KeyError as error:
        raise WrongPagesError(str(error)) from error
    ends = [*starts[1:], len(pdf.pages)]
    if starts[0] != 0 or any(start >= end for start, end in zip(starts, ends, strict=True)):
        raise WrongPagesError(marks[0])
    return list(zip(starts, ends, strict=True))


def _texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def _part(pdf: pikepdf.Pdf, start: int, end: int, title: Title, archive: str) -> bytes:
    part = pikepdf.new()
    part.pages.extend(list(pdf.pages)[start:end])
    # LibreOffice gives all pages one list of pictures: without this everybody's paper held the others' codes, unseen.
    part.remove_unreferenced_resources()
    describe(part, pdf, title, archive)
    return saved(part, pdf.pdf_version)


def saved(pdf: pikepdf.Pdf, version: str = "") -> bytes:
    """Return the bytes of a PDF, of a version of the format at least; the same for the same PDF."""
    buffer = io.BytesIO()
    pdf.save(buffer, min_version=version, deterministic_id=True)
    return buffer.getvalue()


_TOGETHER = 200
"""So many papers are gathered first: their fonts are thrown away again before the next are read."""


def stitched(title: str, cover: Leaf, chapters: Sequence[Chapter]) -> bytes:
    """Return one PDF of the cover and all papers, in order; the same files give the same bytes.

    Cover pages are labelled i, ii, ..., the papers' pages 1, 2, ...; where all are PDF/A, so is the whole.
    """
    leaves = [cover, *(leaf for chapter in chapters for leaf in chapter.leaves)]
    groups = [_gathered(leaves[start : start + _TOGETHER]) for start in range(0, len(leaves), _TOGETHER)]
    whole = _together(pikepdf.open(io.BytesIO(group.content)) for group in groups)
    pages = [count for group in groups for count in group.pages]
    _mark(whole, cover, chapters, starts=[0, *accumulate(pages)])
    whole.Root.PageLabels = _labels(pages[0])
    with _opened(cover) as first:
        archive = archive_of(first) if all(group.is_archive for group in groups) else ""
        describe(whole, first, Title(title), archive)
        return saved(whole, first.pdf_version)


@dataclass(frozen=True, slots=True)
class _Group:
    """Some papers in one PDF, and how many pages each has."""

    content: bytes
    pages: tuple[int, ...]
    is_archive: bool


def _gathered(leaves: Iterable[Leaf]) -> _Group:
    parts = [_opened(leaf) for leaf in leaves]
    pages = tuple(len(pdf.pages) for pdf in parts)
    return _Group(saved(_together(parts)), pages, is_archive=all(map(archive_of, parts)))


def _opened(leaf: Leaf) -> pikepdf.Pdf:
    # From memory: a file on disk would stay open until everything is saved.
    try:
        pdf = pikepdf.open(io.BytesIO(read(leaf.pdf) or b""))
    except pikepdf.PdfError as error:
        fix = "Dời tệp PDF ấy ra ngoài thư mục rồi chạy lại với --pdf."
        raise MachineError(f"Không đọc được {leaf.pdf}, nên không đóng được tập trình ký.", fix) from error
    if "/AcroForm" in pdf.Root:
        # Fields of many papers would bear one name; what signatures and stamps look like stays.
        pdf.flatten_annotations("print")
    return pdf


def _together(parts: Iterable[pikepdf.Pdf]) -> pikepdf.Pdf:
    """Return all pages in one PDF, each font in it once: papers cut from one file bear the same."""
    whole = pikepdf.new()
    known: dict[bytes, Any] = {}
    for part in parts:
        first = len(whole.pages)
        whole.pages.extend(part.pages)
        for number in range(first, len(whole.pages)):
            resources: Any = whole.pages[number].obj.get("/Resources", {})
            fonts: Any = resources.get("/Font", {})
            for name, font in fonts.items():
                fonts[name] = known.setdefault(_sign(font), font)
    return whole


def _sign(thing: Any) -> bytes:  # noqa: ANN401 any object of a PDF
    """Return a hash of an object and all it refers to; fonts never refer to themselves but in Type 3 resources."""
    sign = hashlib.sha256(type(thing).__name__.encode())
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for name in sorted(thing.keys() - {"/Length", "/Resources"}):
            sign.update(name.encode() + _sign(thing[name]))
        sign.update(thing.read_raw_bytes() if isinstance(thing, pikepdf.Stream) else b"")
    elif isinstance(thing, pikepdf.Array) and b" R" in thing.unparse(resolved=True):
        sign.update(b"".join(map(_sign, thing)))
    elif isinstance(thing, pikepdf.Array):
        sign.update(thing.unparse(resolved=True))
    else:
        sign.update(str(thing).encode())
    return sign.digest()


def _mark(whole: pikepdf.Pdf, cover: Leaf, chapters: Sequence[Chapter], starts: Sequence[int]) -> None:
    """Give the whole its bookmarks; `starts` are the first pages of cover and papers."""
    places = iter(starts)
    with whole.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(cover.words, next(places), "Fit"))
        for chapter in chapters:
            marks = [pikepdf.OutlineItem(leaf.words, next(places), "Fit") for leaf in chapter.leaves]
            top = pikepdf.OutlineItem(chapter.words, marks[0].destination, "Fit")
            top.children.extend(marks if chapter.each else [])
            top.is_closed = chapter.each
            outline.root.append(top)
    whole.Root.PageMode = pikepdf.Name.UseOutlines


def _labels(cover: int) -> pikepdf.Dictionary:
    """Return page labels (ISO 32000-1, 12.4.2): small Roman figures for the cover, then figures from 1."""
    roman, figures = pikepdf.Dictionary(S=pikepdf.Name.r), pikepdf.Dictionary(S=pikepdf.Name.D)
    return pikepdf.Dictionary(Nums=[0, roman, cover, figures])
