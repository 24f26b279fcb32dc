"""The issued papers: a manifest's entries in, lasting copies in phat-hanh/ out, never written over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.problems import Problem, Where
from flows.publishing import disk
from flows.publishing.manifest import Entry
from flows.publishing.names import issued_copy


def keep_issued(folder: Path, entries: Iterable[Entry]) -> Iterator[Problem]:
    """Copy each issued paper of an event's folder into phat-hanh/, once; yield a warning for each changed by hand.

    A copy that stands there already is the paper that was issued.
    """
    issued = [(entry, folder / issued_copy(entry.path)) for entry in entries if entry.issued]
    waiting = [(entry, place) for entry, place in issued if not disk.is_there(place)]
    disk.place({place: content for entry, place in waiting if (content := _copy(folder, entry))})
    left = (entry for entry, place in waiting if not disk.is_there(place))
    yield from (_edited(folder, entry) for entry in left if disk.is_there(folder / entry.path))


def _copy(folder: Path, entry: Entry) -> bytes | None:
    """Return what is to stand in phat-hanh/: the paper as it was made, None once a hand has changed it."""
    content = disk.read(folder / entry.path)
    ours = content is not None and disk.digest(content) == entry.sha256 and entry.state != "kept"
    return content if ours else None


def _edited(folder: Path, entry: Entry) -> Problem:
    message = "Văn bản này đã sửa tay nên phần mềm không điền số và ngày vào."
    fix = "Tự ghi số, ngày, hoặc dùng bản .moi bên cạnh."
    return Problem(Where(f"{folder.name}/{entry.path}"), message, fix, "warning")
