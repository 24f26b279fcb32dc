"""Watch folders by looking at them, since network shares lose file events; tell which events changed."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.errors import FlowsError
from flows.page.event_rows import Facts
from flows.problems import Problem
from flows.reading.event_workbooks import is_ignored
from flows.reading.inbox import Dossier, read_inbox
from flows.spreadsheets.limits import MAX_UNPACKED
from flows.vietnamese.dates import date_range
from flows.vietnamese.text import shown_name

SEPARATOR = " – "
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Found:
    """What a group of files holds: its events by code; `strays` are problems that belong to none of them."""

    events: Mapping[str, Facts] = field(default_factory=dict)
    strays: tuple[Problem, ...] = ()
    is_whole: bool = False

    @property
    def labels(self) -> list[str]:
        """Return the events as a form shows them; whoever gets one back takes what is before the dash."""
        return [f"{code}{SEPARATOR}{one.title[:LONGEST]}" if one.title else code for code, one in self.events.items()]


def found_in(group: Path, inputs: Path) -> Found:
    """Return what a group of files holds; `is_whole` says that it has events, and others no share in them."""
    try:
        dossiers, strays = read_inbox([group], inputs)
    except (OSError, FlowsError):
        return Found()
    events = {dossier.event.code: _facts(dossier) for dossier in dossiers if dossier.event.code}
    errors = tuple(problem for problem in strays if problem.is_error)
    return Found(events, errors, bool(dossiers) and not strays and len(events) == len(dossiers))


def _facts(dossier: Dossier) -> Facts:
    event = dossier.event
    is_dated = event.faulty.isdisjoint({"ngay_bat_dau", "ngay_ket_thuc"}) and event.starts <= event.ends
    days = date_range(event.starts, event.ends, "co_nam") if is_dated else ""
    people = tuple((person.called, person.unit or "") for person in dossier.roster.people)
    return Facts(event.name or "", days, event.place or "", people)


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
            if is_ignored(one.name):
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
            # What swells beyond a workbook is refused by the reader, which need not wait until all of it was unpacked.
            too_big = sum(part.file_size for part in package.infolist()) > MAX_UNPACKED
            return too_big or package.testzip() is None
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
    return shown_name(next((name for name in names if name != lock and name.endswith(own)), own))


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
