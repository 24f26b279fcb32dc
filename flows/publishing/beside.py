"""PDFs beside their papers: contents in, files in their places out, never over one that somebody signed or changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from flows.errors import MachineError
from flows.publishing import disk
from flows.publishing.names import NEW, beside

# ISO 32000-1, 14.4: the second half of a file's identifier changes whenever its contents do. Ours is the hash of them.
_ID = re.compile(rb"/ID ?\[ ?<([0-9a-f]{32})> ?<([0-9a-f]{32})> ?\]")
_NO_HASH = b"0" * 32
_TAIL = 1024


def sealed(content: bytes) -> bytes:
    """Return a PDF that bears the hash of itself, so that nobody can change it without being noticed."""
    return _with_id(content, _hash(content))


def is_sealed(content: bytes) -> bool:
    """Tell whether a PDF is one of ours as it was made: neither signed nor changed since."""
    return content == _with_id(content, _hash(content)) and _ID.search(content, _tail(content)) is not None


def fresh_pdf(paper: Path) -> Path | None:
    """Return the PDF of a paper, None when there is none as new as the paper.

    Where one was signed or changed, and the paper made anew since, it is the one beside that.
    """
    if not paper.is_file():
        return None
    made, own = paper.stat().st_mtime_ns, paper.with_suffix(".pdf")
    return next((pdf for pdf in (own, _aside(own)) if pdf.is_file() and pdf.stat().st_mtime_ns >= made), None)


def is_archive(pdf: Path) -> bool:
    """Tell whether a PDF says that it is PDF/A; its metadata are never compressed (ISO 19005-2, 6.6.2.1)."""
    return b"<pdfaid:part>" in (disk.read(pdf) or b"")


def put_pdfs(pdfs: Mapping[Path, bytes]) -> dict[Path, Path]:
    """Put papers' PDFs in their places, each whole or not at all; return where each paper's stands.

    Raises:
        MachineError: the disk refuses, or two PDFs of one paper have been signed or changed.
    """
    places = {paper: _place(paper.with_suffix(".pdf")) for paper in pdfs}
    disk.place({places[paper]: sealed(content) for paper, content in pdfs.items()})
    for paper, place in places.items():
        if place == paper.with_suffix(".pdf") and is_sealed(disk.read(_aside(place)) or b""):
            disk.remove(_aside(place))
    return places


def clear_outdated(folder: Path) -> list[str]:
    """Remove the PDFs of papers that were made anew since or are gone; return those that stay for being signed.

    A PDF that never was a paper's is nobody's business.
    """
    pdfs = [folder / name for name in disk.names_in(folder) if name.endswith(".pdf")]
    old = [pdf for pdf in pdfs if fresh_pdf(_paper(pdf)) is None]
    ours = [pdf for pdf in old if is_sealed(disk.read(pdf) or b"")]
    for pdf in ours:
        disk.remove(pdf)
    return [pdf.name for pdf in old if pdf not in ours and _paper(pdf).is_file()]


def _place(pdf: Path) -> Path:
    """Return the first of a PDF's two places that nobody has worked in."""
    for place in (pdf, _aside(pdf)):
        there = disk.read(place)
        if there is None or is_sealed(there):
            return place
    fix = "Dời một trong hai tệp đi nơi khác rồi chạy lại với --pdf."
    raise MachineError(f"{pdf} và {_aside(pdf).name} đều đã ký hoặc sửa, nên bản mới không được ghi ra.", fix)


def _aside(pdf: Path) -> Path:
    return pdf.with_name(beside(pdf.name))


def _paper(pdf: Path) -> Path:
    return pdf.with_name(f"{pdf.stem.removesuffix(NEW)}.docx")


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(_with_id(content, _NO_HASH)).hexdigest()[:32].encode()


def _with_id(content: bytes, mark: bytes) -> bytes:
    start = _tail(content)
    found = _ID.search(content, start)
    return content if found is None else content[: found.start(2)] + mark + content[found.end(2) :]


def _tail(content: bytes) -> int:
    return max(0, len(content) - _TAIL)
