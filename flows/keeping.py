"""The user's own folder for what is quicker read than made again: a name in, what was kept under it out.

What lies there is worth nothing: whatever is wrong with it, or with the folder, it is made again. A fresh process that
fills a kept template loads this module, so that it stays light.
"""

# ruff: noqa: PTH105, PTH107, PTH110, PTH111, PTH118, PTH120, PTH123 - pathlib takes 10 ms to import

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib.machinery import PathFinder
from zlib import crc32

FOLDER = "VANTHU_CACHE"
"""The variable that names another folder; empty, it keeps nothing."""
MOST_KEPT = 200


def read(name: str) -> bytes:
    """Return what was kept, nothing where nobody could be sure that it is ours."""
    folder = _folder()
    if not folder or not _is_private(folder):
        return b""
    try:
        with open(os.path.join(folder, name), "rb") as kept:
            return kept.read()
    except OSError:
        return b""


def keep(name: str, made: Callable[[], bytes]) -> None:
    """Keep what is made, if that can be done."""
    folder = _folder()
    if folder:
        try:  # noqa: SIM105 - contextlib takes 3 ms to import
            _write(folder, os.path.join(folder, name), made())
        except OSError:
            pass


def sources(folder: str) -> list[tuple[str, int, int]]:
    """Return what changes whenever the modules of a folder do; their times alone some installers set to one day."""
    with os.scandir(folder) as listed:
        states = [(each.name, each.stat()) for each in listed if each.name.endswith(".py")]
    return sorted((name, state.st_size, state.st_mtime_ns) for name, state in states)


def installed() -> tuple[str, int]:
    """Return what changes whenever docxtpl or Jinja do: a package that is installed changes the folder it lies in."""
    found = PathFinder.find_spec("docxtpl")
    where = os.path.dirname(os.path.dirname(found.origin if found and found.origin else __file__))
    return where, os.stat(where).st_mtime_ns  # noqa: PTH116 - as above


@cache
def program() -> str:
    """Return a mark that changes whenever this program, docxtpl or Jinja do."""
    here = os.path.dirname(__file__)
    own = [(path, sources(path)) for path, _, _ in os.walk(here) if not path.endswith("__pycache__")]
    return f"{crc32(repr((sorted(own), installed())).encode()):08x}"


def _folder() -> str:
    home = os.path.expanduser("~")
    return os.environ.get(FOLDER, os.path.join(home, ".vanthu", "mau") if home != "~" else "")


def _is_private(folder: str) -> bool:
    """Tell whether nobody else could have written into the folder."""
    if os.name != "posix":
        return True
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _write(folder: str, path: str, content: bytes) -> None:
    """Write a file so that it is whole or not there, into a folder that is the user's own."""
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - as above
    if not _is_private(folder):
        return
    aside = f"{path}.{os.getpid()}.tmp"
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
            opened.write(content)
        os.replace(aside, path)
    finally:
        if os.path.exists(aside):
            os.remove(aside)
    _drop_the_oldest(folder)


def _drop_the_oldest(folder: str) -> None:
    with os.scandir(folder) as listed:
        kept = sorted((each.stat().st_mtime_ns, each.path) for each in listed)
    for _, path in kept[:-MOST_KEPT]:
        os.remove(path)
