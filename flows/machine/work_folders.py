"""Folders for temporary copies of papers; they go at the next start when their process is gone."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.errors import MachineError, system_words, writing

_LOCK = ".khoa"
_TRIES, _PAUSE = 100, 0.02
# What flock and msvcrt.locking answer when another process has the lock.
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    _USER = "vanthu"  # the system's temporary folder is each user's own
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    _USER = f"vanthu-{os.getuid()}"


def hold(handle: int) -> bool:
    """Lock an open file for as long as this process lives or has it open; tell whether no other process holds it."""
    try:
        _take(handle)
    except OSError as error:
        if error.errno not in _HELD:
            raise
        return False
    return True


@contextmanager
def workroom(purpose: str) -> Iterator[Path]:
    """Give an empty folder that nobody else can look into, until the block ends or this process does.

    Raises:
        MachineError: neither the home nor the system's folder takes it.
    """
    handle, lock = _new_lock(own_folder(), purpose)
    try:
        room = lock.with_suffix("")
        room.mkdir(mode=0o700)
        yield room
    finally:
        _clear(lock, handle)


def sweep() -> None:
    """Remove the folders whose process is gone; whatever cannot be removed is left to the next start."""
    for place in filter(_is_ours, _places()):
        with suppress(OSError):
            # A lock is there before its room and after it: a room without one was made anew by a killed run's child.
            for room in {lock.with_suffix("") for lock in place.glob(f"*{_LOCK}")} | {
                *filter(Path.is_dir, place.iterdir())
            }:
                _swept(room)


def _swept(room: Path) -> None:
    handle = os.open(room.with_suffix(_LOCK), os.O_RDWR | os.O_CREAT, 0o600)
    if hold(handle):
        _end_users(room)
        _clear(room.with_suffix(_LOCK), handle)
    else:
        os.close(handle)


def _end_users(room: Path) -> None:
    """End what a killed run had started and goes on writing there, as LibreOffice; where the system shows processes."""
    for _ in range(_TRIES):
        users = [int(one.parent.name) for one in Path("/proc").glob("[0-9]*/cmdline") if _names(one, room)]
        for process in users:
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)
        if not users:
            return
        time.sleep(_PAUSE)


def _names(command: Path, room: Path) -> bool:
    try:
        return os.fsencode(room) in command.read_bytes()
    except OSError:  # it has ended, or is another user's
        return False


def own_folder() -> Path:
    """Return the user's folder for what is temporary: below ~/.vanthu, else, without such a home, in the system's.

    Raises:
        MachineError: neither can be written to.
    """
    refused = OSError(errno.EACCES, "")
    for place in _places():
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            refused = error
        else:
            # In the system's folder another user may have made one of this name first.
            if _is_ours(place) and os.access(place, os.W_OK):
                place.chmod(0o700)
                return place
    message = f"Không có chỗ ghi tệp tạm: {system_words(refused)}."
    raise MachineError(message, "Kiểm tra quyền ghi và chỗ trống của thư mục riêng (.vanthu trong thư mục người dùng).")


def _places() -> Iterator[Path]:
    with suppress(RuntimeError):  # no home, as in some services
        yield Path.home() / ".vanthu" / "tam"
    yield Path(tempfile.gettempdir()) / _USER


def _is_ours(place: Path) -> bool:
    if place.is_symlink() or not place.is_dir():
        return False
    return sys.platform == "win32" or place.stat().st_uid == os.getuid()


def _new_lock(folder: Path, purpose: str) -> tuple[int, Path]:
    """Return a file that this process alone holds: one that starts now may have swept it before it was locked."""
    while True:
        with writing(f"vào {folder}", "Kiểm tra chỗ trống trên ổ đĩa rồi chạy lại."):
            handle, name = tempfile.mkstemp(_LOCK, f"{purpose}-", folder)
        if hold(handle) and Path(name).exists():
            return handle, Path(name)
        os.close(handle)


def _clear(lock: Path, handle: int) -> None:
    room = lock.with_suffix("")
    shutil.rmtree(room, ignore_errors=True)
    os.close(handle)
    if not room.exists():
        with suppress(OSError):
            lock.unlink()
