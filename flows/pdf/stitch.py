"""Stitch PDFs together with bookmarks and page labels."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pikepdf

from flows.errors import MachineError
from flows.outputs.disk import read
from flows.outputs.signing_folder import Chapter, Leaf
from flows.pdf.cut import Title, archive_of, describe, saved

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
