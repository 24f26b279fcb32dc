"""An event's folder of papers to sign: files in, outputs/<event>/trinh-ky/ out, made anew only where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.publishing import disk
from flows.publishing.kept import known_files, put_file, remove_file
from flows.publishing.manifest import Entry

_SOURCE = ".nguon"


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack of one event: its papers as the manifest tells of them, and the folder in which they stand."""

    folder: Path
    own: Path
    entries: tuple[Entry, ...]

    @property
    def source(self) -> str:
        """What the standing pack was made from; "" when there is none, or a file of it is gone."""
        whole = all((self.own / name).is_file() for name in known_files(self.own))
        return (disk.read(self.own / _SOURCE) or b"").decode("ascii", "replace") if whole else ""

    def pages(self, papers: Sequence[str]) -> int | None:
        """Return how many pages these papers have together, None as long as one has no PDF as new as itself."""
        pdfs = [(self.folder / paper).with_suffix(".pdf") for paper in papers]
        fresh = all(
            pdf.is_file() and pdf.stat().st_mtime_ns >= (self.folder / paper).stat().st_mtime_ns
            for pdf, paper in zip(pdfs, papers, strict=True)
        )
        if not fresh:
            return None
        from flows.publishing.cutting import page_count  # noqa: PLC0415 most runs have no PDF and need none of its libraries

        return sum(map(page_count, pdfs))

    def put(self, files: Mapping[str, bytes], source: str) -> None:
        """Put the pack's files in their place, take away those it no longer has, and note what they were made from."""
        for name in set(known_files(self.own)) - files.keys():
            if not name.endswith(".pdf"):
                remove_file(self.own, name)
        for name, content in files.items():
            put_file(self.own, name, content)
        disk.write(self.own / _SOURCE, source.encode())
