"""An event's folder of papers to sign, and PDFs beside papers: made anew only where they differ."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from flows.errors import MachineError
from flows.outputs import disk
from flows.outputs.file_names import MANIFEST, NEW, NOTICE, PACK, beside, issued_copy, pdf_of
from flows.outputs.hand_edits import known_files, put_file, remove_file
from flows.outputs.manifest import Manifest, loads

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


PAGE = "xem.html"
BOUND = "tap-trinh-ky.pdf"
_MEMORY = ".nguon"


@dataclass(frozen=True, slots=True)
class Memory:
    """What the standing pack was made from, in short, and what it said of each kind.

    `was_bound`: it had a bound PDF before, though perhaps of papers that have changed since.
    """

    source: str = ""
    was_bound: bool = False
    kinds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One paper of the bound PDF: its bookmark and its own PDF."""

    words: str
    pdf: Path


@dataclass(frozen=True, slots=True)
class Chapter:
    """The papers of one kind in the bound PDF; where `each` is false, one bookmark leads to them all."""

    words: str
    leaves: tuple[Leaf, ...]
    each: bool = True


@dataclass(frozen=True)
class Pack:
    """The pack of one event: its papers as the manifest tells of them, and the folder in which they stand."""

    folder: Path

    @property
    def own(self) -> Path:
        """The folder of the pack itself."""
        return self.folder / PACK

    @cached_property
    def manifest(self) -> Manifest:
        """What an earlier run wrote down of the event's papers."""
        return loads(disk.read(self.folder / MANIFEST) or b"") or Manifest()

    @cached_property
    def there(self) -> frozenset[str]:
        """The paths of all files in the event's folder: one listing is quicker than a question for each."""
        return disk.paths_below(self.folder)

    @property
    def pdf_folders(self) -> tuple[str, ...]:
        """Return the folders in which the event's papers stand with PDFs, "." for the event's own."""
        found = {_folder_of(path) for path in self.there if path.endswith(".pdf")}
        own = dict.fromkeys(_folder_of(entry.path) for entry in self.manifest.entries)
        return tuple(folder for folder in own if folder in found)

    @property
    def is_begun(self) -> bool:
        """Whether an earlier run has made the pack."""
        return disk.is_there(self.own / _MEMORY)

    @property
    def memory(self) -> Memory:
        """What the standing pack was made from."""
        try:
            return Memory(**json.loads(disk.read(self.own / _MEMORY) or b"{}"))
        except (ValueError, TypeError):
            return Memory()

    @property
    def is_whole(self) -> bool:
        """Whether every file put here still stands."""
        return all((self.own / name).is_file() for name in known_files(self.own))

    @property
    def is_bound(self) -> bool:
        """Whether the bound PDF is of the papers that the pack was made from."""
        return not {BOUND, beside(BOUND)}.isdisjoint(known_files(self.own))

    @cached_property
    def originals(self) -> frozenset[str]:
        """The papers whose lasting copy is a signed PDF."""
        return frozenset(entry.path for entry in self.manifest.entries if entry.original)

    def pdf_of(self, paper: str) -> Path | None:
        """Return the PDF of a paper: the signed one that was issued, else that beside it if as new as the paper."""
        pdf = pdf_of(paper)
        if paper in self.originals:
            return self.folder / issued_copy(pdf) if issued_copy(pdf) in self.there else None
        return None if self.there.isdisjoint((pdf, beside(pdf))) else fresh_pdf(self.folder / paper)

    def pages(self, papers: Sequence[str]) -> int | None:
        """Return how many pages these papers have together, None as long as one has no PDF as new as itself."""
        pdfs = [pdf for paper in papers if (pdf := self.pdf_of(paper))]
        if len(pdfs) < len(papers):
            return None
        from flows.pdf.cut_and_stitch import page_count  # noqa: PLC0415 most runs have no PDF and need none of its libraries

        counts = list(map(page_count, pdfs))
        return sum(counts) if all(counts) else None

    def put(self, files: Mapping[str, bytes], memory: Memory) -> None:
        """Put the pack's files in their place, take away those it no longer has, and note what they were made from.

        A bound PDF goes too: it is of the papers as they were.
        """
        was_bound = self.is_bound or self.memory.was_bound
        stays = {PAGE, *files, *map(beside, files)}
        for name in set(known_files(self.own)) - stays:
            remove_file(self.own, name)
        for name, content in files.items():
            put_file(self.own, name, content)
        told = asdict(replace(memory, was_bound=was_bound))
        disk.place({self.own / _MEMORY: json.dumps(told, indent=1).encode()})

    def put_notice(self, content: bytes) -> bool:
        """Put the notice beside the papers, and tell whether it is a new one.

        It is nobody's but ours: what the user wrote into it goes.
        """
        is_new = disk.read(self.folder / NOTICE) != content
        if is_new:
            disk.place({self.folder / NOTICE: content})
        return is_new


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0] or "."
