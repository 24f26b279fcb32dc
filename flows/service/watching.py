"""Watch folders without their file events, which network shares lose: looks at them in, what has come to rest out."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flows.reading.grouping import is_ignored_name

Reading = Mapping[Path, tuple[int, int]]
"""Size and time of every file."""
PATIENCE = 60.0
"""Seconds of rest after which a file that does not open is taken as it is: the run then says what is wrong with it."""
HOLD = 8.0
"""Seconds that what has come to rest waits for what is still being copied, so that one drop makes one run."""


def look(*folders: Path) -> Reading:
    """Return what the folders hold now, but for lock files, hidden files and unfinished downloads.

    Raises:
        OSError: a folder is gone or does not answer, as a network share sometimes; that is no news about its files.
    """
    return {path: state for folder in folders for path, state in _files(folder)}


def _files(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    # scandir: a province's inbox holds thousands of folders, and is looked at for ever.
    with os.scandir(folder) as found:
        for one in found:
            if is_ignored_name(one.name):
                continue
            if one.is_dir():
                yield from () if one.is_symlink() else _files(Path(one.path))
            elif (state := _state(one)) is not None:
                yield Path(one.path), state


def _state(one: os.DirEntry[str]) -> tuple[int, int] | None:
    try:
        state = one.stat()
    except FileNotFoundError:
        return None  # gone between the listing and the look
    return state.st_size, state.st_mtime_ns


def is_whole(path: Path) -> bool:
    """Whether a file is all there: workbooks and Word files are zips, whose list of parts is written last.

    A program that copies may claim the whole size at once, so that a half-copied file ends or begins in zeros.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
        if head.strip(b"\0") and head != b"PK\x03\x04":
            return True  # no zip: old Excel, text, or something that the reader will name
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
        return False


def open_in_office(folder: Path) -> list[str]:
    """Return the names of the workbooks that somebody has open in Excel or LibreOffice, which leave a file beside."""
    found: list[str] = []
    for _, _, names in os.walk(folder):
        found += [_owner(name, names) for name in names if name.startswith(("~$", ".~lock."))]
    return sorted(found)


def _owner(lock: str, names: list[str]) -> str:
    """Return whose lock file it is: Excel leaves out the first two letters of long names."""
    own = lock.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
    return next((name for name in names if name != lock and name.endswith(own)), own)


class Watch:
    """Says once of every group of files (an event's folder, a workbook, the templates) that a change of it is over.

    Over is a change when two looks in a row saw the same and every changed file opens.
    """

    def __init__(self, inputs: Path, opens: Callable[[Path], bool] = is_whole) -> None:
        """Begin with nothing seen: what is there already counts as a change, for it may have come while we slept."""
        self._inputs, self._opens = inputs, opens
        self._before: dict[Path, Reading] = {}
        self._told: dict[Path, Reading] = {}
        self._moved: dict[Path, float] = {}
        self._due: dict[Path, float] = {}

    def due(self, reading: Reading, at: float, *, busy: bool = False) -> frozenset[Path]:
        """Take one look at a moment; return the groups to make now: all that wait, unless others are about to join.

        While the run begun last is at work (`busy`) they wait too: a folder copied file by file begins two runs, not
        one a file.
        """
        now = self._grouped(reading)
        changed = {group for group in now.keys() | self._told.keys() if now.get(group) != self._told.get(group)}
        resting = {group for group in changed if self._rests(group, now.get(group, {}), at)}
        self._before = now
        for group in resting:
            self._told[group] = now.get(group, {})
            self._due.setdefault(group, at)
        self._told = {group: told for group, told in self._told.items() if told or group in now}
        others = changed - resting
        if busy or not self._due or (others and at - min(self._due.values()) < HOLD):
            return frozenset()
        due, self._due = frozenset(self._due), {}
        return due

    def _grouped(self, reading: Reading) -> dict[Path, Reading]:
        groups: dict[Path, dict[Path, tuple[int, int]]] = {}
        for path, state in reading.items():
            groups.setdefault(self._group(path), {})[path] = state
        return dict(groups)

    def _group(self, path: Path) -> Path:
        """Return what changes together with a file: its event's folder, the file itself, or all the templates."""
        if not path.is_relative_to(self._inputs):
            return path.parent
        return self._inputs / path.relative_to(self._inputs).parts[0]

    def _rests(self, group: Path, files: Reading, at: float) -> bool:
        if files != self._before.get(group, {}):
            self._moved[group] = at
            return False
        told = self._told.get(group, {})
        fresh = [path for path, state in files.items() if told.get(path) != state]
        return at - self._moved[group] >= PATIENCE or all(map(self._opens, fresh))
