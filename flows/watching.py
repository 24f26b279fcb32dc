"""Watch a folder without its file events, which network shares lose: looks at it in, "it has come to rest" out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from flows.reading.inbox import is_ignored

Reading = Mapping[str, tuple[int, int]]
"""Size and time of every file, by path."""


def look(folder: Path) -> Reading:
    """Return what a folder holds now, but for lock files, hidden files and unfinished downloads."""
    return dict(_files(folder))


def _files(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_ignored(Path(name))]
        for path in (Path(place, name) for name in names):
            try:
                state = path.stat()
            except OSError:
                continue  # gone between the listing and the look
            if not is_ignored(path):
                yield str(path), (state.st_size, state.st_mtime_ns)


class Watch:
    """Says once, for every change, that it is over: two looks in a row saw the same, and not what was seen last."""

    def __init__(self) -> None:
        """Begin with nothing seen: what is there already counts as a change, for it may have come while we slept."""
        self._before: Reading = {}
        self._told: Reading = {}

    def is_ready(self, now: Reading) -> bool:
        """Take one look, and return whether it is time to run."""
        settled = now == self._before
        self._before = now
        if not settled or now == self._told:
            return False
        self._told = now
        return True
