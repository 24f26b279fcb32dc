"""Cut the PDF of a joined document apart: pages in, a PDF for each paper out, each proved to be the right one's."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

LANGUAGE = "vi-VN"


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
            if folded(title.name) not in folded(" ".join(texts[start:end])):
                raise WrongPagesError(title.title)
        return [_part(pdf, *span, title) for span, title in zip(spans, titles, strict=True)]


def titled(single: Path, title: Title) -> bytes:
    """Return the PDF of one paper, with its title and language."""
    with pikepdf.open(single) as pdf:
        return _part(pdf, 0, len(pdf.pages), title)


def page_count(path: Path) -> int:
    """Return how many pages a PDF has, 0 for a file that is none."""
    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError:
        return 0


def folded(text: str) -> str:
    """Return a text without case and spaces, as lines may break anywhere."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


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
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _part(pdf: pikepdf.Pdf, start: int, end: int, title: Title) -> bytes:
    part = pikepdf.new()
    part.pages.extend(list(pdf.pages)[start:end])
    describe(part, pdf, title, archive=bool(pdf.open_metadata().pdfa_status))
    buffer = io.BytesIO()
    part.save(buffer, min_version=pdf.pdf_version, deterministic_id=True)
    return buffer.getvalue()


def describe(part: pikepdf.Pdf, of: pikepdf.Pdf, title: Title, *, archive: bool) -> None:
    """Give a part title and language and, as `archive`, the marks of the PDF/A it is of: cutting loses them all."""
    part.Root.Lang = pikepdf.String(LANGUAGE)
    part.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    if archive:
        part.Root.OutputIntents = part.copy_foreign(of.make_indirect(of.Root.OutputIntents))
    status = of.open_metadata().pdfa_status
    with part.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title.title
        metadata["dc:language"] = {LANGUAGE}
        metadata["pdf:Producer"] = str(of.docinfo.get("/Producer", "")) or "LibreOffice"
        if archive:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = status[0], status[1:]
