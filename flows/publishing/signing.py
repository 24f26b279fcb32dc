"""An event's folder of papers to sign: files in, outputs/<event>/trinh-ky/ out, made anew only where they differ."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from flows.publishing import disk
from flows.publishing.beside import fresh_pdf
from flows.publishing.kept import known_files, put_file, remove_file
from flows.publishing.manifest import Entry, Manifest, loads
from flows.publishing.names import MANIFEST, NOTICE, beside, pdf_of

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
    own: Path

    @cached_property
    def _manifest(self) -> Manifest:
        content = disk.read(self.folder / MANIFEST)
        return (loads(content) if content is not None else None) or Manifest()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The event's papers, as the manifest has them."""
        return self._manifest.entries

    @property
    def changes(self) -> tuple[str, ...]:
        """The lines of what the last run that changed anything had changed."""
        return self._manifest.changes

    @property
    def removed(self) -> tuple[Entry, ...]:
        """The papers that lie in bo/."""
        return self._manifest.removed

    @cached_property
    def there(self) -> frozenset[str]:
        """The paths of all files in the event's folder: one listing is quicker than a question for each."""
        return disk.paths_below(self.folder)

    @property
    def pdf_folders(self) -> tuple[str, ...]:
        """Return the folders in which the event's papers stand with PDFs, "." for the event's own."""
        found = {_folder_of(path) for path in self.there if path.endswith(".pdf")}
        # Most events have none: then nobody need ask the manifest.
        own = dict.fromkeys(_folder_of(entry.path) for entry in self.entries) if found else ()
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

    def pdf_of(self, paper: str) -> Path | None:
        """Return the PDF beside a paper, None when there is none as new as the paper."""
        pdf = pdf_of(paper)
        return None if self.there.isdisjoint((pdf, beside(pdf))) else fresh_pdf(self.folder / paper)

    def pages(self, papers: Sequence[str]) -> int | None:
        """Return how many pages these papers have together, None as long as one has no PDF as new as itself."""
        pdfs = [pdf for paper in papers if (pdf := self.pdf_of(paper))]
        if len(pdfs) < len(papers):
            return None
        from flows.publishing.cutting import page_count  # noqa: PLC0415 most runs have no PDF and need none of its libraries

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

    def bind(self, content: bytes) -> None:
        """Put the bound PDF of the pack's papers in its place."""
        put_file(self.own, BOUND, content)

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


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0] or "."
