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
    for entry in entries:
        place = folder / issued_copy(entry.path)
        if entry.issued and not disk.is_there(place):
            yield from _keep(folder, entry, place)


def _keep(folder: Path, entry: Entry, place: Path) -> Iterator[Problem]:
    content = disk.read(folder / entry.path)
    if content is not None and disk.digest(content) == entry.sha256 and entry.state != "kept":
        staged = place.with_name(f".{place.name}.tmp")
        disk.write(staged, content)
        disk.settle([staged])
        disk.rename(staged, place)
    elif content is not None:
        message = "Văn bản này đã sửa tay nên phần mềm không điền số và ngày vào."
        fix = "Tự ghi số, ngày, hoặc dùng bản .moi bên cạnh."
        yield Problem(Where(f"{folder.name}/{entry.path}"), message, fix, "warning")
