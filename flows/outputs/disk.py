"""Touch the disk: the only place that reads, writes, moves, removes and locks; failures are MachineErrors."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.errors import MachineError, UsageError, system_words, writing
from flows.machine.work_folders import hold

# ruff: noqa: PTH105, PTH108, PTH112, PTH116 - for the same reason the calls are those of os


Place = str | os.PathLike[str]

# The papers hold people's names and birth dates: for the office's own user, where the system knows owners.
PRIVATE, _PRIVATE_FOLDER = 0o600, 0o700
_MANY = 20
# Windows would make two characters of a line's end.
_AS_IT_IS = getattr(os, "O_BINARY", 0)
_UNTOUCHED = "Những gì đã có trước đó vẫn còn nguyên."
_FIXES = {
    errno.ENOSPC: ("Ổ đĩa đã đầy, không ghi được", "Dọn bớt tệp trên ổ đĩa rồi chạy lại."),
    errno.EDQUOT: ("Đã hết dung lượng được cấp, không ghi được", "Dọn bớt tệp rồi chạy lại."),
    errno.EFBIG: ("Hệ thống không cho ghi tệp lớn như vậy:", "Xem lại giới hạn của ổ đĩa hoặc tài khoản rồi chạy lại."),
    errno.EXDEV: ("Thư mục này nằm trên ổ đĩa khác với thư mục outputs:", "Để cả outputs trên một ổ đĩa rồi chạy lại."),
    errno.EROFS: ("Ổ đĩa chỉ cho đọc, không ghi được", "Chọn thư mục khác bằng --outputs rồi chạy lại."),
    errno.ENAMETOOLONG: ("Đường dẫn quá dài:", "Đặt thư mục outputs ở nơi có đường dẫn ngắn hơn rồi chạy lại."),
    errno.ENOTDIR: ("Có tệp nằm ở chỗ phải là thư mục, trên đường tới", "Đổi tên hoặc dời tệp đó đi rồi chạy lại."),
    errno.EEXIST: ("Có tệp nằm ở chỗ phải là thư mục:", "Đổi tên hoặc dời tệp đó đi rồi chạy lại."),
    errno.EISDIR: ("Có thư mục nằm ở chỗ phải là tệp:", "Đổi tên hoặc dời thư mục đó đi rồi chạy lại."),
    errno.ENOTEMPTY: ("Thư mục còn tệp lạ:", "Xem và dời các tệp đó đi rồi chạy lại."),
}
_DENIED = (
    "Không được phép đọc hoặc ghi",
    "Nếu tệp đang mở trong Word, hãy đóng lại; nếu không, xem lại quyền của thư mục, rồi chạy lại.",
)
# ERROR_FILENAME_EXCED_RANGE: how Windows says ENAMETOOLONG.
_WINDOWS_TOO_LONG = 206


@contextmanager
def told(path: Place) -> Iterator[None]:
    """Raise whatever the system refuses at this path as a MachineError that says what to do."""
    try:
        yield
    except OSError as error:
        raise _refusal(error, Path(path)) from error


def _refusal(error: OSError, path: Path) -> MachineError:
    code = errno.ENAMETOOLONG if getattr(error, "winerror", 0) == _WINDOWS_TOO_LONG else error.errno
    otherwise = (
        _DENIED if isinstance(error, PermissionError) else (f"Lỗi hệ thống ({system_words(error)}) ở", "Chạy lại.")
    )
    message, fix = _FIXES.get(code or 0, otherwise)
    return MachineError(f"{message} {path}.", f"{fix} {_UNTOUCHED}")


def read(path: Place) -> bytes | None:
    """Return what the file holds, None if there is no such file."""
    with told(path):
        try:
            return Path(path).read_bytes()
        except FileNotFoundError:
            return None


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def standing(path: Place) -> str:
    """Return the SHA-256 of the file that stands there, "" if there is none."""
    content = read(path)
    return "" if content is None else digest(content)


def write(path: Place, content: bytes, *, mode: int = PRIVATE) -> None:
    """Write a file that nobody looks at yet; its folder is made when it is missing."""
    make_folder(Path(path).parent)
    with told(path):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _AS_IT_IS, mode)
        try:
            written = 0
            while written < len(content):
                written += os.write(handle, content[written:])
        finally:
            os.close(handle)


def stamp(path: Place) -> str:
    """Return a mark that changes whenever the file is written anew, "" if there is no such file."""
    with told(path):
        try:
            found = os.stat(path)
        except FileNotFoundError:
            return ""
    return f"{found.st_size} {found.st_mtime_ns}"


def is_there(path: Place) -> bool:
    """Tell whether a file or folder has this path."""
    with told(path):
        try:
            os.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    """Return what the folder holds, by name; none if there is no such folder."""
    with told(folder):
        if not folder.is_dir():
            return []
        with os.scandir(folder) as found:
            return sorted(found, key=lambda one: one.name)


def names_in(folder: Path) -> list[str]:
    """Return the names of what the folder holds, in order; none if there is no such folder."""
    return [one.name for one in _listed(folder)]


def folders_in(folder: Path) -> list[str]:
    """Return the names of the folders in a folder, in order; none if there is no such folder."""
    return [one.name for one in _listed(folder) if one.is_dir()]


def paths_below(folder: Path) -> frozenset[str]:
    """Return the paths of all files in a folder and the folders in it, as a/b.docx; none if there is no such folder."""
    found = _listed(folder)
    below = (f"{one.name}/{path}" for one in found if one.is_dir() for path in paths_below(folder / one.name))
    return frozenset(one.name for one in found if not one.is_dir()).union(below)


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, unless it stands."""
    with told(folder):
        if folder.is_dir():
            return
        make_folder(folder.parent)
        # Another thread or another event's run may have been quicker.
        folder.mkdir(_PRIVATE_FOLDER, exist_ok=True)
    # A power cut must not take a folder away with what was moved into it.
    settle_folders([folder.parent])


