"""Copies of workbooks with their problems marked: bytes in, outputs/loi/ out, never over what the user mended there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from flows.publishing import disk
from flows.publishing.names import annotated_name, beside

_INDEX = ".muc-luc.json"

# Each name's hashes: the copy as it is, and as it was, for a run that is killed between index and copy.
Index = Mapping[str, list[str]]


def put_copy(folder: Path, workbook: str, content: bytes) -> Path:
    """Put a workbook's annotated copy in its place; return where it stands.

    A copy the user has worked in is kept, the new one then stands beside it as NAME.loi.moi.xlsx.
    """
    name, index = annotated_name(workbook), _read(folder)
    if _is_ours(folder, name, index, content):
        _drop(folder, beside(name), index)
        return _put(folder, name, content, index)
    if _is_ours(folder, beside(name), index, content):
        return _put(folder, beside(name), content, index)
    return folder / name


def remove_copy(folder: Path, workbook: str) -> None:
    """Remove a mended workbook's copy, unless the user has worked in it; an empty folder goes too."""
    name, index = annotated_name(workbook), _read(folder)
    for one in (name, beside(name)):
        _drop(folder, one, index)
    left = {one: hashes for one, hashes in index.items() if one not in (name, beside(name))}
    if left != index:
        _write(folder, left)
    if all(one.startswith(".") for one in disk.names_in(folder)):
        disk.remove_folder(folder)


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
    # Without it every copy that differs counts as worked in: safe.
    return told if isinstance(told, dict) and all(isinstance(hashes, list) for hashes in told.values()) else {}


def _write(folder: Path, index: Index) -> None:
    disk.place({folder / _INDEX: json.dumps(index, indent=2, sort_keys=True).encode()})
