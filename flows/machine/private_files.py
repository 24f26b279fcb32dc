"""Folders and files that only their user may read: ~/.vanthu, its log, passwords and addresses."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from flows.errors import MachineError, system_words

FOLDER, FILE = 0o700, 0o600
_OTHERS = 0o077


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing; one that stands keeps its mode."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=FOLDER, exist_ok=True)


def touch(path: Path) -> None:
    """Make a file to add lines to, and its folder, unless they stand."""
    make_folder(path.parent)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE))


def write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all, over one of that name whoever may read it."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), FILE)
        with os.fdopen(handle, "wb") as lines:
            lines.write(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def read_secret(path: Path) -> str:
    """Return the line that a file holds, "" where there is none or others could have read it."""
    try:
        is_open = os.name == "posix" and path.stat().st_mode & _OTHERS
        return "" if is_open else path.read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""


def kept_secret(path: Path) -> str:
    """Return the secret that a file keeps; made up, and kept for the next time, where there is none.

    Raises:
        MachineError: it cannot be kept.
    """
    if kept := read_secret(path):
        return kept
    made = secrets.token_urlsafe(18)
    try:
        make_folder(path.parent)
        write(path, f"{made}\n".encode())
    except OSError as error:
        message = f"Không giữ được mật khẩu ở {path}: {system_words(error)}."
        raise MachineError(message, "Kiểm tra quyền ghi và chỗ trống của thư mục ấy.") from error
    return made


def close_to_others(*paths: Path) -> None:
    """Take from others what an earlier version, or the user's own hand, left open to them; what is not ours stays."""
    for path in paths:
        with suppress(OSError):
            mode = path.stat().st_mode
            if mode & _OTHERS:
                path.chmod(mode & ~_OTHERS & 0o7777)