def rename(source: Place, target: Place, *, missing_ok: bool = False) -> None:
    """Give a file another name in one step, over whatever has that name; the target's folder is made."""
    if missing_ok and not is_there(source):
        return
    make_folder(Path(target).parent)
    with told(target):
        os.replace(source, target)


def remove(path: Place) -> None:
    """Remove a file, if it is there."""
    with told(path), suppress(FileNotFoundError):
        os.unlink(path)


def remove_tree(folder: Path) -> None:
    """Remove a folder of our own with all that is in it, if it is there."""
    for one in _listed(folder):
        if one.is_dir():
            remove_tree(folder / one.name)
        else:
            remove(folder / one.name)
    with told(folder):
        if folder.is_dir():
            folder.rmdir()


def rename_folder(source: Path, target: Path) -> bool:
    """Give a folder another name in one step; tell whether that was done, for something may stand there.

    Windows refuses it also while anybody looks into a file in the folder.
    """
    try:
        os.replace(source, target)
    except OSError:
        return False
    return True


def place(files: Mapping[Path, bytes], *, mode: int = PRIVATE) -> None:
    """Put files in their places: each is there whole or not at all, even after a power cut."""
    waiting = {path: path.with_name(f".{path.name}.dang-ghi") for path in files}
    for path, aside in waiting.items():
        write(aside, files[path], mode=mode)
    # A name may reach the disk before the bytes do: then an empty file would stand there for good.
    settle(waiting.values())
    for path, aside in waiting.items():
        rename(aside, path)
    settle_folders({folder for path in files for folder in (path.parent, path.parent.parent)})


def settle(paths: Collection[Place]) -> None:
    """Return once these files would survive a power cut."""
    # One pass over the disk: 460 fsync cost 0.19 s on a fast disk and seconds on an office's, this 0.01 s.
    if sys.platform == "linux" and len(paths) > _MANY:
        os.sync()
    else:
        for path in paths:
            _flush(path)


def settle_folders(folders: Iterable[Place]) -> None:
    """Return once the names in these folders would survive a power cut, where the system can be asked."""
    if sys.platform != "win32":
        for folder in folders:
            _flush(folder)


def _flush(path: Place) -> None:
    with told(path):
        handle = os.open(path, os.O_RDONLY if os.path.isdir(path) else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_PAUSE = 0.05
PATIENCE = 30.0
"""So many seconds does a run wait for another one."""


def write_new(path: Path, content: bytes, otherwise: str) -> None:
    """Write a file that must not be there: a clerk's own is never written over; `otherwise` says what to do then."""
    with writing(f"tệp {path}"):
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            raise UsageError(f"Đã có tệp {path}; không ghi đè.", otherwise) from None


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
    while not _is_taken(handle, path):
        if time.monotonic() >= deadline:
            raise MachineError(
                f"Một lần chạy khác đang ghi vào {path.parent / path.stem.removeprefix('.')}.",
                "Chờ lần chạy đó xong rồi chạy lại.",
            )
        time.sleep(_PAUSE)


def _is_taken(handle: int, path: Path) -> bool:
    with told(path):
        return hold(handle)
