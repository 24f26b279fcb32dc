"""Files whose name is no longer asked for: entries of the manifest in, steps out; what was changed by hand is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flows.publishing.disk import is_there, standing
from flows.publishing.manifest import Entry
from flows.publishing.names import REMOVED, beside, free, issued_copy, pdf_of
from flows.publishing.staging import Step


class Leaving:
    """Decides where the files of one event's folder go, never twice to the same place."""

    def __init__(self, folder: Path) -> None:
        """Begin for one run."""
        self._folder = folder
        self._given: set[str] = set()

    def removed(self, entry: Entry) -> tuple[Step, ...]:
        """Return the steps for a paper nobody asks for any more: its files go to bo/.

        The lasting copy of an issued paper stays, unless its number was made void.
        """
        paths = [entry.path, beside(entry.path), pdf_of(entry.path)]
        copies = [issued_copy(path) for path in (entry.path, pdf_of(entry.path))] if entry.void else []
        return tuple(step for path in (*paths, *copies) for step in self.aside(path))

    def renamed(self, entry: Entry) -> tuple[Step, ...]:
        """Return the steps for a paper that takes another name: our own old file goes, a changed one is kept in bo/."""
        ours = ((entry.path, entry.sha256), (beside(entry.path), entry.moi_sha256))
        return tuple(step for path, sha256 in ours for step in self._drop(path, sha256))

    def aside(self, path: str) -> Iterator[Step]:
        """Yield the step that moves a file to bo/, if it is there, beside what is there already."""
        if standing(self._folder / path):
            target = free(f"{REMOVED}/{path}", self._is_taken)
            self._given.add(target)
            yield Step("move", path, to=target)

    def _drop(self, path: str, sha256: str) -> Iterator[Step]:
        there = standing(self._folder / path)
        if there and there == sha256:
            yield Step("remove", path, over=sha256)
        else:
            yield from self.aside(path)

    def _is_taken(self, path: str) -> bool:
        return path in self._given or is_there(self._folder / path)
