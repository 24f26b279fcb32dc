"""What a disk may hold after a fault: a folder and a run's calls in, the states it can be found in out.

The rules are POSIX's: what fsync has not confirmed may be lost, wholly or in part, bytes as well as names, and a name
is sure only once its folder was fsynced. So a new name may stand over bytes that are lost, and bytes may stand under
the old name. Journalling file systems lose names in order, the last first; others those of any one folder.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from disk_calls import Call


@dataclass
class _File:
    """The bytes of a file, as written and as they would survive a power cut."""

    settled: bytes
    writes: list[tuple[int, bytes | None]] = field(default_factory=list)

    def content(self, *, keep: Callable[[int], bool] = lambda _: True) -> bytes:
        """Return the settled bytes with those later writes that were kept."""
        if not self.writes:
            # The same ones, not a copy: there are hundreds of states of each folder.
            return self.settled
        content = bytearray(self.settled)
        for number, (at, written) in enumerate(self.writes):
            if not keep(number):
                continue
            if written is None:
                del content[at:]
            else:
                content.extend(bytes(max(0, at - len(content))))
                content[at : at + len(written)] = written
        return bytes(content)

    def settle(self) -> None:
        self.settled, self.writes = self.content(), []


Names = dict[str, _File | None]
"""Paths and their files; None is a folder."""


@dataclass(frozen=True, slots=True)
class _Change:
    """One change of names: of one folder, or of two at once."""

    call: Call
    file: _File | None

    @property
    def folders(self) -> set[str]:
        return {str(PurePosixPath(path).parent) for path in (self.call.path, self.call.to) if path}

    def applied(self, names: Names) -> Names:
        """Return the names after the change; where what it changes was lost, it is lost too."""
        target = self.call.to or self.call.path
        if self.call.act in ("create", "make folder"):
            return {**names, target: self.file} if str(PurePosixPath(target).parent) in names else names
        gone = self.call.path
        taken = {path: file for path, file in names.items() if path == gone or path.startswith(f"{gone}/")}
        left = {path: file for path, file in names.items() if path not in taken}
        moves = self.call.act == "rename" and gone in names and str(PurePosixPath(target).parent) in names
        # A folder takes along what is in it.
        return left | {target + path.removeprefix(gone): file for path, file in taken.items()} if moves else left


@dataclass
class _Disk:
    """A folder as it began, the changes of its names, and how many of each folder's are sure to survive."""

    begin: Names
    names: Names = field(default_factory=dict)
    changes: list[_Change] = field(default_factory=list)
    sure: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = dict(self.begin)

    def take(self, call: Call) -> None:
        """Let one call happen."""
        file = self.names.get(call.path)
        match call.act:
            case "settle all":
                self._settle_all()
            case "settle" if file is not None:
                file.settle()
            case "settle":
                self.sure[call.path] = len(self.changes)
            case "create" if file is not None:
                file.writes.extend([(0, None)] * call.at)
            case "write" | "cut":
                assert file is not None
                file.writes.append((call.at, call.content if call.act == "write" else None))
            case _:
                self.changes.append(_Change(call, _File(b"") if call.act == "create" else None))
                self.names = self.changes[-1].applied(self.names)

    def _settle_all(self) -> None:
        for file in filter(None, self.names.values()):
            file.settle()
        self.sure = {folder: len(self.changes) for change in self.changes for folder in change.folders}

    def unsure(self) -> list[int]:
        """Return which changes of names may be lost."""
        return [number for number, change in enumerate(self.changes) if number >= self._sure_of(change)]

    def _sure_of(self, change: _Change) -> int:
        # A move between two folders is one change on every file system that keeps a journal.
        return max(self.sure.get(folder, 0) for folder in change.folders)

    def without(self, lost: Collection[int]) -> Names:
        """Return the names when some changes are lost."""
        names = dict(self.begin)
        for number, change in enumerate(self.changes):
            names = names if number in lost else change.applied(names)
        return names


@dataclass(frozen=True, slots=True)
class State:
    """A folder after a fault: what happened, and its files; None is a folder."""

    told: str
    files: dict[str, bytes | None]

    def lay_out(self, folder: Path) -> Path:
        """Make a folder that looks so."""
        folder.mkdir()
        for path, content in sorted(self.files.items()):
            (folder / path).mkdir(parents=True) if content is None else (folder / path).write_bytes(content)
        return folder


def _start(folder: Path) -> Names:
    found = sorted(folder.rglob("*"))
    names = {str(one.relative_to(folder)): _File(one.read_bytes()) if one.is_file() else None for one in found}
    return {".": None, **names}


def states(start: Path, calls: Sequence[Call]) -> Iterator[State]:
    """Yield what the folder may look like when the run ends after 0, 1, 2 ... of its calls.

    After each: killed (all that was asked has happened; a write may be half done), and after a power cut: bytes lost,
    bytes lost in part, names lost, names lost in part, both.
    """
    disk, seen = _Disk(_start(start)), set[int]()
    for number, call in enumerate((*calls, None)):
        for told, files in _faults(disk, call):
            if (known := hash(tuple(sorted(files.items())))) not in seen:
                seen.add(known)
                yield State(f"{told} before call {number}: {call}"[:200], files)
        if call is not None:
            disk.take(call)


def _faults(disk: _Disk, call: Call | None) -> Iterator[tuple[str, dict[str, bytes | None]]]:
    yield "killed", _files(disk.names)
    if call is not None and call.act == "write" and len(call.content) > 1:
        yield "killed in the middle", _half(disk, call)
    yield "bytes lost", _files(disk.names, keep=_none)
    yield "bytes lost in part", _files(disk.names, keep=_some)
    for told, lost in _losses(disk):
        names = disk.without(lost)
        yield f"{told} lost", _files(names)
        yield f"bytes and {told} lost", _files(names, keep=_none)


def _losses(disk: _Disk) -> Iterator[tuple[str, Collection[int]]]:
    """Yield which changes of names may be lost together: the last ones in order, or those of one folder."""
    unsure = disk.unsure()
    # In order, nothing is lost before the last change that is sure.
    last = [number for number in unsure if not set(range(number, len(disk.changes))) - set(unsure)]
    for count in sorted({1, (len(last) + 1) // 2, len(last)} if last else ()):
        yield f"the last {count} names", last[-count:]
    for folder in sorted({folder for number in unsure for folder in disk.changes[number].folders}):
        yield f"names in {folder}", [number for number in unsure if folder in disk.changes[number].folders]


def _none(_: int) -> bool:
    return False


def _some(number: int) -> bool:
    return number % 2 == 1


def _all(_: int) -> bool:
    return True


def _files(names: Names, *, keep: Callable[[int], bool] = _all) -> dict[str, bytes | None]:
    return {path: file and file.content(keep=keep) for path, file in names.items() if path != "."}


def _half(disk: _Disk, call: Call) -> dict[str, bytes | None]:
    files, file = _files(disk.names), disk.names[call.path]
    assert file is not None
    half = _File(file.settled, [*file.writes, (call.at, call.content[: len(call.content) // 2])])
    return {**files, call.path: half.content()}


def undisturbed(start: Path, calls: Sequence[Call]) -> dict[str, bytes | None]:
    """Return what the model says the folder holds after all calls: compared with the real one, it proves the model."""
    disk = _Disk(_start(start))
    for call in calls:
        disk.take(call)
    return _files(disk.names)
