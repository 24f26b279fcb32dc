"""An event's folder of papers to sign: files in, outputs/<event>/trinh-ky/ out, made anew only where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.publishing import disk
from flows.publishing.kept import known_files, put_file, remove_file
from flows.publishing.manifest import Entry
from flows.publishing.names import NOTICE

PAGE = "xem.html"
_SOURCE = ".nguon"


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack of one event: its papers as the manifest tells of them, and the folder in which they stand.

    `changes` are the lines of what the last run that changed anything had changed.
    """

    folder: Path
    own: Path
    entries: tuple[Entry, ...]
    changes: tuple[str, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether an earlier run has made the pack."""
        return disk.is_there(self.own / _SOURCE)

    @property
    def source(self) -> str:
        """What the standing pack was made from; "" when there is none, or a file of it is gone."""
        whole = all((self.own / name).is_file() for name in known_files(self.own))
        return (disk.read(self.own / _SOURCE) or b"").decode("ascii", "replace") if whole else ""

    def pdf_of(self, paper: str) -> Path | None:
        """Return the PDF beside a paper, None when there is none as new as the paper."""
        pdf, word = (self.folder / paper).with_suffix(".pdf"), self.folder / paper
        fresh = word.is_file() and pdf.is_file() and pdf.stat().st_mtime_ns >= word.stat().st_mtime_ns
        return pdf if fresh else None

    def pages(self, papers: Sequence[str]) -> int | None:
        """Return how many pages these papers have together, None as long as one has no PDF as new as itself."""
        pdfs = [pdf for paper in papers if (pdf := self.pdf_of(paper))]
        if len(pdfs) < len(papers):
            return None
        from flows.publishing.cutting import page_count  # noqa: PLC0415 most runs have no PDF and need none of its libraries

        return sum(map(page_count, pdfs))

    def put(self, files: Mapping[str, bytes], source: str) -> None:
        """Put the pack's files in their place, take away those it no longer has, and note what they were made from."""
        for name in set(known_files(self.own)) - files.keys():
            if not name.endswith((".pdf", ".html")):
                remove_file(self.own, name)
        for name, content in files.items():
            put_file(self.own, name, content)
        disk.write(self.own / _SOURCE, source.encode())

    def page(self) -> bytes:
        """Return the page to look at as it stands, b"" when there is none."""
        return disk.read(self.own / PAGE) or b""

    def put_page(self, content: bytes) -> None:
        """Put the page to look at in its place."""
        put_file(self.own, PAGE, content)

    def put_notice(self, content: bytes) -> bool:
        """Put the notice beside the papers, and tell whether it is a new one.

        It is nobody's but ours: what the user wrote into it goes.
        """
        is_new = disk.read(self.folder / NOTICE) != content
        if is_new:
            disk.place({self.folder / NOTICE: content})
        return is_new
