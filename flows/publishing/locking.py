"""One run at a time: a lock file in, the right to write beside it out; a dead process holds nothing."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import MachineError
from flows.publishing.disk import make_folder, told

_PAUSE = 0.05
# What flock and msvcrt.locking answer when another run has the lock.
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, *, patience: float) -> Iterator[None]:
    """Hold the lock, after waiting for at most `patience` seconds.

    The file stays when the lock is given back: removing it would let two runs lock two files of one name.

    Raises:
        MachineError: another run holds it, or the file cannot be made.
    """
    make_folder(path.parent)
    with told(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait(handle, path, patience)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, path: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not _taken(handle, path):
        if time.monotonic() >= deadline:
            raise MachineError(
                f"Một lần chạy khác đang ghi vào {path.parent / path.stem.removeprefix('.')}.",
                "Chờ lần chạy đó xong rồi chạy lại.",
            )
        time.sleep(_PAUSE)


def _taken(handle: int, path: Path) -> bool:
    with told(path):
        try:
            _take(handle)
        except OSError as error:
            if error.errno not in _HELD:
                raise
            return False
    return True
