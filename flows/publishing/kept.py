"""Files that are made anew whenever they differ, and kept where the user has worked in them: bytes in, files out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from flows.publishing import disk
from flows.publishing.names import beside

_INDEX = ".muc-luc.json"

# Each name's hashes: the file as it is, and as it was, for a run that is killed between index and file.
Index = Mapping[str, list[str]]


def put_file(folder: Path, name: str, content: bytes) -> Path:
    """Put a file in its place; return where it stands.

    A file the user has worked in is kept, the new one then stands beside it as NAME.moi.ENDING.
    """
    index = _read(folder)
    if _is_ours(folder, name, index, content):
        _drop(folder, beside(name), index)
        return _put(folder, name, content, index)
    if _is_ours(folder, beside(name), index, content):
        return _put(folder, beside(name), content, index)
    return folder / name


def remove_file(folder: Path, name: str) -> None:
    """Remove a file that is not made any more, unless the user has worked in it; an empty folder goes too."""
    index = _read(folder)
    for one in (name, beside(name)):
        _drop(folder, one, index)
    left = {one: hashes for one, hashes in index.items() if one not in (name, beside(name))}
    if left != index:
        _write(folder, left)
    if all(one.startswith(".") for one in disk.names_in(folder)):
        disk.remove_folder(folder)


def known_files(folder: Path) -> tuple[str, ...]:
    """Return the names of the files put here before."""
    return tuple(sorted(_read(folder)))


def _is_ours(folder: Path, name: str, index: Index, content: bytes) -> bool:
    return disk.standing(folder / name) in ("", disk.digest(content), *index.get(name, ()))


def _put(folder: Path, name: str, content: bytes, index: Index) -> Path:
    sha256, there = disk.digest(content), disk.standing(folder / name)
    hashes = [sha256, there] if there not in ("", sha256) else [sha256]
    if index.get(name, [])[:1] != [sha256] or there != sha256:
        _write(folder, {**index, name: hashes})
        disk.place({folder / name: content})
    return folder / name


def _drop(folder: Path, name: str, index: Index) -> None:
    if disk.standing(folder / name) in index.get(name, ()):
        disk.remove(folder / name)


def _read(folder: Path) -> Index:
    try:
        told = json.loads(disk.read(folder / _INDEX) or b"{}")
    except ValueError:
        told = {}
    # Without it every file that differs counts as worked in: safe.
    return told if isinstance(told, dict) and all(isinstance(hashes, list) for hashes in told.values()) else {}


def _write(folder: Path, index: Index) -> None:
    disk.place({folder / _INDEX: json.dumps(index, indent=2, sort_keys=True).encode()})
